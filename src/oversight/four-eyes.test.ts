import { describe, expect, test } from 'vitest';
import { CASE_COMMANDS, CASE_KINDS } from '../cases/index.ts';
import { commandOf, syntheticAlert } from '../cases/testing/alerts.ts';
import { PROGRAM, user, World } from '../cases/testing/world.ts';
import type { Actor, Happening, Kind } from '../store/index.ts';
import { oversightOf } from './oversight.ts';

/** Histories that no command allows, recorded past them: each violation must be found. */

const UNTIL = new Date('2031-01-01T00:00:00Z');
const [ana, bea, carla] = ['ana', 'bea', 'carla'].map(user) as [Actor, Actor, Actor];
const DAY = '2026-03-01';
const FALSE = { verdict: 'false_positive', reasons: ['other-birth-date'] } as const;

/** Reports are of another room; the check reads their events alone. */
const REPORT: Kind = { name: 'report', fields: [], evolve: () => ({}) };

/** A case that bea brought to a proposal; ana triaged it. */
async function proposedCase(world = new World(CASE_KINDS), id = 'c1'): Promise<World> {
  const run = (name: string, input: object, by: Actor) =>
    world.run(commandOf(CASE_COMMANDS, `case/${name}`), id, input, by);
  await run('open', { customer: `customer ${id}`, alerts: [syntheticAlert()] }, PROGRAM);
  await run('triage', {}, ana);
  await run('assign', { assignee: 'bea' }, carla);
  await run('investigate', {}, bea);
  await run('propose', { rows: [{ ...FALSE, alerts: ['1'] }], text: 'Why.' }, bea);
  return world;
}

/** Records what no command would, as the next event of its document. */
function force(world: World, by: Actor, happening: Omit<Happening, 'revision'>): number {
  const { kind, id } = happening;
  const revision = world.events.filter((one) => one.kind === kind && one.id === id).length;
  world.record([{ ...happening, revision }], by);
  return world.events.length - 1;
}

async function exceptions(world: World): Promise<Record<string, readonly number[]>> {
  const question = { until: UNTIL, compartments: ['sar'], others: [REPORT] };
  const { measures } = await oversightOf(world.events, question);
  const figures = measures
    .filter(({ id }) => id.endsWith('four-eyes'))
    .flatMap((measure) => measure.figures);
  const found = figures.filter(({ value }) => value !== 0);
  return Object.fromEntries(found.map(({ by, exceptions: seqs = [] }) => [by['step'], seqs]));
}

const approval = (id = 'c1', proposal = '1') => ({
  kind: 'case',
  id,
  type: 'case.approved',
  data: { to: 'approved', proposal, outcome: 'false_positive', clocks: [] },
});

describe('an approval of a case', () => {
  test.each([
    ['whoever proposed it', bea],
    ['whoever triaged it', ana],
    ["a program's key", PROGRAM],
    ['Tamiz itself', { kind: 'system', id: 'tamiz' } as const],
  ])('by %s is found', async (_, by) => {
    const world = await proposedCase();
    const seq = force(world, by, approval());
    expect(await exceptions(world)).toEqual({ 'case.approved': [seq] });
  });

  test('by whoever only assigned it is none', async () => {
    const world = await proposedCase();
    force(world, carla, approval());
    expect(await exceptions(world)).toEqual({});
  });

  test('by whoever approved it before it was opened again is found', async () => {
    const world = await proposedCase();
    force(world, carla, approval());
    force(world, carla, { kind: 'case', id: 'c1', type: 'case.closed', data: { to: 'closed' } });
    const reopened = { to: 'reopened', reason: 'new-facts' };
    force(world, ana, { kind: 'case', id: 'c1', type: 'case.reopened', data: reopened });
    const again = { to: 'decision_proposed', id: '2', rows: [], outcome: 'false_positive' };
    force(world, ana, { kind: 'case', id: 'c1', type: 'case.proposed', data: again });
    const seq = force(world, carla, approval('c1', '2'));
    expect(await exceptions(world)).toEqual({ 'case.approved': [seq] });
  });

  test('of something that nobody proposed is found', async () => {
    const world = await proposedCase();
    const seq = force(world, carla, approval('c1', '9'));
    expect(await exceptions(world)).toEqual({ 'case.approved': [seq] });
  });

  test('that is missing where the case is closed is found', async () => {
    const world = await proposedCase();
    const closed = { kind: 'case', id: 'c1', type: 'case.closed', data: { to: 'closed' } };
    const seq = force(world, carla, closed);
    expect(await exceptions(world)).toEqual({ 'case.closed': [seq] });
  });
});

test('a bulk decision by somebody who worked on one of its cases is found', async () => {
  const world = await proposedCase();
  const cases = { cases: ['c0', 'c1'], verdict: 'false_positive', reasons: [], alerts: 1 };
  force(world, carla, { kind: 'bulk', id: 'b1', type: 'bulk.proposed', data: cases });
  const seq = force(world, ana, { kind: 'bulk', id: 'b1', type: 'bulk.approved', data: {} });
  expect(await exceptions(world)).toEqual({ 'bulk.approved': [seq] });
});

