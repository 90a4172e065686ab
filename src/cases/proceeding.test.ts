import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { loadData, TamizError } from '../base/index.ts';
import { clocks } from '../law/index.ts';
import type { Actor } from '../store/index.ts';
import { CASE_COMMANDS, CASE_KINDS } from './index.ts';
import { PROCEEDING, periodsOf, safeguardsOf } from './proceeding.ts';
import { CASE_CITATIONS, PROCEEDING_TYPES } from './proceeding-tables.ts';
import { idsOf } from './tables.ts';
import { commandOf } from './testing/alerts.ts';
import { expectSoundWorkflow } from './testing/sound-workflow.ts';
import { PROGRAM, user, World } from './testing/world.ts';

const ANA = user('ana');
let world: World;
beforeEach(() => {
  world = new World(CASE_KINDS, '2026-03-10T15:00:00.000Z');
});
const run = (name: string, input: object, actor: Actor = ANA, id = 'x1') =>
  world.run(commandOf(CASE_COMMANDS, `proceeding/${name}`), id, input, actor);
const state = (id = 'x1') => world.state(PROCEEDING, id);
const step = (name: string, day = '2026-03-02') => run('step', { step: name, day });
const safeguard = (id: string) =>
  run('record-safeguard', { safeguard: id, day: '2026-03-01', text: `A note on ${id}.` });

const RANK = ['official', 'copy', 'secondary', 'unverified'];

describe.each(PROCEEDING_TYPES.map((type) => [type.id, type] as const))('%s', (_, type) => {
  test('has states that can all be reached, safeguards and clocks that exist', () => {
    expectSoundWorkflow(type);
    const required = type.steps.flatMap(({ requires = [] }) => requires);
    expect(idsOf(type.safeguards)).toEqual(expect.arrayContaining(required));
    for (const { clocks: started = [] } of type.steps) {
      for (const { clock, statutes = [] } of started) {
        expect(clocks.has(clock), clock).toBe(true);
        expect(idsOf(type.statutes)).toEqual(expect.arrayContaining([...statutes]));
      }
    }
    for (const { state: status } of type.periods) expect(idsOf(type.states)).toContain(status);
  });

  test('makes no legal statement without a citation, nor better verified than that', () => {
    const statements = [type, ...type.safeguards, ...type.statutes, ...type.periods];
    expect(statements.length).toBeGreaterThan(5);
    for (const { citations: cited, verified } of statements) {
      expect(cited.length).toBeGreaterThan(0);
      const ranks = cited.map((id) => {
        const citation = CASE_CITATIONS.get(id);
        expect(citation, id).toBeDefined();
        return RANK.indexOf(citation?.verified ?? '');
      });
      // No statement is surer than the best that it rests on.
      expect(RANK.indexOf(verified)).toBeGreaterThanOrEqual(Math.min(...ranks));
      expect(verified).not.toBe('official');
    }
  });
});

test('every citation of data/cases is used, and shadows none of data/law', () => {
  const own = loadData<{ citations: Record<string, { verified: string }> }>('cases/citations.json');
  const used = JSON.stringify(PROCEEDING_TYPES);
  for (const [id, { verified }] of Object.entries(own.citations)) {
    expect(used, id).toContain(`"${id}"`);
    expect(['copy', 'secondary', 'unverified']).toContain(verified);
  }
  const law = loadData<{ citations: object }>('law/citations.json');
  expect(Object.keys(own.citations).filter((id) => id in law.citations)).toEqual([]);
});

describe('an extradition', () => {
  beforeEach(async () => {
    await run('open', { type: 'extradition-mx', subject: 'Telesforo Zurbarán Inventado' });
  });

  test('is requested only where the safeguards are recorded', async () => {
    await expect(step('request-provisional-arrest')).rejects.toMatchObject({
      code: 'CASE_SAFEGUARD',
    });
    await safeguard('dual-criminality');
    await safeguard('jurisdiction');
    await step('request-provisional-arrest');
    await step('arrest', '2026-03-10');
    expect(state().clocks).toMatchObject([{ clock: 'ex.mx.provisional', due: '2026-05-09' }]);
    expect(periodsOf(state())).toHaveLength(1);
    await step('request-formally');
    await step('bring-to-court');
    await expect(step('grant')).rejects.toMatchObject({ code: 'CASE_SAFEGUARD' });
    for (const id of ['death-penalty-assurance', 'speciality', 'grounds-examined']) {
      await safeguard(id);
    }
    await step('grant');
    await step('order-surrender');
    expect(periodsOf(state()).map(({ verified }) => verified)).toEqual(['unverified']);
  });

  test('outside the treaty shows the safeguards that are missing', async () => {
    await step('transfer-outside-treaty');
    const missing = safeguardsOf(state()).filter(({ recorded }) => recorded === null);
    expect(missing.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['speciality', 'death-penalty-assurance']),
    );
    await expect(step('surrender')).rejects.toMatchObject({ code: 'CASE_STATE' });
  });

  test('is recorded by people, and says nothing of them for good', async () => {
    const input = { step: 'end', day: '2026-03-02', text: 'Nobody asked.' };
    await expect(run('step', input, PROGRAM)).rejects.toMatchObject({ code: 'CASE_PERSON' });
    await run('step', input);
    expect(JSON.stringify(world.events.map(({ data }) => data))).not.toMatch(/Telesforo|Nobody/);
  });
});

