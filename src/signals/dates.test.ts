import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isoMoment, rssDate } from './dates.ts';
import { rfc822 } from './testing/write-feeds.ts';

/** A moment to the second, as ISO text. */
const moments = fc
  .integer({ min: Date.UTC(1970, 0, 1) / 1_000, max: Date.UTC(2100, 0, 1) / 1_000 })
  .map((seconds) => `${new Date(seconds * 1_000).toISOString().slice(0, 19)}Z`);

describe('rssDate', () => {
  test('reads any moment, whatever the offset that it was written in', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: -720, max: 840 }), (iso, offset) => {
        expect(rssDate(rfc822(iso, offset))).toBe(iso);
      }),
    );
  });

  test.each([
    ['Mon, 02 Mar 2026 10:04:05 EST', '2026-03-02T15:04:05Z'],
    ['2 March 2026 10:04 GMT', '2026-03-02T10:04:00Z'],
    ['Mon, 02 Mar 2026', '2026-03-02'],
    ['2026-03-02T10:00:00-05:00', '2026-03-02T15:00:00Z'],
    ['2026-03-02', '2026-03-02'],
  ])('%s', (text, date) => {
    expect(rssDate(text)).toBe(date);
  });

  test.each([
    'Mon, 30 Feb 2026 10:00:00 GMT',
    'Mon, 02 Mar 26 10:00:00 GMT',
    'Mon, 02 Mar 2026 25:00:00 GMT',
    'Mon, 02 Mar 2026 10:00:00 XYZ',
    '03/02/2026',
    'yesterday',
    '',
  ])('guesses nothing of %j', (text) => {
    expect(rssDate(text)).toBeUndefined();
  });
});

describe('isoMoment', () => {
  test.each([
    ['2026-03-02T10:04:05.123+00:00', '2026-03-02T10:04:05Z'],
    ['2026-03-02t10:04z', '2026-03-02T10:04:00Z'],
    ['2026-12-31T23:30:00-0100', '2027-01-01T00:30:00Z'],
    ['2026-03-02', '2026-03-02'],
  ])('%s', (text, date) => {
    expect(isoMoment(text)).toBe(date);
  });

  test.each([
    '2026-02-30',
    '2026-02-30T00:00:00Z',
    '2026-03-02T10:00:00',
    '9999-12-31T23:00:00-05:00',
    'x',
  ])('guesses nothing of %j', (text) => {
    expect(isoMoment(text)).toBeUndefined();
  });
});