test('an answer to a complaint by whoever approved the case is found', async () => {
  const world = await proposedCase();
  force(world, carla, approval());
  const opened = { type: 'complaint', to: 'received', case: 'c1' };
  force(world, user('dora'), { kind: 'redress', id: 'q1', type: 'redress.opened', data: opened });
  const data = { to: 'answered' };
  const seq = force(world, carla, { kind: 'redress', id: 'q1', type: 'redress.approved', data });
  expect(await exceptions(world)).toEqual({ 'redress.approved': [seq] });
});

describe('property', () => {
  const entry = { from: 'held', to: 'released', currency: 'USD', amount: '1.00', day: DAY };
  const entered = (id: string, type: string, more = {}) => ({
    kind: 'property',
    id: 'p1',
    type: 'property.entered',
    data: { entry: { id, type, ...entry, ...more }, clocks: [] },
  });
  const proposed = (id: string, more = {}) => ({
    ...entered(id, 'reverse', more),
    type: 'property.proposed',
  });
  const approved = (id: string) => ({
    ...{ kind: 'property', id: 'p1', type: 'property.approved' },
    data: { entry: id, clocks: [] },
  });

  test('let go by whoever proposed it is found', async () => {
    const world = new World(CASE_KINDS);
    force(world, ana, entered('e1', 'block'));
    force(world, bea, proposed('e2'));
    const seq = force(world, bea, approved('e2'));
    expect(await exceptions(world)).toEqual({ 'property.approved': [seq] });
  });

  test('reversed by whoever entered it is found', async () => {
    const world = new World(CASE_KINDS);
    force(world, ana, entered('e1', 'block'));
    force(world, bea, proposed('e2', { of: 'e1' }));
    const seq = force(world, ana, approved('e2'));
    expect(await exceptions(world)).toEqual({ 'property.approved': [seq] });
  });

  test('let go by one person alone is found', async () => {
    const world = new World(CASE_KINDS);
    const seq = force(world, ana, entered('e1', 'release'));
    expect(await exceptions(world)).toEqual({ 'property.entered': [seq] });
  });
});

test('a suppression that whoever proposed it granted is found', async () => {
  const world = await proposedCase();
  const data = { case: 'c1', alert: '1', reasons: [], proposedBy: 'bea', until: '2026-05-01' };
  const granted = { kind: 'suppression', id: 's1', type: 'suppression.granted' };
  const seq = force(world, bea, { ...granted, data: { ...data, entity: 'x', dataset: 'x' } });
  expect(await exceptions(world)).toEqual({ 'suppression.granted': [seq] });
});

test('a second reading by whoever worked on the case is found', async () => {
  const world = await proposedCase();
  const drawn = { case: 'c1', seed: 's', rate: 1 };
  force(world, carla, { kind: 'reading', id: 'r1', type: 'reading.drawn', data: drawn });
  const data = { verdict: 'false_positive', reasons: [], agrees: 'yes' };
  const seq = force(world, bea, { kind: 'reading', id: 'r1', type: 'reading.read', data });
  expect(await exceptions(world)).toEqual({ 'reading.read': [seq] });
});

test('a report that its author approved is found, for those who may know of it', async () => {
  const world = new World(CASE_KINDS);
  const sar = { kind: 'sar', id: 's1' };
  const drafted = { to: 'draft', case: 'c1', detected: DAY, suspect: 'known', clocks: [] };
  force(world, ana, { ...sar, type: 'sar.drafted', data: drafted });
  force(world, bea, { ...sar, type: 'sar.proposed', data: { to: 'proposed' } });
  const seq = force(world, ana, { ...sar, type: 'sar.approved', data: { to: 'approved' } });
  expect(await exceptions(world)).toEqual({ 'sar.approved': [seq] });
  const open = await oversightOf(world.events, { until: UNTIL, compartments: [] });
  expect(JSON.stringify(open)).not.toContain('sar.');
});

describe('a report to an authority', () => {
  const report = (type: string) => ({ kind: 'report', id: 'r1', type, data: {} });
  const approvedBy = async (by: Actor) => {
    const world = new World([...CASE_KINDS, REPORT]);
    force(world, ana, report('report.drafted'));
    force(world, bea, report('report.edited'));
    force(world, ana, report('report.proposed'));
    const seq = force(world, by, report('report.approved'));
    force(world, ana, report('report.filed'));
    return { seq, found: await exceptions(world) };
  };

  test('that whoever edited or proposed it approved is found', async () => {
    for (const by of [ana, bea, PROGRAM]) {
      const { seq, found } = await approvedBy(by);
      expect(found).toEqual({ 'report.approved': [seq] });
    }
    expect((await approvedBy(carla)).found).toEqual({});
  });

  test('that was filed after it was given back is found', async () => {
    const world = new World([...CASE_KINDS, REPORT]);
    force(world, ana, report('report.drafted'));
    force(world, ana, report('report.proposed'));
    force(world, carla, report('report.approved'));
    force(world, carla, report('report.returned'));
    const seq = force(world, ana, report('report.filed'));
    expect(await exceptions(world)).toEqual({ 'report.filed': [seq] });
  });
});
