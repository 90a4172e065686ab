/**
 * Made-up lists in OFAC's advanced and enhanced XML, as large as asked for: the elements, their
 * indentation and how many a party has of each as in the published non-SDN files, every word and
 * number drawn from a seed.
 */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { seeded } from './random.mjs';

const SYLLABLES = 'ba ce di fo gu la me ni po ru sa te vi zo mar len tor quin'.split(' ');
const COUNTRIES = ['Mexico', 'Colombia', 'Panama', 'Russia', 'China', 'United Arab Emirates'];
const PROGRAMS = ['SDNTK', 'SDGT', 'FTO', 'ILLICIT-DRUGS-EO14059', 'RUSSIA-EO14024'];
const DOCUMENTS = ['Passport', 'R.F.C.', 'C.U.R.P.', 'Tax ID No.', 'Registration Number'];
const ROLES = ['Owned or Controlled By', 'Acting for or on behalf of', 'Providing support to'];

/** Draws the parts of parties. */
export class Parties {
  constructor(seed) {
    const { below, pick } = seeded(seed);
    this.below = below;
    this.of = pick;
  }

  number = (digits) => Array.from({ length: digits }, () => this.below(10)).join('');
  word = () => Array.from({ length: 2 + this.below(3) }, () => this.of(SYLLABLES)).join('');
  many = (mean, make) => Array.from({ length: this.below(2 * mean + 1) }, make);

  /** `uid` grows, so that links to lower numbers find somebody. */
  draw(uid) {
    const isPerson = this.below(5) < 2;
    const name = () => ({
      last: `${this.word()} ${this.word()}`.toUpperCase(),
      first: isPerson ? `${this.word()} ${this.word()}` : undefined,
      weak: this.below(8) === 0,
    });
    const address = () => ({
      street: `${this.word()} ${this.word()} No. ${this.number(3)}`,
      city: this.word(),
      postal: this.number(5),
      country: this.of(COUNTRIES),
    });
    return {
      uid,
      isPerson,
      names: [name(), ...this.many(2, name)],
      addresses: [address(), ...this.many(1, address)],
      born: isPerson ? 1930 + this.below(75) : undefined,
      texts: this.many(2, () => [this.of(['Website', 'Email Address', 'BIK (RU)']), this.word()]),
      documents: this.many(2, () => [this.of(DOCUMENTS), this.number(12), this.of(COUNTRIES)]),
      programs: [this.of(PROGRAMS)],
      relations: uid > 1 ? this.many(1, () => [1 + this.below(uid - 1), this.of(ROLES)]) : [],
      remarks: this.below(3) === 0 ? `${this.word()} ${this.word()} ${this.word()}` : '',
    };
  }
}

/** Numbers for the values of sets; no two values have the same. */
class Sets {
  #sets = new Map();
  #next = 1_000;

  of(set, value) {
    const values = this.#sets.get(set) ?? new Map();
    this.#sets.set(set, values);
    if (!values.has(value)) values.set(value, this.#next++);
    return values.get(value);
  }

  entries = () => [...this.#sets].map(([set, values]) => [set, [...values]]);
}

/** All values that parties can have, so that the sets can be written before the parties. */
export function knownSets() {
  const sets = new Sets();
  const add = (set, values) => {
    for (const value of values) sets.of(set, value);
  };
  add('Country', COUNTRIES);
  add('IDRegDocType', DOCUMENTS);
  add('RelationType', ROLES);
  add('FeatureType', ['Birthdate', 'Location', 'Website', 'Email Address', 'BIK (RU)']);
  add('NamePartType', ['Last Name', 'First Name', 'Entity Name']);
  add('AliasType', ['Name', 'A.K.A.']);
  add('LocPartType', ['ADDRESS1', 'CITY', 'POSTAL CODE']);
  add('SanctionsType', ['Block', 'Program']);
  add('LegalBasis', ['Executive Order 14059 (Illicit Drugs)']);
  for (const [set, value] of [
    ['Script', 'Latin'],
    ['Reliability', 'Unknown'],
    ['Validity', 'Valid'],
    ['EntryEventType', 'Created'],
    ['List', 'SDN List'],
    ['RelationQuality', 'Unknown'],
  ]) {
    add(set, [value]);
  }
  return sets;
}

/** Writes lines, waiting for the disk; knows how much there is. */
export class Out {
  #stream;
  bytes = 0;

  constructor(path) {
    this.#stream = createWriteStream(path);
  }

  async write(text) {
    this.bytes += Buffer.byteLength(text);
    if (!this.#stream.write(text)) await once(this.#stream, 'drain');
  }

  async close() {
    this.#stream.end();
    await once(this.#stream, 'finish');
  }
}

export const indented = (depth, lines) =>
  `${lines.map((line) => `${'  '.repeat(depth)}${line}`).join('\n')}\n`;
