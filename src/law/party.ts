import { type Entity, parseIsoDate, type Value } from '../entity/index.ts';
import { type OrderStanding, ordersNaming } from './order-names.ts';
import { registerFacts } from './register.ts';
import { lawWords, orders, programmeOf } from './tables.ts';
import type { Held, Sentence, Verified } from './types.ts';

/** One source's word that a party is designated, with the source's times. */
export interface DesignationSource {
  /** The dataset, or a table of ours. */
  readonly dataset: string;
  readonly held: readonly Held[];
  /** Ids of `data/law/citations.json`. */
  readonly citations: readonly string[];
  readonly verified: Verified;
  /** The source's own reference, such as a notice. */
  readonly reference?: string;
  readonly note?: Sentence;
}

/** A programme that a party is designated under, and who says so. */
export interface Designation {
  /** An id of `data/law/programmes.json`, or the list's tag where that does not know it. */
  readonly programme: string;
  readonly sources: readonly DesignationSource[];
}

/** How the party asked about is tied to the listed one. */
export type Via = 'listed' | 'owned-50' | 'owned-less' | 'controlled' | 'agent';

/** What the law is asked about: a party with its designations and the orders that name it. */
export interface LawParty {
  readonly id: string;
  readonly caption: string;
  readonly designations: readonly Designation[];
  readonly orders: readonly OrderStanding[];
  readonly via: Via;
}

/**
 * A party as the lists have it. `related` are the entities that point at it, of which the Sanction
 * entities tell dates. What the register and `data/law/designations.json` know of the same id is
 * added: they have dates where lists have only tags.
 */
export function partyOf(
  entity: Entity,
  related: Iterable<Entity> = [],
  via: Via = 'listed',
): LawParty {
  const found = new Map<string, { programme: string; sources: DesignationSource[] }>();
  const add = (tag: string, source: DesignationSource) => {
    const known = programmeOf(tag)?.id;
    // A tag that is not known here may be another publisher's for something else.
    const key = known ?? `${source.dataset} ${tag}`;
    const before = found.get(key);
    if (before === undefined) found.set(key, { programme: known ?? tag, sources: [source] });
    else before.sources.push(source);
  };
  const facts = registerFacts(entity.id);
  for (const [tag, source] of facts) add(tag, source);
  for (const [tag, source] of listSources(entity, related)) {
    // The register's own entities say less than its table, which is in already.
    if (source.dataset !== REGISTER || facts.length === 0) add(tag, source);
  }
  return {
    id: entity.id,
    caption: entity.caption,
    designations: [...found.values()],
    orders: ordersNaming({
      names: NAME_PROPERTIES.flatMap((property) => entity.texts(property)),
      countries: COUNTRY_PROPERTIES.flatMap((property) => entity.texts(property)),
      registrations: entity.texts('registrationNumber'),
      bics: entity.texts('swiftBic'),
    }),
    via,
  };
}

/** The register's dataset name; `src/lists`, which makes its entities, stands beside this room. */
const REGISTER = 'tamiz_cartel_register';
const NAME_PROPERTIES = ['name', 'alias', 'previousName'];
const COUNTRY_PROPERTIES = ['country', 'jurisdiction', 'mainCountry'];

/** The designations that a list's entities tell, a tag with a source each. */
function listSources(
  entity: Entity,
  related: Iterable<Entity>,
): readonly (readonly [string, DesignationSource])[] {
  const sources: (readonly [string, DesignationSource])[] = [];
  const told = new Set<string>();
  for (const sanction of related) {
    if (sanction.schema !== 'Sanction' || !sanction.texts('entity').includes(entity.id)) continue;
    for (const { value: tag, source } of actsOf(sanction, entity)) {
      told.add(`${tag} ${source.dataset}`);
      const from = sanction.texts('startDate')[0] ?? source.heldFrom;
      const to = sanction.texts('endDate')[0] ?? source.heldUntil;
      sources.push([tag, fromList(source.dataset, source.knownAt, from, to)]);
    }
  }
  for (const { value: tag, source } of entity.values('programId')) {
    if (told.has(`${tag} ${source.dataset}`)) continue;
    const { dataset, knownAt, heldFrom, heldUntil } = source;
    sources.push([tag, fromList(dataset, knownAt, heldFrom, heldUntil)]);
  }
  return sources;
}

