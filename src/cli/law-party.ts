import type { Entity } from '../entity/index.ts';
import {
  ambiguousName,
  foldName,
  type LawParty,
  partyNamedInOrder,
  partyOf,
  partyOfOrder,
  partyOfProgramme,
  type Sentence,
  type Via,
} from '../law/index.ts';
import type { Engine } from '../matching/index.ts';

/** A party that a text may mean. */
export interface Choice {
  readonly id: string;
  readonly caption: string;
  /** The name by which it was found. */
  readonly name: string;
}

/** What a text turned out to name: one party, or several, of which nobody may pick one silently. */
export type Named =
  | { readonly kind: 'party'; readonly party: LawParty; readonly name?: string }
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
  const entity = engine.entity(id);
  const known =
    partyOfProgramme(id) ??
    (entity === undefined ? undefined : listed(entity, engine, via)) ??
    partyOfOrder(id);
  if (known !== undefined) return { kind: 'party', party: { ...known, via } };
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

const listed = (entity: Entity, engine: Engine, via: Via): LawParty =>
  partyOf(entity, engine.pointingAt(entity.id), via);

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
  if (second === undefined && !first.weak) {
    return { kind: 'party', party: listed(first.entity, engine, via), name: first.name };
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
