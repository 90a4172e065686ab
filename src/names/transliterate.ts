import anyAscii from 'any-ascii';
import { lazyLibrary } from '../base/index.ts';
import { COMPOUND_SURNAMES } from './tables.ts';

/** Its dictionary is large, and most customers have no name in Chinese characters. */
const chinese = lazyLibrary<typeof import('pinyin-pro')>('pinyin-pro');

/**
 * Letters of any script to words of a-z0-9. Latin, Greek, Cyrillic, Arabic, Indic and kana go
 * through any-ascii; Chinese characters through pinyin-pro, which knows how surnames are read;
 * Korean syllables stay apart, as most lists write them. `company`: it is no person's name.
 */
export function transliterate(word: string, company: boolean): string[] {
  if (HAN_ONLY.test(word)) return company ? pairs(readHan(word)) : hanWords(word);
  if (HANGUL_ONLY.test(word)) {
    return [...word].map(koreanSyllable).filter((syllable) => syllable !== '');
  }
  if (ARABIC_ARTICLE.test(word)) {
    const rest = toAscii(word.slice(2));
    return rest === '' ? [] : ['al', rest];
  }
  const text = toAscii(word);
  return text === '' ? [] : [text];
}

/** Syllables of one letter, as is customary; a lone letter would be an initial. */
const LONE_VOWELS: Readonly<Record<string, string>> = {
  a: 'ah',
  i: 'yi',
  o: 'oh',
  u: 'woo',
};

/** The surname 이 is hardly ever written as it is read. */
function koreanSyllable(character: string, at: number): string {
  if (at === 0 && character === '이') return 'lee';
  const syllable = toAscii(character);
  return LONE_VOWELS[syllable] ?? syllable;
}

/** A foreign name transcribed into Chinese: one word, with no surname in it. */
export function transcribed(word: string): string[] {
  const text = readHan(word).join('');
  return text === '' ? [] : [text];
}

const HAN_ONLY = /^\p{Script=Han}+$/u;
/** The article, written together with a word of three or more letters; `الله` is not one. */
const ARABIC_ARTICLE = /^ال(?!له$)\p{L}{3,}/u;
const HANGUL_ONLY = /^\p{Script=Hangul}{2,4}$/u;

/** pinyin-pro looks at the whole text at once; pieces keep a hostile length linear. */
const PIECE = 64;

/** Longest run of Chinese characters that is read as a person's name. */
const LONGEST_PERSON = 4;

function toAscii(text: string): string {
  return anyAscii(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '');
}

/** The syllables of a run of Chinese characters, toneless; ü becomes u. */
function readHan(word: string): string[] {
  const characters = [...word];
  const syllables: string[] = [];
  for (let at = 0; at < characters.length; at += PIECE) {
    const piece = characters.slice(at, at + PIECE).join('');
    const read = chinese().pinyin(piece, {
      toneType: 'none',
      type: 'array',
      ...(at === 0 && characters.length <= LONGEST_PERSON ? { surname: 'head' as const } : {}),
    });
    for (const syllable of read) {
      const text = toAscii(syllable);
      if (text !== '') syllables.push(text);
    }
  }
  return syllables;
}

/** Words of a company's name are mostly of two characters; an odd one stays alone. */
function pairs(syllables: readonly string[]): string[] {
  const words: string[] = [];
  for (let at = 0; at < syllables.length; at += 2) {
    words.push(syllables.slice(at, at + 2).join(''));
  }
  return words;
}

/**
 * As lists write them: up to four characters are a surname and a joined given name (`DU,
 * Changgen`); more are an organisation.
 */
function hanWords(word: string): string[] {
  const syllables = readHan(word);
  if (syllables.length > LONGEST_PERSON) return pairs(syllables);
  const head = syllables.length > 2 && COMPOUND_SURNAMES.has(word.slice(0, 2)) ? 2 : 1;
  return [syllables.slice(0, head).join(''), syllables.slice(head).join('')].filter(
    (part) => part !== '',
  );
}
