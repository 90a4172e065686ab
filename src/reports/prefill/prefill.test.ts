import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  CASE,
  CASE_COMMANDS,
  CASE_KINDS,
  CURRENCIES,
  exponentOf,
  formatAmount,
} from '../../cases/index.ts';
import { commandOf, syntheticAlert } from '../../cases/testing/alerts.ts';
import { PROGRAM, user, World } from '../../cases/testing/world.ts';
import type { Actor, Kind, Reader } from '../../store/index.ts';
import { REPORT } from '../filing/report.ts';
import { REPORT_COMMANDS } from '../filing/report-commands.ts';
import { withForms } from '../filing/sar-commands.ts';
import { annualOf } from '../ofac/annual.ts';
import { reportNamed } from '../reports.ts';
import { BLOCKED } from '../testing/ofac.ts';
import { SAR as SAR_INPUT } from '../testing/sar.ts';
import { money, sumIn } from './fit.ts';
import { PREFILLED, type PrefillOf, prefill } from './prefill.ts';

const [ANA, BEA] = ['ana', 'bea'].map(user) as [Actor, Actor];
const COMMANDS = [...withForms(CASE_COMMANDS), ...REPORT_COMMANDS];
let world: World;
beforeEach(async () => {
  world = new World([...CASE_KINDS, REPORT as Kind], '2026-09-01T15:00:00.000Z');
  const alert = syntheticAlert({
    explanation: [
      ...syntheticAlert().explanation,
      {
        ...{ feature: 'birthDate', agreement: 'contradicting', points: -12 },
        ...{ query: '1970-01-02', listing: '1961-07-04' },
        sentence: { en: 'The dates differ.', es: 'Las fechas difieren.' },
      },
    ],
  });
  const opening = { customer: 'customer-7', customerName: 'Ximena Satizabal', alerts: [alert] };
  await run('case/open', 'c1', opening, PROGRAM);
});
const run = (address: string, id: string, input: object, actor: Actor = ANA) =>
  world.run(commandOf(COMMANDS, address), id, input, actor);

/** A reader that has nothing of a compartment, as that of the route. */
const closed = (): Reader => {
  const open = <Of>(
    { name, compartment }: { name: string; compartment?: string },
    of: () => Of,
  ) => {
    if (compartment !== undefined) throw new Error(`${name} was read`);
    return of();
  };
  const { document, find, history, events } = world.reader;
  return {
    document: (kind, id) => open(kind, () => document(kind, id)),
    find: (kind, search) => open(kind, () => find(kind, search)),
    history: (kind, id) => open(kind, () => history(kind, id)),
    events: (kinds, until) => {
      for (const kind of kinds) open(kind, () => kind);
      return events(kinds, until);
    },
  };
};
const filled = (form: string, of: PrefillOf) => prefill(closed(), form, of, world.now);
const inputOf = async (form: string, of: PrefillOf) =>
  (await filled(form, of)).input as Record<string, unknown>;

const ACCOUNT = {
  ...{ form: 'account', regime: 'us', programmes: ['SDGT'], entity: 'made-up-1', case: 'c1' },
  ...{ dataset: 'synthetic', holder: 'Ximena Satizabal', reference: '0001' },
  description: 'A current account.',
};
const entry = (id: string, type: string, amount: string, day: string, more = {}) => ({
  ...{ entry: id, type, amount, currency: 'USD', day },
  ...more,
});
const enter = (id: string, of: object) => run('property/enter', id, of);
const agreed = async (id: string, of: { readonly entry: string }) => {
  await run('property/propose', id, { ...of, licence: 'MX-2026-77' });
  await run('property/approve', id, { entry: of.entry }, BEA);
};

