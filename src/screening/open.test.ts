import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock } from '../base/index.ts';
import { ListStore, REGISTER, registerInfo } from '../lists/index.ts';
import { openScreener, readListStates } from './open.ts';

const clock = fixedClock('2026-05-01T12:00:00Z');
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tamiz-open-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const line = (id: string, name: string) =>
  JSON.stringify({ id, schema: 'Person', properties: { name: [name], topics: ['sanction'] } });

async function importOwn(lines: readonly string[]): Promise<void> {
  const path = join(home, 'own.json');
  writeFileSync(path, lines.join('\n'));
  await new ListStore({ home, clock }).importFiles('own_list', [path], { acceptShrink: true });
}

const segments = () => readdirSync(join(home, 'segments')).map((name) => name.split('-')[0]);

describe('openScreener', () => {
  test('with nothing but the register, says so in both languages', async () => {
    const screener = await openScreener({ home, clock });
    expect(screener.coverage.registerOnly).toBe(true);
    expect(screener.coverage.sentence.en).toContain('only against the built-in register');
    expect(screener.coverage.sentence.es).toContain('Solo se comparó');
    expect(screener.coverage.sentence.en).toContain('tamiz lists update');
    expect(screener.lists.at(-1)).toMatchObject({ name: REGISTER, state: 'built-in' });
    expect(screener.lists.at(-1)?.entities).toBe(registerInfo().records);
    expect(screener.lists[0]).toMatchObject({ name: 'us_ofac_sdn', state: 'absent', entities: 0 });
    const query = { schema: 'Organization', properties: { name: ['Cartel de Sinaloa'] } };
    expect(screener.engine.match(query).matches[0]?.entity.id).toBe('ofac-11440');
  });

  test('an official list speaks before the register', async () => {
    await importOwn([
      JSON.stringify({ id: 'ofac-11440', schema: 'Organization', properties: { name: ['Otro'] } }),
    ]);
    const { engine, coverage } = await openScreener({ home, clock });
    expect(engine.entity('ofac-11440')?.caption).toBe('Otro');
    expect(coverage.registerOnly).toBe(false);
    expect(coverage.sentence.en).toContain('own_list (taken in 2026-05-01)');
  });

  test('builds an index once for a version, and removes those of earlier versions', async () => {
    const built: string[] = [];
    const open = () =>
      openScreener({ home, clock, onProgress: (progress) => built.push(progress.stage) });
    await importOwn([line('a', 'Ana Ejemplo')]);
    await open();
    expect(new Set(built)).toEqual(new Set(['Indexing own_list', `Indexing ${REGISTER}`]));
    built.length = 0;
    await open();
    expect(built).toEqual([]);
    await importOwn([line('a', 'Ana Ejemplo'), line('b', 'Beto Muestra')]);
    const { engine } = await open();
    expect(new Set(built)).toEqual(new Set(['Indexing own_list']));
    expect(segments().sort()).toEqual(['own_list', REGISTER].sort());
    expect(engine.search('muestra')).toEqual(['b']);
  });

  test('an index that is damaged is built anew', async () => {
    await openScreener({ home, clock });
    for (const file of readdirSync(join(home, 'segments'))) {
      const path = join(home, 'segments', file);
      writeFileSync(path, readFileSync(path).fill(7, 5_000, 5_010));
    }
    const { engine } = await openScreener({ home, clock });
    expect(engine.entity('ofac-11440')).toBeDefined();
    expect(segments()).toEqual([REGISTER]);
  });

  test('readListStates opens no index', async () => {
    await importOwn([line('a', 'Ana Ejemplo')]);
    const states = await readListStates({ home, clock });
    expect(states.find((s) => s.name === 'own_list')).toMatchObject({ state: 'active', names: 1 });
    expect(readdirSync(home)).not.toContain('segments');
  });
});
