/**
 * The public files that weights are measured on, for `tools/fact-weights.mjs` and
 * `tools/name-weights.mjs`: the folder is the first argument of either.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { exampleToEntity } from '../../dist/entity/index.js';
import { readListFiles } from '../../dist/lists/index.js';
import { partyFacts } from '../../dist/matching/facts/prepare.js';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error(`Usage: node ${process.argv[1]} <folder of public files>`);
  process.exit(2);
}
const KNOWN_AT = '2026-01-01T00:00:00';

export const bytesOf = (path) => {
  const bytes = readFileSync(join(folder, path));
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
};
export const rowsOf = (path, columns, encoding = 'utf8') =>
  parse(bytesOf(path).toString(encoding), { bom: true, columns, relax_column_count: true });

/** The same chance every time. */
let state = 1;
export function random(below) {
  state = (state * 48_271) % 2_147_483_647;
  return state % below;
}

/** OFAC's SDN list of 2026-04-21. */
export const readSdn = () =>
  readListFiles(
    'us_ofac_sdn',
    ['sdn', 'alt', 'add'].map((name) =>
      join(folder, `lists/ofac/reconstructed_2026-04-21/${name}.csv.gz`),
    ),
    KNOWN_AT,
  );

/** The Security Council's list of 2026-08-01. */
export const readUn = () =>
  readListFiles(
    'un_sc_sanctions',
    [join(folder, 'lists/un/consolidated_2026-08-01.xml.gz')],
    KNOWN_AT,
  );

/** Pairs that reviewers of OpenSanctions judged. */
export const readJudged = () =>
  JSON.parse(bytesOf('lists/ftm/opensanctions_pairs_sample_1000_shuffled.json.gz'));

export const wordsOf = (entity) =>
  new Set(
    ['name', 'alias', 'weakAlias', 'previousName']
      .flatMap((property) => entity.texts(property))
      .flatMap((text) =>
        text
          .normalize('NFD')
          .replace(/\p{M}/gu, '')
          .toLowerCase()
          .split(/[^a-z]+/),
      )
      .filter((word) => word.length > 3),
  );

/** The people of the United Kingdom's list of February 2016, with the numbers in its prose. */
export function britishPeople() {
  const text = bytesOf('lists/uk/ConList_2016-02-12.csv').toString('latin1');
  const rows = parse(text.slice(text.indexOf('\n') + 1), {
    columns: true,
    relax_column_count: true,
  });
  const people = new Map();
  for (const row of rows) {
    if (row['Group Type'] !== 'Individual') continue;
    const id = `uk-${row['Group ID']}`;
    const person = people.get(id) ?? { name: [], birthDate: [], passportNumber: [], idNumber: [] };
    people.set(id, person);
    person.name.push([1, 2, 3, 4, 5, 6].map((part) => row[`Name ${part}`]).join(' '));
    const [, day, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(row.DOB) ?? [];
    // Days and months that are not known are 00 there.
    if (year !== undefined) person.birthDate.push(`${year}-${month}-${day}`.replace(/(-00)+$/, ''));
    const numbers = (said) => said.match(/\b[A-Z]{0,3}[- ]?\d{5,}\b/g) ?? [];
    person.passportNumber.push(...numbers(row['Passport Details']));
    person.idNumber.push(...numbers(row['NI Number']));
  }
  return [...people].map(([id, properties]) =>
    exampleToEntity({ id, schema: 'Person', properties }),
  );
}

/** Pairs of two lists that share a number and a word of a name: one party. */
export function linked(left, right) {
  const byNumber = new Map();
  const numbers = (facts) => facts.identifiers.filter(({ value }) => value.length >= 6);
  for (const entity of left) {
    for (const { value } of numbers(partyFacts(entity))) {
      byNumber.set(value, [...(byNumber.get(value) ?? []), entity]);
    }
  }
  const pairs = new Map();
  for (const entity of right) {
    for (const { value } of numbers(partyFacts(entity))) {
      for (const other of byNumber.get(value) ?? []) {
        const words = wordsOf(entity);
        if (![...wordsOf(other)].some((word) => words.has(word))) continue;
        pairs.set(`${other.id} ${entity.id}`, [other, entity]);
      }
    }
  }
  return [...pairs.values()];
}