describe('reports of property', () => {
  test('of a block have what the ledger has, to the cent, and say what it has not', async () => {
    await run('property/open', 'p1', ACCOUNT);
    await enter('p1', entry('b1', 'block', '1234.56', '2026-03-02'));
    await enter('p1', entry('b2', 'block', '0.07', '2026-03-02'));
    await enter('p1', entry('wrong', 'block', '9999.99', '2026-03-01'));
    await run('property/reverse', 'p1', { entry: 'undo', of: 'wrong', text: 'A slip.' });
    await run('property/approve', 'p1', { entry: 'undo' }, BEA);
    await enter('p1', entry('i1', 'accrue', '3.33', '2026-04-01'));
    await enter('p1', entry('later', 'block', '50.00', '2026-05-05'));
    const { input, missing, report } = await filled('us-ofac-blocked', { property: 'p1' });
    expect(report).toBe('us-ofac-blocked');
    expect(input).toEqual({
      reference: 'p1',
      target: { name: 'Ximena Satizabal', listing: 'made-up-1', programme: 'SDGT' },
      property: { kind: 'account', description: 'A current account.', account: '0001' },
      blocked: '2026-03-02',
      value: { amount: '1234.63', currency: 'USD' },
      valueUsd: '1234.63',
      authority: expect.stringContaining('EO 13224'),
    });
    expect(missing.map(({ path }) => path)).toEqual(['holder', 'property.location']);
    const named = await inputOf('us-ofac-blocked', { property: 'p1', entry: 'later' });
    expect(named).toMatchObject({ blocked: '2026-05-05', valueUsd: '50.00' });
    for (const wrong of ['wrong', 'undo', 'i1', 'none']) {
      const asked = filled('us-ofac-blocked', { property: 'p1', entry: wrong });
      await expect(asked, wrong).rejects.toMatchObject({ code: 'CASE_ENTRY' });
    }
  });

  test('in another currency ask for the dollars, as no rate is on record', async () => {
    await run('property/open', 'p1', ACCOUNT);
    await enter('p1', entry('b1', 'block', '1234567.89', '2026-03-02', { currency: 'MXN' }));
    const { input, missing } = await filled('us-ofac-blocked', { property: 'p1' });
    expect(input).toMatchObject({ value: { amount: '1234567.89', currency: 'MXN' } });
    expect(missing.map(({ path }) => path)).toContain('valueUsd');
  });

  test('of what left have the last of it, its licence, and the report of its blocking', async () => {
    await run('property/open', 'p1', ACCOUNT);
    await enter('p1', entry('b1', 'block', '1000.10', '2026-03-02'));
    const blocked = { report: 'us-ofac-blocked', property: 'p1', input: BLOCKED };
    await run('report/draft', 'r1', blocked);
    await run('report/propose', 'r1', {});
    const { digest } = world.state(REPORT, 'r1');
    await run('report/approve', 'r1', { digest }, BEA);
    const filing = { day: '2026-03-05', way: 'portal', reference: 'ORS-2026-5' };
    await run('report/file', 'r1', filing);
    await agreed('p1', entry('t1', 'transfer', '400.05', '2026-06-01'));
    await agreed('p1', entry('f1', 'release', '600.05', '2026-07-02'));
    const input = await inputOf('us-ofac-unblocked', { property: 'p1' });
    expect(input).toMatchObject({
      ...{ reference: 'p1/f1', priorReference: 'ORS-2026-5', blocked: '2026-03-02' },
      ...{ action: 'unblocked', day: '2026-07-02', ground: 'MX-2026-77', valueUsd: '600.05' },
      // The institution, as the report that two people agreed to names it.
      holder: BLOCKED.holder,
    });
    const moved = await inputOf('us-ofac-unblocked', { property: 'p1', entry: 't1' });
    expect(moved).toMatchObject({ action: 'transferred', valueUsd: '400.05', day: '2026-06-01' });
    expect(moved).not.toHaveProperty('how');
  });

  test('of what was rejected have the transaction and why', async () => {
    await run('property/open', 'p1', { ...ACCOUNT, form: 'transaction' });
    const why = { text: 'The bank of the beneficiary is named in an order.' };
    await enter('p1', entry('r1', 'reject', '9000.01', '2026-08-20', why));
    const { input, missing } = await filled('us-ofac-rejected', { property: 'p1' });
    expect(input).toMatchObject({
      ...{ rejected: '2026-08-20', why: why.text, valueUsd: '9000.01', listing: 'made-up-1' },
      transaction: { reference: '0001', value: { amount: '9000.01', currency: 'USD' } },
    });
    // The day of the transaction need not be that of its rejection.
    expect(missing.map(({ path }) => path)).toContain('transaction.date');
  });

  test('of a year have what was held on 30 June, row by row', async () => {
    for (const id of ['p1', 'p2', 'p3', 'p4', 'p5']) await run('property/open', id, ACCOUNT);
    await run('property/open', 'p6', { ...ACCOUNT, regime: 'other' });
    await enter('p1', entry('b1', 'block', '100.10', '2025-12-31'));
    await enter('p1', entry('i1', 'accrue', '0.01', '2026-06-30'));
    await enter('p1', entry('i2', 'accrue', '5.00', '2026-07-01'));
    await enter('p2', entry('b1', 'block', '200.20', '2026-01-01'));
    await agreed('p2', entry('f1', 'release', '200.20', '2026-06-30'));
    await enter('p3', entry('b1', 'block', '300.30', '2026-02-02'));
    await agreed('p3', entry('f1', 'release', '300.30', '2026-07-01'));
    await enter('p4', entry('b1', 'block', '1.00', '2026-07-01'));
    await enter('p5', entry('b1', 'block', '50', '2026-03-03', { currency: 'JPY' }));
    await enter('p5', entry('b2', 'block', '2.50', '2026-03-04'));
    await enter('p6', entry('b1', 'block', '77.00', '2026-03-03'));
    const { input, missing } = await filled('us-ofac-annual', { year: 2026 });
    const rows = (input as { blocks: { id: string; valueUsd?: string; blocked: string }[] }).blocks;
    expect(rows.map(({ id, valueUsd, blocked }) => [id, valueUsd, blocked])).toEqual([
      ['p1', '100.11', '2025-12-31'],
      ['p3', '300.30', '2026-02-02'],
      ['p5/JPY', undefined, '2026-03-03'],
      ['p5/USD', '2.50', '2026-03-03'],
    ]);
    expect(missing.map(({ path }) => path)).toEqual(['holder', 'blocks.2.valueUsd']);
    expect(annualOf(input as never)).toMatchObject({ count: 4, totalUsd: '402.91', leftOut: [] });
    // A year before anything was blocked has a report without rows.
    expect(await inputOf('us-ofac-annual', { year: 2025 })).toEqual({ year: 2025 });
  });
});

