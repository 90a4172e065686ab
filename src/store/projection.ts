import { type Kysely, sql } from 'kysely';
import { problem } from '../base/index.ts';
import type { Tables } from './database.ts';
import { writingFields } from './search-fields.ts';
import type { Document, Kind, StoredEvent } from './types.ts';

/** The kinds of documents by their names. */
export type Kinds = ReadonlyMap<string, Kind>;

/** A document of some organisation. */
export interface Place {
  readonly tenant: string;
  readonly kind: string;
  readonly id: string;
}

/** A place as the key of a map; the parts have no spaces. */
export const keyOf = ({ tenant, kind, id }: Place): string => `${tenant} ${kind} ${id}`;

/** Documents as they stand, by `keyOf`. Those that are not there yet are missing. */
export type Standing = Map<string, Document>;

/** Reads documents of any organisations, as the writer may. */
export async function readStanding(
  db: Kysely<Tables>,
  places: readonly Place[],
): Promise<Standing> {
  const wanted = JSON.stringify(places.map(({ tenant, kind, id }) => ({ tenant, kind, id })));
  const { rows } = await sql<Place & Document>`
    select tenant, kind, id, revision, state from tamiz.document
    join jsonb_to_recordset(${wanted}::jsonb) as wanted (tenant text, kind text, id text)
    using (tenant, kind, id)`.execute(db);
  return new Map(
    rows.map((row) => {
      const { kind, id, revision, state } = row;
      return [keyOf(row), { kind, id, revision, state }];
    }),
  );
}

/** The documents after some events, which are in order. Changes `standing`, and returns it. */
export function fold(kinds: Kinds, standing: Standing, events: readonly StoredEvent[]): Standing {
  for (const event of events) {
    const { kind, id, revision } = event;
    const before = standing.get(keyOf(event));
    if (revision !== (before?.revision ?? 0) + 1) {
      const found = `event ${revision} of ${kind} ${id} after ${before?.revision ?? 0} events`;
      throw problem('STORE_AHEAD', { where: `record ${event.seq}`, found });
    }
    const state = kindOf(kinds, kind).evolve(before?.state, event);
    standing.set(keyOf(event), { kind, id, revision, state });
  }
  return standing;
}

/** @throws STORE_NEWER */
export function kindOf(kinds: Kinds, name: string): Kind {
  const kind = kinds.get(name);
  if (kind !== undefined) return kind;
  throw problem('STORE_NEWER', { found: `documents of the kind ${name}, which it does not know` });
}

/** Writes down events and the documents after them. */
export async function write(
  db: Kysely<Tables>,
  kinds: Kinds,
  { events, standing }: { readonly events: readonly StoredEvent[]; readonly standing: Standing },
): Promise<void> {
  const rows = events.map((event, i) => ({
    ...event,
    part: i - events.findIndex(({ seq }) => seq === event.seq),
    actor_kind: event.actor.kind,
    actor_id: event.actor.id,
    compartment: kindOf(kinds, event.kind).compartment ?? '',
    personal: event.personal ?? null,
  }));
  // One parameter for any number of rows: the statement stays the same, and small.
  await sql`
    insert into tamiz.event
      (seq, part, at, tenant, actor_kind, actor_id, kind, id, revision, compartment, type, data,
       personal)
    select seq, part, at, tenant, actor_kind, actor_id, kind, id, revision, compartment, type, data,
       nullif(personal, 'null'::jsonb)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (
      seq bigint, part integer, at timestamptz, tenant text, actor_kind text, actor_id text,
      kind text, id text, revision integer, compartment text, type text, data jsonb, personal jsonb
    )`.execute(db);
  await writeStanding(db, kinds, standing);
}

/** Writes down documents as they stand. */
export async function writeStanding(
  db: Kysely<Tables>,
  kinds: Kinds,
  standing: Standing,
): Promise<void> {
  const rows = [...standing].map(([key, document]) => ({
    ...document,
    tenant: key.slice(0, key.indexOf(' ')),
    compartment: kindOf(kinds, document.kind).compartment ?? '',
  }));
  await sql`
    with standing as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (
        tenant text, kind text, id text, revision integer, compartment text, state jsonb
      )
    ), ${writingFields(sql`standing`)}
    insert into tamiz.document (tenant, kind, id, revision, compartment, state)
    select tenant, kind, id, revision, compartment, state from standing
    on conflict (tenant, kind, id)
    do update set revision = excluded.revision, state = excluded.state`.execute(db);
}

/**
 * What the erasing of a record's personal data leaves: its events without it, and documents that
 * never knew it.
 */
export async function forget(db: Kysely<Tables>, kinds: Kinds, seq: number): Promise<void> {
  await db.updateTable('event').set({ personal: null }).where('seq', '=', seq).execute();
  const touched = await db
    .selectFrom('event')
    .select(['tenant', 'kind', 'id'])
    .distinct()
    .where('seq', '=', seq)
    .execute();
  for (const place of touched) {
    const rows = await db
      .selectFrom('event')
      .selectAll()
      .where('tenant', '=', place.tenant)
      .where('kind', '=', place.kind)
      .where('id', '=', place.id)
      .orderBy('revision')
      .execute();
    await writeStanding(db, kinds, fold(kinds, new Map(), rows.map(eventOfRow)));
  }
}

/** An event as it stands in its table. */
export function eventOfRow(row: Tables['event']): StoredEvent {
  const { seq, at, tenant, kind, id, revision, type, data, personal } = row;
  const actor = { kind: row.actor_kind, id: row.actor_id };
  return {
    seq,
    at,
    tenant,
    actor,
    kind,
    id,
    revision,
    type,
    data,
    personal: personal ?? undefined,
  };
}
