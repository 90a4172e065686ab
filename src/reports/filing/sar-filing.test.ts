import { beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '../../base/index.ts';
import { CASE_COMMANDS, CASE_KINDS, SAR } from '../../cases/index.ts';
import { commandOf, syntheticAlert } from '../../cases/testing/alerts.ts';
import { PROGRAM, user, World } from '../../cases/testing/world.ts';
import type { Actor } from '../../store/index.ts';
import { reportNamed } from '../reports.ts';
import { SAR as INPUT } from '../testing/sar.ts';
import type { Format } from '../types.ts';
import { documentOf } from './pins.ts';
import { withForms } from './sar-commands.ts';

const [ANA, BEA, CARLA] = ['ana', 'bea', 'carla'].map(user) as [Actor, Actor, Actor];
const COMMANDS = withForms(CASE_COMMANDS);
let world: World;
const run = (name: string, input: object = {}, actor: Actor = ANA) =>
  world.run(commandOf(COMMANDS, `sar/${name}`), 's1', input, actor);
const state = () => world.state(SAR, 's1');
const fill = (input: object = INPUT, actor: Actor = ANA, report = 'us-fincen-sar') =>
  run('fill', { report, input }, actor);
const approve = (actor: Actor) => run('approve', { digest: state().form?.digest ?? '' }, actor);
const expectRefused = async (done: Promise<unknown>, code: string) => {
  await expect(done, code).rejects.toMatchObject({ code });
};

beforeEach(async () => {
  world = new World(CASE_KINDS);
  const opening = { customer: 'customer-7', alerts: [syntheticAlert()] };
  await world.run(commandOf(COMMANDS, 'case/open'), 'c1', opening, PROGRAM);
  await run('draft', {
    ...{ case: 'c1', detected: '2026-03-02', suspect: 'known', isUrgent: false },
    ...{ activities: ['38n'], subjects: [], narrative: 'Cash came in rounds.' },
  });
});

test('commands with forms take the places of the plain ones, and keep their rights', () => {
  const address = ({ kind, name, right }: (typeof COMMANDS)[number]) =>
    `${kind.name}/${name} ${right}`;
  const [plain, all] = [CASE_COMMANDS.map(address), COMMANDS.map(address)];
  expect(plain.filter((one) => !all.includes(one))).toEqual([]);
  const added = ['sar/fill sar:draft', 'sar/read-acknowledgement sar:acknowledge'];
  expect(all.filter((one) => !plain.includes(one)).sort()).toEqual(added);
  expect(new Set(all).size).toBe(all.length);
});

describe('the form of a report of suspicious activity', () => {
  test('is filled in, approved by somebody else, and its bytes are those of then', async () => {
    await fill({}, CARLA);
    await expectRefused(run('propose'), 'REPORT_INCOMPLETE');
    await fill();
    await run('propose');
    await expectRefused(fill(), 'CASE_STATE');
    for (const worker of [ANA, CARLA]) await expectRefused(approve(worker), 'CASE_SECOND_PERSON');
    await expectRefused(run('approve', {}, BEA), 'REPORT_PREVIEW');
    await approve(BEA);
    const { pinned } = state();
    expect(pinned).toMatchObject({ moment: world.now.toISOString(), madeBy: 'ana' });
    expect(pinned?.documents.map(({ format }) => format)).toContain('xml');
    await expectRefused(fill(), 'CASE_STATE');
    world.later(10 * 365 * 24);
    for (const { format, language, sha256: approved } of pinned?.documents ?? []) {
      const { bytes } = await shown(format as Format, language as 'en');
      expect([format, language, sha256(bytes)]).toEqual([format, language, approved]);
    }
    expect(world.replayed()).toEqual(world.states());
    const kept = JSON.stringify(world.events.map(({ data }) => data));
    expect(kept).not.toMatch(/Prueba Inventada|Culiac/);
    expect(world.replayed(() => true).get('sar/s1')).toMatchObject({ form: { input: null } });
  });

  test('is not asked for: a report without one goes as before', async () => {
    await run('propose');
    await run('approve', {}, BEA);
    expect(state()).toMatchObject({ status: 'approved', form: null, pinned: null });
  });

  test('of an ordinary report, or of none, is refused', async () => {
    for (const report of ['us-ofac-blocked', 'no-such-report']) {
      await expectRefused(fill({}, ANA, report), 'STORE_INPUT');
    }
    await expectRefused(fill({ nothing: 'known' }), 'REPORT_INPUT');
  });
});

const shown = (format: Format, language: 'en' | 'es') => {
  const { form, pinned } = state();
  return documentOf(
    reportNamed('us-fincen-sar', true),
    { input: form?.input ?? null, pinned },
    { format, language, now: world.now, by: 'somebody' },
  );
};

const ERROR =
  '<EFilingActivityErrorXML SeqNum="4"><ErrorContextText>Activity[1]</ErrorContextText>' +
  '<ErrorElementNameText>PartyName</ErrorElementNameText><ErrorLevelText>WARN</ErrorLevelText>' +
  '<ErrorText>Made up.</ErrorText><ErrorTypeCode>C4</ErrorTypeCode></EFilingActivityErrorXML>';
const answer = (status: string, ...activities: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><EFilingBatchXML StatusCode="${status}" SeqNum="1">` +
  `<EFilingSubmissionXML SeqNum="2" StatusCode="${status}">${activities
    .map((inside) => `<EFilingActivityXML SeqNum="3">${inside}</EFilingActivityXML>`)
    .join('')}</EFilingSubmissionXML></EFilingBatchXML>`;
const BSAID = '<BSAID>31000000000001</BSAID>';

describe("FinCEN's acknowledgement", () => {
  const read = (xml: string, actor: Actor = ANA) => run('read-acknowledgement', { xml }, actor);
  const filed = async (report = 'us-fincen-sar') => {
    if (report === 'us-fincen-sar') await fill();
    await run('propose');
    await (report === 'us-fincen-sar' ? approve(BEA) : run('approve', {}, BEA));
    await run('filed', { day: '2026-03-02' });
  };

  test('that accepts gives the number, and what it warns of beside the file itself', async () => {
    await filed();
    const xml = answer('A', BSAID + ERROR);
    await read(xml, PROGRAM);
    expect(state()).toMatchObject({ status: 'acknowledged', reference: '31000000000001' });
    expect(state().pins).toMatchObject([
      { reference: 'acknowledgement', sha256: sha256(xml), text: 'WARN C4: Made up.' },
    ]);
  });

  test('that does not sends the report back with the errors', async () => {
    await filed();
    await read(answer('R', ERROR));
    expect(state()).toMatchObject({ status: 'returned', reference: null, pinned: null });
    expect(state().returns).toMatchObject([{ text: 'R\nWARN C4: Made up.' }]);
  });

  test.each([
    ['of two reports', answer('A', BSAID, BSAID)],
    ['of no report', answer('A')],
    ['that is none', '<html></html>'],
  ])('%s changes nothing', async (_, xml) => {
    await filed();
    const before = state();
    await expectRefused(read(xml), 'REPORT_ANSWER');
    expect(state()).toBe(before);
  });

  test('comes after the filing, and to a report to FinCEN', async () => {
    await expectRefused(read(answer('A', BSAID)), 'CASE_STATE');
    await fill({}, ANA, 'goaml-str');
    await expectRefused(read(answer('A', BSAID)), 'REPORT_ANSWER');
  });
});
