import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../src/base/index.ts';
import { bannedCalls, brokenArrows, longFunctions, longLines, MAX_FILE_LINES } from './tidy.ts';

/** The style of the house as a test: `tools/tidy.ts` says what is checked and what to do instead. */
const files = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  {
    cwd: packageRoot,
    encoding: 'utf8',
  },
)
  .split('\0')
  .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
  .map((path) => ({ path, text: readIfThere(path) }))
  .filter((file) => file.text !== '');

function readIfThere(path: string): string {
  try {
    return readFileSync(join(packageRoot, path), 'utf8');
  } catch {
    return '';
  }
}

describe('the tree is tidy', () => {
  test('there are files to look at', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  test('arrows between rooms point downwards', () => {
    expect(files.flatMap(brokenArrows)).toEqual([]);
  });

  test('nothing hidden: clock, randomness, environment and console come from where they belong', () => {
    expect(files.flatMap(bannedCalls)).toEqual([]);
  });

  test(`no file is longer than ${MAX_FILE_LINES} lines`, () => {
    const long = files.filter((f) => f.text.split('\n').length > MAX_FILE_LINES && !isTest(f.path));
    expect(long.map((f) => f.path)).toEqual([]);
  });

  test('no function is too long, no line too wide', () => {
    expect(files.filter((f) => !isTest(f.path)).flatMap(longFunctions)).toEqual([]);
    expect(files.flatMap(longLines)).toEqual([]);
  });

  test('nothing is left to be done in a comment', () => {
    const marks = new RegExp(`\\b(${['TO', 'DO|FIX', 'ME'].join('')})\\b`);
    expect(files.filter((f) => marks.test(f.text)).map((f) => f.path)).toEqual([]);
  });
});

describe('the checks themselves find what they look for', () => {
  test('an arrow upwards', () => {
    const file = { path: 'src/entity/x.ts', text: "import { a } from '../lists/index.ts';" };
    expect(brokenArrows(file)).toEqual([
      'src/entity/x.ts:1: entity must not import lists; it may import base',
    ]);
  });

  test("another room's inside", () => {
    const file = { path: 'src/lists/x.ts', text: "import { a } from '../entity/dates.ts';" };
    expect(brokenArrows(file)).toHaveLength(1);
  });

  test('a banned call, with what to use instead', () => {
    const file = { path: 'src/lists/x.ts', text: 'const now = Date.now();' };
    expect(bannedCalls(file)[0]).toContain('Clock');
  });

  test('a function that is too long', () => {
    const body = Array.from({ length: 80 }, (_, i) => `  call(${i});`).join('\n');
    const file = { path: 'src/lists/x.ts', text: `function f() {\n${body}\n}\n` };
    expect(longFunctions(file)).toHaveLength(1);
  });
});

function isTest(path: string): boolean {
  return path.includes('.test.') || path.includes('/testing/');
}
