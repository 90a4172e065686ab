import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadData, packageRoot } from '../base/index.ts';
import { parseIsoDate } from '../entity/index.ts';
import { actorClasses } from './actors.ts';
import { citations, clocks, programmes } from './tables.ts';
import { ACTS, VERIFIED, type Verified } from './types.ts';

const files = readdirSync(join(packageRoot, 'data/law'));

interface Node {
  readonly where: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Every object in a table, with its place. */
function* nodes(value: unknown, where: string): Generator<Node> {
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) yield* nodes(one, `${where}[${index}]`);
  } else if (typeof value === 'object' && value !== null) {
    yield { where, value: value as Node['value'] };
    for (const [key, one] of Object.entries(value)) yield* nodes(one, `${where}.${key}`);
  }
}

const all = files.flatMap((file) => [...nodes(loadData(`law/${file}`), file)]);
const rank = (verified: unknown) => VERIFIED.indexOf(verified as Verified);
const worstOf = (ids: readonly string[]) =>
  Math.max(...ids.map((id) => rank(citations.get(id)?.verified)));

describe('the law tables', () => {
  test('there are facts to look at', () => {
    expect(files).toHaveLength(10);
    expect(all.length).toBeGreaterThan(300);
  });

  test('every citation that is named exists, and every one that exists is named', () => {
    const named = new Set(
      all.flatMap(({ value }) =>
        ['citations', 'factorCitations'].flatMap((key) =>
          Array.isArray(value[key]) ? (value[key] as string[]) : [],
        ),
      ),
    );
    const { notices } = loadData<{ notices: Record<string, string> }>('law/designations.json');
    // Named by the code, for what comes from lists and from the register.
    const byCode = ['cartel-register', 'loaded-list', 'lists-tags', ...Object.values(notices)];
    expect([...named].filter((id) => !citations.has(id))).toEqual([]);
    const unused = [...citations.keys()].filter((id) => !named.has(id) && !byCode.includes(id));
    expect(unused).toEqual([]);
  });

  test('whatever rests on citations says how it was verified, never better than they were', () => {
    const resting = all.filter(
      ({ where, value }) => Array.isArray(value['citations']) && where !== 'calendars.json',
    );
    expect(resting.length).toBeGreaterThan(60);
    for (const { where, value } of resting) {
      const ids = value['citations'] as string[];
      expect(ids.length, where).toBeGreaterThan(0);
      expect(rank(value['verified']), where).toBeGreaterThanOrEqual(worstOf(ids));
    }
  });

  test('every `verified` is one of the four, and nothing claims the official text yet', () => {
    const said = all.flatMap(({ value }) =>
      typeof value['verified'] === 'string' ? [value['verified']] : [],
    );
    expect(said.length).toBeGreaterThan(100);
    expect(new Set(said.map(rank))).toEqual(new Set([1, 2, 3]));
  });

  test('every sentence is there in English and in Spanish, and they differ', () => {
    const sentences = all.filter(({ value }) => 'en' in value || 'es' in value);
    expect(sentences.length).toBeGreaterThan(100);
    for (const { where, value } of sentences) {
      expect(String(value['en']).trim(), where).not.toBe('');
      expect(String(value['es']).trim(), where).not.toBe('');
      if (String(value['en']).split(' ').length > 3) {
        expect(value['en'], where).not.toBe(value['es']);
      }
    }
  });

  test('every date exists, and no end lies before its beginning', () => {
    const dated = ['known', 'from', 'to', 'seen', 'notBefore', 'date', 'announced', 'expected'];
    let seen = 0;
    for (const { where, value } of all) {
      for (const key of dated) {
        const date = value[key];
        if (typeof date !== 'string') continue;
        seen++;
        expect(parseIsoDate(date), `${where}.${key}`).toBe(date);
      }
      if (typeof value['from'] === 'string' && typeof value['to'] === 'string') {
        expect(value['from'] < value['to'], where).toBe(true);
      }
    }
    expect(seen).toBeGreaterThan(100);
  });

  test('every id is there once', () => {
    const ids = [...programmes.values()].flatMap(({ id, effects }) => [
      id,
      ...effects.map((effect) => effect.id),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    const raw = loadData<{ clocks: readonly { id: string }[] }>('law/clocks.json').clocks;
    expect(raw).toHaveLength(clocks.size);
  });

  test('effects name acts, classes and clocks that exist', () => {
    for (const { effects } of programmes.values()) {
      for (const { id, act, binds, unless = [], clocks: starts } of effects) {
        expect(ACTS, id).toContain(act);
        for (const one of [...binds, ...unless]) expect(actorClasses.has(one), id).toBe(true);
        for (const one of starts) expect(clocks.has(one), `${id} ${one}`).toBe(true);
      }
    }
  });

  test('versions of a clock and statements of an order stand in order', () => {
    for (const { id, versions } of clocks.values()) {
      const days = versions.map(({ from }) => from);
      expect(days, id).toEqual([...days].sort());
    }
  });
});
