import { InvalidArgumentError } from 'commander';
import { problem } from '../base/index.ts';

/** Tells the exit code of a command that ended well. */
export type SetExit = (code: number) => void;

/** Options of the program itself, which every command sees. */
export interface GlobalOptions {
  readonly home?: string;
}

/** A share such as a threshold. */
export function parseShare(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) {
    throw new InvalidArgumentError('It must be a number from 0 to 1, such as 0.7.');
  }
  return value;
}

/** A whole number from 1. */
export function parseCount(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError('It must be a whole number from 1.');
  }
  return value;
}

/** A TCP port, 0 for any free one. */
export function parsePort(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError('It must be a port from 0 to 65535.');
  }
  return value;
}

/** Collects an option that may be given several times. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** `--map "Heading=property"` as a table. */
export function parseMap(pairs: readonly string[] = []): Readonly<Record<string, string>> {
  const map: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.lastIndexOf('=');
    if (at <= 0 || at === pair.length - 1) {
      throw problem('USAGE_OPTION', { where: '--map', found: pair, expected: 'heading=property' });
    }
    map[pair.slice(0, at).trim()] = pair.slice(at + 1).trim();
  }
  return map;
}
