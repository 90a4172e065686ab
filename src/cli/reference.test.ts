import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ERRORS, EXIT, loadData, packageRoot } from '../base/index.ts';
import { allSchemas, isListing, matchableWith, propertiesOfType } from '../entity/index.ts';
import { buildProgram } from './program.ts';

const page = (path: string) => readFileSync(join(packageRoot, 'docs', path), 'utf8');

describe('docs/reference/entities.md', () => {
  const text = page('reference/entities.md');
  const named = (word: string) => text.includes(`\`${word}\``);

  test('names every schema that can be asked for', () => {
    const schemas = [...allSchemas().keys()].filter((schema) =>
      [...matchableWith(schema)].some(isListing),
    );
    expect(schemas.length).toBeGreaterThan(10);
    expect(schemas.filter((schema) => !named(schema))).toEqual([]);
  });

  test('names every property that holds a name or an identifier', () => {
    const { properties } = loadData<{ properties: object }>('identifiers/properties.json');
    const names = propertiesOfType('Person', 'name');
    const compared = [...names, ...Object.keys(properties)];
    expect(compared.filter((property) => !named(property))).toEqual([]);
  });

  test('is where errors point to', () => {
    expect(ERRORS.USAGE_UNKNOWN_SCHEMA.remedy).toContain('docs/reference/entities.md');
  });
});

describe('docs/reference/cli.md', () => {
  const text = page('reference/cli.md');

  test('names every command and option', () => {
    const program = buildProgram({} as Parameters<typeof buildProgram>[0], () => {});
    const commands = [program, ...program.commands.flatMap((c) => [c, ...c.commands])];
    const options = commands.flatMap((command) => command.options.map(({ long }) => long ?? ''));
    expect(options.length).toBeGreaterThan(30);
    expect(options.filter((option) => !text.includes(option))).toEqual([]);
    const names = program.commands.map((command) => `tamiz ${command.name()}`);
    expect(names.filter((name) => !text.includes(name))).toEqual([]);
  });

  test('names every exit code', () => {
    for (const code of [...Object.values(EXIT), 130]) expect(text).toContain(`\n| ${code} |`);
  });
});

test.each([
  'reference/cli.md',
  'reference/entities.md',
  'reference/webhooks.md',
  'guides/first-screening.md',
  'guides/re-screening.md',
])('the links of docs/%s lead somewhere', (path) => {
  const folder = join(packageRoot, 'docs', path, '..');
  const links = [...page(path).matchAll(/\]\(([^)#]+)\)/g)].map(([, target = '']) => target);
  const own = links.filter((target) => !/^https?:/.test(target));
  expect(own.length).toBeGreaterThan(0);
  for (const target of own) expect(() => readFileSync(join(folder, target)), target).not.toThrow();
});
