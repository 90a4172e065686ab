import { beforeAll, expect, test } from 'vitest';
import { CASE_COMMANDS, CASE_KINDS, REDRESS_TYPES } from '../cases/index.ts';
import { commandOf, syntheticAlert } from '../cases/testing/alerts.ts';
import { PROGRAM, user, World } from '../cases/testing/world.ts';
import type { Actor } from '../store/index.ts';
import { type Oversight, oversightOf } from './oversight.ts';
import { erased, SETTINGS } from './testing/history.ts';

/** Two weeks of work whose numbers are worked out by hand beside it. */

const START = '2026-03-02T00:00:00.000Z';
const [ana, bea, carla, dora] = ['ana', 'bea', 'carla', 'dora'].map(user) as Actor[];
const world = new World([...CASE_KINDS, SETTINGS], START);
const run = (address: string, id: string, input: object, by?: Actor) =>
  world.run(commandOf(CASE_COMMANDS, address), id, input, by ?? PROGRAM);

const dated = {
  feature: 'birthDate',
  agreement: 'contradicting',
  query: '1970',
  listing: '1980',
  points: -20,
  sentence: { en: 'The birth dates differ.', es: 'Las fechas difieren.' },
};
const alert = (change: object = {}) => syntheticAlert({ band: 'possible', ...change });

/** From triage to an approved decision: 10 hours to triage, 20 to a proposal, 30 to a decision. */
async function decide(id: string, row: object, more: object = {}): Promise<void> {
  world.later(10);
  await run('case/triage', id, {}, ana);
  await run('case/assign', id, { assignee: 'bea' }, ana);
  await run('case/investigate', id, {}, bea);
  world.later(10);
  await run('case/propose', id, { rows: [{ alerts: ['1'], ...row }], ...more, text: 'x' }, bea);
  world.later(10);
}

const FALSE = { verdict: 'false_positive', reasons: ['other-birth-date'] };
const TRUE = { verdict: 'true_match', reasons: ['same-official-number'] };

beforeAll(async () => {
  const { explanation } = alert();
  await run('case/open', 'c1', { customer: '1', alerts: [alert()] });
  await decide('c1', { ...FALSE, suppressDays: 20 });
  await run('case/approve', 'c1', { proposal: '1' }, carla);
  await run('case/close', 'c1', {}, bea);
  // The same again is kept away; with a date compared, and strong, it is another.
  await run('case/open', 'c2', { customer: '1', alerts: [alert()] });
  const strong = alert({ band: 'strong', explanation: [...explanation, dated] });
  await run('case/open', 'c2', { customer: '1', alerts: [strong] });
  await decide('c2', TRUE, { outcome: 'true_match_blocked', day: '2026-03-03' });
  await run('case/return', 'c2', { proposal: '1', reason: 'verdict-wrong', text: 'x' }, carla);
  // c1: second reading, which disagrees, and so it is opened again.
  await run('reading/draw', 'r1', { case: 'c1', seed: 's', rate: 1 }, carla);
  await run('reading/answer', 'r1', { ...TRUE, text: 'x' }, dora);
  await run('case/reopen', 'c1', { reason: 'new-facts', text: 'x' }, dora);
  // A complaint, acknowledged at once and answered after 40 days: 30 are the aim.
  await run('redress/open', 'q1', { type: 'complaint', person: 'Nadie', case: 'c1' }, ana);
  await run('redress/step', 'q1', { step: 'acknowledge' }, ana);
  for (const { id: item } of REDRESS_TYPES.find(({ id }) => id === 'complaint')?.dossier ?? []) {
    await run('redress/provide', 'q1', { item, text: 'x' }, ana);
  }
  await run('redress/step', 'q1', { step: 'examine' }, ana);
  world.later(40 * 24);
  await run('redress/answer', 'q1', { as: 'upheld', text: 'x' }, ana);
  await run('redress/approve', 'q1', {}, user('eva'));
});

const ask = (until: Date, events = world.events): Promise<Oversight> =>
  oversightOf(events, {
    until,
    compartments: [],
    others: [SETTINGS],
    listDates: async (list, version) =>
      list === 'synthetic' && version === 'v1' ? '2026-03-01T00:00:00Z' : undefined,
  });

/** The numbers of a measure: by what, value, of how many. */
async function numbers(id: string, until = world.now): Promise<Record<string, unknown>> {
  const measure = (await ask(until)).measures.find((one) => one.id === id);
  const rows = (measure?.figures ?? []).map(({ by, value, denominator }) => {
    const key = Object.values(by).join(' ');
    return [key, denominator === null ? value : [value, denominator]];
  });
  return Object.fromEntries(rows);
}

const at = (hours: number) => new Date(Date.parse(START) + hours * 3_600_000);

test('what came in, and what was kept away', async () => {
  expect(await numbers('alerts.raised')).toEqual({
    'synthetic possible': 1,
    'synthetic strong': 1,
  });
  expect(await numbers('alerts.suppressed')).toEqual({
    'synthetic possible': [0.5, 2],
    'synthetic strong': [0, 1],
  });
});

test('what was decided, and how it stands, at two moments', async () => {
  expect(await numbers('alerts.true', at(30))).toEqual({ 'synthetic possible': [0, 1] });
  expect(await numbers('alerts.true')).toEqual({});
  expect(await numbers('cases.by-state', at(45))).toEqual({ closed: 1, investigating: 1 });
  expect(await numbers('cases.by-state')).toEqual({ reopened: 1, returned: 1 });
  expect(await numbers('alerts.open-by-age')).toEqual({ '30-90': 2 });
});

