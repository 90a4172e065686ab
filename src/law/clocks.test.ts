import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BusinessCalendar, clocks, dueOf } from './index.ts';

const federal = new BusinessCalendar('us-federal');
const washington = new BusinessCalendar('us-federal-dc');

describe('federal holidays, by rule', () => {
  // The days that the Office of Personnel Management published for these years.
  test.each([
    ['2021-06-18', 'juneteenth'], // the 19th was a Saturday, the act two days old
    ['2020-06-19', undefined],
    ['2021-12-31', 'new-year'], // 1 January 2022 was a Saturday
    ['2022-01-01', undefined],
    ['2022-06-20', 'juneteenth'],
    ['2022-12-26', 'christmas'],
    ['2023-01-02', 'new-year'],
    ['2023-11-10', 'veterans'],
    ['2024-01-15', 'martin-luther-king'],
    ['2024-02-19', 'washington'],
    ['2024-05-27', 'memorial'],
    ['2024-09-02', 'labor'],
    ['2024-10-14', 'columbus'],
    ['2024-11-28', 'thanksgiving'],
    ['2026-07-03', 'independence'], // the 4th is a Saturday
    ['1985-01-21', undefined],
    ['1986-01-20', 'martin-luther-king'],
  ])('%s: %s', (day, holiday) => {
    expect(federal.holidayOn(day)).toBe(holiday);
    expect(federal.isBusinessDay(day)).toBe(
      holiday === undefined && ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()),
    );
  });

  test.each([
    ['2021-01-20', 'inauguration'],
    ['2013-01-21', 'martin-luther-king'], // a Sunday; both on this Monday, one holiday
    ['2017-01-20', 'inauguration'],
    ['2024-01-20', undefined],
    ['2041-01-21', 'martin-luther-king'],
  ])('Inauguration Day in the Washington area only: %s', (day, holiday) => {
    const found = washington.holidayOn(day);
    expect(washington.isBusinessDay(day)).toBe(false);
    if (holiday === 'inauguration') {
      expect(found).toBe('inauguration');
      expect(federal.isBusinessDay(day)).toBe(true);
    } else if (holiday === undefined) expect(found).toBeUndefined();
    else expect(['inauguration', holiday]).toContain(found);
  });

  test('an Inauguration Day on a Saturday makes no Friday a holiday', () => {
    expect(washington.holidayOn('2029-01-19')).toBeUndefined();
    expect(washington.isBusinessDay('2029-01-19')).toBe(true);
  });

  test('a year has as many weekday holidays as its rules', () => {
    const in2026 = Array.from({ length: 365 }, (_, i) =>
      new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10),
    ).filter((day) => federal.holidayOn(day) !== undefined);
    expect(in2026).toEqual([
      '2026-01-01',
      '2026-01-19',
      '2026-02-16',
      '2026-05-25',
      '2026-06-19',
      '2026-07-03',
      '2026-09-07',
      '2026-10-12',
      '2026-11-11',
      '2026-11-26',
      '2026-12-25',
    ]);
  });

  test('years before the rules are right are refused, and so is a calendar that is not there', () => {
    expect(() => federal.isBusinessDay('1977-12-30')).toThrow(/from 1978/);
    expect(() => new BusinessCalendar('mx')).toThrow(/us-federal/);
    expect(() => new BusinessCalendar('constructor')).toThrow(/us-federal/);
  });
});

