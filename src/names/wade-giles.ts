import { CHINESE_SYLLABLES } from './tables.ts';

/**
 * Chinese names in the older romanisation of Wade and Giles, as Taiwan and older lists write them:
 * `Hsieh Tse-tung` is `Xie Zedong`. Lists leave out the apostrophe that tells `p'` from `p`, so
 * that a syllable has several readings. A word that is pinyin as it stands, with no more syllables,
 * has only itself: `chang` would else be three surnames.
 */

/** A given name has two syllables, a surname before it mostly one. */
const MOST_SYLLABLES = 3;
const MOST_READINGS = 8;
const LONGEST_WORD = 18;

const INITIALS: readonly (readonly [RegExp, string])[] = [
  [/^b/, 'p'],
  [/^d/, 't'],
  [/^g/, 'k'],
  [/^(?:zh|j|q)/, 'ch'],
  [/^x/, 'hs'],
  [/^r/, 'j'],
  [/^(?:z(?!h)|c(?!h))/, 'ts'],
];

const FINALS: readonly (readonly [RegExp, string])[] = [
  [/^(ch|sh|j)i$/, '$1ih'],
  [/^tsi$/, 'tzu'],
  [/^si$/, 'szu'],
  [/ian$|^yan$/, 'ien'],
  [/ie$/, 'ieh'],
  [/ue$/, 'ueh'],
  [/^ye$/, 'yeh'],
  [/^er$/, 'erh'],
  [/iong$/, 'iung'],
  [/ong$/, 'ung'],
  [/^(k)ui$/, '$1uei'],
  [/^([kh])e$/, '$1o'],
  [/^(t|n|l|s|ts|ch|j)uo$/, '$1o'],
  [/^you$/, 'yu'],
];

/** Syllables of Wade-Giles with their readings in pinyin. */
const READINGS = readings();

function readings(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const pinyin of CHINESE_SYLLABLES) {
    let text = pinyin;
    for (const [pattern, replacement] of INITIALS) {
      const changed = text.replace(pattern, replacement);
      if (changed !== text) {
        text = changed;
        break;
      }
    }
    // The vowel of `ji` and `qi` is another one than that of `zhi`.
    const palatal = /^[jqx]/.test(pinyin);
    for (const [pattern, replacement] of palatal ? FINALS.slice(1) : FINALS) {
      const changed = text.replace(pattern, replacement);
      if (changed !== text) {
        text = changed;
        break;
      }
    }
    if (text === 'ien') text = 'yen';
    found.set(text, [...(found.get(text) ?? []), pinyin]);
  }
  return found;
}

/** The `s:` keys of a word as a Chinese name in pinyin. */
export function chineseKeys(word: string): string[] {
  if (word.length > LONGEST_WORD || word.length < 2) return [];
  const pinyin = inSyllables(word, CHINESE_SYLLABLES, MOST_SYLLABLES);
  const syllables = inSyllables(word, READINGS, (pinyin?.length ?? MOST_SYLLABLES + 1) - 1);
  // `Chiang` is one syllable of Wade-Giles rather than two of pinyin.
  if (syllables === undefined) return pinyin === undefined ? [] : [`s:w:${word}`];
  let texts = [''];
  for (const syllable of syllables) {
    texts = texts.flatMap((text) => READINGS.get(syllable)!.map((reading) => text + reading));
  }
  return texts.slice(0, MOST_READINGS).map((text) => `s:w:${text}`);
}

/** A word as syllables, the longest ones first; undefined when it is none. */
function inSyllables(
  word: string,
  known: { has(syllable: string): boolean },
  most: number,
): readonly string[] | undefined {
  if (word === '') return [];
  if (most === 0) return undefined;
  for (let length = Math.min(6, word.length); length >= 1; length--) {
    const first = word.slice(0, length);
    if (!known.has(first)) continue;
    const rest = inSyllables(word.slice(length), known, most - 1);
    if (rest !== undefined) return [first, ...rest];
  }
  return undefined;
}
