import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LawAnswer } from '../law/index.ts';
import { tamiz } from './testing/line.ts';

let home = '';
/** A data folder with lists of our own beside the register. */
let other = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tamiz-law-'));
  other = await mkdtemp(join(tmpdir(), 'tamiz-law-lists-'));
  const file = join(other, 'list.jsonl');
  const parties = [
    { id: 'made-up-zetas', name: 'LOS ZETAS', programId: ['SDNTK'] },
    { id: 'made-up-1', name: 'Quimera Inventada', programId: ['SDGT', 'BELARUS'] },
  ];
  const lines = parties.map(({ id, name, programId }) =>
    JSON.stringify({
      id,
      schema: 'Organization',
      properties: { name: [name], programId, topics: ['sanction'] },
    }),
  );
  await writeFile(file, lines.join('\n'));
  expect((await tamiz({ home: other }, 'lists', 'import', 'my_list', file)).code).toBe(0);
});
afterAll(async () => {
  await rm(home, { recursive: true });
  await rm(other, { recursive: true });
});

const ask = (...words: string[]) => tamiz({ home }, 'law', ...words);
async function json(...words: string[]): Promise<LawAnswer> {
  const { code, out } = await ask(...words, '--json');
  expect(code).toBe(0);
  return JSON.parse(out) as LawAnswer;
}

describe('what is never resolved silently', () => {
  test('CDG offers both cartels, in words and as JSON, and is wrong use', async () => {
    const { code, out } = await ask('CDG');
    expect(code).toBe(2);
    expect(out).toContain('ofac-10386  GULF CARTEL');
    expect(out).toContain('ofac-15871  CLAN DEL GOLFO');
    expect(out).not.toContain('BLOCK');
    const found = await ask('cdg', '--json');
    expect(found.code).toBe(2);
    expect(JSON.parse(found.out).choices.map(({ id }: { id: string }) => id)).toEqual([
      'ofac-10386',
      'ofac-15871',
    ]);
  });

  test('each of the two by its own name is itself', async () => {
    expect((await json('Cartel del Golfo')).party.id).toBe('ofac-10386');
    expect((await json('CLAN DEL GOLFO')).party.id).toBe('ofac-15871');
  });

  test('Los Zetas is Cartel del Noreste, told by which name; where a list has its own entry, both', async () => {
    const { code, out } = await ask('Los Zetas', '--date', '2025-03-01');
    expect(code).toBe(0);
    expect(out).toMatch(/^CARTEL DEL NORESTE \(ofac-11438\)\nFound by its name “LOS ZETAS”\n/);
    const both = await tamiz({ home: other }, 'law', 'Los Zetas');
    expect(both.code).toBe(2);
    expect(both.out).toContain('made-up-zetas');
    expect(both.out).toContain('ofac-11438');
  });

  test('a weak alias and a name that only resembles are offered', async () => {
    const weak = await ask('CJNG');
    expect(weak).toMatchObject({ code: 2, out: expect.stringContaining('ofac-17671') });
    expect(weak.out).toContain('Only a weak alias');
    const near = await ask('Cartel de los Solez');
    expect(near).toMatchObject({ code: 2, out: expect.stringContaining('ofac-55025') });
    expect(near.out).toContain('likeness decides nothing');
  });
});

