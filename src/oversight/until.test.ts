import { expect, test } from 'vitest';
import { endOf } from './until.ts';

const NOW = new Date('2026-03-31T12:00:00Z');

test.each([
  ['2026-03-30', '2026-03-30T23:59:59.999Z'],
  ['2026-03-31T11:59:59Z', '2026-03-31T11:59:59.000Z'],
  ['2024-02-29', '2024-02-29T23:59:59.999Z'],
])('%s is %s', (text, moment) => {
  expect(endOf(text, NOW).toISOString()).toBe(moment);
});

test.each([
  ...['2026-03-31', '2026-03-31T12:00:00Z', '2027-01-01'],
  ...[
    '2026-02-30',
    '2026-02-30T10:00:00Z',
    '2026-13-01',
    '2026',
    'yesterday',
    '',
    '２０２６-01-01',
  ],
  ...['2026-03-30T10:00:00', '2026-03-30T25:00:00Z', '2026-03-30T10:00:00+01:00'],
])('%j is refused', (text) => {
  expect(() => endOf(text, NOW)).toThrow(/expected a (day such as|moment that has passed)/);
});
