import type { Speaker } from '../language.tsx';
import type { Happened, Term } from './wire.ts';
import type { Words } from './words.tsx';

/** What an entry of property says of itself. */
interface Entry {
  readonly id: string;
  readonly type: string;
  readonly amount: string;
  readonly currency: string;
}

/** What an event says beside its kind: to whom, why, of which piece, with which outcome. */
export function detailsOf(
  { type, data }: Happened,
  words: Words,
  { label, language }: Speaker,
): readonly string[] {
  const { term, person, priorities, outcomes, reasons, redress, property } = words;
  const why = [...reasons.waiting, ...reasons.returning, ...reasons.reopening];
  const pieces: readonly Term[] = redress.types.flatMap(({ dossier }) => dossier);
  const told = (field: string, say: (value: string) => string): readonly string[] => {
    const value = data[field];
    return typeof value === 'string' ? [say(value)] : [];
  };
  const { entry } = data;
  const isEntry = typeof entry === 'object' && entry !== null;
  return [
    ...told('assignee', person),
    ...told('priority', (id) => term(priorities, id)),
    ...told('outcome', (id) => term(outcomes, id)),
    ...told('reason', (id) => term(why, id)),
    ...told('until', (day) => day),
    ...told('extension', (id) => id),
    ...told('item', (id) => pieces.find((one) => one.id === id)?.name[language] ?? id),
    ...told('step', (id) => label(`redress.step.${id}`, id)),
    ...(type === 'redress.answered' ? told('as', (id) => term(redress.answers, id)) : []),
    ...told('entry', (id) => id),
    ...(isEntry ? [entryInWords(entry as Entry, property.entries, term, label)] : []),
  ];
}

function entryInWords(
  { id, type, amount, currency }: Entry,
  types: readonly Term[],
  term: Words['term'],
  label: Speaker['label'],
): string {
  const named = type === 'reverse' ? label('ledger.reverse', type) : term(types, type);
  return `${named}, ${amount} ${currency} (${id})`;
}
