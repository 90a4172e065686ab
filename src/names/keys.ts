/**
 * Spelling keys: names that are written differently but sound alike in Mexican Spanish share one.
 * The rules are those of the language's spelling: b and v, s and z and soft c, ll and y, silent h,
 * soft g and j, qu and k and hard c, x in its three sounds.
 */

/** Folded spellings shorter than this say too little; `li` and `ly` are different names. */
const SHORTEST = 3;

/**
 * A word that is one syllable of pinyin is most likely Chinese, where q, x, zh, z, sh and s are
 * different sounds: Zhang, Sang and Zang must stay apart.
 */
export const PINYIN_SYLLABLE = new RegExp(
  '^(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)' +
    '(?:a|ai|an|ang|ao|e|ei|en|eng|i|ia|ian|iang|iao|ie|in|ing|iong|iu|o|ong|ou|' +
    'u|ua|uai|uan|uang|ue|ui|un|uo)$',
);

/** A word that is spoken has a vowel and no digit; abbreviations such as `hdez` are not. */
const SPELT_OUT = /^(?!h[^aeiouy])(?=.*[aeiouy])[a-z]+$/;

/** The `s:` keys of a normalised word; one, or one for each way of saying its x or w. */
export function spellingKeys(word: string): string[] {
  if (!SPELT_OUT.test(word)) return [];
  if (PINYIN_SYLLABLE.test(word)) return word.length < SHORTEST ? [] : [`s:${word}`];
  const keys: string[] = [];
  for (const reading of readings(word)) {
    const folded = fold(reading);
    if (folded.length >= SHORTEST && !keys.includes(`s:${folded}`)) keys.push(`s:${folded}`);
  }
  return keys;
}

/**
 * X is said as s (Roxana) or j (Ximena, Mexía); w as u (Edward) or b (Oswaldo); y after i may be a
 * misspelt ll (Castiyo) or only join the vowels (Mariya).
 */
function readings(word: string): string[] {
  const one = word.replace(/(?:ks|cs)(?=[aeiouy])/g, 'x');
  const byX = eitherOf(one, /x/g, 's', 'j');
  const byW = byX.flatMap((text) => eitherOf(text, /w/g, 'u', 'b'));
  return byW.flatMap((text) => eitherOf(text, /(?<=i)y(?=[aeou])/g, 'll', ''));
}

function eitherOf(text: string, letter: RegExp, one: string, other: string): string[] {
  const first = text.replace(letter, one);
  return first === text ? [text] : [first, text.replace(letter, other)];
}

/** The sound of a word as one spelling. Each rule works on what the rules before it left. */
function fold(word: string): string {
  return (
    word
      .replace(/sch/g, 's')
      .replace(/ch/g, 'C')
      .replace(/ph/g, 'f')
      .replace(/h/g, '')
      .replace(/ll(?=[aeiouy])/g, 'Y')
      .replace(/ck|cq/g, 'k')
      .replace(/q(?:u(?=[ei]))?/g, 'k')
      .replace(/s?c(?=[eiy])/g, 's')
      .replace(/c/g, 'k')
      .replace(/gu(?=[ei])/g, 'G')
      .replace(/g(?=[eiy])/g, 'j')
      .replace(/z/g, 's')
      .replace(/v/g, 'b')
      .replace(/ou/g, 'u')
      .replace(/m(?=[bp])/g, 'n')
      // Y and i are one sound; between vowels or before the first vowel it is a consonant.
      .replace(/y/g, 'i')
      .replace(/(^|[aeou])i(?=[aeou])/g, '$1Y')
      // Double letters are one, except rr between vowels: Corral and Coral are two surnames.
      .replace(/(?<=[aeiou])rr(?=[aeiou])/g, 'R')
      .replace(/(.)\1+/g, '$1')
      .replace(/R/g, 'rr')
      .toLowerCase()
  );
}