describe('the answer', () => {
  test('Cartel de los Soles: SDGT and FTO, no narcotics', async () => {
    const { effects } = await json('ofac-55025', '--date', '2025-12-01');
    expect([...new Set(effects.map(({ programme }) => programme))].sort()).toEqual(['FTO', 'SDGT']);
  });

  test('says for whom, as known when, why, how far verified, and that it is no advice', async () => {
    const { out } = await ask('ofac-55025', '--date', '2025-11-20', '--known-at', '2025-11-20');
    expect(out).toContain(
      'On 2025-11-20, as it was known on 2025-11-20, for a bank (United States)',
    );
    expect(out).toContain('BLOCK  SDGT');
    expect(out).toContain('Why: SDGT, from 2025-07-25');
    expect(out).toContain('Not in force on that day: FTO, from 2025-11-24');
    expect(out).toContain(
      'Verified: from reports or public code, not compared with the official text',
    );
    expect(out).toContain('Licences (may apply; each condition is for you to check)');
    expect(out).toContain('Not legal advice.');
  });

  test('speaks Spanish', async () => {
    const { out } = await ask('ofac-55025', '--date', '2025-12-01', '--lang', 'es');
    expect(out).toContain('BLOQUEAR  SDGT');
    expect(out).toContain('RETENER Y REPORTAR  FTO');
    expect(out).toContain('No es asesoría legal.');
    expect(out).not.toMatch(/Verified:|Licences|Reaches:|business days/);
  });

  test('today is the clock’s day', async () => {
    expect((await json('SDGT')).date).toBe('2026-04-21');
  });

  test('a Mexican bank is told of exposure, with factors', async () => {
    const answer = await json('ofac-11440', '--date', '2025-03-01', '--actor', 'mx-bank');
    expect(answer.effects.map(({ act }) => act)).not.toContain('block');
    const secondary = answer.effects.find(({ act }) => act === 'secondary-exposure');
    expect(secondary?.factors.length).toBeGreaterThan(3);
  });

  test('an order’s key is told, and a unit that is left out', async () => {
    const { out } = await ask('Vector Casa de Bolsa', '--date', '2026-01-01');
    expect(out).toContain('REJECT  2313a');
    expect(out).toContain('Vector2313a FIN-2025');
    const left = await ask('Intercam FX', '--date', '2026-01-01');
    expect(left.out).toContain('Left out by name: Intercam Futures, Inc.');
    expect(left.out).not.toContain('REJECT');
  });

  test('a list’s party, with a programme that the table does not know', async () => {
    const { out, code } = await tamiz({ home: other }, 'law', 'made-up-1', '--date', '2030-01-01');
    expect(code).toBe(0);
    expect(out).toContain('BLOCK  SDGT');
    expect(out).toContain('CAUTION  BELARUS: in force');
    expect(out).toContain('do not take silence for permission');
  });

  test('JSON has each clock with a due date, each citation, and licences that decide nothing', async () => {
    const { out } = await ask('SDGT', '--date', '2026-06-05', '--json');
    const found = JSON.parse(out);
    const clock = found.effects[0].clocks.find(
      (one: { id: string }) => one.id === 'ofac.blocked.initial',
    );
    expect(clock.ifOnThatDay).toMatchObject({ due: '2026-06-22', version: '1997-08-25' });
    expect(found.licences.length).toBeGreaterThan(2);
    for (const licence of found.licences) expect(licence.decides).toBe(false);
    for (const id of found.effects.flatMap((one: { citations: string[] }) => one.citations)) {
      expect(found.citations[id].verified, id).toBeTruthy();
    }
    expect(found.notice.en).toContain('Not legal advice');
  });
});

describe('a party of several lists', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tamiz-law-parties-'));
    const lists = { north_list: ['Ximena Zorrilla', 'SDGT'], south_list: ['Zorrilla, X.', 'FTO'] };
    for (const [list, [name, tag]] of Object.entries(lists)) {
      const act = { entity: [`${list}-1`], programId: [tag], unscId: ['QDi.901'] };
      const lines = [
        { id: `${list}-1`, schema: 'Person', properties: { name: [name] } },
        { id: `${list}-1-act`, schema: 'Sanction', properties: act },
      ];
      const file = join(folder, `${list}.jsonl`);
      await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'));
      expect((await tamiz({ home: folder }, 'lists', 'import', list, file)).code).toBe(0);
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('has the acts of all of them, and says why they are one', async () => {
    const { code, out } = await tamiz({ home: folder }, 'law', 'south_list-1');
    expect(code).toBe(0);
    for (const part of [
      'BLOCK  SDGT',
      'HOLD AND REPORT  FTO',
      'north_list north_list-1  Ximena Zorrilla',
      'The same reference of the UN Security Council QDi.901, in north_list and south_list.',
    ]) {
      expect(out).toContain(part);
    }
    const spanish = await tamiz({ home: folder }, 'law', 'south_list-1', '--lang', 'es');
    expect(spanish.out).toContain('nunca por el nombre');
    const found = await tamiz({ home: folder }, 'law', 'north_list-1', '--json');
    expect(JSON.parse(found.out)).toMatchObject({
      party: { id: 'north_list-1' },
      listings: [{ list: 'north_list' }, { list: 'south_list' }],
      links: [{ reasons: [{ rule: 'un-reference' }] }],
      signals: [],
    });
  });

  test('is asked about as the lists stood on a day', async () => {
    const { code, err, out } = await tamiz(
      { home: folder },
      ...['law', 'FTO', '--as-of', '2026-04-22', '--json'],
    );
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ date: '2026-04-22', knownAt: '2026-04-22' });
    const none = await tamiz({ home: folder }, 'law', 'north_list-1', '--as-of', '2020-01-01');
    expect(none.code).not.toBe(0);
  });
});
