import type { Sentence } from '../law/index.ts';
import { documentsOf, type SourceDocument } from './documents.ts';
import { eventId } from './keys.ts';
import type { PartyIndex } from './parties.ts';
import { proposalKey, propose } from './propose.ts';
import { alsoTodo, publisherOf, todoOf } from './rules.ts';
import type { Decision, KeptItem, SignalEvent } from './types.ts';

/** What all items and decisions come to. */
export interface Signals {
  /** The newest first; those without a date last. */
  readonly events: readonly SignalEvent[];
  /** Documents that no rule recognised as an announcement, the newest first. */
  readonly unrecognised: readonly { readonly title: string; readonly link: string | null }[];
}

/**
 * Works events out anew from everything that is kept. Nothing is remembered beside items and
 * decisions, so that better rules look at old announcements as well.
 */
export function signalsOf(
  items: readonly KeptItem[],
  decisions: readonly Decision[],
  parties: PartyIndex,
): Signals {
  const events: SignalEvent[] = [];
  const unrecognised: SignalEvent[] = [];
  for (const document of documentsOf(items)) {
    const event = eventOf(document, decisions, parties);
    // What somebody has decided stays in sight, whatever the rules say today.
    const known = event.proposal.kinds.length > 0 || event.decisions.length > 0;
    (known ? events : unrecognised).push(event);
  }
  return {
    events: events.sort(newestFirst),
    unrecognised: unrecognised.sort(newestFirst).map(({ title, link }) => ({ title, link })),
  };
}

function newestFirst(a: SignalEvent, b: SignalEvent): number {
  const [first, second] = [a.date ?? '', b.date ?? ''];
  if (first !== second) return first < second ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}

function eventOf(
  { keys, sources }: SourceDocument,
  all: readonly Decision[],
  parties: PartyIndex,
): SignalEvent {
  const current = sources.filter((source) => source.current).map(({ item }) => item);
  const proposal = propose(current, parties);
  const effective = distinct(current.map((item) => item.effective));
  const seen = proposalKey(proposal, effective);
  const own = new Set(sources.map(({ item }) => item.own));
  const decisions = all.filter((decision) => decision.items.some((item) => own.has(item)));
  const last = decisions.at(-1);
  const changedSince = last !== undefined && last.seen !== seen;
  const state = last === undefined || changedSince ? 'proposed' : last.verdict;
  const link = current.find((item) => item.link !== null)?.link ?? null;
  const publisher = publisherOf(link);
  const ids = keys.map(eventId);
  return {
    id: ids[0] as string,
    ids,
    state,
    title: current[0]?.title ?? '',
    date: distinct(sources.map(({ item }) => item.published?.slice(0, 10) ?? null))[0] ?? null,
    effective,
    link,
    issuers: distinct(current.map((item) => item.issuer)),
    publisher,
    proposal,
    seen,
    sources,
    decisions,
    changedSince,
    todo: state === 'confirmed' ? whatToDo(last as Decision, proposal, publisher) : [],
  };
}

function whatToDo(
  { kinds, partiesChosen }: Decision,
  proposal: SignalEvent['proposal'],
  publisher: string | null,
): readonly Sentence[] {
  const open = !partiesChosen && proposal.parties.some(({ standing }) => standing === 'open');
  return [
    ...(publisher === null ? [alsoTodo.unknownPublisher] : []),
    ...(open ? [alsoTodo.open] : []),
    ...todoOf(kinds),
  ];
}

function distinct(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== null))].sort();
}
