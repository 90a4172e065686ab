import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { loadData, TamizError } from '../base/index.ts';
import { citations, clocks } from '../law/index.ts';
import type { Actor } from '../store/index.ts';
import { CURRENCIES, exponentOf, formatAmount, parseAmount } from './amounts.ts';
import { CASE_COMMANDS, CASE_KINDS } from './index.ts';
import { ACCOUNTS, ENTRY_TYPES, isBalanced } from './ledger.ts';
import { heldOn, PROPERTY, type PropertyState } from './property.ts';
import { commandOf, syntheticAlert } from './testing/alerts.ts';
import { PROGRAM, user, World } from './testing/world.ts';

const [ANA, BEA, CARLA] = ['ana', 'bea', 'carla'].map(user) as [Actor, Actor, Actor];
let world: World;
beforeEach(() => {
  world = new World(CASE_KINDS, '2026-09-01T15:00:00.000Z');
});
const run = (name: string, input: object, actor: Actor = ANA, id = 'p1') =>
  world.run(commandOf(CASE_COMMANDS, `property/${name}`), id, input, actor);
const state = (id = 'p1') => world.state(PROPERTY, id);

const ACCOUNT = {
  ...{ form: 'account', regime: 'us', programmes: ['SDGT'], entity: 'made-up-1' },
  ...{ dataset: 'synthetic', holder: 'Ximena Satizabal', reference: '0001' },
  description: 'A current account.',
};
const entry = (id: string, type: string, amount: string, day = '2026-03-02', more = {}) => ({
  ...{ entry: id, type, amount, currency: 'USD', day },
  ...more,
});
const LICENCE = { licence: 'GL-1' };

describe('amounts', () => {
  test('come back as they went in, whatever the currency', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CURRENCIES), fc.bigInt(1n, 10n ** 24n), (currency, units) => {
        fc.pre(formatAmount(units, currency).split('.')[0]!.length <= 24);
        expect(parseAmount(formatAmount(units, currency), currency)).toBe(units);
      }),
    );
  });

  test.each([
    ['1.005', 'USD'],
    ['1.5', 'JPY'],
    ['0', 'USD'],
    ['0.00', 'USD'],
    ['-1', 'USD'],
    ['1e3', 'USD'],
    ['1,000', 'USD'],
    ['01', 'USD'],
    ['.5', 'USD'],
    ['1.', 'USD'],
    ['', 'USD'],
    ['1', 'ZZZ'],
    ['9'.repeat(25), 'USD'],
  ])('%s %s is none', (text, currency) => {
    expect(() => parseAmount(text, currency)).toThrow(TamizError);
  });

  test('have the decimals of ISO 4217', () => {
    expect(formatAmount(1234n, 'USD')).toBe('12.34');
    expect(formatAmount(-5n, 'KWD')).toBe('-0.005');
    expect(formatAmount(1234n, 'JPY')).toBe('1234');
    const { exponents } = loadData<{ exponents: Record<string, string[]> }>(
      'cases/currencies.json',
    );
    const codes = Object.values(exponents).flat();
    expect(new Set(codes).size).toBe(codes.length);
    // What the runtime knows of ISO's codes is another hand's table.
    const known = new Set(Intl.supportedValuesOf('currency'));
    const foreign = codes.filter((code) => !known.has(code));
    expect(foreign.length, foreign.join()).toBeLessThan(12);
    expect(codes.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
    expect(exponentOf('MXN')).toBe(2);
  });
});

test('the table of entries names accounts, clocks and citations that exist', () => {
  for (const { id, from, to, clocks: started, citations: cited, second } of ENTRY_TYPES) {
    expect(ACCOUNTS, id).toEqual(expect.arrayContaining([from, to]));
    for (const clock of started) expect(clocks.has(clock), clock).toBe(true);
    for (const one of cited) expect(citations.has(one), one).toBe(true);
    // Whatever lets go of something needs two people; a bank's usual charge does not.
    const letsGo = ['licensed', 'released', 'transferred', 'spent'].includes(to);
    expect(second, id).toBe(letsGo);
  }
});

