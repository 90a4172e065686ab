import { problem } from '../base/index.ts';
import { BusinessCalendar } from './business-days.ts';
import { dayNumber, isoDate, isoDay } from './days.ts';
import { clocks } from './tables.ts';
import type { Clock, ClockExtension, ClockVersion, Sentence, Verified } from './types.ts';

/** An extension that somebody granted; it stands in the working of the due date. */
export interface GrantedExtension {
  /** An id of the clock's extensions. */
  readonly id: string;
  /** Who granted it, as the record has it. */
  readonly by: string;
}

export interface ClockOptions {
  /** A calendar of `data/law/calendars.json` instead of the clock's own. */
  readonly calendar?: string;
  /** Days on which the government was closed by order. */
  readonly closures?: readonly string[];
  readonly extensions?: readonly GrantedExtension[];
  /** Only versions that could be known on this day. */
  readonly knownAt?: string;
}

/** When something is due, with everything it was worked out from. */
export interface Due {
  readonly clock: string;
  readonly kind: Clock['kind'];
  /** Day 0: the local calendar day of the event. */
  readonly trigger: string;
  /** The day, in the clock's time zone; the whole day counts. */
  readonly due: string;
  readonly timeZone: string;
  readonly calendar: string;
  /** The rule's version, by the day from which it is in force. */
  readonly version: string;
  /** What was added to the trigger, in order: “10 business days”. */
  readonly working: readonly Sentence[];
  /** Whether the day is a business day; a date that is counted in days is not moved. */
  readonly businessDay: boolean;
  /** The last business day that is not after it: the safe day to act by. */
  readonly safeDay: string;
  readonly citations: readonly string[];
  readonly verified: Verified;
  readonly notes: readonly Sentence[];
}

/**
 * When a clock that starts with an event is due. The event is an ISO day in the clock's time zone,
 * or a moment with its zone (`2026-03-09T03:30:00Z`), of which the local day is taken. Undefined
 * when no version of the rule was in force, or known, on that day.
 * @throws LAW_CLOCK
 */
export function dueOf(id: string, event: string, options: ClockOptions = {}): Due | undefined {
  const clock = clocks.get(id);
  if (clock === undefined) throw wrong(`a clock of data/law/clocks.json`, id);
  const trigger = localDay(event, clock.timeZone);
  const version = versionFor(clock, trigger, options.knownAt);
  if (version === undefined) return undefined;
  const calendar = new BusinessCalendar(options.calendar ?? clock.calendar, options.closures);
  const counted = count(clock, version, trigger, calendar);
  const extended = extend(clock, counted.due, calendar, options.extensions ?? []);
  const { due } = extended;
  const carried = version.from > trigger ? clock.carriesOver : undefined;
  return {
    clock: id,
    kind: clock.kind,
    trigger,
    due,
    timeZone: clock.timeZone,
    calendar: calendar.id,
    version: version.from,
    working: [counted.working, ...extended.working],
    businessDay: calendar.isBusinessDay(due),
    safeDay: calendar.notAfter(due),
    citations: [...new Set([...version.citations, ...extended.citations])],
    verified: carried === undefined ? version.verified : 'unverified',
    notes: [version.note, carried].filter((note) => note !== undefined),
  };
}

/** The calendar day of an event where a clock runs. */
export function localDay(event: string, timeZone: string): string {
  const day = isoDate(event);
  if (day !== undefined) return day;
  const moment = Date.parse(event);
  if (!/^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/.test(event) || Number.isNaN(moment)) {
    throw wrong('a day such as 2026-03-09, or a moment with its zone', event);
  }
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return parts.format(moment);
}

/**
 * The version in force on the day of the event. Where a clock carries over, a longer period that
 * began before the shorter one had run out takes its place.
 */
function versionFor(clock: Clock, trigger: string, knownAt?: string): ClockVersion | undefined {
  const known = clock.versions.filter(
    (version) => knownAt === undefined || version.known <= knownAt,
  );
  let found = known.filter((version) => version.from <= trigger).at(-1);
  if (found === undefined || clock.carriesOver === undefined) return found;
  for (const next of known.filter((version) => version.from > trigger)) {
    if (found.unit === 'year' && addYears(trigger, found.period, clock.kind) >= next.from) {
      found = next;
    }
  }
  return found;
}

