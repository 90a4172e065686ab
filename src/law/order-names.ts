import { orders } from './tables.ts';
import type { Order, OrderParty } from './types.ts';

/**
 * Who an order is about. Its parties stand on no list, so they are found here: by name without
 * case, accents, punctuation and legal form, or by number. Nothing is found by likeness.
 */

/** How a party stands to an order. */
export interface OrderStanding {
  readonly order: Order;
  /** `elsewhere`: so named, but recorded in a country that the order does not reach. */
  readonly standing: 'named' | 'included' | 'excluded' | 'elsewhere';
  /** The name by which the order knows it. */
  readonly as: string;
  /** What the order says of it, where it names it besides its main party. */
  readonly party?: OrderParty;
}

/** What is known of a party that may be one of an order's. */
export interface OrderQuestion {
  readonly names: readonly string[];
  /** ISO codes. */
  readonly countries?: readonly string[];
  readonly registrations?: readonly string[];
  readonly bics?: readonly string[];
}

const LEGAL_FORM =
  /(?: (?:institucion de banca multiple|s ?a ?de ?c ?v|s ?a ?p ?i|s ?a ?b|s ?a|inc|plc|llc|ltd))+$/;

/** A name without case, accents, punctuation and legal form. */
export function foldName(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return plain.replace(LEGAL_FORM, '');
}

/** The folded names of every order, made once: every party of a list is held against them. */
interface Folded {
  readonly order: Order;
  readonly own: ReadonlyMap<string, string>;
  readonly include: ReadonlyMap<string, OrderParty>;
  readonly exclude: ReadonlyMap<string, OrderParty>;
  readonly excludedNumbers: ReadonlyMap<string, OrderParty>;
}

const byName = (parties: readonly OrderParty[]): ReadonlyMap<string, OrderParty> =>
  new Map(
    parties.flatMap((party) =>
      [party.name, ...(party.aliases ?? [])].map((name) => [foldName(name), party] as const),
    ),
  );

const folded: readonly Folded[] = [...orders.values()].map((order) => ({
  order,
  own: new Map(order.names.map((name) => [foldName(name), name])),
  include: byName(order.include),
  exclude: byName(order.exclude),
  excludedNumbers: new Map(
    order.exclude.flatMap((party) =>
      typeof party.registration === 'string' ? [[party.registration, party] as const] : [],
    ),
  ),
}));

/** Every order that names the party, in the order of the table; also to leave it out. */
export function ordersNaming(question: OrderQuestion): readonly OrderStanding[] {
  const names = question.names.map(foldName);
  const found: OrderStanding[] = [];
  for (const { order, own, include, exclude, excludedNumbers } of folded) {
    const out = first(exclude, names) ?? first(excludedNumbers, question.registrations ?? []);
    const within = first(include, names);
    const named = first(own, names);
    const bic = order.bics.find((code) => question.bics?.includes(code));
    if (out !== undefined) {
      found.push({ order, standing: 'excluded', as: out.name, party: out });
    } else if (named !== undefined || bic !== undefined || within !== undefined) {
      const standing = reaches(order, question) ? (within ? 'included' : 'named') : 'elsewhere';
      const as = within?.name ?? named ?? (order.names[0] as string);
      found.push({ order, standing, as, ...(within === undefined ? {} : { party: within }) });
    }
  }
  return found;
}

function first<Found>(map: ReadonlyMap<string, Found>, keys: readonly string[]): Found | undefined {
  for (const key of keys) {
    const found = map.get(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a party is where the order reaches; a party of which no country is known may be. */
function reaches({ countries }: Order, question: OrderQuestion): boolean {
  const recorded = question.countries ?? [];
  if (countries.length === 0 || recorded.length === 0) return true;
  return recorded.some((country) => countries.includes(country));
}
