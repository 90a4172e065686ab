/**
 * Writes `data/names/frequencies.json`: how common the words of names are, in bits.
 *
 *   node tools/name-frequencies.mjs <folder of public files> [output]
 *
 * The folder holds `names/`, `customers/`, `mexico/` and `lists/ofac/` with the public files that
 * the table's `sources` name. People: the share of people who bear the word in any place of their
 * name, averaged over populations with the weights below; Mexico weighs most because the customers
 * who are screened are mostly Mexican. Organisations: the share of company names that have the
 * word, each corpus weighing the same. Bits are -log2 of the share, rounded to a tenth.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { pinyin } from 'pinyin-pro';

const [folder, output] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: node tools/name-frequencies.mjs <folder of public files> [output]');
  process.exit(2);
}
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const particles = JSON.parse(readFileSync(join(root, 'data/names/particles.json'), 'utf8'));
const world = JSON.parse(readFileSync(join(root, 'data/names/world-names.json'), 'utf8'));
const PERSON_PARTICLES = new Set(particles.person.split(' '));
const COMPANY_PARTICLES = new Set(particles.organization.split(' '));

/** How much each population counts. They sum to one. */
const WEIGHTS = { mexico: 0.6, spain: 0.15, unitedStates: 0.1, china: 0.05, listed: 0.1 };
const PERSON_WORDS = 11_000;
const COMPANY_WORDS = 1_500;
const CHINESE_SYLLABLES = 350;

/** A word that is in fewer than this many names of a corpus says nothing about its share. */
const LEAST_COUNT = 3;

/** Bits of words that were never counted, a little over those of the rarest that were. */
const PERSON_TAIL = 17;
const COMPANY_TAIL = 14;

function read(path, options = {}) {
  const bytes = readFileSync(join(folder, path));
  const plain = path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  const text = plain.toString(options.latin1 ? 'latin1' : 'utf8');
  return parse(text, { bom: true, relax_column_count: true, relax_quotes: true, ...options.csv });
}

