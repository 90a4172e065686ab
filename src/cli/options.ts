import { Option } from 'commander';
import { LIMITS, problem } from '../base/index.ts';
import { parseLooseDate } from '../entity/index.ts';
import type { Language } from '../screening/index.ts';
import type { Context } from './context.ts';

/** Options of the program itself, which every command sees. */
export interface GlobalOptions {
  readonly home?: string;
}

/** A parser for commander: takes the text of an option or throws `USAGE_OPTION`. */
type Parse<Value> = (text: string) => Value;

function wrong(where: string, expected: string, text: string): Error {
  return problem('USAGE_OPTION', { where, expected, found: JSON.stringify(text) });
}

/** A share such as a threshold. */
export function share(option: string): Parse<number> {
  return (text) => {
    if (!/^(\d+\.?\d*|\.\d+)$/.test(text) || Number(text) > 1) {
      throw wrong(option, 'a number from 0 to 1, such as 0.7', text);
    }
    return Number(text);
  };
}

/** A whole number from 1. */
export function count(option: string, most = 999_999_999): Parse<number> {
  return (text) => {
    if (!/^\d{1,9}$/.test(text) || Number(text) < 1 || Number(text) > most) {
      throw wrong(option, `a whole number from 1 to ${most}`, text);
    }
    return Number(text);
  };
}

/** A day such as 2026-04-21. */
export function day(option: string): Parse<string> {
  return (text) => {
    const { kind } = parseLooseDate(text);
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && kind === 'date';
    if (!isDay) throw wrong(option, 'a day, such as 2026-04-21', text);
    return text;
  };
}

/** A TCP port, 0 for any free one. */
export function port(option: string): Parse<number> {
  return (text) => {
    if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
      throw wrong(option, 'a port from 0 to 65535', text);
    }
    return Number(text);
  };
}

/** A text that is not blank: a folder named by nothing would be the working folder. */
export function filled(option: string): Parse<string> {
  return (text) => {
    if (text.trim() === '') throw wrong(option, 'a value that is not blank', text);
    return text;
  };
}

/** `--lang`: the language of what is written for people. */
export function languageOption(): Option {
  return new Option('--lang <language>', 'language of summaries and reasons')
    .choices(['en', 'es'])
    .default('en')
    .argParser((text: string): Language => {
      if (text === 'en' || text === 'es') return text;
      throw wrong('--lang', 'en or es', text);
    });
}

/** Each takes some 80 MB, which nobody asked for who did not name a number. */
const DEFAULT_MOST_WORKERS = 8;

/** `--workers`: how many threads compare. */
export function workersOption(): Option {
  return new Option(
    '--workers <n>',
    `threads that compare (default: one a core, up to ${DEFAULT_MOST_WORKERS})`,
  ).argParser(count('--workers', LIMITS.screeningThreads));
}

/** How many threads compare where nobody says. */
export const workersOf = (context: Context, { workers }: { readonly workers?: number }): number =>
  workers ?? Math.min(context.parallelism, DEFAULT_MOST_WORKERS);

/** Collects an option that may be given several times. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** `--map "Heading=property"` as a table. */
export function parseMap(pairs: readonly string[] = []): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      // A heading may hold the sign, a property never does.
      const at = pair.lastIndexOf('=');
      const heading = pair.slice(0, Math.max(at, 0)).trim();
      const property = pair.slice(at + 1).trim();
      if (heading === '' || property === '') throw wrong('--map', 'heading=property', pair);
      return [heading, property];
    }),
  );
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
/** A timer cannot wait longer than 24 days. */
const LONGEST_MS = 14 * 86_400_000;

/** A time such as `30m`, `1h` or `1d`, in milliseconds. */
export function duration(option: string): Parse<number> {
  return (text) => {
    const [, digits = '', unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
    const ms = Number(digits) * (UNITS[unit] ?? 0);
    if (ms === 0 || ms > LONGEST_MS) throw wrong(option, 'a time such as 30m, 1h or 1d', text);
    return ms;
  };
}
