import { type Entity, isA, propertiesOfType } from '../../entity/index.ts';
import {
  companyLettersFit,
  type Identifier,
  type KeyLetters,
  keyLettersOf,
  type LetterFit,
  lettersFit,
  type NameGuess,
  namePartsOf,
} from '../../identifiers/index.ts';
import { MODEL } from '../model.ts';
import type { Evidence } from '../types.ts';
import { sentences } from './sentences.ts';

/** The names of a party, as far as letters of a key can be compared with them. */
export interface LetterNames {
  /** As they are written. */
  readonly texts: readonly string[];
  readonly isPerson: boolean;
  /** The ways of reading them, worked out when asked for. */
  readonly guesses: () => readonly NameGuess[];
}

/** Letters of a key; what the bearer's own name does not bear out is no argument. */
export interface OwnLetters extends KeyLetters {
  readonly unsure: LetterFit['contradicting'];
}

/** Names that give the letters of a key: those of the party itself, no monikers. */
export function letterNamesOf(entity: Entity): LetterNames {
  const isPerson = isA(entity.schema, 'Person');
  const texts: string[] = [];
  for (const property of propertiesOfType(entity.schema, 'name')) {
    if (property === 'weakAlias') continue;
    for (const { value } of entity.values(property)) texts.push(value);
  }
  let known: readonly NameGuess[] | undefined;
  const guesses = () => {
    known ??= [...guessOfParts(entity), ...texts.flatMap(namePartsOf)];
    return known;
  };
  return { texts, isPerson, guesses };
}

/** A name that stands in its parts has one way to be read. */
function guessOfParts(entity: Entity): readonly NameGuess[] {
  const join = (...parts: string[]) => parts.flatMap((part) => entity.texts(part)).join(' ');
  const surnames = join('lastName', 'motherName');
  const given = join('firstName', 'secondName', 'middleName');
  return surnames === '' || given === '' ? [] : namePartsOf(`${surnames}, ${given}`);
}

/** The letters of a party's keys. */
export function ownLettersOf(
  identifiers: readonly Identifier[],
  names: LetterNames,
): readonly OwnLetters[] {
  return identifiers.flatMap((identifier) => {
    const letters = keyLettersOf(identifier);
    if (letters === undefined || (letters.kind === 'company') === names.isPerson) return [];
    if (letters.kind === 'company') {
      const fits = names.texts.some((text) => companyLettersFit(letters.initials, text) !== false);
      return names.texts.length === 0 || fits ? [{ ...letters, unsure: [] }] : [];
    }
    return [{ ...letters, unsure: lettersFit(letters, names.guesses())?.contradicting ?? [] }];
  });
}

interface Side {
  readonly letters: readonly OwnLetters[];
  readonly names: LetterNames;
}

/**
 * The evidence of the letters that one side's CURP or RFC has from a name, held against the names
 * of the other. Where both have such a key, the keys themselves are compared, and here is nothing.
 */
export function nameLettersEvidence(query: Side, listing: Side): readonly Evidence[] {
  const ours = query.letters.length > 0;
  if (ours === listing.letters.length > 0) return [];
  const { letters } = ours ? query : listing;
  const { names } = ours ? listing : query;
  // Listed people have keys under several names: the one that fits best counts.
  let best: Evidence | undefined;
  for (const key of letters) {
    const [name] = names.texts;
    const found = name === undefined ? undefined : evidenceOf(key, names);
    if (found === undefined || (best !== undefined && found.points <= best.points)) continue;
    const texts = ours ? [key.from, name ?? ''] : [name ?? '', key.from];
    best = { feature: 'nameLetters', query: texts[0]!, listing: texts[1]!, ...found };
  }
  return best === undefined ? [] : [best];
}

type Found = Pick<Evidence, 'agreement' | 'points' | 'sentence'> | undefined;

function evidenceOf(letters: OwnLetters, names: LetterNames): Found {
  const { fit, onePart, moreParts, companyFit, companyMisfit } = MODEL.nameLetters;
  const { from } = letters;
  if (letters.kind === 'company') {
    if (names.isPerson) return undefined;
    const known = names.texts.map((text) => companyLettersFit(letters.initials, text));
    if (known.every((one) => one === undefined)) return undefined;
    const agrees = known.includes(true);
    const points = agrees ? companyFit : companyMisfit;
    return {
      agreement: agrees ? 'partial' : 'contradicting',
      points,
      sentence: sentences.companyLetters(agrees, from),
    };
  }
  const found = names.isPerson ? lettersFit(letters, names.guesses()) : undefined;
  const against = found?.contradicting.filter((part) => !letters.unsure.includes(part)) ?? [];
  if (found === undefined) return undefined;
  if (against.length === 0) {
    if (found.contradicting.length > 0 || found.agreeing.length < 2) return undefined;
    return { agreement: 'partial', points: fit, sentence: sentences.lettersFit(from) };
  }
  return {
    agreement: 'contradicting',
    points: against.length === 1 ? onePart : moreParts,
    sentence: sentences.lettersAgainst(from, against),
  };
}