describe('property', () => {
  beforeEach(async () => {
    await run('open', ACCOUNT);
  });

  test('is blocked, earns, is charged, licensed and released, to the cent', async () => {
    await run('enter', entry('e1', 'block', '1000.10'));
    await run('enter', entry('e2', 'accrue', '0.05', '2026-04-01'));
    await run('enter', entry('e3', 'fee', '1.00', '2026-05-01', LICENCE));
    await run('propose', entry('e4', 'license', '100', '2026-05-02', LICENCE));
    await run('approve', { entry: 'e4' }, BEA);
    await run('propose', entry('e5', 'spend', '60.5', '2026-05-03', LICENCE));
    await run('approve', { entry: 'e5' }, BEA);
    await run('enter', entry('e6', 'lapse', '39.50', '2026-06-01', LICENCE));
    await run('propose', entry('e7', 'release', '938.65', '2026-07-01', LICENCE));
    expect(state().balances['USD']).toMatchObject({ held: '938.65', licensed: '0.00' });
    await run('approve', { entry: 'e7' }, BEA);
    expect(state().balances['USD']).toEqual({
      ...{ outside: '-1000.15', held: '0.00', charged: '1.00', licensed: '0.00' },
      ...{ spent: '60.50', released: '938.65' },
    });
    expect(state().status).toBe('gone');
    const on = async (day: string) =>
      (await heldOn(world.events, day)).map(({ id, amounts, blockedOn }) => [
        ...[id, amounts['USD'], blockedOn],
      ]);
    expect(await on('2026-03-01')).toEqual([]);
    expect(await on('2026-05-02')).toEqual([['p1', '899.15', '2026-03-02']]);
    expect(await on('2026-06-30')).toEqual([['p1', '938.65', '2026-03-02']]);
    expect(await on('2026-07-01')).toEqual([]);
  });

  test('starts the clocks of the report that each entry asks for', async () => {
    await run('enter', entry('e1', 'block', '10', '2026-08-03'));
    await run('propose', entry('e2', 'release', '10', '2026-08-20', LICENCE));
    expect(state().clocks).toHaveLength(1);
    await run('approve', { entry: 'e2' }, BEA);
    expect(state().clocks.map(({ clock, due }) => [clock, due])).toEqual([
      ['ofac.blocked.initial', '2026-08-17'],
      ['ofac.unblocked', '2026-09-03'],
      ['ofac.records', '2036-08-20'],
    ]);
    expect(state().due).toBe('2026-08-17');
    await run('open', { ...ACCOUNT, regime: 'other' }, ANA, 'p2');
    await run('enter', entry('e1', 'block', '10'), ANA, 'p2');
    expect(state('p2').clocks).toEqual([]);
  });

  test('of a case does not start what the case has started', async () => {
    const alerts = [syntheticAlert()];
    const opening = { customer: 'customer-7', alerts };
    await world.run(commandOf(CASE_COMMANDS, 'case/open'), 'c1', opening, PROGRAM);
    await run('open', { ...ACCOUNT, case: 'c1' }, ANA, 'p2');
    await run('enter', entry('e1', 'block', '10'), ANA, 'p2');
    expect(state('p2').clocks).toEqual([]);
    await expect(run('open', { ...ACCOUNT, case: 'c9' }, ANA, 'p3')).rejects.toMatchObject({
      code: 'STORE_ABSENT',
    });
  });

  test('is entered once, however often that is asked', async () => {
    const block = entry('e1', 'block', '10');
    expect(await run('enter', block)).toBe(1);
    expect(await run('enter', { ...block, amount: '10.00' })).toBe(0);
    for (const other of [{ amount: '10.01' }, { day: '2026-03-03' }, { currency: 'EUR' }]) {
      await expect(run('enter', { ...block, ...other })).rejects.toMatchObject({
        code: 'CASE_ENTRY',
      });
    }
    const release = entry('e2', 'release', '4', '2026-03-05', LICENCE);
    expect(await run('propose', release)).toBe(1);
    expect(await run('propose', release)).toBe(0);
    expect(await run('approve', { entry: 'e2' }, BEA)).toBe(1);
    expect(await run('approve', { entry: 'e2' }, BEA)).toBe(0);
    expect(await run('propose', release)).toBe(0);
    expect(state().balances['USD']?.['held']).toBe('6.00');
  });

  test('is let go by two people only', async () => {
    await run('enter', entry('e1', 'block', '10'), PROGRAM);
    const release = entry('e2', 'release', '10', '2026-03-05', LICENCE);
    await expect(run('enter', release)).rejects.toMatchObject({ code: 'STORE_INPUT' });
    await expect(run('propose', release, PROGRAM)).rejects.toMatchObject({ code: 'CASE_PERSON' });
    await run('propose', release, ANA);
    for (const [actor, code] of [
      [ANA, 'CASE_SECOND_PERSON'],
      [PROGRAM, 'CASE_PERSON'],
    ] as const) {
      await expect(run('approve', { entry: 'e2' }, actor)).rejects.toMatchObject({ code });
    }
    await run('refuse', { entry: 'e2', text: 'No licence for this.' }, BEA);
    expect(state()).toMatchObject({ pending: [], refused: [{ id: 'e2', refusedBy: 'bea' }] });
    await expect(run('approve', { entry: 'e2' }, CARLA)).rejects.toMatchObject({
      code: 'CASE_ENTRY',
    });
    expect(state().balances['USD']?.['held']).toBe('10.00');
  });

  test('is never below zero, not even on a day that has passed', async () => {
    await run('enter', entry('e1', 'block', '10', '2026-03-10'));
    const early = entry('e2', 'fee', '1', '2026-03-09', LICENCE);
    await expect(run('enter', early)).rejects.toMatchObject({ code: 'CASE_BALANCE' });
    // Two proposals, each of which would be covered alone.
    await run('propose', entry('e3', 'release', '7', '2026-03-11', LICENCE), ANA);
    await run('propose', entry('e4', 'transfer', '7', '2026-03-11', LICENCE), ANA);
    await run('approve', { entry: 'e3' }, BEA);
    await expect(run('approve', { entry: 'e4' }, BEA)).rejects.toMatchObject({
      code: 'CASE_BALANCE',
    });
  });

  test('is corrected by a reversal on the day of what was wrong', async () => {
    await run('enter', entry('e1', 'block', '1000', '2026-06-01'));
    await run('enter', entry('e2', 'block', '10', '2026-06-01'));
    const before = world.now;
    world.later(24);
    await run('reverse', { entry: 'e3', of: 'e1', text: 'A slip: ten, not a thousand.' }, BEA);
    await expect(run('approve', { entry: 'e3' }, ANA)).rejects.toMatchObject({
      code: 'CASE_SECOND_PERSON',
    });
    await run('approve', { entry: 'e3' }, CARLA);
    const held = async (knownAt?: Date) =>
      (await heldOn(world.events, '2026-06-30', knownAt)).map(({ amounts }) => amounts['USD']);
    expect(await held()).toEqual(['10.00']);
    // As it was known then.
    expect(await held(before)).toEqual(['1010.00']);
    for (const of of ['e1', 'e3', 'e9']) {
      const again = run('reverse', { entry: 'e4', of, text: 'Again.' }, BEA);
      await expect(again).rejects.toMatchObject({ code: 'CASE_ENTRY' });
    }
    expect(state().entries.map(({ id }) => id)).toEqual(['e1', 'e2', 'e3']);
  });

  test.each([
    ['a charge without an authority', entry('e1', 'fee', '1'), 'CASE_ENTRY'],
    ['half a cent', entry('e1', 'block', '0.005'), 'CASE_AMOUNT'],
    ['a day that is not there', entry('e1', 'block', '1', '2026-02-30'), 'STORE_INPUT'],
    ['a day to come', entry('e1', 'block', '1', '2027-01-01'), 'STORE_INPUT'],
    ['an unknown currency', entry('e1', 'block', '1', '2026-03-02', { currency: 'ZZZ' }), 'STORE'],
  ])('refuses %s', async (_, input, code) => {
    await run('enter', entry('e0', 'block', '5'));
    await expect(run('enter', input)).rejects.toMatchObject({
      code: expect.stringContaining(code),
    });
  });
});

