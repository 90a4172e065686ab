import { type Entity, isA, NAME_PARTS, parseIsoDate, propertiesOfType } from '../entity/index.ts';
import { type Identifier, identifiersOf, parseCurp, parseRfc } from '../identifiers/index.ts';
import { analyseName, type NameKind } from '../names/index.ts';
import { type PartyName, partyName } from './party-name.ts';

/** A fact that stands in the record, or follows from an identifier in it. */
export interface Fact {
  readonly value: string;
  /** The identifier it follows from, such as the CURP that holds a birth date. */
  readonly from?: string;
  /** The publisher says `circa`. */
  readonly roughly?: boolean;
}

/** What can be compared of a party besides its names; the same for query and listing. */
export interface PartyFacts {
  readonly birthDates: readonly Fact[];
  readonly genders: readonly Fact[];
  readonly countries: readonly Fact[];
  readonly identifiers: readonly Identifier[];
}

/** Which rules of names apply to a schema. */
export function nameKindOf(schema: string): NameKind {
  if (isA(schema, 'Person')) return 'person';
  if (isA(schema, 'Organization')) return 'organization';
  if (isA(schema, 'Vehicle')) return 'vessel';
  return 'unknown';
}

/** All names of a party that have words; composed from its parts where it has parts only. */
export function partyNames(entity: Entity): readonly PartyName[] {
  const kind = nameKindOf(entity.schema);
  const names: PartyName[] = [];
  for (const property of propertiesOfType(entity.schema, 'name')) {
    entity.texts(property).forEach((text, value) => {
      names.push(...partyName(property, value, analyseName(text, kind)));
    });
  }
  if (names.length > 0) return names;
  const composed = NAME_PARTS.flatMap((part) => entity.texts(part).slice(0, 1)).join(' ');
  return composed === '' ? [] : partyName('name', 0, analyseName(composed, kind));
}

const COUNTRIES = ['country', 'nationality', 'citizenship', 'jurisdiction', 'birthCountry', 'flag'];

/** Everything but the names, what identifiers imply included. */
export function partyFacts(entity: Entity): PartyFacts {
  const identifiers = identifiersOf(entity.properties);
  const implied = impliedFacts(identifiers);
  const stated = (property: string): Fact[] => entity.texts(property).map((value) => ({ value }));
  const birthDates = statedDates(entity);
  const genders = stated('gender');
  // A date to the year is worth less than the day that an identifier holds.
  const precise = birthDates.some(({ value }) => value.length === 10);
  return {
    birthDates: precise ? birthDates : [...birthDates, ...implied.birthDates],
    genders: genders.length > 0 ? genders : implied.genders,
    countries: COUNTRIES.flatMap(stated),
    identifiers,
  };
}

/** The birth dates that are dates; what else stands there cannot be compared. */
function statedDates(entity: Entity): Fact[] {
  return entity
    .values('birthDate')
    .filter(({ value }) => parseIsoDate(value) !== undefined)
    .map(({ value, original }) => ({ value, roughly: /circa|approx/i.test(original ?? '') }));
}

/** The birth date and sex that a CURP holds, and the birth date in a person's RFC. */
function impliedFacts(identifiers: readonly Identifier[]): {
  birthDates: Fact[];
  genders: Fact[];
} {
  const curps = identifiers.flatMap(({ kind, value, original }) => {
    const curp = kind === 'curp' ? parseCurp(value) : undefined;
    return curp === undefined ? [] : [{ curp, from: original }];
  });
  const genders = curps.flatMap(({ curp, from }) =>
    curp.sex === undefined ? [] : [{ value: curp.sex, from }],
  );
  // A CURP tells the century; an RFC leaves it open, and serves where there is no CURP.
  if (curps.length > 0) {
    return {
      birthDates: curps.map(({ curp, from }) => ({ value: curp.birthDate, from })),
      genders,
    };
  }
  const birthDates = identifiers.flatMap(({ kind, value, original }) => {
    const rfc = kind === 'rfc' ? parseRfc(value) : undefined;
    return rfc?.kind === 'person' ? [{ value: rfc.date, from: original }] : [];
  });
  return { birthDates, genders };
}