test('amounts come into a form with all their digits, or not at all', () => {
  const unit = fc.bigInt(1n, 10n ** 26n);
  fc.assert(
    fc.property(fc.constantFrom(...CURRENCIES), unit, unit, (currency, one, other) => {
      const texts = [formatAmount(one, currency), formatAmount(other, currency)];
      fc.pre(texts.every((text) => (text.split('.')[0] ?? '').length <= 24));
      expect(sumIn(currency, texts)).toBe(formatAmount(one + other, currency));
      const there = money(texts[0], currency);
      if (there === undefined) return;
      const [whole = '', decimals = ''] = there.amount.split('.');
      const exponent = exponentOf(currency) ?? 0;
      expect(BigInt(whole + decimals.padEnd(exponent, '0'))).toBe(one);
    }),
  );
});

async function redress(type: string, pieces: Readonly<Record<string, string>>): Promise<void> {
  const about = { case: 'c1', property: 'p1' };
  await run('redress/open', 'x1', { type, ...about, person: 'Ximena Satizabal' });
  const file = { name: 'passport.pdf', mediaType: 'application/pdf', bytes: 9 };
  await run('redress/attach', 'x1', { ...file, sha256: 'b'.repeat(64) });
  for (const [item, text] of Object.entries(pieces)) {
    await run('redress/provide', 'x1', { item, text });
  }
}