test('how long it took', async () => {
  const all = (hours: number, of: number) => ({
    'all p50': [hours, of],
    'all p90': [hours, of],
    'all max': [hours, of],
  });
  expect(await numbers('time.triage')).toMatchObject(all(10, 2));
  expect(await numbers('time.proposal')).toMatchObject(all(20, 2));
  expect(await numbers('time.decision')).toMatchObject(all(30, 1));
  expect(await numbers('time.close')).toMatchObject(all(30, 1));
});

test('service levels: of the normal one all were kept, of the high one none', async () => {
  const found = await numbers('levels.breached');
  expect(found).toMatchObject({ 'approval normal': [0, 1], 'triage high': [1, 1] });
  // Opened again, c1 waits for 40 days to be triaged: its second time counts by itself.
  expect(found).toMatchObject({ 'triage normal': [0.5, 2], 'decision normal': [0.5, 2] });
});

test('what did not stand', async () => {
  expect(await numbers('decisions.returned')).toEqual({ '': [0.5, 2] });
  expect(await numbers('decisions.reopened')).toEqual({ '': [1, 1] });
  expect(await numbers('decisions.reopenings')).toEqual({ 'new-facts': 1 });
  expect(await numbers('readings.disagreed')).toEqual({ '': [1, 1] });
  expect(await numbers('readings.kappa')).toEqual({ '': [null, 1] });
});

test('suppressions: active and ending soon, and revoked when the case was opened again', async () => {
  expect(await numbers('suppressions.standing', at(31))).toEqual({ active: 1 });
  expect(await numbers('suppressions.expiring', at(31))).toEqual({ synthetic: 1 });
  expect(await numbers('suppressions.standing')).toEqual({ revoked: 1 });
  expect(await numbers('suppressions.unused')).toEqual({ revoked: [0, 1] });
  expect(await numbers('suppressions.uses')).toEqual({ synthetic: 1 });
  expect(await numbers('suppressions.revoked')).toEqual({ mistake: 1 });
});

test('redress: asked for, answered late, upheld', async () => {
  expect(await numbers('redress.opened')).toEqual({ complaint: 1 });
  expect(await numbers('redress.outcomes', at(24 * 30))).toEqual({});
  expect(await numbers('redress.outcomes')).toEqual({ 'complaint upheld': 1 });
  expect(await numbers('redress.time-to-answer')).toMatchObject({ 'complaint max': [960, 1] });
  expect(await numbers('redress.targets-missed')).toEqual({
    'complaint acknowledge': [0, 1],
    'complaint answer': [1, 1],
  });
});

test('what alerts rest on, how old the list was, and what is left when persons are erased', async () => {
  expect(await numbers('quality.without-fact')).toEqual({
    'synthetic any': [0.5, 2],
    'synthetic date': [0.5, 2],
    'synthetic identifier': [1, 2],
  });
  expect(await numbers('lists.age')).toMatchObject({ 'synthetic p50': [24, 2] });
  expect(await numbers('lists.age')).toMatchObject({ 'synthetic max': [54, 2] });
  expect(await numbers('lists.undated')).toEqual({ synthetic: [0, 2] });
  const less = erased(world.events, ({ id }) => id === 'c1');
  const { measures } = await ask(world.now, [...less]);
  const left = measures.find(({ id }) => id === 'quality.erased')?.figures[0];
  expect(left).toMatchObject({ value: 0.5, numerator: 1, denominator: 2 });
});

test('who did how much, and that a second person always agreed', async () => {
  const work = await numbers('people.work');
  expect(work).toMatchObject({ 'user bea case.proposed': 2, 'user carla case.approved': 1 });
  expect(work).toMatchObject({ 'key screening case.opened': 2 });
  expect(await numbers('four-eyes')).toEqual({
    'case case.approved': [0, 1],
    'case case.closed': [0, 1],
    'reading reading.read': [0, 1],
    'redress redress.approved': [0, 1],
    'suppression suppression.granted': [0, 1],
  });
});

test('an organisation’s own hours are those that were set at the moment', async () => {
  const other = new World([...CASE_KINDS, SETTINGS], START);
  const open = commandOf(CASE_COMMANDS, 'case/open');
  await other.run(open, 'c1', { customer: '1', alerts: [alert()] }, PROGRAM);
  other.later(2);
  const breached = async () => {
    const { measures } = await ask(other.now, other.events);
    const { figures = [] } = measures.find(({ id }) => id === 'levels.breached') ?? {};
    return figures.map(({ by, value }) => [by['level'], value]);
  };
  expect(await breached()).toEqual([]);
  const settle = (revision: number, data: object) =>
    other.record(
      [
        {
          kind: 'organisation',
          id: 'o',
          revision,
          type: 'organisation.settings',
          data: data as never,
        },
      ],
      user('admin'),
    );
  settle(0, { serviceLevels: { normal: { triage: { warning: 0.5, breach: 1 } } } });
  expect(await breached()).toEqual([['triage', 1]]);
  // Another setting leaves them as they are.
  settle(1, { sessionHours: 8 });
  expect(await breached()).toEqual([['triage', 1]]);
});
