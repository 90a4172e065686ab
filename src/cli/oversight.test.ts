import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountWorld, foundOrganisation } from '../accounts/index.ts';
import { fixedClock, silent, systemEntropy } from '../base/index.ts';
import { CASE, CASE_COMMANDS } from '../cases/index.ts';
import { syntheticAlert } from '../cases/testing/alerts.ts';
import { withJournal } from '../journal/index.ts';
import { openStore, perform } from '../store/index.ts';
import { loadRecord } from './record.ts';
import { tamiz } from './testing/line.ts';

/** A data folder with a journal and an organisation that has two cases, a day apart. */
let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tamiz-oversight-'));
  await tamiz({ home }, 'journal', 'create');
  const clock = fixedClock('2026-04-01T12:00:00Z');
  const entropy = systemEntropy;
  const { RECORD_KINDS } = await loadRecord();
  await withJournal({ home, clock, entropy }, async (journal) => {
    const store = await openStore(
      { home, kinds: RECORD_KINDS, clock, onProgress: silent },
      journal,
    );
    const world = accountWorld(clock, entropy, fetch);
    await foundOrganisation(store, { tenant: 'main', handle: 'admin' }, world);
    const open = CASE_COMMANDS.find(({ kind, name }) => kind === CASE && name === 'open');
    for (const id of ['c1', 'c2']) {
      await perform(
        store,
        open as NonNullable<typeof open>,
        {
          scope: { tenant: 'main', compartments: [] },
          actor: { kind: 'key', id: 'feed' },
          id,
          input: { customer: `customer of ${id}`, alerts: [syntheticAlert()] },
        },
        world,
      );
      clock.advance(86_400_000);
    }
    await store.close();
  });
});
afterAll(() => rm(home, { recursive: true }));

const run = (...words: string[]) => tamiz({ home }, 'oversight', ...words);

test('measures without a server, as of a day', async () => {
  const { code, out } = await run('--until', '2026-04-01', '--json');
  expect(code).toBe(0);
  const { until, measures } = JSON.parse(out);
  expect(until).toBe('2026-04-01T23:59:59.999Z');
  const raised = measures.find(({ id }: { id: string }) => id === 'alerts.raised');
  expect(raised).toMatchObject({
    unit: 'count',
    figures: [{ by: { list: 'synthetic', band: 'strong' }, value: 1 }],
  });
  expect((await run('--until', '2026-04-01', '--json')).out).toBe(out);
});

test('tells a person, and a sheet', async () => {
  const { code, out } = await run();
  expect(code).toBe(0);
  expect(out).toMatch(/^As of 2026-04-21T12:00:00\.000Z\.\n/);
  expect(out).toMatch(/\nAlerts raised +synthetic strong +2 /);
  expect(out).toContain('Nothing to measure: ');
  expect(out).toContain('Not measured: Hits by question asked.');
  expect(out).not.toContain('customer of');
  const { out: csv } = await run('--csv');
  expect(csv).toContain(
    ',alerts.raised,Alerts raised,Alertas generadas,list=synthetic; band=strong,2,',
  );
  expect(csv).not.toContain('sar.');
  expect((await run('--csv', '--with-sar')).out).toContain('sar.four-eyes');
});

test.each([
  [['--until', '2026-04-21'], /--until: expected a moment that has passed/],
  [['--until', 'soon'], /--until: expected a day such as/],
  [['--organisation', 'nowhere'], /--organisation: expected a document that is there/],
  [['--json', '--csv'], /expected one of --json and --csv/],
])('oversight %j says what is wrong', async (words, says) => {
  const { code, out, err } = await run(...words);
  expect({ code: code > 1, out }).toEqual({ code: true, out: '' });
  expect(err).toMatch(says);
});
