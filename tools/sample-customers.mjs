/**
 * Invents the sample customer file, always the same for the same seed:
 *
 *   node tools/sample-customers.mjs [--seed N] [--out DIR]
 *
 * writes `customers.csv` and `expected.json` into DIR (data/examples unless told otherwise). Plain
 * JavaScript without dependencies, so that it runs in a fresh clone.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ROWS = 2_000;
const COMPANY_SHARE = 0.11;
/** Dates of birth and of founding end here, so that the file does not change with the year. */
const LAST_YEAR = 2006;

const read = (path) => JSON.parse(readFileSync(join(root, 'data', path), 'utf8'));

/** Mulberry32, the same small generator as in src/base/random.ts, which is not built yet here. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Drawing from lists and ranges; `weighted` takes pairs of a value and its count. */
function dice(random) {
  const below = (limit) => Math.floor(random() * limit);
  const pick = (list) => list[below(list.length)];
  const weighted = (pairs) => {
    let left = random() * pairs.reduce((sum, [, count]) => sum + count, 0);
    for (const [value, count] of pairs) {
      left -= count;
      if (left < 0) return value;
    }
    return pairs.at(-1)[0];
  };
  const date = (from, to) => {
    const pad = (number) => String(number).padStart(2, '0');
    return `${from + below(to - from + 1)}-${pad(1 + below(12))}-${pad(1 + below(28))}`;
  };
  const shuffle = (list) => {
    for (let i = list.length - 1; i > 0; i--) {
      const j = below(i + 1);
      [list[i], list[j]] = [list[j], list[i]];
    }
    return list;
  };
  return { below, chance: (share) => random() < share, pick, weighted, date, shuffle };
}

/** Capital letters without accents; Ñ stays. */
const plain = (text) =>
  text
    .toUpperCase()
    .replaceAll('Ñ', '\u0001')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('\u0001', 'Ñ');

/** The given name that counts for a CURP: the second one after José or María. */
function countingName(given) {
  const [first, second] = plain(given).split(' ');
  return second !== undefined && /^(JOSE|MARIA)$/.test(first) ? second : first;
}

/** The first ten characters of a person's CURP, which the RFC shares. */
function initials({ given, first, second, birth }) {
  const [name, one, two] = [countingName(given), plain(first), plain(second)];
  const vowel = /[AEIOU]/.exec(one.slice(1))?.[0] ?? 'X';
  return [one[0], vowel, two[0], name[0]].join('').replaceAll('Ñ', 'X') + yymmdd(birth);
}

const yymmdd = (date) => date.slice(2).replaceAll('-', '');

/** A CURP by RENAPO's rule; the differentiator is a digit for births before 2000, else a letter. */
function curpOf(person, state) {
  const names = [plain(person.first), plain(person.second), countingName(person.given)];
  const inner = names.map((name) => /[^AEIOU]/.exec(name.slice(1))?.[0] ?? 'X');
  const mark = person.birth < '2000' ? '0' : 'A';
  const consonants = inner.join('').replaceAll('Ñ', 'X');
  const body = initials(person) + person.sex + state + consonants + mark;
  const alphabet = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
  const sum = [...body].reduce((total, c, i) => total + alphabet.indexOf(c) * (18 - i), 0);
  return body + String((10 - (sum % 10)) % 10);
}

/** Adds a homoclave, drawn instead of computed from the name, and SAT's check digit. */
function rfcOf(head, { pick }) {
  const letters = [...'123456789ABCDEFGHIJKLMNPQRSTUVWXYZ'];
  const body = head + pick(letters) + pick(letters);
  const alphabet = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ';
  const padded = body.padStart(12, ' ');
  const sum = [...padded].reduce((total, c, i) => total + alphabet.indexOf(c) * (13 - i), 0);
  return body + '0A987654321'[sum % 11];
}

/** The ways in which customer files write a person's name. */
function writtenName({ given, first, second }, { weighted }) {
  const natural = `${given} ${first} ${second}`;
  const ways = [
    [natural, 52],
    [unaccented(natural), 12],
    [plain(natural), 16],
    [`${first} ${second}, ${given}`, 7],
    [plain(`${first} ${second} ${given}`), 8],
    [natural.toLowerCase(), 2],
    [`${given} ${first}`, 3],
  ];
  return weighted(ways);
}

const unaccented = (text) =>
  text
    .normalize('NFD')
    .replace(/\u0301/g, '')
    .normalize('NFC');

/** Whether an invented person could be taken for a listed one: surnames alike, or name and one. */
function tooNear({ given, first, second }, listed) {
  const surnames = [plain(first), plain(second)];
  const names = plain(given).split(' ');
  return listed.some((one) => {
    if (one.surnames.length > 1 && surnames.every((s) => one.surnames.includes(s))) return true;
    return surnames.includes(one.surnames[0]) && names.some((n) => one.given.includes(n));
  });
}

/** The listed people of the register by surnames and given names, aliases included. */
function listedPeople(register) {
  return register.records
    .filter(({ role }) => role === 'person')
    .flatMap(({ properties: p }) => [...p.name, ...(p.alias ?? []), ...(p.weakAlias ?? [])])
    .filter((name) => name.includes(','))
    .map((name) => {
      const [surnames, given] = plain(name).split(',');
      return { surnames: surnames.trim().split(' '), given: given.trim().split(' ') };
    });
}

