import { factsOf, MAY } from './facts.ts';
import { roman } from './roman.ts';
import { ABBREVIATIONS, TEENS, TENS, UNITS } from './tables.ts';
import type { Word } from './words.ts';

/**
 * The words of a name of an organisation or vessel with numbers as digits, `Forty-Four` and `44`,
 * `III` and `3`, and with abbreviations of countries and well-known organisations written out,
 * `U.S.` and `United States`. The first word is no Roman numeral: `XI Corporation`.
 */
export function companyWords(words: readonly Word[]): readonly Word[] {
  if (!words.some(({ facts }) => (facts.may & (MAY.number | MAY.abbreviation)) !== 0)) return words;
  const result: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const meaning = word.small ? undefined : ABBREVIATIONS.get(word.text);
    const [value, to] = numberAt(words, at);
    if (meaning !== undefined) {
      result.push(...meaning.map((text) => ({ ...word, text, facts: factsOf(text) })));
    } else if (value === undefined) {
      result.push(word);
    } else {
      const facts = factsOf(String(value));
      result.push({ ...words[to - 1]!, text: facts.text, facts });
      at = to - 1;
    }
  }
  return result;
}

const DIGIT = /^[1-9]$/;

function unitOf(text: string): number | undefined {
  return DIGIT.test(text) ? Number(text) : UNITS.get(text);
}

/** The number that starts at a word, and where it ends. */
function numberAt(words: readonly Word[], at: number): readonly [number | undefined, number] {
  const { text } = words[at]!;
  const tens = TENS.get(text);
  const next = words[at + 1];
  const unit = tens === undefined || next === undefined ? undefined : unitOf(next.text);
  if (tens !== undefined && unit !== undefined) return [tens + unit, at + 2];
  return [tens ?? UNITS.get(text) ?? TEENS.get(text) ?? (at > 0 ? roman(text) : undefined), at + 1];
}