function count(
  clock: Clock,
  version: ClockVersion,
  trigger: string,
  calendar: BusinessCalendar,
): { readonly due: string; readonly working: Sentence } {
  switch (version.unit) {
    case 'at-once':
      return { due: trigger, working: { en: 'at once', es: 'de inmediato' } };
    case 'annual':
      return { due: annualDue(trigger, version), working: annualWords(version) };
    case 'year': {
      const due = addYears(trigger, version.period, clock.kind);
      return { due, working: periodWords(version.unit, version.period) };
    }
    default: {
      const due = addPeriod(trigger, version, calendar);
      return { due, working: periodWords(version.unit, version.period) };
    }
  }
}

function addPeriod(
  day: string,
  { unit, period }: { readonly unit: 'business-day' | 'day'; readonly period: number },
  calendar: BusinessCalendar,
): string {
  return unit === 'day' ? isoDay(dayNumber(day) + period) : calendar.addBusinessDays(day, period);
}

/**
 * The same day of a later year. Where there is no 29 February, what must be kept, or may not be
 * done before, waits for 1 March; what must be done is due on 28 February.
 */
function addYears(day: string, years: number, kind: Clock['kind']): string {
  const year = String(Number(day.slice(0, 4)) + years).padStart(4, '0');
  const date = `${year}${day.slice(4)}`;
  if (isoDate(date) !== undefined) return date;
  return kind === 'keep-until' || kind === 'not-before' ? `${year}-03-01` : `${year}-02-28`;
}

/** The next due day after the next day as of which the facts are reported. */
function annualDue(
  trigger: string,
  { asOf, due }: { readonly asOf: string; readonly due: string },
): string {
  const year = Number(trigger.slice(0, 4));
  const reported = trigger.slice(5) <= asOf ? year : year + 1;
  return `${due > asOf ? reported : reported + 1}-${due}`;
}

/** Adds what was granted, each at the end of what stands so far. */
function extend(
  clock: Clock,
  from: string,
  calendar: BusinessCalendar,
  granted: readonly GrantedExtension[],
): {
  readonly due: string;
  readonly working: readonly Sentence[];
  readonly citations: readonly string[];
} {
  let due = from;
  const working: Sentence[] = [];
  const citations: string[] = [];
  const used = new Map<string, number>();
  for (const { id, by } of granted) {
    const extension = clock.extensions?.find((one) => one.id === id);
    if (extension === undefined) throw wrong(`an extension that ${clock.id} has`, id);
    if (by.trim() === '') throw wrong(`who granted the extension ${id}`, by);
    const times = (used.get(id) ?? 0) + 1;
    if (extension.times !== null && times > extension.times) {
      throw wrong(`the extension ${id} at most ${extension.times} time(s)`, `${times} times`);
    }
    used.set(id, times);
    due = addPeriod(due, extension, calendar);
    working.push(extensionWords(extension, by));
    citations.push(...extension.citations);
  }
  return { due, working, citations };
}

function extensionWords({ name, unit, period }: ClockExtension, by: string): Sentence {
  const words = periodWords(unit, period);
  return { en: `${name.en}: ${words.en}, by ${by}`, es: `${name.es}: ${words.es}, por ${by}` };
}

const UNITS = {
  'business-day': { one: ['business day', 'día hábil'], many: ['business days', 'días hábiles'] },
  day: { one: ['day', 'día'], many: ['days', 'días'] },
  year: { one: ['year', 'año'], many: ['years', 'años'] },
} as const;

function periodWords(unit: keyof typeof UNITS, period: number): Sentence {
  const [en, es] = UNITS[unit][period === 1 ? 'one' : 'many'];
  return { en: `${period} ${en}`, es: `${period} ${es}` };
}

function annualWords({ asOf, due }: { readonly asOf: string; readonly due: string }): Sentence {
  return { en: `as of ${asOf}, by ${due}`, es: `al ${asOf}, a más tardar el ${due}` };
}

/** A clock's period in words, by the version for a day: “10 business days”. */
export function describePeriod(version: ClockVersion): Sentence {
  if (version.unit === 'at-once') return { en: 'at once', es: 'de inmediato' };
  return version.unit === 'annual'
    ? annualWords(version)
    : periodWords(version.unit, version.period);
}

function wrong(expected: string, found: string): Error {
  return problem('LAW_CLOCK', { expected, found: JSON.stringify(found) });
}