const CODES = ['USD', 'JPY', 'KWD', 'ETH'] as const;
const DAYS = ['2026-03-02', '2026-03-03', '2026-06-30', '2026-07-01'] as const;
const attempts = fc.array(
  fc.record({
    type: fc.constantFrom(...ENTRY_TYPES.map(({ id }) => id), 'block', 'block', 'reverse'),
    units: fc.integer({ min: 1, max: 5_000 }),
    currency: fc.constantFrom(...CODES),
    day: fc.constantFrom(...DAYS),
    id: fc.nat({ max: 59 }),
    who: fc.nat({ max: 2 }),
    doc: fc.nat({ max: 1 }),
  }),
  { minLength: 5, maxLength: 60 },
);

/** The same sums by another way: all in units of 10^-18, straight from the events. */
function bruteForce(events: World['events'], doc: string, day: string): Map<string, bigint> {
  const proposed = new Map<string, Record<string, string>>();
  const sums = new Map<string, bigint>();
  const add = (entry: Record<string, string>) => {
    if ((entry['day'] as string) > day) return;
    const [whole = '0', fraction = ''] = (entry['amount'] as string).split('.');
    const units = BigInt(whole + fraction.padEnd(18, '0'));
    for (const [account, by] of [
      [entry['from'], -units],
      [entry['to'], units],
    ] as const) {
      const key = `${entry['currency']} ${account}`;
      sums.set(key, (sums.get(key) ?? 0n) + by);
    }
  };
  for (const { kind, id, type, data } of events) {
    if (kind !== 'property' || id !== doc) continue;
    const one = data['entry'] as unknown as Record<string, string>;
    if (type === 'property.entered') add(one);
    if (type === 'property.proposed') proposed.set(one['id'] as string, one);
    if (type === 'property.approved') add(proposed.get(String(data['entry'])) ?? {});
  }
  return sums;
}

