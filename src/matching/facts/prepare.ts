import { type Entity, isA } from '../../entity/index.ts';
import { type Identifier, identifiersOf, parseCurp, parseRfc } from '../../identifiers/index.ts';
import { type Address, addressOf } from './address.ts';
import { type DateFact, impliedDate, isToTheDay, statedDates } from './dates.ts';
import { type LetterNames, letterNamesOf, type OwnLetters, ownLettersOf } from './name-letters.ts';
import {
  type BirthPlace,
  birthPlacesOf,
  COUNTRY_PROPERTIES,
  type Countries,
  countriesOf,
} from './places.ts';
import { type Build, buildOf } from './vessel.ts';

/** A fact that stands in the record, or follows from an identifier in it. */
export interface Fact {
  readonly value: string;
  /** The identifier it follows from, such as the CURP that holds a sex. */
  readonly from?: string;
}

/** What a record speaks of at all, known without taking anything apart. */
export type Topic =
  | 'gender'
  | 'country'
  | 'birthPlace'
  | 'address'
  | 'deathDate'
  | 'incorporationDate'
  | 'build'
  | 'letters';

/** All topics, by the bit that stands for each in a set of them. */
export const TOPICS: readonly Topic[] = [
  'gender',
  'country',
  'birthPlace',
  'address',
  'deathDate',
  'incorporationDate',
  'build',
  'letters',
];

const PROPERTIES: Readonly<Record<Topic, readonly string[]>> = {
  gender: ['gender'],
  country: COUNTRY_PROPERTIES,
  birthPlace: ['birthPlace', 'birthCountry'],
  address: ['address'],
  deathDate: ['deathDate'],
  incorporationDate: ['incorporationDate'],
  build: ['type', 'grossRegisteredTonnage', 'tonnage', 'buildDate'],
  letters: [],
};

/** What a CURP or an RFC may say besides. */
const IMPLIED: Readonly<Partial<Record<Topic, readonly Identifier['kind'][]>>> = {
  gender: ['curp'],
  birthPlace: ['curp'],
  incorporationDate: ['rfc'],
  letters: ['curp', 'rfc'],
};

/**
 * What can be compared of a party besides its names, the same for query and listing. Each kind of
 * fact is taken apart when it is first asked for, as most customers resemble nobody and are asked
 * for hardly any.
 */
export class PartyFacts {
  readonly identifiers: readonly Identifier[];
  readonly #entity: Entity;
  #birthDates?: readonly DateFact[];
  #deathDates?: readonly DateFact[];
  #incorporationDates?: readonly DateFact[];
  #genders?: readonly Fact[];
  #countries?: Countries;
  #birthPlaces?: readonly BirthPlace[];
  #addresses?: readonly Address[];
  #build?: Build;
  #letters?: readonly OwnLetters[];
  #names?: LetterNames;

  constructor(entity: Entity) {
    this.#entity = entity;
    this.identifiers = identifiersOf(entity.properties);
  }

  /** Whether the party may have facts of this kind; true also for some that then have none. */
  mayHave(topic: Topic): boolean {
    const { schema, properties } = this.#entity;
    // Nobody was incorporated; the date in a person's RFC is that of birth.
    if (topic === 'incorporationDate' && isA(schema, 'Person')) return false;
    if (PROPERTIES[topic].some((property) => properties.has(property))) return true;
    const kinds = IMPLIED[topic];
    return kinds !== undefined && this.identifiers.some(({ kind }) => kinds.includes(kind));
  }

  /** The topics that it may have facts of, as a set of bits. */
  get topics(): number {
    return TOPICS.reduce((set, topic, bit) => (this.mayHave(topic) ? set | (1 << bit) : set), 0);
  }

  get birthDates(): readonly DateFact[] {
    this.#birthDates ??= birthDatesOf(this.#entity, this.identifiers);
    return this.#birthDates;
  }

  get deathDates(): readonly DateFact[] {
    this.#deathDates ??= statedDates(this.#entity, 'deathDate');
    return this.#deathDates;
  }

  get incorporationDates(): readonly DateFact[] {
    this.#incorporationDates ??= incorporationDatesOf(this.#entity, this.identifiers);
    return this.#incorporationDates;
  }

  get genders(): readonly Fact[] {
    this.#genders ??= gendersOf(this.#entity, this.identifiers);
    return this.#genders;
  }

  get countries(): Countries {
    this.#countries ??= countriesOf(this.#entity);
    return this.#countries;
  }

  get birthPlaces(): readonly BirthPlace[] {
    this.#birthPlaces ??= birthPlacesOf(this.#entity, this.identifiers);
    return this.#birthPlaces;
  }

  get addresses(): readonly Address[] {
    this.#addresses ??= this.#entity.texts('address').map(addressOf);
    return this.#addresses;
  }

  get build(): Build {
    this.#build ??= buildOf(this.#entity);
    return this.#build;
  }

  /** The letters that its CURP and RFC have from a name. */
  get letters(): readonly OwnLetters[] {
    this.#letters ??= ownLettersOf(this.identifiers, this.names);
    return this.#letters;
  }

  get names(): LetterNames {
    this.#names ??= letterNamesOf(this.#entity);
    return this.#names;
  }
}

/** Everything but the names, what identifiers imply included. */
export const partyFacts = (entity: Entity): PartyFacts => new PartyFacts(entity);

/** A date to the year is worth less than the day that an identifier holds. */
function birthDatesOf(entity: Entity, identifiers: readonly Identifier[]): readonly DateFact[] {
  const stated = statedDates(entity, 'birthDate');
  return stated.some(isToTheDay) ? stated : [...stated, ...impliedBirthDates(identifiers)];
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

function incorporationDatesOf(
  entity: Entity,
  identifiers: readonly Identifier[],
): readonly DateFact[] {
  if (isA(entity.schema, 'Person')) return [];
  const stated = statedDates(entity, 'incorporationDate');
  return stated.length > 0 ? stated : datesOfRfcs(identifiers, 'company');
}

function gendersOf(entity: Entity, identifiers: readonly Identifier[]): readonly Fact[] {
  const stated = entity.texts('gender').map((value) => ({ value }));
  return stated.length > 0 ? stated : impliedGenders(identifiers);
}

function impliedGenders(identifiers: readonly Identifier[]): readonly Fact[] {
  return identifiers.flatMap(({ kind, value, original }) => {
    const sex = kind === 'curp' ? parseCurp(value)?.sex : undefined;
    return sex === undefined ? [] : [{ value: sex, from: original }];
  });
}
