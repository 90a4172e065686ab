import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TamizError } from '../../base/index.ts';
import { resolveAddress } from './fetch.ts';
import { type CatalogSource, parseCatalog, parseManifest } from './manifest-file.ts';

const YAML = `
catalogs:
  - url: "https://example.org/index.json"
    auth_token: "$TOKEN"
    scope: one
    scopes: [two]
    resource_name: entities.ftm.json
datasets:
  - name: my_list
    title: My own list
    path: ./own.json
    version: 100
    publisher: {name: Somebody}
  - name: dated
    entities_url: https://example.org/dated.json
    version: 2026-04-21
    last_export: 2026-04-21T08:30:00
    load: no
  - name: both
    datasets: [my_list, dated]
    children: [my_list]
`;

describe('a manifest', () => {
  test('is read from YAML as yente reads it', () => {
    expect(parseManifest(YAML, 'm.yml')).toEqual({
      catalogs: [
        {
          url: 'https://example.org/index.json',
          scopes: ['two', 'one'],
          authToken: '$TOKEN',
          resourceName: 'entities.ftm.json',
        },
      ],
      datasets: [
        {
          name: 'my_list',
          title: 'My own list',
          load: true,
          children: [],
          version: '100',
          entitiesUrl: './own.json',
          publisher: 'Somebody',
        },
        {
          name: 'dated',
          title: 'dated',
          load: false,
          children: [],
          version: '2026-04-21',
          entitiesUrl: 'https://example.org/dated.json',
          updatedAt: '2026-04-21T08:30:00.000Z',
        },
        { name: 'both', title: 'both', load: false, children: ['my_list', 'dated'] },
      ],
    });
  });

  test('may as well be JSON', () => {
    const dataset = { name: 'x_list', path: 'x.json', load: true, children: ['y'], delta_url: 'd' };
    expect(parseManifest(JSON.stringify({ datasets: [dataset] }), 'm.json').datasets).toEqual([
      {
        name: 'x_list',
        title: 'x_list',
        load: true,
        children: ['y'],
        entitiesUrl: 'x.json',
        deltaUrl: 'd',
      },
    ]);
  });

  test.each([
    ['', 'null'],
    ['just text', '"just text"'],
    ['datasets: {}', 'datasets that is no list'],
    ['{}', 'neither'],
    ['datasets: [1]', '1'],
    ['datasets: [{title: x}]', 'none'],
    ['datasets: [{name: "../up"}]', '"../up"'],
    ['datasets: [{name: Upper}]', '"Upper"'],
    ['datasets: [{name: x_y, children: [1]}]', 'children of x_y that are no names'],
    ['datasets: [{name: x_y, load: maybe}]', '"maybe" as load'],
    ['datasets: [{name: x_y, version: [1]}]', '[1] as version'],
    ['datasets: [{name: x_y, namespace: true}]', 'namespace: true, which is not supported'],
    ['catalogs: [{scope: x}]', 'a catalogue without a url'],
    ['catalogs: [{url: x, scopes: [1]}]', 'scopes that are no names'],
    ['catalogs: [{url: x, namespace: true}]', 'namespace: true, which is not supported'],
    ['a: b: c', /^what is not YAML/],
    ['datasets: [{name: &a x_y, children: [*b]}]', /^what is not YAML/],
  ])('is not %j', (text, found) => {
    let thrown: unknown;
    try {
      parseManifest(text, 'm.yml');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'LIST_MANIFEST' });
    const matching = typeof found === 'string' ? found : expect.stringMatching(found);
    expect((thrown as TamizError).found).toEqual(matching);
  });

  test('cannot multiply aliases until the memory is full', () => {
    const levels = 'abcdefghijklmnopqrstuvwxyz'.split('');
    const bomb = levels.map((letter, i) => {
      const before = levels[i - 1];
      return `${letter}: &${letter} [${before === undefined ? 'x' : Array(9).fill(`*${before}`)}]`;
    });
    expect(() => parseManifest(bomb.join('\n'), 'm.yml')).toThrow(TamizError);
  });

  test('of anything is read or refused in our words', () => {
    const key = fc.constantFrom(
      'name',
      'title',
      'path',
      'version',
      'load',
      'children',
      'resources',
    );
    const dataset = fc.dictionary(key, fc.oneof(fc.jsonValue(), fc.constantFrom('x_y', true)));
    const manifest = fc.record({
      datasets: fc.oneof(fc.array(fc.oneof(dataset, fc.jsonValue())), fc.jsonValue()),
      catalogs: fc.oneof(fc.array(fc.dictionary(fc.constantFrom('url', 'scopes'), fc.jsonValue()))),
    });
    const pieces = fc.array(
      fc.constantFrom(
        'datasets:',
        '\n',
        '  - ',
        'name: x',
        '&a',
        '*a',
        '{',
        '}',
        '[',
        '"',
        '!!',
        '|',
      ),
    );
    const text = fc.oneof(
      manifest.map((value) => JSON.stringify(value)),
      fc.string({ unit: 'binary' }),
      pieces.map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (written) => {
        try {
          parseManifest(written, 'm.yml');
        } catch (error) {
          expect(error).toBeInstanceOf(TamizError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a catalogue', () => {
  const text = JSON.stringify({
    datasets: [
      {
        name: 'one',
        children: ['two'],
        version: '20260101-abc',
        resources: [
          { name: 'names.txt', url: 'https://example.org/one/names.txt' },
          { name: 'entities.ftm.json', url: 'https://example.org/one.json', checksum: 'ABC' },
        ],
      },
      { name: 'two', entities_url: 'two.json' },
    ],
  });
  const source: CatalogSource = {
    url: 'https://example.org/index.json',
    scopes: ['one'],
    resourceName: 'entities.ftm.json',
    authToken: 't',
  };

  test('loads what is in scope, from the file that is named', () => {
    expect(parseCatalog(text, source)).toEqual([
      {
        name: 'one',
        title: 'one',
        load: true,
        children: ['two'],
        version: '20260101-abc',
        entitiesUrl: 'https://example.org/one.json',
        checksum: 'ABC',
        authToken: 't',
      },
      {
        name: 'two',
        title: 'two',
        load: false,
        children: [],
        entitiesUrl: 'two.json',
        authToken: 't',
      },
    ]);
    const all = parseCatalog(text, { ...source, scopes: [] });
    expect(all.map(({ name, load }) => [name, load])).toEqual([
      ['one', false],
      ['two', true],
    ]);
  });

  test('without what is to be loaded is refused', () => {
    expect(() => parseCatalog(text, { ...source, scopes: ['one', 'three'] })).toThrow(/three/);
  });
});

describe('an address in a manifest', () => {
  test('is meant from where the manifest is', () => {
    expect(resolveAddress('x.json', '/etc/m/manifest.yml')).toBe('/etc/m/x.json');
    expect(resolveAddress('/data/x.json', '/etc/m/manifest.yml')).toBe('/data/x.json');
    expect(resolveAddress('file:///data/x.json', '/etc/m/manifest.yml')).toBe('/data/x.json');
    expect(resolveAddress('https://a/x', '/etc/m/manifest.yml')).toBe('https://a/x');
    expect(resolveAddress('x.json', 'https://a/b/index.json')).toBe('https://a/b/x.json');
  });

  test.each([
    ['file:///etc/passwd', 'https://a/index.json'],
    ['/etc/passwd', 'https://a/index.json'],
    ['ftp://a/x', '/m.yml'],
    ['file://other-host/x', '/m.yml'],
  ])('%s in %s is refused', (address, base) => {
    expect(() => resolveAddress(address, base)).toThrow(TamizError);
  });
});