const inUnits = (text: string): bigint => {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)\.?(\d*)$/.exec(text) ?? [];
  return BigInt(`${sign}${whole}${fraction.padEnd(18, '0')}`);
};

describe('whatever is entered', () => {
  test('balances are those of the entries, of every day, and nothing is below zero', async () => {
    let entered = 0;
    const people = [ANA, BEA, CARLA];
    await fc.assert(
      fc.asyncProperty(attempts, async (tries) => {
        world = new World(CASE_KINDS, '2026-09-01T15:00:00.000Z');
        for (const id of ['p0', 'p1']) await run('open', ACCOUNT, ANA, id);
        for (const { type, units, currency, day, id: n, who, doc } of tries) {
          const id = `p${doc}`;
          const amount = formatAmount(BigInt(units), currency);
          const entryId = `e${n}`;
          const input = { ...entry(entryId, type, amount, day, LICENCE), currency };
          const [one, two] = [people[who], people[(who + 1) % 3]] as [Actor, Actor];
          const isByTwo = ENTRY_TYPES.some((row) => row.id === type && row.second);
          try {
            if (type === 'reverse') {
              await run('reverse', { entry: entryId, of: `e${units % 60}`, text: 'x' }, one, id);
            } else await run(isByTwo ? 'propose' : 'enter', input, one, id);
            if (isByTwo || type === 'reverse') await run('approve', { entry: entryId }, two, id);
          } catch (error) {
            expect(error).toBeInstanceOf(TamizError);
          }
        }
        for (const id of ['p0', 'p1']) {
          const { entries, balances } = state(id);
          entered += entries.length;
          expect(isBalanced(balances, entries)).toBe(true);
          const sums = bruteForce(world.events, id, '9999');
          for (const [currency, accounts] of Object.entries(balances)) {
            for (const [account, text] of Object.entries(accounts)) {
              expect(inUnits(text)).toBe(sums.get(`${currency} ${account}`));
            }
          }
          for (const day of DAYS) {
            const holding = (await heldOn(world.events, day)).find((one) => one.id === id);
            for (const [key, units] of bruteForce(world.events, id, day)) {
              const [currency = '', account] = key.split(' ');
              if (account !== 'outside') expect(units >= 0n, `${day} ${key}`).toBe(true);
              if (account !== 'held') continue;
              expect(inUnits(holding?.amounts[currency] ?? '0')).toBe(units);
            }
          }
          expectTwoPeople(state(id));
        }
        expect(world.replayed()).toEqual(world.states());
      }),
      { numRuns: 100 },
    );
    expect(entered).toBeGreaterThan(300);
  }, 60_000);
});

/** Whatever let something go, or undid an entry, two people agreed on. */
function expectTwoPeople({ entries }: PropertyState): void {
  const byTwo = new Set(ENTRY_TYPES.filter(({ second }) => second).map(({ id }) => id));
  for (const { type, by, approvedBy } of entries) {
    if (type !== 'reverse' && !byTwo.has(type)) continue;
    expect(approvedBy).not.toBeNull();
    expect(approvedBy).not.toBe(by);
  }
}
