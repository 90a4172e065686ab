import { type Entity, isA } from '../../entity/index.ts';
import { type Identifier, identifiersOf, parseCurp, parseRfc } from '../../identifiers/index.ts';
import { type Address, addressOf } from './address.ts';
import { type DateFact, impliedDate, isToTheDay, statedDates } from './dates.ts';
import { type LetterNames, letterNamesOf, type OwnLetters, ownLettersOf } from './name-letters.ts';
import { type BirthPlace, birthPlacesOf, type Countries, countriesOf } from './places.ts';
import { type Build, buildOf } from './vessel.ts';

/** A fact that stands in the record, or follows from an identifier in it. */
export interface Fact {
  readonly value: string;
  /** The identifier it follows from, such as the CURP that holds a sex. */
  readonly from?: string;
}

/**
 * What can be compared of a party besides its names, the same for query and listing: taken apart
 * once, compared often.
 */
export interface PartyFacts {
  readonly birthDates: readonly DateFact[];
  readonly deathDates: readonly DateFact[];
  readonly incorporationDates: readonly DateFact[];
  readonly genders: readonly Fact[];
  readonly countries: Countries;
  readonly birthPlaces: readonly BirthPlace[];
  readonly addresses: readonly Address[];
  readonly build: Build;
  readonly identifiers: readonly Identifier[];
  /** The letters that its CURP and RFC have from a name. */
  readonly letters: readonly OwnLetters[];
  readonly names: LetterNames;
}

/** Everything but the names, what identifiers imply included. */
export function partyFacts(entity: Entity): PartyFacts {
  const identifiers = identifiersOf(entity.properties);
  const names = letterNamesOf(entity);
  const birthDates = statedDates(entity, 'birthDate');
  const genders = entity.texts('gender').map((value) => ({ value }));
  return {
    // A date to the year is worth less than the day that an identifier holds.
    birthDates: birthDates.some(isToTheDay)
      ? birthDates
      : [...birthDates, ...impliedBirthDates(identifiers)],
    deathDates: statedDates(entity, 'deathDate'),
    incorporationDates: incorporationDates(entity, identifiers),
    genders: genders.length > 0 ? genders : impliedGenders(identifiers),
    countries: countriesOf(entity),
    birthPlaces: birthPlacesOf(entity, identifiers),
    addresses: entity.texts('address').map(addressOf),
    build: buildOf(entity),
    identifiers,
    letters: ownLettersOf(identifiers, names),
    names,
  };
}

/** A CURP tells the century; an RFC leaves it open, and serves where there is no CURP. */
function impliedBirthDates(identifiers: readonly Identifier[]): readonly DateFact[] {
  const curps = identifiers.flatMap(({ kind, value, original }) => {
    const curp = kind === 'curp' ? parseCurp(value) : undefined;
    return curp === undefined ? [] : [impliedDate(curp.birthDate, original)];
  });
  return curps.length > 0 ? curps : datesOfRfcs(identifiers, 'person');
}

function datesOfRfcs(
  identifiers: readonly Identifier[],
  bearer: 'person' | 'company',
): readonly DateFact[] {
  return identifiers.flatMap(({ kind, value, original }) => {
    const rfc = kind === 'rfc' ? parseRfc(value) : undefined;
    return rfc?.kind === bearer ? [impliedDate(rfc.date, original)] : [];
  });
}

function incorporationDates(
  entity: Entity,
  identifiers: readonly Identifier[],
): readonly DateFact[] {
  if (isA(entity.schema, 'Person')) return [];
  const stated = statedDates(entity, 'incorporationDate');
  return stated.length > 0 ? stated : datesOfRfcs(identifiers, 'company');
}

function impliedGenders(identifiers: readonly Identifier[]): readonly Fact[] {
  return identifiers.flatMap(({ kind, value, original }) => {
    const sex = kind === 'curp' ? parseCurp(value)?.sex : undefined;
    return sex === undefined ? [] : [{ value: sex, from: original }];
  });
}
