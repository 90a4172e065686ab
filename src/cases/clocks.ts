import { Type } from 'typebox';
import { problem } from '../base/index.ts';
import { type Due, dueOf, clocks as lawClocks, lawVersion } from '../law/index.ts';
import { type Command, command, type Kind } from '../store/index.ts';
import { type Fold, said, told } from './folding.ts';
import { day, exactly, handle, oneOf, pastDay, text } from './inputs.ts';
import { CASE_LIMITS } from './limits.ts';
import { personOf } from './people.ts';

/** A clock of the law that runs, or ran, for a document. */
export type StartedClock = {
  /** Its number in the document, from 1. */
  readonly id: string;
  /** A clock of data/law. */
  readonly clock: string;
  /** The day that started it. */
  readonly event: string;
  /** The day on which it is due by the rule of then, and the last business day not after it. */
  readonly due: string;
  readonly safeDay: string;
  /** The version of the rule, and of the tables that had it. */
  readonly version: string;
  readonly law: string;
  readonly extensions: readonly { readonly id: string; readonly by: string }[];
  /** How it ended; null while it runs. */
  readonly ended: ClockEnd | null;
};

/** How a clock ended: what it asks for was done, or it turned out that it never ran. */
export type ClockEnd = {
  readonly as: 'done' | 'void';
  readonly day: string;
  readonly by: string;
  readonly reference: string | null;
};

/**
 * Starts clocks of the law on a day, each as the rule of that day has it; one for which no rule was
 * in force is left out.
 * @throws CASE_LIMIT, LAW_CLOCK
 */
export function startClocks(
  running: readonly StartedClock[],
  clocks: readonly string[],
  event: string,
): readonly StartedClock[] {
  if (running.length + clocks.length > CASE_LIMITS.clocks) {
    throw problem('CASE_LIMIT', {
      expected: `at most ${CASE_LIMITS.clocks} clocks (clocks)`,
      found: `${running.length + clocks.length}`,
    });
  }
  const found = clocks.map((clock) => dueOf(clock, event)).filter((due) => due !== undefined);
  return found.map((due, nth) => startedClock(due, String(running.length + nth + 1)));
}

const startedClock = (due: Due, id: string): StartedClock => ({
  id,
  clock: due.clock,
  event: due.trigger,
  due: due.due,
  safeDay: due.safeDay,
  version: due.version,
  law: lawVersion,
  extensions: [],
  ended: null,
});

/** How a clock stands on a day. */
export interface ClockStanding extends StartedClock {
  readonly standing: 'running' | 'due' | 'overdue' | 'done' | 'done-late' | 'void';
}

/**
 * How the clocks of a document stand at a moment, the first due first; each counts days where it
 * runs. No state of the document makes a difference: a case that waits, or is closed, is due all
 * the same.
 */
export function clocksAt(
  { clocks }: { readonly clocks: readonly StartedClock[] },
  now: Date,
): readonly ClockStanding[] {
  const standing = ({ clock, ended, due }: StartedClock): ClockStanding['standing'] => {
    if (ended !== null && ended.as === 'void') return 'void';
    if (ended !== null) return ended.day <= due ? 'done' : 'done-late';
    const today = dayWhere(clock, now);
    if (today > due) return 'overdue';
    return today === due ? 'due' : 'running';
  };
  return clocks
    .map((clock) => ({ ...clock, standing: standing(clock) }))
    .sort((a, b) => (a.due === b.due ? Number(a.id) - Number(b.id) : a.due < b.due ? -1 : 1));
}

/** The calendar day of a moment where a clock runs. */
function dayWhere(clock: string, now: Date): string {
  const timeZone = lawClocks.get(clock)?.timeZone ?? 'UTC';
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-CA', { timeZone, ...parts }).format(now);
}

/** The first day on which something that is still to be done is due. */
function firstDue(clocks: readonly StartedClock[]): string | undefined {
  const running = clocks.filter(({ ended }) => ended === null).map(({ due }) => due);
  return running.sort()[0];
}

/** A document that has clocks. */
export interface WithClocks {
  readonly clocks: readonly StartedClock[];
  /** The first day on which something is due; absent where nothing is, so that it comes last. */
  readonly due?: string;
}