/** The words of a name, a-z0-9 only. */
function words(text) {
  const plain = text.normalize('NFD').replace(/[\p{M}'’.]/gu, '');
  return plain.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

class Shares {
  counts = new Map();
  given = new Map();
  /** How often it was counted without saying whether it is a given name. */
  unsaid = new Map();
  /** People with the word as a given name where only surnames were counted. */
  estimated = new Map();
  total = 0;

  /** `given`: the text is one of given names. */
  add(text, count, given = false) {
    for (const word of new Set(words(text))) {
      if (word.length > 1 && !/\d/.test(word)) {
        this.counts.set(word, (this.counts.get(word) ?? 0) + count);
        if (given) this.given.set(word, (this.given.get(word) ?? 0) + count);
      }
    }
  }

  share(word) {
    const count = this.counts.get(word) ?? 0;
    return count < LEAST_COUNT ? 0 : count / this.total;
  }
}

function mexico() {
  const shares = new Shares();
  for (const [name, first, second] of read('names/mx_sep_surnames.csv', { latin1: true }).slice(
    1,
  )) {
    shares.add(name, Number(first) + Number(second));
  }
  for (const sex of ['female', 'male']) {
    for (const [name, count] of read(`names/mx_sep_given_${sex}.csv`, { latin1: true }).slice(1)) {
      shares.add(name, Number(count), true);
    }
  }
  // Teachers on the payroll of 2012, each counted once.
  shares.total = 1_256_438;
  return shares;
}

function spain() {
  const shares = new Shares();
  for (const part of ['part1', 'part2_freq20']) {
    for (const [name, first, second, both] of read(`names/es_ine_surnames_${part}.csv`).slice(1)) {
      shares.add(name, Number(first) + Number(second) - Number(both || 0));
    }
  }
  for (const sex of ['female', 'male']) {
    for (const [name, count] of read(`names/es_ine_given_${sex}.csv`).slice(1)) {
      shares.add(name, Number(count), true);
      shares.total += Number(count);
    }
  }
  return shares;
}

function unitedStates() {
  const shares = new Shares();
  for (const [name, count] of read('names/us_census2000_surnames_counts.csv')) {
    shares.add(name, Number(count));
    shares.total += Number(count);
  }
  const { words: estimates } = world.populations.find(
    (one) => one.population === 'English-speaking',
  );
  for (const estimate of estimates.split(' ')) {
    const [writings, share] = estimate.split(':');
    for (const word of writings.split('/')) {
      const surnames = shares.counts.get(word) ?? 0;
      const given = (Number(share) / 1000) * shares.total - surnames;
      if (given > surnames / 10) shares.estimated.set(word, given);
    }
  }
  return shares;
}

function china() {
  const shares = new Shares();
  shares.total = 1_000_000;
  for (const row of read('names/cn_familyname.csv').slice(1, 301)) {
    const reading = pinyin(row[0], { surname: 'all', toneType: 'none', type: 'array' }).join('');
    shares.add(reading.replaceAll('ü', 'u'), Number(row[5]));
  }
  return shares;
}

/**
 * Syllables of Chinese names: surnames, and the characters of given names, of all people in the
 * registry born 1930-2008. The name's population is its own, so nothing is weighed here.
 */
function chineseSyllables() {
  const surnames = read('names/cn_familyname.csv').slice(1);
  // Each row has the number of people and their parts per million of all people.
  const total = (Number(surnames[0][4]) / Number(surnames[0][5])) * 1_000_000;
  const people = new Map();
  const given = new Map();
  const addTo = (counts, syllable, count) =>
    counts.set(syllable, (counts.get(syllable) ?? 0) + count);
  for (const [name, , , , count] of surnames) {
    const reading = pinyin(name, { surname: 'all', toneType: 'none', type: 'array' }).join('');
    addTo(people, reading.replaceAll('ü', 'u'), Number(count));
  }
  for (const [, reading, , male, female] of read('names/cn_givenname_chars.csv').slice(1)) {
    const syllable = reading.replace(/[^a-zü]/g, '').replace(/[vü]/g, 'u');
    addTo(people, syllable, Number(male) + Number(female));
    addTo(given, syllable, Number(male) + Number(female));
  }
  const shares = [...people].map(([syllable, count]) => [syllable, count / total]);
  return {
    shares: new Map(shares.filter(([syllable]) => /^[a-z]{2,}$/.test(syllable))),
    givenShare: (syllable) => (given.get(syllable) ?? 0) / people.get(syllable),
  };
}

/** People on OFAC's list: Arabic, Slavic and Asian names in the spelling that lists use. */
function listed() {
  const shares = new Shares();
  for (const row of ofac()) {
    if (row[2]?.trim() !== 'individual') continue;
    // `SURNAMES, Given`; a name without a comma does not say which is which.
    const [family, ...given] = row[1].split(',');
    const said = given.length > 0;
    if (said) shares.add(given.join(' '), 1, true);
    for (const word of words(family)) {
      if (!words(given.join(' ')).includes(word)) shares.add(word, 1);
      if (!said) shares.unsaid.set(word, (shares.unsaid.get(word) ?? 0) + 1);
    }
    shares.total++;
  }
  return shares;
}

function ofac() {
  return read('lists/ofac/reconstructed_2026-04-21/sdn.csv.gz');
}

function companies() {
  const corpora = [new Shares(), new Shares(), new Shares(), new Shares()];
  const [sat, compranet, gleif, sdn] = corpora;
  const count = (shares, name) => {
    if (name === undefined || name.trim() === '') return;
    shares.add(name, 1);
    shares.total++;
  };
  for (const row of read('mexico/sat_69b_definitivos_2026-01-31.csv.gz', { latin1: true })) {
    if (/^[A-ZÑ&]{3}\d{6}/.test(row[1] ?? '')) count(sat, row[2]);
  }
  const suppliers = read('customers/compranet_contracts_2017-02-15.csv').slice(1);
  for (const name of new Set(suppliers.map((row) => row[2]))) count(compranet, name);
  for (const name of gleifNames()) count(gleif, name);
  for (const row of ofac()) if (row[2]?.trim() === '-0-') count(sdn, row[1]);
  return corpora;
}

function gleifNames() {
  const path = join(folder, 'customers/gleif_goldencopy_lei2_intraday_2024-05-05.json.gz');
  const text = gunzipSync(readFileSync(path)).toString('utf8');
  return JSON.parse(text).records.map((record) => record.Entity.LegalName.$);
}

/**
 * Of the people who bear a word, the share who bear it as a given name. The census of the United
 * States has surnames only: the given names are what `world-names.json` estimates beyond them, as
 * James would else be a surname.
 */
function givenShare([mexican, spanish, american, listedPeople], chinese) {
  return (word) => {
    const parts = [
      [mexican, WEIGHTS.mexico],
      [spanish, WEIGHTS.spain],
      [listedPeople, WEIGHTS.listed],
      [american, WEIGHTS.unitedStates],
    ];
    let all = WEIGHTS.china * (chinese.shares.get(word) ?? 0);
    let given = all && all * chinese.givenShare(word);
    let count = all > 0 ? LEAST_COUNT : 0;
    for (const [population, weight] of parts) {
      const estimate = population.estimated.get(word) ?? 0;
      const own = (population.counts.get(word) ?? 0) - (population.unsaid.get(word) ?? 0);
      count += own;
      all += (weight * (own + estimate)) / population.total;
      given += (weight * ((population.given.get(word) ?? 0) + estimate)) / population.total;
    }
    return count < LEAST_COUNT ? undefined : given / all;
  };
}

/** Where at least half of what makes a word common comes from. */
function homeOf([mexican, spanish, american], people) {
  return (word) => {
    const half = people.get(word) / 2;
    const own = WEIGHTS.mexico * mexican.share(word) + WEIGHTS.spain * spanish.share(word);
    const theirs = WEIGHTS.unitedStates * american.share(word);
    return own >= half ? 's' : own + theirs >= half ? 'e' : '-';
  };
}

/** Ninths of the share, a digit for each word; `-` where nobody counted. */
function ninths(share) {
  return share === undefined ? '-' : String(Math.round(Math.min(1, share) * 9));
}

/**
 * One line for each tenth of a bit, the commonest first. `given` has a digit for each word: the
 * ninths of its bearers who bear it as a given name; `home` one for where they live.
 */
function buckets(shares, most, given, home) {
  const ranked = [...shares].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, most);
  const lines = new Map();
  for (const [word, share] of ranked) {
    const bits = Math.round(-Math.log2(Math.min(share, 1)) * 10) / 10;
    lines.set(bits, [...(lines.get(bits) ?? []), word]);
  }
  return [...lines].map(([bits, list]) => {
    const sorted = list.sort();
    const column = given && { given: sorted.map((word) => ninths(given(word))).join('') };
    const homes = home && { home: sorted.map(home).join('') };
    return JSON.stringify({ bits, words: sorted.join(' '), ...column, ...homes });
  });
}

function mixture(parts, unwanted) {
  const shares = new Map();
  for (const [population, weight] of parts) {
    for (const word of population.counts.keys()) {
      if (unwanted.has(word)) continue;
      const share = weight * population.share(word);
      if (share > 0) shares.set(word, (shares.get(word) ?? 0) + share);
    }
  }
  return shares;
}

function frequencyTable() {
  const counted = [mexico(), spain(), unitedStates(), listed()];
  const [mexican, spanish, american, listedPeople] = counted;
  const people = mixture(
    [
      [mexican, WEIGHTS.mexico],
      [spanish, WEIGHTS.spain],
      [american, WEIGHTS.unitedStates],
      [china(), WEIGHTS.china],
      [listedPeople, WEIGHTS.listed],
    ],
    PERSON_PARTICLES,
  );
  const chinese = chineseSyllables();
  const personLines = buckets(
    people,
    PERSON_WORDS,
    givenShare(counted, chinese),
    homeOf(counted, people),
  );
  const corpora = companies();
  const firms = mixture(
    corpora.map((corpus) => [corpus, 1 / corpora.length]),
    COMPANY_PARTICLES,
  );
  const section = (tail, lines) =>
    `{ "tail": ${tail}, "buckets": [\n${lines.map((line) => `    ${line}`).join(',\n')}\n  ] }`;
  return `{
  "about": ${JSON.stringify(ABOUT)},
  "checked": "2026-11-23",
  "sources": ${JSON.stringify(SOURCES, null, 2).replaceAll('\n', '\n  ')},
  "person": ${section(PERSON_TAIL, personLines)},
  "chinese": { "buckets": [
${buckets(chinese.shares, CHINESE_SYLLABLES, chinese.givenShare)
  .map((line) => `    ${line}`)
  .join(',\n')}
  ] },
  "organization": ${section(COMPANY_TAIL, buckets(firms, COMPANY_WORDS))}
}
`;
}

const ABOUT = [
  'How common the words of names are: bits = -log2 of the share of names that have the word, to a',
  'tenth. Derived by tools/name-frequencies.mjs. People: share of people with the word anywhere',
  'in the name, averaged over populations: Mexico 0.6, Spain 0.15, United States 0.1 (surnames),',
  'China 0.05 (surnames), people on the OFAC list 0.1. Chinese: share of people in China with the',
  'syllable in surname or given name, in pinyin without tones. Organisations: share of company',
  'names, averaged over the four corpora. `tail`: bits of a word that is not in the table.',
  '`given`: one digit for each word, the ninths of its bearers who bear it as a given name, by',
  'the counts of Mexico, Spain, the OFAC list (where a comma says so), the surnames of the United',
  'States with the estimates of world-names.json for its given names, and of China for its',
  'syllables; `-` where nobody counted. `home`: s for words that are common because of Mexico and',
  'Spain, e for those that the United States make so, - for others.',
].join(' ');

const SOURCES = [
  'SEP (Mexico), payroll of teachers 2012: surnames and given names of 1,256,438 people',
  'INE (Spain), Padrón 2012: frequencies of surnames and given names, own work with data from ' +
    'the website of INE, www.ine.es',
  'US Census Bureau, Census 2000: surnames that occur 100 or more times',
  'National Citizen Identity Information Center (China), surnames and given names of people born ' +
    '1930-2008, as counted by Bao H.-W.-S., ChineseNames (2021)',
  'OFAC, Specially Designated Nationals list of 2026-04-21',
  'SAT (Mexico), taxpayers under article 69-B, definitive list of 2026-01-31',
  'CompraNet (Mexico), suppliers of federal contracts, 2017-02-15',
  'GLEIF, LEI golden copy of 2024-05-05 (CC0)',
];

writeFileSync(output ?? join(root, 'data/names/frequencies.json'), frequencyTable());
