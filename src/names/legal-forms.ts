import { MAY } from './facts.ts';
import { LEGAL_FORM_PREFIXES, LEGAL_FORMS, type LegalForm } from './tables.ts';
import type { Word } from './words.ts';

/** A legal form found in a name: words `from` up to but not including `to`. */
export interface FoundForm {
  readonly from: number;
  readonly to: number;
  readonly form: LegalForm;
  /** Length of its writing without spaces. */
  readonly letters: number;
}

/** Writings of two letters are words of many languages; they count only first or last. */
const SHORT = 2;

/** What is longer is written out, and means the legal form wherever it stands. */
const LONGEST_ABBREVIATION = 5;

/**
 * The legal forms of a name, in its order. Where writings overlap the longest is meant: `Doble A,
 * S. de R.L.` has no `AS`. At least one word must stay a name, so that `Limited` alone is one.
 */
export function legalFormsIn(
  words: readonly Word[],
  kind: 'organization' | 'unknown',
): FoundForm[] {
  const candidates: FoundForm[] = [];
  for (let at = 0; at < words.length; at++) {
    const here = longestAt(words, at);
    if (here !== undefined && (kind !== 'unknown' || here.letters > SHORT)) candidates.push(here);
  }
  if (candidates.length === 0) return candidates;
  const found = withoutOverlaps(candidates, words.length);
  const kept = inPlace(found, words.length);
  const covered = kept.reduce((sum, form) => sum + form.to - form.from, 0);
  return covered < words.length ? kept : kept.slice(1);
}

/** The longest forms first, each where no longer one is; then from left to right again. */
function withoutOverlaps(candidates: readonly FoundForm[], length: number): FoundForm[] {
  const taken = new Array<boolean>(length).fill(false);
  const kept: FoundForm[] = [];
  for (const form of [...candidates].sort((a, b) => b.letters - a.letters)) {
    if (taken[form.from] || taken[form.to - 1]) continue;
    taken.fill(true, form.from, form.to);
    kept.push(form);
  }
  return kept.sort((a, b) => a.from - b.from);
}

function longestAt(words: readonly Word[], from: number): FoundForm | undefined {
  if ((words[from]!.facts.may & MAY.legalForm) === 0) return undefined;
  let text = '';
  let best: FoundForm | undefined;
  for (let to = from + 1; to <= words.length; to++) {
    text += words[to - 1]!.text;
    if (!LEGAL_FORM_PREFIXES.has(text)) break;
    const form = LEGAL_FORMS.get(text);
    if (form !== undefined) best = { from, to, form, letters: text.length };
  }
  return best;
}

/** The forms that stand where they may. */
function inPlace(found: readonly FoundForm[], length: number): FoundForm[] {
  const kept: FoundForm[] = [];
  let end = length;
  for (const here of [...found].reverse()) {
    const last = here.to === end;
    if (last) end = here.from;
    if (mayStand(here, last)) kept.push(here);
  }
  return kept.reverse();
}

/** `last`: nothing but legal forms follows. */
function mayStand({ form, from, letters }: FoundForm, last: boolean): boolean {
  if (form.at === 'start') return from === 0;
  if (form.at === 'end') return last || letters > LONGEST_ABBREVIATION;
  return last || letters > SHORT || from === 0;
}
