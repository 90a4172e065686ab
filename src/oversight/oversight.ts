import { setImmediate } from 'node:timers/promises';
import { fingerprintOf } from '../base/index.ts';
import { CASE_KINDS } from '../cases/index.ts';
import { lawVersion } from '../law/index.ts';
import type { Kind, StoredEvent } from '../store/index.ts';
import { Alerts } from './alerts.ts';
import { Clocks } from './clocks.ts';
import { Decisions } from './decisions.ts';
import { DEFINITIONS, type Definition, UNMEASURED, type Unmeasured } from './definitions.ts';
import type { Figure, Records } from './figures.ts';
import { FourEyes } from './four-eyes.ts';
import type { Gauge, Moment, Standing, Told } from './gauge.ts';
import { Levels } from './levels.ts';
import { ListAges, type ListDates } from './list-ages.ts';
import { Holds, Work } from './people.ts';
import { Quality } from './quality.ts';
import { Redress } from './redress.ts';
import { Suppressions } from './suppressions.ts';
import { CaseTimes } from './times.ts';

/** What is asked about the work of an organisation. */
export interface OversightQuestion {
  /** The moment up to which everything counts, and nothing after it. */
  readonly until: Date;
  /** Compartments that whoever asks has a right to. */
  readonly compartments: readonly string[];
  /**
   * Kinds of other rooms that measures read: of organisations, for their own service levels, and of
   * reports, for the second person.
   */
  readonly others?: readonly Kind[];
  /** When versions of lists were taken in; without it, the age of lists is not told. */
  readonly listDates?: ListDates;
}

/** One measure with its numbers, and the records that they can be worked out of again. */
export interface Measured extends Definition {
  /** All records of its kinds up to the moment; null where there is none. */
  readonly records: (Records & { readonly events: number }) | null;
  readonly figures: readonly Figure[];
}

/** How the work of an organisation stood at a moment. */
export interface Oversight {
  readonly until: string;
  /** Changes with the code and tables by which it was worked out: others must not be compared. */
  readonly rules: string;
  readonly law: string;
  readonly measures: readonly Measured[];
  readonly unmeasured: readonly Unmeasured[];
}

/** The kinds whose events have to be read for a question. */
export function kindsFor({ compartments, others = [] }: OversightQuestion): readonly Kind[] {
  const kinds = CASE_KINDS.filter(
    ({ compartment }) => compartment === undefined || compartments.includes(compartment),
  );
  return [...kinds, ...others];
}

/**
 * Works out every measure from what happened, in one pass. The same events up to a moment give the
 * same answer, whatever comes after it. Memory grows with the number of cases.
 */
export async function oversightOf(
  events: Iterable<StoredEvent> | AsyncIterable<StoredEvent>,
  question: OversightQuestion,
): Promise<Oversight> {
  const { until, compartments, listDates } = question;
  const record = new Documents(kindsFor(question));
  const gauges = gaugesFor(listDates);
  for await (const event of events) {
    if (event.at.getTime() <= until.getTime()) record.add(event, gauges);
  }
  const told = await tellAll(gauges, { until, standing: (kind) => record.standing(kind.name) });
  const asked = DEFINITIONS.filter(
    ({ beside, compartment }) =>
      (compartment === undefined || compartments.includes(compartment)) &&
      (beside !== 'list-versions' || listDates !== undefined),
  );
  return {
    until: until.toISOString(),
    rules: rules(),
    law: lawVersion,
    measures: asked.map((definition) => ({
      ...definition,
      records: record.of(definition.kinds),
      figures: told[definition.id] ?? [],
    })),
    unmeasured: UNMEASURED,
  };
}

const gaugesFor = (listDates: ListDates | undefined): readonly Gauge[] => [
  ...[new Alerts(), new CaseTimes(), new Levels(), new Clocks(), new Decisions(), new FourEyes()],
  ...[new Suppressions(), new Redress(), new Holds(), new Quality(), new Work()],
  ...(listDates === undefined ? [] : [new ListAges(listDates)]),
];

async function tellAll(gauges: readonly Gauge[], moment: Moment): Promise<Told> {
  const told: Record<string, readonly Figure[]> = {};
  for (const gauge of gauges) {
    Object.assign(told, await gauge.tell(moment));
    // In a server, whatever else waits comes between.
    await setImmediate();
  }
  return told;
}

let ownRules: string | undefined;
function rules(): string {
  const rooms = ['oversight', 'cases'];
  ownRules ??= fingerprintOf({ rooms, tables: rooms, libraries: [] });
  return ownRules;
}

/** The documents as they stand, and which records they came from. */
class Documents {
  readonly #kinds: ReadonlyMap<string, Kind>;
  readonly #documents = new Map<string, Map<string, Standing>>();
  readonly #records = new Map<string, Records & { readonly events: number }>();

  constructor(kinds: readonly Kind[]) {
    this.#kinds = new Map(kinds.map((kind) => [kind.name, kind]));
  }

  add(event: StoredEvent, gauges: readonly Gauge[]): void {
    const { kind: name, id, seq } = event;
    const kind = this.#kinds.get(name);
    if (kind === undefined) return;
    const documents = this.#documents.get(name) ?? new Map<string, Standing>();
    this.#documents.set(name, documents);
    const before = documents.get(id)?.state;
    const after = kind.evolve(before, withoutPersons(event));
    documents.set(id, { state: after, seq });
    const { first = seq, events = 0 } = this.#records.get(name) ?? {};
    this.#records.set(name, { first, last: seq, events: events + 1 });
    for (const gauge of gauges) gauge.see?.({ event, before, after });
  }

  *standing<State extends object>(name: string): Iterable<Standing<State>> {
    for (const standing of this.#documents.get(name)?.values() ?? []) {
      yield standing as Standing<State>;
    }
  }

  of(kinds: readonly string[]): Measured['records'] {
    const found = kinds.flatMap((name) => this.#records.get(name) ?? []);
    if (found.length === 0) return null;
    return {
      first: Math.min(...found.map(({ first }) => first)),
      last: Math.max(...found.map(({ last }) => last)),
      events: found.reduce((sum, { events }) => sum + events, 0),
    };
  }
}

/**
 * An event without what it says of persons, so that no number can depend on it, and without what
 * no measure asks for and a hundred thousand cases would keep in memory.
 */
function withoutPersons(event: StoredEvent): StoredEvent {
  const { alerts } = event.data;
  if (!Array.isArray(alerts)) return { ...event, personal: undefined };
  const small = alerts.map((alert) => ({ ...(alert as object), effects: [] }));
  return { ...event, personal: undefined, data: { ...event.data, alerts: small } };
}
