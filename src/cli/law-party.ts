import type { Entity } from '../entity/index.ts';
import {
  ambiguousName,
  foldName,
  type LawParty,
  partyNamedInOrder,
  partyOfOrder,
  partyOfProgramme,
  type Sentence,
  type Via,
} from '../law/index.ts';
import type { Engine } from '../matching/index.ts';
import { lawPartyOf, type Party, partyOfListing } from '../parties/index.ts';

/** A party that a text may mean. */
export interface Choice {
  readonly id: string;
  readonly caption: string;
  /** The name by which it was found. */
  readonly name: string;
}

/** What a text turned out to name: one party, or several, of which nobody may pick one silently. */
export type Named =
  | {
      readonly kind: 'party';
      readonly party: LawParty;
      readonly name?: string;
      /** How the lists have it, where one does. */
      readonly listed?: Party;
    }
  | { readonly kind: 'choices'; readonly why: Sentence; readonly choices: readonly Choice[] };

/** Strong ones first: a name that is both is no weak alias. */
const NAMES = ['name', 'alias', 'previousName', 'weakAlias'] as const;
const MOST_NEAR = 5;
const LEAST_SCORE = 0.2;

const SEVERAL: Sentence = {
  en: 'Several parties go by exactly this name.',
  es: 'Varias partes llevan exactamente este nombre.',
};
const WEAK: Sentence = {
  en: 'Only a weak alias of this party, as lists call it; anybody else may go by it.',
  es: 'Solo un alias débil de esta parte, según las listas; cualquier otro puede llevarlo.',
};
const NEAR: Sentence = {
  en: 'No list and no order has exactly this name. These come near; likeness decides nothing.',
  es: 'Ninguna lista ni orden tiene exactamente este nombre. El parecido de estos no decide.',
};

/**
 * What a text names: a programme, the id of a listing or an order, or a name exactly as a list or
 * an order has it. A name that several parties go by, that is only a weak alias, or that only
 * resembles names of lists gives choices; one that resembles nothing gives undefined.
 */
export function namedBy(text: string, engine: Engine, via: Via): Named | undefined {
  const id = text.trim();
  const programme = partyOfProgramme(id);
  if (programme !== undefined) return { kind: 'party', party: { ...programme, via } };
  const entity = engine.entity(id);
  if (entity !== undefined) return listed(entity, engine, via);
  const order = partyOfOrder(id);
  if (order !== undefined) return { kind: 'party', party: { ...order, via } };
  const ambiguous = ambiguousName(id);
  if (ambiguous !== undefined) {
    const choices = ambiguous.parties.map((one) => {
      const caption = engine.entity(one)?.caption ?? one;
      return { id: one, caption, name: ambiguous.name };
    });
    return { kind: 'choices', why: ambiguous.why, choices };
  }
  return byName(id, engine, via) ?? near(id, engine);
}

/** The party of a listing, with the acts of every list that has it. */
function listed(entity: Entity, engine: Engine, via: Via, name?: string): Named {
  const party = partyOfListing(engine, entity);
  return {
    kind: 'party',
    party: lawPartyOf(party, via),
    listed: party,
    ...(name !== undefined && { name }),
  };
}

const strong = (entity: Entity): readonly string[] =>
  NAMES.filter((property) => property !== 'weakAlias').flatMap((one) => entity.texts(one));

function byName(text: string, engine: Engine, via: Via): Named | undefined {
  const folded = foldName(text);
  const found = engine.search(text).flatMap((id) => {
    const entity = engine.entity(id);
    const is = (name: string) => foldName(name) === folded;
    const name = entity && NAMES.flatMap((property) => entity.texts(property)).find(is);
    if (entity === undefined || name === undefined) return [];
    return [{ entity, name, weak: !strong(entity).includes(name) }];
  });
  const inOrder = partyNamedInOrder(text);
  const [first, second] = found;
  if (first === undefined) {
    return inOrder && { kind: 'party', party: { ...inOrder, via } };
  }
  if (!found.some(({ weak }) => weak)) {
    const one = listed(first.entity, engine, via, first.name);
    const ids = one.kind === 'party' ? one.listed?.listings.map(({ entity }) => entity.id) : [];
    // Several lists may have one party under this name.
    if (found.every(({ entity }) => ids?.includes(entity.id))) return one;
  }
  const choices = found.map(({ entity, name }) => ({
    id: entity.id,
    caption: entity.caption,
    name,
  }));
  return { kind: 'choices', why: second === undefined ? WEAK : SEVERAL, choices };
}

function near(text: string, engine: Engine): Named | undefined {
  const found = new Map<string, Choice>();
  for (const schema of ['Organization', 'Person', 'Vessel']) {
    const example = { schema, properties: { name: [text] } };
    const { matches } = engine.match(example, { limit: MOST_NEAR, threshold: LEAST_SCORE });
    for (const { entity } of matches) {
      found.set(entity.id, { id: entity.id, caption: entity.caption, name: entity.caption });
    }
  }
  const choices = [...found.values()].slice(0, MOST_NEAR);
  return choices.length === 0 ? undefined : { kind: 'choices', why: NEAR, choices };
}
