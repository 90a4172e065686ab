import { loadData } from '../base/index.ts';

/** A legal form as `data/names/legal-forms.json` has it. */
export interface LegalForm {
  readonly form: string;
  readonly family: string;
  readonly at: 'any' | 'end' | 'start';
  readonly writings: readonly string[];
}

interface Bucket {
  readonly bits: number;
  readonly words: string;
  readonly given?: string;
  readonly home?: string;
}

interface Frequencies {
  readonly tail: number;
  readonly buckets: readonly Bucket[];
}

interface World {
  readonly communityBits: number;
  readonly populations: readonly { readonly joined: boolean; readonly words: string }[];
}

const particles =
  loadData<
    Record<
      'person' | 'sonOf' | 'article' | 'definite' | 'opening' | 'withinSurnames' | 'organization',
      string
    >
  >('names/particles.json');
const titles =
  loadData<
    Record<'start' | 'anywhere' | 'alsoNames' | 'suffix' | 'suffixAtEnd' | 'vessel', string>
  >('names/titles.json');
const legal = loadData<{ han: Readonly<Record<string, string>>; forms: readonly LegalForm[] }>(
  'names/legal-forms.json',
);
const generic = loadData<Record<'words' | 'translations', readonly string[]>>(
  'names/generic-words.json',
);
const eastAsian = loadData<Record<'chinese' | 'korean' | 'vietnamese', string>>(
  'names/east-asian-surnames.json',
);
const compound = loadData<{ surnames: string }>('names/compound-surnames.json');
const nicknames = loadData<{ groups: readonly string[] }>('names/nicknames.json');
const variants = loadData<{ languages: readonly { readonly groups: readonly string[] }[] }>(
  'names/variants.json',
);
const places = loadData<{ places: Readonly<Record<string, string>> }>('names/places.json');
const abbreviations = loadData<{ abbreviations: Readonly<Record<string, string>> }>(
  'names/abbreviations.json',
);
const numbers =
  loadData<Record<'units' | 'teens' | 'tens', Readonly<Record<string, string>>>>(
    'names/numbers.json',
  );
const frequencies = loadData<{
  person: Frequencies;
  chinese: Pick<Frequencies, 'buckets'>;
  organization: Frequencies;
}>('names/frequencies.json');
const world = loadData<World>('names/world-names.json');

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));

export const PERSON_PARTICLES = wordSet(particles.person);
/** Particles before the name of a father. */
export const SON_OF = wordSet(particles.sonOf);
export const HYPHENED_ARTICLES = wordSet(particles.article);
export const ARTICLES = wordSet(particles.definite);
export const OPENING_PARTICLES = wordSet(particles.opening);
/** Particles that stand within surnames of more than one word, which are written together too. */
export const PARTICLES_IN_SURNAMES = wordSet(particles.withinSurnames);
export const ORGANIZATION_PARTICLES = wordSet(particles.organization);
export const TITLES_AT_START = wordSet(titles.start);
export const TITLES_ANYWHERE = wordSet(titles.anywhere);
/** Titles that are many people's names too. */
export const TITLES_ALSO_NAMES = wordSet(`${titles.anywhere} ${titles.alsoNames}`);
export const VESSEL_PREFIXES = wordSet(titles.vessel);
export const SUFFIXES = wordSet(titles.suffix);
export const SUFFIXES_AT_END = wordSet(titles.suffixAtEnd);

/** Legal forms in Chinese, Japanese and Korean characters, and the writing that stands for each. */
export const HAN_LEGAL_FORMS: ReadonlyMap<string, string> = new Map(Object.entries(legal.han));

/** Splits a run of such characters before and after a legal form; the longest ones come first. */
export const HAN_LEGAL_FORM = new RegExp(`(${[...HAN_LEGAL_FORMS.keys()].join('|')})`, 'u');

/** Frequent Chinese, Korean and Vietnamese surnames of one syllable, as they are romanised. */
export const EAST_ASIAN_SURNAMES = wordSet(
  `${eastAsian.chinese} ${eastAsian.korean} ${eastAsian.vietnamese}`,
);

/** Chinese surnames of two characters. */
export const COMPOUND_SURNAMES = wordSet(compound.surnames);

/** Legal forms by their writings without spaces. */
export const LEGAL_FORMS: ReadonlyMap<string, LegalForm> = new Map(
  legal.forms.flatMap((form) =>
    form.writings.map((writing) => [writing.replaceAll(' ', ''), form] as const),
  ),
);

/** What the writings of legal forms begin with, and the writings. */
export const LEGAL_FORM_PREFIXES: ReadonlySet<string> = new Set(
  [...LEGAL_FORMS.keys()].flatMap((writing) =>
    Array.from(writing, (_, at) => writing.slice(0, at + 1)),
  ),
);