/** Worked examples: clock, event, due day, and what is special about it. */
const EXAMPLES: readonly (readonly [string, string, string, string])[] = [
  ['ofac.blocked.initial', '2025-12-17', '2026-01-02', 'over Christmas and New Year'],
  ['ofac.blocked.initial', '2026-06-05', '2026-06-22', 'over Juneteenth, a Friday'],
  ['ofac.blocked.initial', '2021-06-14', '2021-06-29', 'Juneteenth observed on the 18th'],
  ['ofac.blocked.initial', '2020-06-12', '2020-06-26', 'no Juneteenth before 2021'],
  ['ofac.blocked.initial', '2026-06-20', '2026-07-06', 'a Saturday; over 3 July'],
  ['ofac.blocked.initial', '2024-02-16', '2024-03-04', 'over Washington’s Birthday, leap year'],
  ['ofac.rejected', '2025-11-24', '2025-12-09', 'over Thanksgiving'],
  ['ofac.unblocked', '2024-08-08', '2024-08-22', 'the first day of the rule'],
  ['ofac.blocked.annual', '2025-06-30', '2025-09-30', 'held on the day itself'],
  ['ofac.blocked.annual', '2025-07-01', '2026-09-30', 'a day later: the next year'],
  ['ofac.blocked.annual', '2025-01-02', '2025-09-30', 'held before'],
  ['ofac.litigation', '2025-12-24', '2026-01-03', 'days, not business days: a Saturday stands'],
  ['ofac.records', '2025-03-12', '2035-03-12', 'ten years'],
  ['ofac.records', '2015-06-01', '2020-06-01', 'five years, over before the rule changed'],
  ['ofac.records', '2021-06-01', '2031-06-01', 'still kept when the rule changed: ten'],
  ['ofac.records', '2020-03-12', '2030-03-12', 'kept on the very day of the change'],
  ['ofac.records', '2020-03-11', '2025-03-11', 'over the day before the change'],
  ['ofac.records', '2028-02-29', '2038-03-01', 'kept longer, not shorter, on a leap day'],
  ['ieepa.sol', '2020-02-29', '2030-02-28', 'a limit on a leap day ends earlier'],
  ['sar.file', '2026-01-15', '2026-02-14', 'a Saturday stands'],
  ['sar.file.nosuspect', '2026-01-15', '2026-03-16', '60 days'],
  ['sar.phone', '2026-01-17', '2026-01-17', 'at once, on a Saturday too'],
  ['sar.records', '2026-02-14', '2031-02-14', 'five years'],
  ['314a.search', '2026-01-06', '2026-01-20', 'two weeks'],
  ['314b.notice', '2025-11-26', '2026-11-26', 'a year'],
  ['fto.review', '2025-11-24', '2025-12-24', 'from publication'],
  ['fto.petition', '2025-02-20', '2027-02-20', 'two years'],
  ['fto.five', '2025-02-20', '2030-02-20', 'five years'],
  ['cafra.notice', '2026-01-05', '2026-03-06', '60 days from the seizure'],
  ['cafra.notice.state', '2026-01-05', '2026-04-05', '90 days'],
  ['ex.mx.provisional', '2026-01-05', '2026-03-06', '60 days from the arrest'],
  ['ny504.cert', '2025-03-03', '2026-04-15', 'for the calendar year before'],
  ['ny504.cert', '2025-12-31', '2026-04-15', 'the last day of that year'],
];

test.each(EXAMPLES)('%s from %s is due on %s: %s', (clock, event, due) => {
  expect(dueOf(clock, event)?.due).toBe(due);
});

describe('what a due date says of itself', () => {
  test('its version, calendar, zone, working and citations', () => {
    expect(dueOf('ofac.blocked.initial', '2026-06-05')).toEqual({
      clock: 'ofac.blocked.initial',
      kind: 'act-by',
      trigger: '2026-06-05',
      due: '2026-06-22',
      timeZone: 'America/New_York',
      calendar: 'us-federal',
      version: '1997-08-25',
      working: [{ en: '10 business days', es: '10 días hábiles' }],
      businessDay: true,
      safeDay: '2026-06-22',
      citations: ['31-cfr-501-603'],
      verified: 'copy',
      notes: [],
    });
  });

  test('a date that is counted in days is not moved, and the safe day is the business day before', () => {
    expect(dueOf('sar.file', '2026-01-15')).toMatchObject({
      due: '2026-02-14',
      businessDay: false,
      safeDay: '2026-02-13',
    });
  });

  test('a longer period that reaches back is not passed off as verified', () => {
    expect(dueOf('ofac.records', '2025-04-01')).toMatchObject({ verified: 'copy', notes: [] });
    const reached = dueOf('ofac.records', '2021-06-01');
    expect(reached).toMatchObject({ version: '2025-03-12', verified: 'unverified' });
    expect(reached?.notes).toHaveLength(1);
  });

  test('as it was known: before the longer period was published, and before there was a rule', () => {
    expect(dueOf('ofac.records', '2021-06-01', { knownAt: '2024-09-12' })?.due).toBe('2026-06-01');
    expect(dueOf('ofac.records', '2021-06-01', { knownAt: '2024-09-13' })?.due).toBe('2031-06-01');
    expect(dueOf('ofac.unblocked', '2024-08-07')).toBeUndefined();
    expect(dueOf('ofac.unblocked', '2024-09-01', { knownAt: '2024-05-09' })).toBeUndefined();
  });

  test('another calendar and days of closure are the caller’s, and are counted', () => {
    const due = (options: Parameters<typeof dueOf>[2]) =>
      dueOf('ofac.blocked.initial', '2025-01-13', options)?.due;
    expect(due({})).toBe('2025-01-28');
    expect(due({ closures: ['2025-01-21'] })).toBe('2025-01-29');
    // In 2025 Inauguration Day fell on Martin Luther King's.
    expect(due({ calendar: 'us-federal-dc' })).toBe('2025-01-28');
    expect(dueOf('ofac.blocked.initial', '2021-01-12')?.due).toBe('2021-01-27');
    expect(dueOf('ofac.blocked.initial', '2021-01-12', { calendar: 'us-federal-dc' })?.due).toBe(
      '2021-01-28',
    );
  });
});

