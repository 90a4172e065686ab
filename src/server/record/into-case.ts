import { createHmac } from 'node:crypto';
import { organisationOf } from '../../accounts/index.ts';
import { type Clock, type Entropy, problem, TamizError } from '../../base/index.ts';
import {
  type AlertInput,
  alertOf,
  CASE,
  CASE_COMMANDS,
  CASE_LIMITS,
  openCaseOf,
} from '../../cases/index.ts';
import type { Example } from '../../entity/index.ts';
import { effectsOf, parseActor } from '../../law/index.ts';
import type { Engine } from '../../matching/index.ts';
import { lawPartyOf, partyOfListing } from '../../parties/index.ts';
import type { BestMatch } from '../../screening/index.ts';
import {
  type Actor,
  type Command,
  perform,
  type Reader,
  type Scope,
  type Store,
} from '../../store/index.ts';

/** What a customer's alerts are made of besides the matches. */
export interface AlertsAround {
  /** ISO day of which the law is asked. */
  readonly today: string;
  /** For whom effects are worked out, such as `us-bank`. */
  readonly actor: string;
  /** The record of the question. */
  readonly record?: number;
}

/** The alerts of matches, with all that they are made of. */
export function alertsFrom(
  engine: Engine,
  matches: readonly BestMatch[],
  { today, actor, record }: AlertsAround,
): AlertInput[] {
  return matches.map(({ match, example }) => {
    const party = lawPartyOf(partyOfListing(engine, match.entity));
    const law = effectsOf(party, today, parseActor(actor));
    const taken = record === undefined ? {} : { record };
    return alertOf({ engine, match, customer: example, law, ...taken });
  });
}

/** A name, short enough to be shown; half of a surrogate pair at its end is no text. */
export const nameOf = ({ properties }: Example): string | undefined =>
  properties['name']?.[0]?.slice(0, 200).replace(/[\ud800-\udbff]$/, '');

/** The alerts of a customer, as they come into a case. */
export interface CustomerAlerts {
  readonly customer: string;
  readonly name?: string;
  readonly alerts: readonly AlertInput[];
}

/** The same in pieces, each of which may come into a case at once. */
export function inPieces({ alerts, ...named }: CustomerAlerts): readonly CustomerAlerts[] {
  const pieces: CustomerAlerts[] = [];
  for (let at = 0; at < alerts.length; at += CASE_LIMITS.alertsAtOnce) {
    pieces.push({ ...named, alerts: alerts.slice(at, at + CASE_LIMITS.alertsAtOnce) });
  }
  return pieces;
}

/** Where alerts are brought, and who does so. */
export interface Bringing {
  readonly store: Store;
  readonly world: { readonly clock: Clock; readonly entropy: Entropy };
  readonly tenant: string;
  readonly actor: Actor;
  readonly scope: Scope;
}

/** What became of alerts that were brought. */
export interface Brought {
  /** Null where there is nothing to decide. */
  readonly case: string | null;
  readonly became:
    | 'opened'
    | 'added'
    /** The case says all of it already. */
    | 'there'
    | 'suppressed';
}

const commandNamed = (name: string): Command =>
  CASE_COMMANDS.find((one) => one.kind.name === CASE.name && one.name === name) as Command;

/** How often it is begun anew because somebody else was faster with the same customer. */
const ATTEMPTS = 5;

/** Brings alerts into the open case of a customer, or opens one. */
export async function intoCase(
  { customer, name, alerts }: CustomerAlerts,
  { store, world, tenant, actor, scope }: Bringing,
): Promise<Brought> {
  for (let attempt = 1; ; attempt++) {
    const place = await store.read(scope, (reader) => placeFor(reader, tenant, customer));
    const customerName = name === undefined ? {} : { customerName: name };
    const [command, input] = place.isOpen
      ? [commandNamed('add-alerts'), { alerts }]
      : [commandNamed('open'), { customer, ...customerName, alerts }];
    try {
      const wish = { scope, actor, id: place.id, input };
      const { document, seq } = await perform(store, command, wish, world);
      if (document === undefined) return { case: null, became: 'suppressed' };
      if (!place.isOpen) return { case: place.id, became: 'opened' };
      return { case: place.id, became: seq === undefined ? 'there' : 'added' };
    } catch (error) {
      const isLate = error instanceof TamizError && LATE.has(error.code);
      if (!isLate || attempt === ATTEMPTS) throw error;
    }
  }
}

/**
 * Why a customer came into no case: what is wrong with one must not keep those after it. Whatever
 * is wrong with Tamiz itself is thrown on.
 */
export function whyRefused(error: unknown): string {
  if (!(error instanceof TamizError) || error.http >= 500) throw error;
  return error.message;
}

/** What is said where somebody else opened or closed the case in the meantime. */
const LATE: ReadonlySet<string> = new Set([
  'STORE_EXISTS',
  'STORE_CONFLICT',
  'CASE_OPEN',
  'CASE_STATE',
]);

/**
 * The open case of a customer, or the id that the next one has. Two who ask at the same time get
 * the same id, so that only one of them opens it. The id says nothing about the customer to who
 * has not the secret of the organisation.
 */
async function placeFor(
  reader: Reader,
  tenant: string,
  customer: string,
): Promise<{ readonly id: string; readonly isOpen: boolean }> {
  const open = await openCaseOf(reader, customer);
  if (open !== undefined) return { id: open.id, isOpen: true };
  const { salt } = (await organisationOf(reader, tenant)).state;
  if (salt === undefined) throw problem('STORE_ABSENT', { found: 'no secret of the organisation' });
  const { total } = await reader.find(CASE, { where: { customer }, limit: 1 });
  const digest = createHmac('sha256', Buffer.from(salt, 'base64')).update(customer).digest('hex');
  const idOf = (number: number) => `${digest.slice(0, 24)}-${number}`;
  // A case of which was erased whose it is has its id still.
  let number = total + 1;
  while ((await reader.document(CASE, idOf(number))) !== undefined) number += 1;
  return { id: idOf(number), isOpen: false };
}
