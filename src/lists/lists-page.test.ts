import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../base/index.ts';
import { CATALOGUE } from './catalogue.ts';
import { READERS } from './readers.ts';

/** The page that says of each format what is handled, ignored and signalled. */
const page = readFileSync(join(packageRoot, 'docs/reference/lists.md'), 'utf8');

test.each([...CATALOGUE.map(({ name }) => name), ...Object.keys(READERS)])(
  'docs/reference/lists.md has a row for %s',
  (name) => {
    const rows = page.split('\n').filter((line) => line.startsWith('| '));
    expect(rows.some((row) => row.includes(`\`${name}\``))).toBe(true);
  },
);
