import { loadData } from '../base/index.ts';

/** A legal form as `data/names/legal-forms.json` has it. */
export interface LegalForm {
  readonly form: string;
  readonly family: string;
  readonly at: 'any' | 'end' | 'start';
  readonly writings: readonly string[];
}

interface Frequencies {
  readonly tail: number;
  readonly buckets: readonly { readonly bits: number; readonly words: string }[];
}

const particles =
  loadData<Record<'person' | 'article' | 'organization', string>>('names/particles.json');
const titles =
  loadData<Record<'start' | 'anywhere' | 'suffix' | 'suffixAtEnd' | 'vessel', string>>(
    'names/titles.json',
  );
const legal = loadData<{ han: Readonly<Record<string, string>>; forms: readonly LegalForm[] }>(
  'names/legal-forms.json',
);
const generic = loadData<{ words: readonly string[] }>('names/generic-words.json');
const compound = loadData<{ surnames: string }>('names/compound-surnames.json');
const nicknames = loadData<{ groups: readonly string[] }>('names/nicknames.json');
const frequencies = loadData<{ person: Frequencies; organization: Frequencies }>(
  'names/frequencies.json',
);

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));

export const PERSON_PARTICLES = wordSet(particles.person);
export const HYPHENED_ARTICLES = wordSet(particles.article);
export const ORGANIZATION_PARTICLES = wordSet(particles.organization);
export const TITLES_AT_START = wordSet(titles.start);
export const TITLES_ANYWHERE = wordSet(titles.anywhere);
export const VESSEL_PREFIXES = wordSet(titles.vessel);
export const SUFFIXES = wordSet(titles.suffix);
export const SUFFIXES_AT_END = wordSet(titles.suffixAtEnd);

/** Legal forms in Chinese, Japanese and Korean characters, and the writing that stands for each. */
export const HAN_LEGAL_FORMS: ReadonlyMap<string, string> = new Map(Object.entries(legal.han));

/** Splits a run of such characters before and after a legal form; the longest ones come first. */
export const HAN_LEGAL_FORM = new RegExp(`(${[...HAN_LEGAL_FORMS.keys()].join('|')})`, 'u');

/** Chinese surnames of two characters. */
export const COMPOUND_SURNAMES = wordSet(compound.surnames);

/** Legal forms by their writings without spaces. */
export const LEGAL_FORMS: ReadonlyMap<string, LegalForm> = new Map(
  legal.forms.flatMap((form) =>
    form.writings.map((writing) => [writing.replaceAll(' ', ''), form] as const),
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

/** `g:` keys of company words that mean the same. */
export const GENERIC_KEYS = keysByWord(generic.words, 'g:');

/** Bits by word, and the bits of words that are not there. */
export interface BitTable {
  readonly bits: ReadonlyMap<string, number>;
  readonly tail: number;
}

function bitTable(table: Frequencies): BitTable {
  const bits = new Map<string, number>();
  for (const bucket of table.buckets) {
    for (const word of bucket.words.split(' ')) bits.set(word, bucket.bits);
  }
  return { bits, tail: table.tail };
}

export const PERSON_BITS: BitTable = bitTable(frequencies.person);
export const ORGANIZATION_BITS: BitTable = bitTable(frequencies.organization);
