import { setImmediate } from 'node:timers/promises';
import { problem } from '../base/index.ts';
import { allSchemas, isA, isListing, propertiesOf } from '../entity/index.ts';
import type { Engine, Match, MatchOptions, MatchResult } from '../matching/index.ts';
import { type RawExample, readExample } from './example.ts';

/** Most matches of one answer where the client does not say; as the engine's own. */
const DEFAULT_LIMIT = 5;

/** Whether somebody can say something in this property of the schema; a stub is a link's end. */
function takes(schema: string, property: string): boolean {
  return propertiesOf(schema).get(property)?.stub === false;
}

/**
 * The widest schemas that have all these properties: `Thing` for a name alone, `Person` with a
 * birth date, `LegalEntity` with a tax number, several where they stand side by side. Throws
 * `USAGE_PROPERTY` when no schema has them all.
 */
export function widestSchemas(properties: readonly string[]): readonly string[] {
  const listings = [...allSchemas().keys()].filter(isListing);
  const fitting = ['Thing', ...listings].filter((schema) =>
    properties.every((property) => takes(schema, property)),
  );
  const widest = fitting.filter(
    (schema) => !fitting.some((other) => other !== schema && isA(schema, other)),
  );
  if (widest.length > 0) return widest;
  const strangers = properties.filter((name) => !listings.some((schema) => takes(schema, name)));
  throw problem('USAGE_PROPERTY', {
    expected: 'properties that one schema has together',
    found: quoted(strangers.length > 0 ? strangers : properties),
    remedy: 'Name the schema, such as Person, or leave out what it does not have.',
  });
}

/** Names that a client sent, short enough for a message. */
export function quoted(names: readonly string[]): string {
  return names
    .slice(0, 10)
    .map((name) => JSON.stringify(name.slice(0, 100)))
    .join(', ');
}

/** Asks the lists as each of these schemas; a listing found twice counts once, with its best. */
export async function matchAs(
  engine: Engine,
  schemas: readonly string[],
  properties: RawExample['properties'],
  options: Pick<MatchOptions, 'threshold' | 'limit'>,
): Promise<MatchResult> {
  const { limit = DEFAULT_LIMIT, ...rest } = options;
  const best = new Map<string, Match>();
  for (const [i, schema] of schemas.entries()) {
    // One question in many forms must not keep the requests of others waiting.
    if (i > 0) await setImmediate();
    const read = readExample({ schema, properties });
    if ('problem' in read) throw problem('USAGE_PROPERTY', { found: read.problem });
    const all = { ...rest, limit: Number.MAX_SAFE_INTEGER };
    for (const match of engine.match(read.example, all).matches) {
      const before = best.get(match.entity.id);
      if (before === undefined || match.score > before.score) best.set(match.entity.id, match);
    }
  }
  const matches = [...best.values()].sort((a, b) => b.score - a.score);
  return { matches: matches.slice(0, limit), total: matches.length };
}