/** A document with clocks that start. */
export function withClocks<State extends WithClocks>(
  state: State,
  started: readonly StartedClock[],
): State {
  return withDue(state, [...state.clocks, ...started]);
}

/** A document with other clocks, and the day on which the first of them is due. */
function withDue<State extends WithClocks>(state: State, clocks: readonly StartedClock[]): State {
  const { due: _, ...rest } = state;
  const due = firstDue(clocks);
  return { ...rest, clocks, ...(due !== undefined && { due }) } as State;
}

type ChangedClock = { readonly id: string; readonly due: string; readonly safeDay: string };

/** The folds of what can happen to a clock of any kind. */
export function clockFolds<State extends WithClocks>(): Readonly<Record<string, Fold<State>>> {
  const change = (state: State, id: string, changed: (clock: StartedClock) => StartedClock) => {
    const clocks = state.clocks.map((clock) => (clock.id === id ? changed(clock) : clock));
    return withDue(state, clocks);
  };
  return {
    'clock.ended': (state, event) => {
      const { id, ...end } = said<Omit<ClockEnd, 'reference'> & { id: string }>(event);
      const { reference } = told<{ reference: string }>(event);
      return change(state, id, (clock) => ({
        ...clock,
        ended: { ...end, reference: reference ?? null },
      }));
    },
    'clock.extended': (state, event) => {
      const { id, extension, by, ...due } = said<ChangedClock & Granted>(event);
      return change(state, id, (clock) => ({
        ...clock,
        ...due,
        id,
        extensions: [...clock.extensions, { id: extension, by }],
      }));
    },
  };
}
type Granted = { readonly extension: string; readonly by: string };

const EndClock = exactly({
  clock: Type.String({ pattern: '^[1-9]\\d{0,3}$', description: 'The number of the clock' }),
  as: oneOf(['done', 'void'], 'It was done in time or late, or the clock never ran'),
  day: day('The day on which it was done'),
  reference: Type.Optional(text('What shows it, or why it never ran', CASE_LIMITS.lineCharacters)),
});

const ExtendClock = exactly({
  clock: Type.String({ pattern: '^[1-9]\\d{0,3}$', description: 'The number of the clock' }),
  extension: handle('An extension that data/law has for the clock'),
  by: handle('Who granted it, as the record has it'),
});

/** The commands about the clocks of a kind: to say that it was done, and that more was granted. */
export function clockCommands<State extends WithClocks>(kind: Kind<State>): readonly Command[] {
  const end = command({
    kind,
    name: 'end-clock',
    summary: 'Says that what a clock asks for was done, or that it never ran.',
    right: `${kind.name}:clock`,
    creates: false,
    input: EndClock,
    decide: (document, input, context) => {
      const clock = runningClock(document?.state.clocks ?? [], input.clock);
      if (input.as === 'void' && input.reference === undefined) {
        throw problem('CASE_CLOCK', { expected: 'why it never ran', found: 'no reference' });
      }
      pastDay(input.day, context.now);
      const by = personOf(context);
      const data = { id: clock.id, as: input.as, day: input.day, by };
      const { reference } = input;
      const personal = reference === undefined ? {} : { personal: { reference } };
      return { outcomes: [{ type: 'clock.ended', data, ...personal }] };
    },
  });
  const extend = command({
    kind,
    name: 'extend-clock',
    summary: 'Records an extension that somebody who may has granted.',
    right: `${kind.name}:clock`,
    creates: false,
    input: ExtendClock,
    decide: (document, { clock: id, extension, by }, context) => {
      personOf(context);
      const clock = runningClock(document?.state.clocks ?? [], id);
      const extensions = [...clock.extensions, { id: extension, by }];
      const due = dueOf(clock.clock, clock.event, { extensions });
      if (due === undefined)
        throw problem('CASE_CLOCK', { found: `${clock.clock}, without a rule` });
      const data = { id, extension, by, due: due.due, safeDay: due.safeDay };
      return { outcomes: [{ type: 'clock.extended', data }] };
    },
  });
  return [end, extend] as readonly Command[];
}

function runningClock(clocks: readonly StartedClock[], id: string): StartedClock {
  const clock = clocks.find((one) => one.id === id);
  if (clock !== undefined && clock.ended === null) return clock;
  throw problem('CASE_CLOCK', { found: clock === undefined ? `none ${id}` : `${id}, which ended` });
}
