import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadData, packageRoot } from './data.ts';

/** Tables that need not say where they come from, each with its reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'examples/expected.json': 'made anew by tools/sample-customers.mjs, which stands for its facts',
};

const root = join(packageRoot, 'data');
const tables = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile() && file.name.endsWith('.json'))
  .map((file) => relative(root, join(file.parentPath, file.name)).replaceAll('\\', '/'))
  .sort();

describe('every table', () => {
  test.each(tables.filter((name) => !(name in EXCEPTIONS)))('%s says what it is', (name) => {
    const table = loadData<Record<string, unknown>>(name);
    expect(Object.keys(table)).toEqual(expect.arrayContaining(['about', 'checked', 'sources']));
    expect(table.about).toBeTruthy();
    const checked = String(table.checked);
    expect(checked).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(new Date(`${checked}T00:00:00Z`).toISOString().slice(0, 10)).toBe(checked);
    expect(Array.isArray(table.sources)).toBe(true);
    expect(table.sources).not.toHaveLength(0);
  });

  test('the exceptions are tables', () => {
    expect(tables).toEqual(expect.arrayContaining(Object.keys(EXCEPTIONS)));
  });
});