describe('letters', () => {
  beforeEach(async () => {
    await run('property/open', 'p1', ACCOUNT);
    await enter('p1', entry('b1', 'block', '1500.05', '2026-03-02'));
    await enter('p1', entry('i1', 'accrue', '0.02', '2026-04-01'));
  });

  test('of a release have the dossier, the balance and what tells the two apart', async () => {
    await redress('release', { reasons: 'She is somebody else.', applicant: 'A. Prueba' });
    const given = { item: 'identity', text: 'Passport X1', sha256: 'b'.repeat(64) };
    await run('redress/provide', 'x1', given);
    const { input, missing } = await filled('us-ofac-release', { redress: 'x1' });
    expect(input).toEqual({
      asker: { name: 'A. Prueba' },
      concerned: { name: 'Ximena Satizabal', document: 'Passport X1' },
      property: {
        ...{ description: 'A current account.', account: '0001', blocked: '2026-03-02' },
        ...{ value: { amount: '1500.07', currency: 'USD' }, valueUsd: '1500.07' },
      },
      listed: { name: 'Ximena Satizábal Prueba', id: 'made-up-1' },
      differences: [{ what: 'birthDate', ours: '1970-01-02', listed: '1961-07-04' }],
      statement: 'She is somebody else.',
      enclosures: [
        {
          what: 'Copy of a document that shows the identity',
          name: 'passport.pdf',
          sha256: 'b'.repeat(64),
        },
      ],
    });
    expect(missing.map(({ path }) => path)).toEqual(['asker.address', 'holder']);
  });

  test('of a petition have its grounds', async () => {
    await redress('delisting', { arguments: 'The basis is gone.', remedies: 'A sale.' });
    const input = await inputOf('us-ofac-petition', { redress: 'x1' });
    expect(input).toMatchObject({
      ...{ petitioner: { name: 'Ximena Satizabal' }, authority: 'ofac', steps: ['A sale.'] },
      grounds: [{ facts: 'The basis is gone.' }],
      listed: { id: 'made-up-1' },
    });
    const other = filled('us-ofac-release', { redress: 'x1' });
    await expect(other).rejects.toMatchObject({ code: 'STORE_INPUT' });
  });

  test('to the person have what is held and why, and no comment', async () => {
    await run('case/comment', 'c1', { text: 'Between us.' });
    const input = await inputOf('subject-file', { case: 'c1' });
    expect(input).toEqual({
      reference: 'c1',
      person: { name: 'Ximena Satizabal' },
      held: [
        { kind: 'comparison', since: '2026-09-01' },
        {
          ...{ kind: 'blocked', description: 'A current account.', since: '2026-03-02' },
          value: { amount: '1500.07', currency: 'USD' },
        },
      ],
      reasons: [
        {
          ...{ kind: 'similar', list: 'synthetic', date: '2026-09-01' },
          entry: 'Ximena Satizábal Prueba',
        },
      ],
    });
  });
});

/** What each form can be filled in from, where everything is there. */
const FROM: Readonly<Record<string, PrefillOf>> = {
  'us-ofac-blocked': { property: 'p1' },
  'us-ofac-unblocked': { property: 'p1' },
  'us-ofac-rejected': { property: 'p2' },
  'us-ofac-annual': { year: 2026 },
  'us-ofac-release': { redress: 'x1' },
  'us-ofac-petition': { redress: 'x2' },
  'subject-file': { case: 'c1' },
};

test('nothing of a report of suspicious activity flows into another', async () => {
  await run('property/open', 'p1', ACCOUNT);
  await enter('p1', entry('b1', 'block', '10.00', '2026-03-02'));
  await agreed('p1', entry('f1', 'release', '1.00', '2026-07-01'));
  await run('property/open', 'p2', ACCOUNT);
  await enter('p2', entry('r1', 'reject', '3.00', '2026-03-02'));
  await redress('release', { reasons: 'She is somebody else.' });
  const petition = { type: 'delisting', case: 'c1', person: 'Ximena Satizabal' };
  await run('redress/open', 'x2', petition);
  const all = async () => {
    const found: object[] = [];
    for (const form of PREFILLED) {
      found.push(await filled(form, FROM[form] ?? {}));
      // Whatever it was filled in from, the form takes it.
      const { input } = found.at(-1) as { input: object };
      expect(() => reportNamed(form).missing(input)).not.toThrow();
    }
    return JSON.stringify(found);
  };
  const without = await all();
  await run('sar/draft', 's1', {
    ...{ case: 'c1', detected: '2026-08-02', suspect: 'known', isUrgent: true },
    ...{ activities: ['38n'], subjects: [{ name: 'Ximena Satizabal', customer: 'customer-7' }] },
    narrative: 'Cash came in rounds.',
  });
  await run('sar/fill', 's1', { report: 'us-fincen-sar', input: SAR_INPUT });
  await run('sar/propose', 's1', {});
  expect(world.all(CASE)).toHaveLength(1);
  expect(await all()).toBe(without);
});

test.each([
  ['an unknown form', 'none', {}, 'REPORT_UNKNOWN'],
  ['a form of a compartment', 'us-fincen-sar', { case: 'c1' }, 'REPORT_UNKNOWN'],
  ['a form that nothing fills in', 'examiner-package', {}, 'STORE_INPUT'],
  ['no property', 'us-ofac-blocked', {}, 'STORE_INPUT'],
  ['a property that is not there', 'us-ofac-blocked', { property: 'none' }, 'STORE_ABSENT'],
  ['no year', 'us-ofac-annual', {}, 'STORE_INPUT'],
])('%s is refused', async (_, form, of, code) => {
  await expect(filled(form, of)).rejects.toMatchObject({ code });
});
