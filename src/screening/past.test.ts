import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock, LIMITS } from '../base/index.ts';
import { ListStore, REGISTER, registerInfo } from '../lists/index.ts';
import { openScreener } from './open.ts';
import { PastScreeners } from './past.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tamiz-past-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const today = fixedClock('2026-07-01T12:00:00Z');
const pastOf = (more = {}) => new PastScreeners({ home, clock: today, ...more });

/** A version of a list of one's own, taken in on a day. */
async function keep(day: string, ...names: readonly string[]): Promise<void> {
  const path = join(home, 'own.json');
  const lines = names.map((name, at) =>
    JSON.stringify({ id: `own-${at}`, schema: 'Person', properties: { name: [name] } }),
  );
  writeFileSync(path, lines.join('\n'));
  const store = new ListStore({ home, clock: fixedClock(`${day}T10:00:00Z`) });
  await store.importFiles('own_list', [path], { acceptShrink: true });
}

describe('the lists as they stood on past days', () => {
  beforeEach(async () => {
    await keep('2026-05-01', 'Ana Ejemplo');
    await keep('2026-06-01', 'Ana Ejemplo', 'Beto Muestra');
  });

  test('are those that were kept; days on which the same stood share them', async () => {
    const past = pastOf();
    const may = await past.at('2026-05-20');
    expect(may.engine.search('beto')).toEqual([]);
    expect(may.engine.search('ana')).toEqual(['own-0']);
    const june = await past.at('2026-06-01');
    expect(june.engine.search('beto')).toEqual(['own-1']);
    expect((await past.at('2026-06-30')).engine).toBe(june.engine);
    expect((await past.at('2026-05-01')).engine).toBe(may.engine);
    const state = may.lists.find(({ name }) => name === 'own_list');
    expect(state).toMatchObject({ fetched: expect.stringMatching(/^2026-05-01/), entities: 1 });
  });

  test('says which days cannot be had, and why', async () => {
    const refused = async (day: string) => {
      const error = await pastOf()
        .at(day)
        .catch((e: unknown) => e);
      return String((error as { found?: string }).found);
    };
    expect(await refused('2026-04-30')).toBe('no version before 2026-05-01');
    expect(await refused('2026-07-02')).toContain('a day to come');
    expect(await refused('2026-07-01')).toBe('undefined');
  });

  test('today’s engine serves for a day on which the same versions stood', async () => {
    const { engine } = await openScreener({ home, clock: today });
    const past = pastOf({ current: engine });
    expect((await past.at('2026-06-15')).engine).toBe(engine);
    expect((await past.at('2026-05-15')).engine).not.toBe(engine);
  });

  test('several who ask for a day share its opening; the present keeps its index', async () => {
    await openScreener({ home, clock: today });
    const before = readdirSync(join(home, 'segments'));
    const past = pastOf();
    const all = await Promise.all(
      ['2026-05-01', '2026-05-02', '2026-05-03'].map((d) => past.at(d)),
    );
    expect(new Set(all.map(({ engine }) => engine)).size).toBe(1);
    expect(readdirSync(join(home, 'segments'))).toEqual(expect.arrayContaining(before));
  });

  test('lets go of what was asked for longest ago where the room is not enough', async () => {
    const past = pastOf({ mostBytes: 1 });
    const first = await past.at('2026-05-01');
    expect((await past.at('2026-05-02')).engine).toBe(first.engine);
    await past.at('2026-06-01');
    const again = await past.at('2026-05-01');
    expect(again.engine).not.toBe(first.engine);
    expect(again.engine.search('ana')).toEqual(['own-0']);
  });

  test('takes only so many openings at a time', async () => {
    const days = Array.from({ length: LIMITS.pastOpenings + 2 }, (_, n) => `2026-06-${10 + n}`);
    for (const [n, day] of days.entries()) await keep(day, `Persona ${'abcdefghijkl'[n]}ejandra`);
    const past = pastOf();
    const asked = await Promise.allSettled(days.map((day) => past.at(day)));
    const failed = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(failed).toEqual(['SERVER_BUSY_PAST', 'SERVER_BUSY_PAST']);
    expect((await past.at(days.at(-1) as string)).engine.entity('own-0')).toBeDefined();
  });
});

test('with the register alone, the days since it was checked can be had', async () => {
  const past = new PastScreeners({ home, clock: fixedClock(`${registerInfo().asOf}T12:00:00Z`) });
  const { lists } = await past.at(registerInfo().asOf);
  expect(lists.at(-1)?.name).toBe(REGISTER);
  await expect(past.at('2020-01-01')).rejects.toMatchObject({ code: 'LIST_NOT_KEPT' });
});
