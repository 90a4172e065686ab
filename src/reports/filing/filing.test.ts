import { beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '../../base/index.ts';
import { CASE_KINDS } from '../../cases/index.ts';
import { expectSoundWorkflow } from '../../cases/testing/sound-workflow.ts';
import { PROGRAM, user, World } from '../../cases/testing/world.ts';
import type { Actor, Kind } from '../../store/index.ts';
import { reportNamed } from '../reports.ts';
import { BLOCKED } from '../testing/ofac.ts';
import type { Format } from '../types.ts';
import { documentOf, LANGUAGES } from './pins.ts';
import { REPORT, REPORT_WORKFLOW } from './report.ts';
import { REPORT_COMMANDS } from './report-commands.ts';

const [ANA, BEA, CARLA] = ['ana', 'bea', 'carla'].map(user) as [Actor, Actor, Actor];
let world: World;
beforeEach(() => {
  world = new World([...CASE_KINDS, REPORT as Kind]);
});

function run(name: string, input: object = {}, actor: Actor = ANA) {
  const command = REPORT_COMMANDS.find((one) => one.name === name);
  if (command === undefined) throw new Error(`no command ${name}`);
  return world.run(command, 'r1', input, actor);
}
const state = () => world.state(REPORT, 'r1');
const draft = (input: object = BLOCKED) => run('draft', { report: 'us-ofac-blocked', input });
const approve = (actor: Actor) => run('approve', { digest: state().digest }, actor);
const expectRefused = async (done: Promise<unknown>, code: string) => {
  await expect(done, code).rejects.toMatchObject({ code });
};

test('the states of a report can all be reached, and every right is a report’s', () => {
  expectSoundWorkflow(REPORT_WORKFLOW);
  for (const { name, right } of REPORT_COMMANDS) expect(right, name).toMatch(/^report:/);
});

describe('a report', () => {
  test('is approved by a person who had no part in it, and by nobody else', async () => {
    await draft({});
    await run('edit', { input: BLOCKED }, BEA);
    await expectRefused(approve(CARLA), 'CASE_STATE');
    await run('propose', {}, ANA);
    await expectRefused(approve(ANA), 'CASE_SECOND_PERSON');
    await expectRefused(approve(BEA), 'CASE_SECOND_PERSON');
    await expectRefused(approve(PROGRAM), 'CASE_PERSON');
    await expectRefused(run('return', { text: 'No.' }, BEA), 'CASE_SECOND_PERSON');
    await approve(CARLA);
    expect(state()).toMatchObject({ status: 'approved', approvedBy: 'carla', proposedBy: 'ana' });
    await expectRefused(run('file', { day: '2026-03-02', way: 'portal' }, PROGRAM), 'CASE_PERSON');
    await run('file', { day: '2026-03-02', way: 'portal', reference: 'ORS-1' }, BEA);
    const filed = { day: '2026-03-02', way: 'portal', reference: 'ORS-1', by: 'bea' };
    expect(state()).toMatchObject({ status: 'filed', filed });
    expect(world.replayed()).toEqual(world.states());
  });

  test('is drafted and proposed by persons, never by programs', async () => {
    const input = { report: 'us-ofac-blocked', input: BLOCKED };
    await expectRefused(run('draft', input, PROGRAM), 'CASE_PERSON');
    await draft();
    await expectRefused(run('edit', { input: BLOCKED }, PROGRAM), 'CASE_PERSON');
    await expectRefused(run('propose', {}, PROGRAM), 'CASE_PERSON');
  });

  test('is approved as it was previewed', async () => {
    await draft();
    const seen = state().digest;
    await run('propose');
    await run('return', { text: 'The value is wrong.' }, BEA);
    await run('edit', { input: { ...BLOCKED, valueUsd: '67890.13' } });
    await run('propose');
    await expectRefused(run('approve', { digest: seen }, BEA), 'REPORT_PREVIEW');
    await approve(BEA);
    expect(state().returns).toMatchObject([{ by: 'bea', text: 'The value is wrong.' }]);
  });

  test('cannot be edited once it is proposed, approved or filed', async () => {
    const edited = { input: { ...BLOCKED, valueUsd: '1.00' } };
    await draft();
    await run('propose');
    await expectRefused(run('edit', edited), 'CASE_STATE');
    await approve(BEA);
    const before = state();
    for (const actor of [ANA, BEA, CARLA]) {
      await expectRefused(run('edit', edited, actor), 'CASE_STATE');
      await expectRefused(run('propose', {}, actor), 'CASE_STATE');
      await expectRefused(run('withdraw', { text: 'No.' }, actor), 'CASE_STATE');
    }
    expect(state()).toBe(before);
    await run('file', { day: '2026-03-01', way: 'email' });
    await expectRefused(run('edit', edited), 'CASE_STATE');
    await expectRefused(run('return', { text: 'No.' }, CARLA), 'CASE_STATE');
  });

  test('given back after approval is unpinned, and approved anew', async () => {
    await draft();
    await run('propose');
    await approve(BEA);
    const first = state().pinned;
    world.later(1);
    await run('return', { text: 'A copy is missing.' }, CARLA);
    expect(state()).toMatchObject({ status: 'returned', pinned: null, approvedBy: null });
    await expectRefused(run('file', { day: '2026-03-02', way: 'post' }), 'CASE_STATE');
    await run('propose');
    await approve(BEA);
    expect(state().pinned?.moment).not.toBe(first?.moment);
  });

  test('is not proposed while anything is missing, and takes no field that is not of it', async () => {
    const { valueUsd: _, ...lacking } = BLOCKED;
    await draft(lacking);
    await expectRefused(run('propose'), 'REPORT_INCOMPLETE');
    await expectRefused(run('edit', { input: { ...BLOCKED, else: 1 } }), 'REPORT_INPUT');
    await expectRefused(run('edit', { input: { reference: '\ud800' } }), 'STORE_INPUT');
    await expectRefused(run('draft', { report: 'us-ofac-blocked', input: {} }), 'STORE_EXISTS');
  });

  test('of something names what is there', async () => {
    for (const of of ['case', 'property', 'redress']) {
      const input = { report: 'subject-file', [of]: 'none', input: {} };
      await expectRefused(run('draft', input), 'STORE_ABSENT');
    }
  });

  test('that is a letter is refused where it would tell somebody', async () => {
    const reveals = { petitioner: { name: 'We filed a suspicious activity report' } };
    const input = { report: 'us-ofac-petition', input: reveals };
    await expectRefused(run('draft', input), 'REPORT_REVEALS');
  });

  test.each(['us-fincen-sar', 'goaml-str', 'goaml-sar', 'no-such-report'])(
    '%s is as unknown to it as a name that nobody has heard of',
    async (report) => {
      await expectRefused(run('draft', { report, input: {} }), 'STORE_INPUT');
      expect(JSON.stringify(REPORT_COMMANDS.map(({ input }) => input))).not.toMatch(/sar|goaml/);
    },
  );

  test('says nothing of persons for good, and shows nothing of them once they are erased', async () => {
    await draft();
    await run('propose');
    await approve(BEA);
    expect(JSON.stringify(world.events.map(({ data }) => data))).not.toMatch(/Inventado|Prueba/);
    const erased = world.replayed(() => true).get('report/r1') as ReturnType<typeof state>;
    expect(erased).toMatchObject({ input: null, digest: state().digest, status: 'approved' });
    await expectRefused(shown('pdf', 'en', erased), 'REPORT_ERASED');
  });
});

const shown = (format: Format, language: 'en' | 'es', standing = state()) =>
  documentOf(reportNamed(standing.report), standing, {
    format,
    language,
    now: world.now,
    by: 'auditor-9',
  });

describe('the document of a report', () => {
  test('bears a mark until it is approved, then none, and is that of the approval for good', async () => {
    await draft();
    const text = async () => Buffer.from((await shown('json', 'en')).bytes).toString();
    expect(await text()).toContain('PREVIEW');
    expect((await shown('pdf', 'en')).fileName).toMatch(/-preview\.pdf$/);
    await run('propose');
    expect(await text()).toContain('PREVIEW');
    world.later(5);
    const moment = world.now.toISOString();
    await approve(BEA);
    const pinned = state().pinned;
    expect(pinned).toMatchObject({ moment, madeBy: 'ana' });
    expect(pinned?.documents).toHaveLength(3 * LANGUAGES.length);
    // Ten years later, by somebody else.
    world.later(10 * 365 * 24);
    for (const { format, language, sha256: approved, bytes } of pinned?.documents ?? []) {
      const again = await shown(format as Format, language as 'en');
      expect([format, language, sha256(again.bytes)]).toEqual([format, language, approved]);
      expect(again.bytes.length).toBe(bytes);
    }
    expect(await text()).not.toContain('PREVIEW');
    expect(await text()).toContain(moment);
  });

  test('is refused where it would not be the approved one', async () => {
    await draft();
    await run('propose');
    await approve(BEA);
    const { pinned, ...rest } = state();
    if (pinned === null) throw new Error('it is approved');
    const moment = new Date(Date.parse(pinned.moment) + 1_000).toISOString();
    const other = { ...rest, pinned: { ...pinned, moment } };
    await expectRefused(shown('pdf', 'en', other), 'REPORT_CHANGED');
    const input = { ...BLOCKED, valueUsd: '1.00' };
    await expectRefused(shown('xlsx', 'es', { ...rest, pinned, input }), 'REPORT_CHANGED');
  });
});
