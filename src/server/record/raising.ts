import { setImmediate } from 'node:timers/promises';
import { organisationOf, SYSTEM } from '../../accounts/index.ts';
import { LIMITS, type OnProgress } from '../../base/index.ts';
import type { Engine } from '../../matching/index.ts';
import { type CustomerHits, matchesOf } from '../../screening/index.ts';
import {
  type AlertsAround,
  alertsFrom,
  type Bringing,
  type Brought,
  type CustomerAlerts,
  inPieces,
  intoCase,
  nameOf,
  whyRefused,
} from './into-case.ts';

/** What became of the alerts of one customer, or why nothing did. */
export type BroughtIn = Brought | { readonly became: 'refused'; readonly error: string };

/** Brings alerts of up to a hundred customers into their cases; one answer each, in their order. */
export type BringIn = (customers: readonly CustomerAlerts[]) => Promise<readonly BroughtIn[]>;

/**
 * Brings alerts into cases of an organisation for Tamiz itself, which asked nobody's right: whoever
 * runs a command on the data folder has them all. Given nobody, it only looks for the organisation.
 * @throws STORE_ABSENT where there is no such organisation
 */
export function bringingFor({ store, world }: Pick<Bringing, 'store' | 'world'>) {
  return async (
    tenant: string,
    customers: readonly CustomerAlerts[],
  ): Promise<readonly BroughtIn[]> => {
    const scope = { tenant, compartments: [] };
    await store.read(scope, (reader) => organisationOf(reader, tenant));
    const bringing = { store, world, tenant, actor: SYSTEM, scope };
    const all: BroughtIn[] = [];
    for (const customer of customers) {
      all.push(await intoCase(customer, bringing).catch(refused));
      // Many customers must not keep the requests of others waiting.
      await setImmediate();
    }
    return all;
  };
}

const refused = (error: unknown): BroughtIn => ({ became: 'refused', error: whyRefused(error) });

/** How many customers' hits came to what. */
export interface RaisedCount {
  readonly opened: number;
  readonly added: number;
  readonly there: number;
  readonly suppressed: number;
  readonly refused: number;
  /** Why the first of them was refused. */
  readonly firstRefusal: string | undefined;
}

/** What stands for a customer whose hits came to several things: what is more to do comes first. */
const ORDER = ['refused', 'opened', 'added', 'there', 'suppressed'] as const;

/** Characters of alerts that are brought together; a request may have eight times as many bytes. */
const CHARACTERS = 1_000_000;

/** Makes alerts of hits, and has them brought into cases, some customers at a time. */
export async function raiseHits(
  engine: Engine,
  hits: readonly CustomerHits[],
  around: Omit<AlertsAround, 'record'>,
  bringIn: BringIn,
  onProgress: OnProgress,
): Promise<RaisedCount> {
  const became = new Map<CustomerHits, BroughtIn['became']>();
  let firstRefusal: string | undefined;
  let waiting: { readonly of: CustomerHits; readonly piece: CustomerAlerts }[] = [];
  let characters = 0;
  const bring = async (): Promise<void> => {
    const brought = await bringIn(waiting.map(({ piece }) => piece));
    for (const [nth, { of }] of waiting.entries()) {
      const one = brought[nth] as BroughtIn;
      const before = became.get(of) ?? 'suppressed';
      became.set(of, ORDER.find((way) => way === before || way === one.became) ?? before);
      if (one.became === 'refused') firstRefusal ??= one.error;
    }
    waiting = [];
    characters = 0;
  };
  for (const [done, one] of hits.entries()) {
    onProgress({ stage: 'Bringing hits into cases', done, total: hits.length, unit: 'records' });
    for (const piece of inPieces(alertsOf(engine, one, around))) {
      const length = JSON.stringify(piece).length;
      if (waiting.length === LIMITS.matchQueries || characters + length > CHARACTERS) await bring();
      waiting.push({ of: one, piece });
      characters += length;
    }
  }
  if (waiting.length > 0) await bring();
  const count = (way: BroughtIn['became']) =>
    [...became.values()].filter((each) => each === way).length;
  return {
    opened: count('opened'),
    added: count('added'),
    there: count('there'),
    suppressed: count('suppressed'),
    refused: count('refused'),
    firstRefusal,
  };
}

function alertsOf(
  engine: Engine,
  hits: CustomerHits,
  around: Omit<AlertsAround, 'record'>,
): CustomerAlerts {
  const { record: customer, examples, taken } = hits;
  const [first] = examples;
  const name = first && nameOf(first);
  const alerts = alertsFrom(engine, matchesOf(engine, hits), {
    ...around,
    ...(taken !== undefined && { record: taken }),
  });
  return { customer, ...(name !== undefined && { name }), alerts };
}