/**
 * What an act is called: by the list's tag, else its programme in words, else who decided. Where
 * the list has its tags on the party, they are enough.
 */
function actsOf(sanction: Entity, entity: Entity): readonly Value[] {
  const tags = sanction.values('programId');
  if (tags.length > 0) return tags;
  const ours = new Set(sanction.datasets);
  if (entity.values('programId').some(({ source }) => ours.has(source.dataset))) return [];
  const words = sanction.values('program');
  return words.length > 0 ? words : sanction.values('authority');
}

function fromList(
  dataset: string,
  knownAt: string,
  from: string | undefined,
  to: string | undefined,
): DesignationSource {
  // Without a day on which the list said so, it is taken to have always said so.
  const known = dateIn(knownAt) ?? FIRST_DAY;
  const first = dateIn(from);
  const end = dateIn(to);
  const held: Held = {
    known,
    // A list that tells of an end that has passed did not see it hold on the day it was published.
    ...(end === undefined || end > known ? { seen: known } : {}),
    ...(end === undefined ? {} : { to: end }),
    ...(first === undefined ? {} : { from: first }),
  };
  return { dataset, held: [held], citations: ['loaded-list'], verified: 'copy' };
}

const FIRST_DAY = '0001-01-01';

/** The date that a list's text begins with; a text that is no date tells nothing. */
const dateIn = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : parseIsoDate(text.slice(0, 10));

/**
 * One party that several lists have: the acts of all of them are added up, and each keeps its
 * sources. What two lists say alike is said once.
 */
export function joinParties(parties: readonly [LawParty, ...LawParty[]]): LawParty {
  const [first] = parties;
  const found = new Map<string, { programme: string; sources: DesignationSource[] }>();
  for (const { programme, sources } of parties.flatMap((party) => party.designations)) {
    const isKnown = programmeOf(programme) !== undefined;
    const key = isKnown ? programme : `${sources[0]?.dataset} ${programme}`;
    const entry = found.get(key) ?? { programme, sources: [] };
    found.set(key, entry);
    for (const source of sources) {
      const said = JSON.stringify(source);
      if (!entry.sources.some((known) => JSON.stringify(known) === said))
        entry.sources.push(source);
    }
  }
  const orders = new Map(
    parties
      .flatMap((party) => party.orders)
      .map((standing) => [`${standing.order.id} ${standing.standing}`, standing] as const),
  );
  return { ...first, designations: [...found.values()], orders: [...orders.values()] };
}

/** A party that stands for whoever is designated under a programme, as long as there is one. */
export function partyOfProgramme(tag: string): LawParty | undefined {
  const programme = programmeOf(tag);
  if (programme === undefined) return undefined;
  const { id, held, citations, verified } = programme;
  const note = lawWords.asked;
  const source = { dataset: 'tamiz_law', held, citations, verified, note };
  return {
    id,
    caption: id,
    designations: [{ programme: id, sources: [source] }],
    orders: [],
    via: 'listed',
  };
}

/** The party that an order or rule is about, by the order's id. */
export function partyOfOrder(id: string): LawParty | undefined {
  const order = orders.get(id.trim().toLowerCase());
  if (order === undefined) return undefined;
  const as = order.names[0] as string;
  return {
    id: order.id,
    caption: as,
    designations: [],
    orders: [{ order, standing: 'named', as }],
    via: 'listed',
  };
}

/** A party that only an order names, by its name or number; undefined when none does. */
export function partyNamedInOrder(text: string): LawParty | undefined {
  const standings = ordersNaming({ names: [text], registrations: [text.trim()] });
  const [first] = standings;
  if (first === undefined) return undefined;
  return {
    id: first.order.id,
    caption: first.as,
    designations: [],
    orders: standings,
    via: 'listed',
  };
}