describe('extensions', () => {
  test('are added at the end, with who granted them', () => {
    const due = dueOf('cafra.notice', '2026-01-05', {
      extensions: [
        { id: 'headquarters', by: 'Example Office' },
        { id: 'court', by: 'Example Court' },
        { id: 'court', by: 'Example Court' },
      ],
    });
    expect(due?.due).toBe('2026-08-03');
    expect(due?.working).toHaveLength(4);
    expect(due?.working[1]?.en).toContain('30 days, by Example Office');
  });

  test('over the cap, without a name, or not the clock’s: refused', () => {
    const twice = [
      { id: 'headquarters', by: 'A' },
      { id: 'headquarters', by: 'A' },
    ];
    expect(() => dueOf('cafra.notice', '2026-01-05', { extensions: twice })).toThrow(/at most 1/);
    const nobody = [{ id: 'headquarters', by: ' ' }];
    expect(() => dueOf('cafra.notice', '2026-01-05', { extensions: nobody })).toThrow(/who/);
    const other = [{ id: 'headquarters', by: 'A' }];
    expect(() => dueOf('sar.file', '2026-01-05', { extensions: other })).toThrow(/an extension/);
  });
});

describe('time zones', () => {
  test.each([
    ['2026-03-09T03:59:59Z', '2026-03-08'], // New York is at -4 since that night
    ['2026-03-09T04:00:00Z', '2026-03-09'],
    ['2026-01-16T04:59:59Z', '2026-01-15'], // and at -5 in winter
    ['2026-01-16T05:00:00Z', '2026-01-16'],
    ['2026-01-16T00:30:00+09:00', '2026-01-15'],
    ['2026-01-15', '2026-01-15'],
  ])('%s is day 0 on %s in New York', (event, day) => {
    expect(dueOf('sar.file', event)?.trigger).toBe(day);
  });

  test.each(['2026-01-15T10:00:00', '2026-02-30', 'today', '2026', '2026-01-15T25:00:00Z', ''])(
    '%j is no moment: refused',
    (event) => {
      expect(() => dueOf('sar.file', event)).toThrow(/a moment with its zone/);
    },
  );

  test('two moments of one local day have one due day; a later local day is never due earlier', () => {
    const moments = fc.date({
      min: new Date('2012-01-01'),
      max: new Date('2035-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 200_000_000 }), (first, later) => {
        const a = dueOf('ofac.blocked.initial', first.toISOString());
        const b = dueOf('ofac.blocked.initial', new Date(first.getTime() + later).toISOString());
        if (a === undefined || b === undefined) throw new Error('no version');
        if (a.trigger === b.trigger) expect(a.due).toBe(b.due);
        else expect(a.trigger < b.trigger && a.due <= b.due).toBe(true);
      }),
    );
  });
});

const days = fc
  .date({ min: new Date('2012-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const ids = fc.constantFrom(...clocks.keys());

describe('for every clock and day', () => {
  test('what is counted in business days is never due on another day, nor before the event', () => {
    fc.assert(
      fc.property(ids, days, (id, day) => {
        const due = dueOf(id, day);
        if (due === undefined) return;
        expect(due.due >= day).toBe(true);
        expect(due.safeDay <= due.due).toBe(true);
        expect(federal.isBusinessDay(due.safeDay)).toBe(true);
        const version = clocks.get(id)?.versions.find(({ from }) => from === due.version);
        if (version?.unit === 'business-day') expect(due.businessDay).toBe(true);
      }),
    );
  });

  test('a later event is never due earlier', () => {
    fc.assert(
      fc.property(ids, days, days, (id, a, b) => {
        const [first, second] = a <= b ? [a, b] : [b, a];
        const one = dueOf(id, first);
        const two = dueOf(id, second);
        if (one !== undefined && two !== undefined) expect(one.due <= two.due).toBe(true);
      }),
    );
  });

  test('one more closed day never makes it earlier', () => {
    fc.assert(
      fc.property(ids, days, fc.array(days, { maxLength: 5 }), (id, day, closures) => {
        const open = dueOf(id, day);
        const closed = dueOf(id, day, { closures });
        if (open !== undefined) expect((closed?.due ?? '') >= open.due).toBe(true);
      }),
    );
  });

  test('ten business days hold ten business days, counted one by one', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 30 }), (day, n) => {
        const due = federal.addBusinessDays(day, n);
        let counted = 0;
        let at = day;
        while (at < due) {
          at = new Date(Date.parse(`${at}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
          if (federal.isBusinessDay(at)) counted++;
        }
        expect(counted).toBe(n);
      }),
    );
  });
});