test('what comes by legal assistance is held with the limits of its use', async () => {
  await run('open', { type: 'mla-mx', subject: 'Records of an account' });
  const item = { item: 'i1', day: '2026-03-02', isConfidential: true, text: 'Statements' };
  await expect(run('receive-item', item)).rejects.toMatchObject({ code: 'STORE_INPUT' });
  const limited = { ...item, useLimit: 'This prosecution only' };
  expect(await run('receive-item', limited)).toBe(1);
  expect(await run('receive-item', limited)).toBe(0);
  await run('record-consent', { item: 'i1', text: 'A second prosecution, by letter.' });
  expect(state().items).toMatchObject([{ useLimit: 'This prosecution only', consents: [{}] }]);
  await expect(run('record-consent', { item: 'i2', text: 'x' })).rejects.toMatchObject({
    code: 'STORE_ABSENT',
  });
  for (const name of ['purpose', 'offence-and-facts']) await safeguard(name);
  for (const name of ['submit', 'send', 'receive', 'accept', 'execute']) await step(name);
  await expect(step('deliver')).rejects.toMatchObject({ code: 'CASE_SAFEGUARD' });
});

describe('a forfeiture', () => {
  const opening = { type: 'forfeiture-us', subject: 'Funds in an account' };

  test('runs by the clocks of the statute of the seizure', async () => {
    await expect(run('open', opening)).rejects.toMatchObject({ code: 'STORE_INPUT' });
    for (const [id, statute] of [
      ['x1', 'cafra'],
      ['x2', 'terrorist-assets'],
    ] as const) {
      await run('open', { ...opening, statute }, ANA, id);
      const recorded = { safeguard: 'probable-cause', day: '2026-03-01', text: 'A warrant.' };
      await run('record-safeguard', recorded, ANA, id);
      await run('step', { step: 'seize', day: '2026-03-02' }, ANA, id);
    }
    expect(state('x1').clocks).toMatchObject([{ clock: 'cafra.notice', due: '2026-05-01' }]);
    expect(state('x2').clocks).toEqual([]);
    const granted = { clock: '1', extension: 'headquarters', by: 'hq' };
    await run('extend-clock', granted);
    expect(state().clocks).toMatchObject([{ due: '2026-05-31', extensions: [{ by: 'hq' }] }]);
    // The law lets a headquarters extend it once.
    await expect(run('extend-clock', granted)).rejects.toMatchObject({ code: 'LAW_CLOCK' });
  });
});

test('no proceeding takes a step that its table has not, nor without its safeguards', async () => {
  const names = [...new Set(PROCEEDING_TYPES.flatMap(({ steps }) => steps.map((s) => s.step)))];
  const kept = [...new Set(PROCEEDING_TYPES.flatMap(({ safeguards }) => idsOf(safeguards)))];
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...PROCEEDING_TYPES),
      fc.array(fc.tuple(fc.boolean(), fc.nat()), { minLength: 10, maxLength: 60 }),
      async (type, tries) => {
        world = new World(CASE_KINDS);
        const statute = type.statutes.length === 0 ? {} : { statute: 'cafra' };
        await run('open', { type: type.id, subject: 'x', ...statute });
        for (const [isSafeguard, n] of tries) {
          const fitting = type.steps.filter(({ from }) => from.includes(state().status));
          const guided = n % 5 === 0 ? undefined : fitting[n % fitting.length];
          const name = guided?.step ?? (names[n % names.length] as string);
          // Mostly somebody thought of the safeguards.
          if (n % 3 > 0) for (const id of guided?.requires ?? []) await safeguard(id);
          const before = state();
          try {
            if (isSafeguard) await safeguard(kept[n % kept.length] as string);
            else {
              await step(name);
              const row = type.steps.find(
                (one) => one.step === name && one.from.includes(before.status),
              );
              expect(state().status).toBe(row?.to);
              for (const id of row?.requires ?? []) expect(before.safeguards).toHaveProperty(id);
              taken++;
            }
          } catch (error) {
            expect(error).toBeInstanceOf(TamizError);
            expect(state()).toBe(before);
          }
        }
        expect(world.replayed()).toEqual(world.states());
      },
    ),
    { numRuns: 100 },
  );
  expect(taken).toBeGreaterThan(200);
}, 60_000);