/** Adds `key` to the keys of `word`. */
function addKey(keys: Map<string, string[]>, word: string, key: string): void {
  const known = keys.get(word);
  if (known === undefined) keys.set(word, [key]);
  else if (!known.includes(key)) known.push(key);
}

function keysByWord(lines: readonly string[], prefix: string): ReadonlyMap<string, string[]> {
  const keys = new Map<string, string[]>();
  for (const line of lines) {
    const words = line.split(' ');
    for (const word of words) addKey(keys, word, `${prefix}${words[0]}`);
  }
  return keys;
}

/** `n:` keys of nicknames, abbreviations and variants of people's names. */
export const NICKNAME_KEYS = keysByWord(nicknames.groups, 'n:');

/** `s:` keys of names that the rules of romanisation do not bring together. */
export const VARIANT_KEYS = keysByWord(
  variants.languages.flatMap((language) => language.groups),
  's:=',
);

/** `g:` keys of company words that mean the same. */
export const GENERIC_KEYS = keysByWord(generic.words, 'g:');

/** `p:` keys of words for a country or part of the world. */
export const PLACE_KEYS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(places.places).flatMap(([code, words]) =>
    words.split(' ').map((word) => [word, [`p:${code}`]] as const),
  ),
);

/** What abbreviations of countries and well-known organisations stand for. */
export const ABBREVIATIONS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(abbreviations.abbreviations).map(([text, words]) => [text, words.split(' ')]),
);

function valuesByWord(table: Readonly<Record<string, string>>): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(table).flatMap(([value, words]) =>
      words.split(' ').map((word) => [word, Number(value)] as const),
    ),
  );
}

/** Numbers by the words for them; only a number under ten may follow tens. */
export const UNITS = valuesByWord(numbers.units);
export const TEENS = valuesByWord(numbers.teens);
export const TENS = valuesByWord(numbers.tens);

/** The same of words that tell one organisation from another. */
export const TRANSLATION_KEYS = keysByWord(generic.translations, 'g:');

/** Bits by word, and the bits of words that are not there. */
export interface BitTable {
  readonly bits: ReadonlyMap<string, number>;
  readonly tail: number;
}

function bitTable(table: Frequencies): BitTable {
  return { bits: bitsByWord(table), tail: table.tail };
}

function bitsByWord(table: Pick<Frequencies, 'buckets'>): ReadonlyMap<string, number> {
  const bits = new Map<string, number>();
  for (const bucket of table.buckets) {
    for (const word of bucket.words.split(' ')) bits.set(word, bucket.bits);
  }
  return bits;
}

export const PERSON_BITS: BitTable = bitTable(frequencies.person);
export const ORGANIZATION_BITS: BitTable = bitTable(frequencies.organization);

/** Ninths, as `frequencies.json` has them, to the share who bear a word as a given name. */
function givenShares(tables: readonly Pick<Frequencies, 'buckets'>[]): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const { words, given = '' } of tables.flatMap((table) => table.buckets)) {
    words.split(' ').forEach((word, at) => {
      const ninths = Number(given[at]);
      if (Number.isInteger(ninths) && !shares.has(word)) shares.set(word, ninths / 9);
    });
  }
  return shares;
}

/** Words of names that are common because of one part of the world. */
function wordsAtHome(home: string): ReadonlySet<string> {
  const words = frequencies.person.buckets.flatMap((bucket) =>
    bucket.words.split(' ').filter((_, at) => bucket.home?.[at] === home),
  );
  return new Set(words);
}

export const SPANISH_WORDS = wordsAtHome('s');
export const ENGLISH_WORDS = wordsAtHome('e');

/** The syllables of pinyin. */
export const CHINESE_SYLLABLES: ReadonlySet<string> = new Set(
  frequencies.chinese.buckets.flatMap(({ words }) => words.split(' ')),
);

/** Of the people who bear a word, the share who bear it as a given name; where counted. */
export const GIVEN_SHARES = givenShares([frequencies.person, frequencies.chinese]);

/** Bits of a word among the people of one population, where such names are common. */
export interface Population {
  readonly bits: ReadonlyMap<string, number>;
  /** Whether given names are often two of these words written together. */
  readonly joined: boolean;
}

/** `word/other writing:share` with shares of a thousand people. */
function population({ joined, words }: World['populations'][number]): Population {
  const bits = new Map<string, number>();
  for (const item of words.split(' ')) {
    const [writings, share] = item.split(':') as [string, string];
    const own = Math.round(-Math.log2(Number(share) / 1000) * 10) / 10;
    for (const word of writings.split('/')) bits.set(word, Math.min(own, bits.get(word) ?? own));
  }
  return { bits, joined };
}

export const POPULATIONS: readonly Population[] = [
  { bits: bitsByWord(frequencies.chinese), joined: true },
  ...world.populations.map(population),
];

/** What a name of a population says beyond what it says among its own people. */
export const COMMUNITY_BITS = world.communityBits;
