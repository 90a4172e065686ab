import { wilson } from './wilson.ts';

/** The records of the journal that something comes from: all of them lie between these two. */
export interface Records {
  readonly first: number;
  readonly last: number;
}

/** One number of a measure. */
export interface Figure {
  /** What of the measure it is, such as `{list: 'us_ofac_sdn', band: 'strong'}`. */
  readonly by: Readonly<Record<string, string>>;
  /** Null where there is nothing to count it of. */
  readonly value: number | null;
  /** For a share: what is counted, of what. For a time: of how many it is one. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** For a share: Wilson's 95 % interval. Null where nothing was counted. */
  readonly interval: readonly [number, number] | null;
  readonly records: Records | null;
  /** The records themselves, where each is to be looked at. */
  readonly exceptions?: readonly number[];
}

type By = Figure['by'];

const HOUR_MS = 3_600_000;
/** Shares and times are told to as many decimals. */
const DECIMALS = 1e4;

const rounded = (value: number): number => Math.round(value * DECIMALS) / DECIMALS;

/** The records with one more. */
const within = (records: Records | null, seq: number): Records => {
  if (records === null) return { first: seq, last: seq };
  return { first: Math.min(records.first, seq), last: Math.max(records.last, seq) };
};

interface Group {
  readonly by: By;
  counted: number;
  of: number;
  records: Records | null;
  readonly exceptions: number[];
}

class Groups {
  readonly #groups = new Map<string, Group>();

  at(by: By, seq: number): Group {
    const key = keyOf(by);
    const group = this.#groups.get(key) ?? {
      ...{ by, counted: 0, of: 0, records: null, exceptions: [] },
    };
    group.records = within(group.records, seq);
    this.#groups.set(key, group);
    return group;
  }

  /** In an order that does not depend on which came first. */
  sorted(): readonly Group[] {
    const rows = [...this.#groups].sort(([a], [b]) => (a < b ? -1 : 1));
    return rows.map(([, group]) => group);
  }
}

/** All groups of a measure have the same keys. */
const keyOf = (by: By): string => Object.values(by).join('\u0000');

/** Counts what there is, group by group. */
export class Count {
  readonly #groups = new Groups();

  add(by: By, seq: number): void {
    this.#groups.at(by, seq).counted++;
  }

  figures(): readonly Figure[] {
    return this.#groups.sorted().map(({ by, counted, records }) => ({
      ...{ by, value: counted, numerator: null, denominator: null, interval: null, records },
    }));
  }
}

/** Counts for how many of all something holds. */
export class Share {
  readonly #groups = new Groups();

  add(by: By, seq: number, holds: boolean): void {
    const group = this.#groups.at(by, seq);
    group.of++;
    if (holds) group.counted++;
  }

  figures(): readonly Figure[] {
    return this.#groups.sorted().map(({ by, counted, of, records }) => {
      const [low, high] = wilson(counted, of);
      const interval = [rounded(low), rounded(high)] as const;
      const value = rounded(counted / of);
      return { by, value, numerator: counted, denominator: of, interval, records };
    });
  }
}

/** Counts what must never be, and keeps the records in which it is. */
export class Exceptions {
  readonly #groups = new Groups();

  add(by: By, seq: number, isException: boolean): void {
    const group = this.#groups.at(by, seq);
    group.of++;
    if (isException) group.exceptions.push(seq);
  }

  figures(): readonly Figure[] {
    return this.#groups.sorted().map(({ by, of, records, exceptions }) => {
      const found = exceptions.length;
      const share = { numerator: found, denominator: of, interval: null };
      return { by, value: found, ...share, records, exceptions };
    });
  }
}

/** Times that something took, in hours. */
export class Times {
  readonly #groups = new Map<string, { by: By; ms: number[]; records: Records | null }>();

  /** A time between two records. */
  add(by: By, [from, to]: readonly [number, number], ms: number): void {
    const key = keyOf(by);
    const group = this.#groups.get(key) ?? { by, ms: [], records: null };
    group.ms.push(ms);
    group.records = within(within(group.records, from), to);
    this.#groups.set(key, group);
  }

  figures(): readonly Figure[] {
    const groups = [...this.#groups].sort(([a], [b]) => (a < b ? -1 : 1));
    return groups.flatMap(([, { by, ms, records }]) => {
      const sorted = [...ms].sort((a, b) => a - b);
      return STATISTICS.map(({ statistic, share }) => ({
        by: { ...by, statistic },
        value: rounded(nearestRank(sorted, share) / HOUR_MS),
        ...{ numerator: null, denominator: sorted.length, interval: null, records },
      }));
    });
  }
}

const STATISTICS = [
  { statistic: 'p50', share: 0.5 },
  { statistic: 'p90', share: 0.9 },
  { statistic: 'max', share: 1 },
];

/** The least value that at least a share of all do not exceed: always one that occurred. */
export function nearestRank(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] as number;
}

/** How long something has been open, in words that do not change from day to day. */
export function ageOf(ms: number): string {
  const age = AGES.find(({ days }) => ms < days * 24 * HOUR_MS);
  return age?.name ?? '90-';
}

const AGES = [
  { days: 1, name: '0-1' },
  { days: 3, name: '1-3' },
  { days: 7, name: '3-7' },
  { days: 30, name: '7-30' },
  { days: 90, name: '30-90' },
];
