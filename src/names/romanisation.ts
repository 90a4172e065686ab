import { PINYIN_SYLLABLE } from './keys.ts';

/**
 * Names from other scripts and languages, as they are written in Latin letters: one name has many
 * romanisations, by custom and by the language of who wrote it down. Each fold brings the writings
 * of one family of languages to one; a word gets the folds of all, as it does not say where it is
 * from.
 *
 * Sources of the correspondences: the ALA-LC, BGN/PCGN, ISO 9 and Hepburn tables of romanisation
 * and the French and German customs of transcription.
 */

/** Folded spellings shorter than this say too little. */
const SHORTEST = 4;

/** A word that is spoken has a vowel and no digit. */
const SPELT_OUT = /^(?=.*[aeiouy])[a-z]{4,40}$/;

/** The `s:` keys of a word by its possible romanisations; as an Arabic one only where `arabic`. */
export function romanisationKeys(word: string, arabic: boolean): string[] {
  if (!SPELT_OUT.test(word) || PINYIN_SYLLABLE.test(word)) return [];
  const keys: string[] = [];
  const add = (fold: string, text: string) => {
    const key = `s:${fold}:${text}`;
    if (text.length >= SHORTEST && !keys.includes(key)) keys.push(key);
  };
  add('r', european(word));
  if (arabic) for (const reading of arabicReadings(word)) add('a', reading);
  if (ROMAJI.test(word)) add('j', japanese(word));
  return keys;
}

/** Pairs of a pattern and what it becomes, in order; each works on what those before it left. */
type Rules = readonly (readonly [RegExp, string | ((match: string) => string)])[];

function apply(rules: Rules, word: string): string {
  let text = word;
  for (const [pattern, replacement] of rules) text = text.replace(pattern, replacement as string);
  return text;
}

/**
 * Slavic and German: `-wicz` and `-vitch`, `iy`, `y`, `ij` and `ii`, `ya` and `ja`, `kh` and `h`,
 * `x` and `ks`, umlauts as two letters. Capitals stand for sounds that take more than one letter.
 */
const EUROPEAN: Rules = [
  // Latvian gives every man's name an ending: `Andrejs`, `Ivanovs`.
  [/(?<=[eio][jv])s$/, ''],
  [/shch|stch|schtsch|szcz/g, 'Q'],
  [/tzsch|tsch|tch/g, 'C'],
  [/sch|sh|sz/g, 'S'],
  [/cz|ch/g, 'C'],
  [/zh/g, 'J'],
  [/kh/g, 'h'],
  [/ph/g, 'f'],
  [/th|dt/g, 't'],
  [/tz|ts|c(?=[eiy])/g, 'T'],
  [/ck|[cq]/g, 'k'],
  [/x/g, 'ks'],
  [/gu(?=[ei])/g, 'g'],
  [/ff?$/, 'v'],
  [/w/g, 'v'],
  [/ou/g, 'u'],
  [/(?<=.)([aou])e(?=[^aeiouyj])/g, '$1'],
  [/[yj]/g, 'i'],
  [/ie/g, 'e'],
  [/(.)\1+/g, '$1'],
  [/ei|ai/g, 'E'],
  [/v[iy]k$/, 'viC'],
  [/(?<=[aei])h$/, ''],
];

function european(word: string): string {
  return apply(EUROPEAN, word);
}

/** Arabic and Persian, before their short vowels are looked at. */
const ARABIC: Rules = [
  // `al-din` written together, in any of its writings: Saifuddin, Saifeddine, Saif al-Deen.
  [/(?<=..)(?:[aeiou]l|[aeiou]d|d)?d(?:ee|i|y)ne?$/, 'D'],
  // `abd al-` likewise, with the sound that the article takes from the next letter.
  [
    /^abd(?:o?u|[aeio])?(?:l(?=l|[^aeiouy])|l(?=[aeiouy])|(?<=[aeiou])([rsnzt])(?=\1))?(?=...)/,
    'B',
  ],
  [/sch|sh|ch/g, 'S'],
  [/kh/g, 'K'],
  [/ph/g, 'f'],
  [/dj/g, 'j'],
  [/dh/g, 'd'],
  [/th/g, 't'],
  [/[qc]/g, 'k'],
  [/ou|oo|o/g, 'u'],
  [/w/g, 'u'],
  [/ee|ie/g, 'i'],
  [/e[iy]|ay/g, 'ai'],
  [/y/g, 'i'],
  [/(.)\1+/g, '$1'],
  [/(?:[aei]h|e)$/, 'a'],
];

/** `e` stands for a short a or a short i: Mohamed and Mohamad, Selim and Salim. */
function arabicReadings(word: string): string[] {
  const text = apply(ARABIC, word);
  const first = text.indexOf('e');
  if (first < 0) return [text];
  const [head, tail] = [text.slice(0, first), text.slice(first + 1)];
  return ['a', 'i'].flatMap((vowel) => {
    const rest = tail.includes('e') ? ['a', 'i'].map((other) => tail.replace(/e/g, other)) : [tail];
    return rest.map((end) => head + vowel + end);
  });
}

/** Syllables of Japanese in the usual romanisations. */
const ROMAJI =
  /^(?:(?:[kgnhbpmr]y?|sh?|z|j|t|ch|ts|d|f|y|w|sy|ty|zy|jy)?(?:ou|oo|oh(?![aeiou])|uu|[aiueo])|n|m(?=[bpm])|(?:k|s|t|p)(?=[kstpc]))+$/;

/** Long vowels are written in many ways or not at all: Satou, Sato, Satoh. */
const JAPANESE: Rules = [
  [/ou|oo|oh(?![aeiou])/g, 'o'],
  [/uu/g, 'u'],
  [/m(?=[bp])/g, 'n'],
  [/tch|cch/g, 'ch'],
  [/s(?:i|hi)/g, 'shi'],
  [/(?<!t)ti|chi/g, 'chi'],
  [/ts?u/g, 'tsu'],
  [/hu/g, 'fu'],
  [/(?<!d)zi|ji/g, 'ji'],
  [/sy(?=[aou])/g, 'sh'],
  [/ty(?=[aou])/g, 'ch'],
  [/[zj]y(?=[aou])/g, 'j'],
];

function japanese(word: string): string {
  return apply(JAPANESE, word);
}

/** Letters of Arabic and Hebrew script, and those of Latin that stand for them, less the vowels. */
const SKELETON: Rules = [
  [/[ck]h/g, 'x'],
  [/sch|sh/g, 'S'],
  [/ph|v/g, 'f'],
  [/[dt]h/g, (letters: string) => letters.charAt(0)],
  [/gh|g|dj/g, 'j'],
  [/c(?=[eiy])|z/g, 's'],
  [/[cq]/g, 'k'],
  [/p/g, 'b'],
  [/(?<=.)h$/, ''],
  [/(.)\1+/g, '$1'],
  [/(?<=.)[wy]|[aeiou]/g, ''],
];

/** Consonants that a skeleton must have; fewer are in any number of names. */
const SHORTEST_SKELETON = 3;

/**
 * The `k:` key of a word: its consonants. Scripts that leave out short vowels tell no more than
 * this of a name, so words of these have the key among their keys. Others do not, as Hassan and
 * Hussein have the same one: an index adds it, so that what has no vowels is found.
 */
export function skeletonKey(word: string): string | undefined {
  const skeleton = apply(SKELETON, word.slice(0, 40));
  return skeleton.length < SHORTEST_SKELETON ? undefined : `k:${skeleton}`;
}
