import { loadData } from '../../base/index.ts';
import { programOf } from './programs.ts';
import type { OfacAct } from './record.ts';

const { bases } = loadData<{ bases: Record<string, readonly string[]> }>('lists/ofac-bases.json');

/** The numbers of the executive orders that a text names. */
function ordersIn(text: string): readonly string[] {
  return text.includes('Executive Order') ? (text.match(/\b1[2-9]\d{3}\b/g) ?? []) : [];
}

const remembered = new Map<string, boolean>();

/** Whether a programme rests on a legal basis, as far as the tables say. */
function restsOn(tag: string, basis: string): boolean {
  const key = `${tag} ${basis}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const named = Object.hasOwn(bases, basis) ? bases[basis] : undefined;
  const orders = ordersIn(basis);
  const answer =
    named?.includes(tag) ??
    ordersIn(programOf(tag)?.authority ?? '').some((order) => orders.includes(order));
  if (remembered.size < MOST_REMEMBERED) remembered.set(key, answer);
  return answer;
}

/** Tags and bases come from files; real ones make a few hundred pairs. */
const MOST_REMEMBERED = 10_000;

/**
 * The acts that put a party on a list under one of its programmes. The files do not say which act
 * belongs to which programme. Where its legal basis is known to be that of only some of the
 * programmes, it is theirs; else it is shown with each, because nothing says otherwise. So are all
 * acts where that leaves a programme without a date: then the file names a basis that is not the
 * only one, as it does for parties that were on another list before.
 */
export function actsUnder(
  tag: string,
  programs: readonly string[],
  acts: readonly OfacAct[],
): readonly OfacAct[] {
  const all = acts.filter(({ programs: only }) => only === undefined || only.includes(tag));
  if (programs.length < 2) return all;
  const own = all.filter(
    ({ basis }) =>
      basis === undefined ||
      restsOn(tag, basis) ||
      !programs.some((other) => restsOn(other, basis)),
  );
  const isDated = ({ date }: OfacAct) => date !== undefined;
  return all.some(isDated) && !own.some(isDated) ? all : own;
}
