/**
 * A larger list than there is: the parties of the SDN list, then as many synthetic ones as wanted.
 * Each synthetic party takes the shape of a real one (kind, number and form of its names, which
 * facts it has) and fills it with words of a growing vocabulary, random dates and numbers.
 */
import { EntityBuilder } from '../../dist/entity/index.js';
import { seeded } from './random.mjs';
import { Vocabulary } from './vocabulary.mjs';

const KINDS = new Set(['Person', 'Organization', 'Company', 'Vessel', 'Airplane', 'LegalEntity']);
const NAMES = ['alias', 'weakAlias', 'previousName'];
const COPIED = [
  'country',
  'nationality',
  'citizenship',
  'gender',
  'programId',
  'topics',
  'birthCountry',
];
const NUMBERED = [
  'idNumber',
  'passportNumber',
  'taxNumber',
  'registrationNumber',
  'imoNumber',
  'address',
];

/** The records of a list that are parties. */
export const partiesOf = (entities) => entities.filter((entity) => KINDS.has(entity.schema));

/** Synthetic parties after the real ones, `count` in all. */
export function* synthesise(parties, count, seed = 20260421) {
  yield* parties.slice(0, count);
  const maker = new Maker(parties, seeded(seed));
  for (let number = parties.length; number < count; number++) yield maker.make(number);
}

class Maker {
  #parties;
  #random;
  #words;

  constructor(parties, random) {
    this.#parties = parties;
    this.#random = random;
    const said = { given: [], family: [], other: [] };
    for (const party of parties) {
      for (const name of ['name', ...NAMES].flatMap((property) => party.texts(property))) {
        for (const [kind, words] of kindsOf(party.schema, name)) said[kind].push(...words);
      }
    }
    this.#words = Object.fromEntries(
      Object.entries(said).map(([kind, words]) => [kind, new Vocabulary(words, random)]),
    );
  }

  make(number) {
    const shape = this.#random.pick(this.#parties);
    const source = {
      dataset: 'synthetic',
      record: String(number),
      knownAt: '2026-04-21T00:00:00Z',
    };
    const builder = new EntityBuilder(`synthetic-${number}`, shape.schema, source);
    const [first = 'x'] = shape.texts('name');
    const name = this.#named(shape.schema, first);
    builder.add('name', name);
    if (shape.schema === 'Person' && name.includes(', ')) {
      const [family, given] = name.split(', ');
      builder.add('lastName', family).add('firstName', given);
    }
    for (const property of NAMES) {
      for (const alias of shape.texts(property)) {
        // Somewhat more than half of the aliases of a list are spellings of the name.
        const near = this.#random.next() < 0.55;
        builder.add(property, near ? this.#respelt(name) : this.#named(shape.schema, alias));
      }
    }
    this.#facts(shape, builder);
    return builder.build();
  }

  #facts(shape, builder) {
    for (const property of COPIED) {
      for (const text of shape.texts(property)) builder.add(property, text);
    }
    for (const property of NUMBERED) {
      for (const text of shape.texts(property)) {
        builder.add(
          property,
          text.replace(/\d/g, () => String(this.#random.below(10))),
        );
      }
    }
    for (const date of shape.texts('birthDate')) {
      const year = Number(date.slice(0, 4)) + this.#random.below(21) - 10;
      const month = String(1 + this.#random.below(12)).padStart(2, '0');
      const day = String(1 + this.#random.below(28)).padStart(2, '0');
      builder.add('birthDate', `${year}-${month}-${day}`.slice(0, date.length));
    }
  }

  /** A name of the same form with other words. */
  #named(schema, form) {
    const filled = kindsOf(schema, form).map(([kind, words]) =>
      words.map(() => this.#words[kind].say()).join(' '),
    );
    if (filled.length === 1) return filled[0].toUpperCase();
    return `${filled[0].toUpperCase()}, ${capitals(filled[1])}`;
  }

  /** One word of a name spelt otherwise, or left out where there are enough. */
  #respelt(name) {
    const words = name.split(' ');
    const at = this.#random.below(words.length);
    if (words.length > 3 && this.#random.next() < 0.3) words.splice(at, 1);
    else words[at] = respelt(this.#words.other, words[at]);
    return words.join(' ');
  }
}

/** The words of a name by what they are: `SURNAMES, Given` of a person, or anything else. */
function kindsOf(schema, name) {
  const [family, given] = name.split(', ');
  const words = (text) =>
    text
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
  if (schema !== 'Person' || given === undefined) return [['other', words(name)]];
  return [
    ['family', words(family)],
    ['given', words(given)],
  ];
}

const capitals = (text) => text.replace(/(?<=^| )\p{L}/gu, (letter) => letter.toUpperCase());

/** Keeps the comma behind a surname, and capitals. */
function respelt(vocabulary, word) {
  const bare = word.replace(',', '').toLowerCase();
  const spelling = vocabulary.respell(bare);
  const cased = word === word.toUpperCase() ? spelling.toUpperCase() : capitals(spelling);
  return word.endsWith(',') ? `${cased},` : cased;
}
