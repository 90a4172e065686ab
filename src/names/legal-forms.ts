import { LEGAL_FORMS, type LegalForm } from './tables.ts';
import type { Word } from './words.ts';

/** A legal form found in a name: words `from` up to but not including `to`. */
export interface FoundForm {
  readonly from: number;
  readonly to: number;
  readonly form: LegalForm;
}

/** Words of the longest writing; `s p r de r l de c v` has eight, written-out forms more. */
const MOST_WORDS = 14;

/** Writings of two letters are words of many languages; they count only first or last. */
const SHORT = 2;

/** What is longer is written out, and means the legal form wherever it stands. */
const LONGEST_ABBREVIATION = 5;

/**
 * The legal forms of a name, from left to right, the longest writing at each place. At least one
 * word must stay a name, so that `Limited` alone is one.
 */
export function legalFormsIn(
  words: readonly Word[],
  kind: 'organization' | 'unknown',
): FoundForm[] {
  const found: FoundForm[] = [];
  for (let at = 0; at < words.length; at++) {
    const here = longestAt(words, at);
    if (here === undefined) continue;
    if (kind === 'unknown' && textOf(words, here).length <= SHORT) continue;
    found.push(here);
    at = here.to - 1;
  }
  const kept = found.filter((_, index) => inPlace(index, found, words));
  const covered = kept.reduce((sum, form) => sum + form.to - form.from, 0);
  return covered < words.length ? kept : kept.slice(1);
}

const textOf = (words: readonly Word[], { from, to }: { from: number; to: number }): string =>
  words
    .slice(from, to)
    .map((word) => word.text)
    .join('');

function longestAt(words: readonly Word[], from: number): FoundForm | undefined {
  let text = '';
  let best: FoundForm | undefined;
  for (let to = from + 1; to <= words.length && to - from <= MOST_WORDS; to++) {
    text += words[to - 1]!.text;
    if (text.length > LONGEST_WRITING) break;
    const form = LEGAL_FORMS.get(text);
    if (form !== undefined) best = { from, to, form };
  }
  return best;
}

const LONGEST_WRITING = Math.max(...[...LEGAL_FORMS.keys()].map((writing) => writing.length));

/** Whether the form at `index` stands where it may. */
function inPlace(index: number, found: readonly FoundForm[], words: readonly Word[]): boolean {
  const here = found[index]!;
  if (here.form.at === 'start') return here.from === 0;
  const last = endOfForms(index, found) === words.length;
  const letters = textOf(words, here).length;
  if (here.form.at === 'end') return last || letters > LONGEST_ABBREVIATION;
  return last || letters > SHORT || here.from === 0;
}

/** Where the run of legal forms ends that the form at `index` belongs to. */
function endOfForms(index: number, found: readonly FoundForm[]): number {
  let end = found[index]!.to;
  for (const later of found.slice(index + 1)) {
    if (later.from !== end) break;
    end = later.to;
  }
  return end;
}
