import { problem } from '../base/index.ts';
import type { Json } from '../journal/index.ts';
import type { Actor, Happening, StoredEvent } from './types.ts';

/** Marks records of the store among those of the journal, with the form of their body. */
const FORM = 'store/1';
/** Events of one record: a bulk decision about 50 cases has 101; many more are too large. */
const EVENTS_MAX = 256;
const NAME = /^[a-z][a-z0-9-]{0,62}$/;
/** What the id of a document may be, as a pattern. */
export const ID_PATTERN = '^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$';
const ID = new RegExp(ID_PATTERN);
const ACTOR = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** A record of the store, before the journal numbers it. */
export interface Draft {
  readonly type: string;
  readonly body: Json;
  readonly personal?: Json;
  /** How long both are as text. */
  readonly characters: number;
}

/**
 * What is to happen as one record of the journal.
 * @throws STORE_INPUT where a name, an id or a text is none that can be kept
 */
export function draftRecord(tenant: string, actor: Actor, happenings: readonly Happening[]): Draft {
  const refuse = (found: string) => problem('STORE_INPUT', { found });
  if (!NAME.test(tenant)) throw refuse(`the organisation ${JSON.stringify(tenant)}`);
  if (!ACTOR.test(actor.id)) throw refuse(`the actor ${JSON.stringify(actor.id)}`);
  const [first] = happenings;
  if (first === undefined || happenings.length > EVENTS_MAX) {
    throw refuse(`${happenings.length} events (limit events, ${EVENTS_MAX}, at least 1)`);
  }
  for (const { kind, id } of happenings) {
    if (!NAME.test(kind) || !ID.test(id)) throw refuse(`the id ${JSON.stringify(id)} of a ${kind}`);
  }
  const events = happenings.map(({ kind, id, revision, type, data }) => {
    return { kind, id, revision: revision + 1, type, data };
  });
  const personal = happenings.map(({ personal: said }) => said ?? null);
  const says = personal.some((said) => said !== null);
  const body = { form: FORM, tenant, actor: { kind: actor.kind, id: actor.id }, events };
  const characters = assertTexts([body, personal]);
  return { type: first.type, body, ...(says && { personal }), characters };
}

/**
 * PostgreSQL's JSON has no U+0000, and half of a surrogate pair is no text at all. Returns how long
 * it is.
 */
function assertTexts(value: unknown): number {
  const text = JSON.stringify(value);
  if (/(?<!\\)(?:\\\\)*\\u(0000|d[89a-f])/i.test(text)) {
    throw problem('STORE_INPUT', { found: 'a text with U+0000 or half of a surrogate pair' });
  }
  return text.length;
}

/** Its events, or undefined for a record of something else. */
export function eventsOf(
  record: { readonly seq: number; readonly at: Date; readonly body: unknown },
  personal: Json | undefined,
): StoredEvent[] | undefined {
  const body = record.body as Partial<Body> | null;
  if (typeof body !== 'object' || body?.form !== FORM) return undefined;
  const { tenant, actor, events } = body as Body;
  const said = personal as readonly (StoredEvent['personal'] | null)[] | undefined;
  return events.map((event, part) => ({
    ...event,
    seq: record.seq,
    at: record.at,
    tenant,
    actor,
    personal: said?.[part] ?? undefined,
  }));
}

interface Body {
  readonly form: string;
  readonly tenant: string;
  readonly actor: Actor;
  readonly events: readonly Pick<StoredEvent, 'kind' | 'id' | 'revision' | 'type' | 'data'>[];
}