/** The row of a person; parts that many customer files lack are left out at their usual rates. */
function personRow(person, parts, roll) {
  const abroad = roll.chance(0.06);
  const country = abroad ? roll.pick(['us', 'us', 'us', 'co', 'es', 'gt']) : 'mx';
  const curp = curpOf(person, abroad ? 'NE' : roll.pick(parts.states));
  const rfc = rfcOf(initials(person), roll);
  return {
    name: writtenName(person, roll),
    birth_date: roll.chance(0.92) ? person.birth : '',
    curp: !abroad && roll.chance(0.75) ? curp : '',
    rfc: !abroad && roll.chance(0.65) ? rfc : '',
    country: roll.chance(0.96) ? country : '',
    type: 'person',
  };
}

function inventPerson(parts, listed, roll) {
  for (;;) {
    const male = roll.chance(0.5);
    const person = {
      given: roll.weighted(male ? parts.givenMale : parts.givenFemale),
      first: roll.weighted(parts.surnames),
      second: roll.weighted(parts.surnames),
      sex: male ? 'H' : 'M',
      birth: roll.date(1940, LAST_YEAR),
    };
    // Four-letter words that RENAPO alters are drawn again: a sample needs no special case.
    const altered = parts.avoidedInitials.includes(initials(person).slice(0, 4));
    if (!altered && !tooNear(person, listed)) return person;
  }
}

function companyRow(name, roll) {
  const words = plain(name.replace(/,? (S\.? ?A|S\.? de|SAPI|SC\b).*$/i, '')).split(' ');
  const letters = words.filter((word) => !/^(DE|DEL|LA|LAS|LOS|EL|Y)$/.test(word)).join('');
  const head = (words.length > 2 ? words.map((word) => word[0]).join('') : letters).slice(0, 3);
  const rfc = rfcOf(head + yymmdd(roll.date(1985, LAST_YEAR + 14)), roll);
  return {
    name: roll.chance(0.3) ? plain(name) : name,
    birth_date: '',
    curp: '',
    rfc: roll.chance(0.8) ? rfc : '',
    country: roll.chance(0.97) ? 'mx' : '',
    type: 'company',
  };
}

function inventCompany(parts, roll) {
  const mark = roll.chance(0.25) ? roll.weighted(parts.surnames) : roll.pick(parts.marks);
  const form = roll.weighted(parts.legalForms);
  return companyRow(`${roll.pick(parts.trades)} ${mark} ${form}`.trim(), roll);
}

/** A row that should match: its name as given, and those facts of the register that it gives. */
function plantedRow({ name, entity, give }, register) {
  const record = register.records.find(({ id }) => id === entity);
  const p = record.properties;
  const facts = {
    birth_date: p.birthDate?.[0] ?? '',
    curp: p.idNumber?.find((number) => /^[A-Z]{4}\d{6}[HM][A-Z]{5}.\d$/.test(number)) ?? '',
    rfc: p.taxNumber?.[0] ?? '',
  };
  const given = Object.fromEntries(give.map((column) => [column, facts[column]]));
  if (Object.values(given).includes('')) throw new Error(`${entity} has no ${give.join(', ')}.`);
  return {
    name,
    birth_date: '',
    curp: '',
    rfc: '',
    ...given,
    country: p.country?.[0] ?? '',
    type: record.role === 'person' ? 'person' : 'company',
    expected: entity,
  };
}

/** All rows in their final order, with ids. */
function sample(seed) {
  const roll = dice(randomFrom(seed));
  const parts = read('examples/name-parts.json');
  const register = read('register/cartels.json');
  const listed = listedPeople(register);
  const near = [
    ...parts.nearPeople.map(([given, first, second, sex, birth]) => ({
      ...personRow({ given, first, second, sex, birth }, parts, roll),
      name: `${given} ${first} ${second}`,
    })),
    ...parts.nearCompanies.map((name) => ({ ...companyRow(name, roll), name })),
  ].map((row) => ({ ...row, expected: 'none-near' }));
  const rows = [...parts.planted.map((row) => plantedRow(row, register)), ...near];
  while (rows.length < ROWS) {
    if (roll.chance(COMPANY_SHARE)) rows.push(inventCompany(parts, roll));
    else rows.push(personRow(inventPerson(parts, listed, roll), parts, roll));
  }
  return roll
    .shuffle(rows)
    .map((row, i) => ({ id: `c${String(i + 1).padStart(5, '0')}`, ...row, note: 'synthetic' }));
}

const COLUMNS = ['id', 'name', 'birth_date', 'curp', 'rfc', 'country', 'type', 'note'];
const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '20250220' },
    out: { type: 'string', default: join(root, 'data', 'examples') },
  },
});
const seed = Number(options.seed);
const rows = sample(seed);
const csv = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => cell(row[column])))];
const key = {
  about:
    'What screening data/examples/customers.csv against the built-in register should find: ' +
    'the entity for rows that should match, "none-near" for rows that look alike and should not. ' +
    'Rows that are not named here should not match. Made by tools/sample-customers.mjs.',
  seed,
  expected: Object.fromEntries(
    rows.filter(({ expected }) => expected).map(({ id, expected }) => [id, expected]),
  ),
};
mkdirSync(options.out, { recursive: true });
writeFileSync(
  join(options.out, 'customers.csv'),
  `${csv.map((row) => row.join(',')).join('\n')}\n`,
);
writeFileSync(join(options.out, 'expected.json'), `${JSON.stringify(key, null, 2)}\n`);
process.stderr.write(`${rows.length} synthetic customers, seed ${seed}, into ${options.out}\n`);
