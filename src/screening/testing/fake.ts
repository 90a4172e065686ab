import { Entity, type Example, type Value } from '../../entity/index.ts';
import type { Engine, MatchOptions } from '../../matching/index.ts';
import type { CustomerInput, ListState, Screener } from '../types.ts';

/** A listed party of a made-up list. */
export function listed(id: string, name: string, dataset: string, more = {}): Entity {
  const source = { dataset, record: id, knownAt: '2026-04-21' };
  const values = (texts: readonly string[]): Value[] => texts.map((value) => ({ value, source }));
  const properties = Object.entries({ name: [name], ...more } as Record<string, string[]>);
  return new Entity({
    id,
    schema: 'LegalEntity',
    properties: new Map(properties.map(([key, texts]) => [key, values(texts)])),
  });
}

/** An engine that finds equal names and wallets, and remembers what it was asked. */
export function fakeEngine(entities: readonly Entity[], asked: Example[] = []): Engine {
  return {
    segments: [
      {
        dataset: 'us_test',
        title: 'Test list',
        version: 'v1',
        published: '2026-04-21',
        entities: entities.length,
        names: entities.length,
      },
    ],
    match(example, options: MatchOptions = {}) {
      asked.push(example);
      const wanted = new Set([
        ...(example.properties['name'] ?? []).map((name) => name.toLowerCase()),
        ...(example.properties['publicKey'] ?? []),
      ]);
      const found = entities.filter(
        (entity) =>
          (options.accept?.(entity) ?? true) &&
          [
            ...entity.texts('name').map((name) => name.toLowerCase()),
            ...entity.texts('notes'),
          ].some((text) => wanted.has(text)),
      );
      const matches = found.slice(0, options.limit ?? 5).map((entity) => ({
        entity,
        score: example.schema === 'CryptoWallet' ? 0.987654 : 0.812345,
        band: example.schema === 'CryptoWallet' ? ('strong' as const) : ('possible' as const),
        evidence: [
          {
            feature: 'name' as const,
            agreement: 'equal' as const,
            query: example.properties['name']?.[0] ?? '',
            listing: entity.caption,
            points: 20,
            sentence: { en: 'The names are equal.', es: 'Los nombres son iguales.' },
          },
        ],
      }));
      return { matches, total: found.length };
    },
    entity: (id) => entities.find((entity) => entity.id === id),
    listOf: (entity) => entity.datasets[0] ?? '',
    everyEntity: (id) => entities.filter((entity) => entity.id === id),
    bearing: () => [],
    about: () => [],
    pointingAt: () => [],
    entities: () => entities,
    search: () => [],
  };
}

/** A screener over any engine, with two made-up lists. */
export function screenerOf(engine: Engine): Screener {
  const list = (name: string): ListState => ({
    name,
    title: `List ${name}`,
    titleEs: `Lista ${name}`,
    publisher: 'Nobody',
    version: 'v1',
    published: '2026-04-21',
    fetched: null,
    entities: 1,
    names: 1,
    state: 'active',
  });
  return {
    engine,
    lists: [list('us_test'), list('un_test')],
    coverage: {
      registerOnly: false,
      sentence: { en: 'Screened against two lists.', es: 'Comparado con dos listas.' },
    },
  };
}

/** Bytes or text as an input, in chunks of any size. */
export function inputOf(content: string | Uint8Array, chunk = 65_536): CustomerInput {
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
  return {
    name: 'customers.csv',
    size: bytes.length,
    bytes: (async function* () {
      for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
    })(),
  };
}
