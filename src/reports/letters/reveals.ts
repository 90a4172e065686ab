import { loadData, problem, type TamizError } from '../../base/index.ts';
import { type Field, leaves } from '../form.ts';
import { oneLine } from '../text.ts';

const WORDS = loadData<{
  readonly words: readonly { readonly text: string; readonly exact?: boolean }[];
}>('reports/tipping-off.json').words;

/** Without accents, and with one space between words whatever stood there. */
const folded = (text: string): string =>
  oneLine(text.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '')).replace(/[\s\-–—_/]+/g, ' ');

/** Abbreviations with points or spaces between the letters are still abbreviations. */
const joined = (text: string): string =>
  text.replace(/\b(?:[A-Z][. ]){1,}[A-Z]\b\.?/g, (letters) => letters.replace(/[. ]/g, ''));

/** "Hong Kong SAR" is a place. */
const PLACES = /\b(?:Hong Kong|Macau|Macao)[ ,]+SAR\b/g;

/** The words of a text that would tell somebody of a report of suspicious activity. */
export function revealingWords(text: string): string[] {
  const plain = folded(text);
  const lower = plain.toLowerCase();
  const cased = joined(plain.replace(PLACES, ''));
  return WORDS.filter(({ text: word, exact }) =>
    exact ? new RegExp(`\\b${word}\\b`).test(cased) : lower.includes(word),
  ).map(({ text: word }) => word);
}

/** The first text of an input that says too much; codes and currencies cannot. */
export function revealing(form: Field, input: unknown, where: string): TamizError | undefined {
  for (const { field, value, path } of leaves(form, input)) {
    if (typeof value !== 'string' || field.pattern !== undefined || field.codes) continue;
    const words = revealingWords(value);
    if (words.length > 0) {
      return problem('REPORT_REVEALS', { where, found: `${path} with ${words.join(', ')}` });
    }
  }
  return undefined;
}
