import { describe, expect, test } from 'vitest';
import { actsUnder } from './acts.ts';

const act = (basis: string | undefined, date: `${number}-${number}-${number}`) => ({
  ...(basis !== undefined && { basis }),
  date,
});
const KINGPIN = act('Foreign Narcotics Kingpin Designation Act', '2013-06-04');
const DRUGS = act('Executive Order 14059 (Illicit Drugs)', '2021-12-15');
const FTO = act('INA', '2025-02-20');
const TERROR = act('Executive Order 13224 (Terrorism)', '2025-02-20');
const PROGRAMS = ['SDNTK', 'ILLICIT-DRUGS-EO14059', 'FTO', 'SDGT'];

describe('actsUnder', () => {
  test.each([
    ['SDNTK', [KINGPIN]],
    ['ILLICIT-DRUGS-EO14059', [DRUGS]],
    ['FTO', [FTO]],
    ['SDGT', [TERROR]],
  ])('gives %s the acts of its own legal basis', (tag, acts) => {
    expect(actsUnder(tag, PROGRAMS, [KINGPIN, DRUGS, FTO, TERROR])).toEqual(acts);
  });

  test('shows what has no known basis with each programme', () => {
    const unknown = act('An act of nobody', '2024-01-01');
    const none = act(undefined, '2024-01-02');
    expect(actsUnder('FTO', PROGRAMS, [FTO, unknown, none])).toEqual([FTO, unknown, none]);
    expect(actsUnder('SDNTK', PROGRAMS, [FTO, unknown, none])).toEqual([unknown, none]);
  });

  test('shows all acts with a programme that would be left without a date', () => {
    expect(actsUnder('SDGT', PROGRAMS, [KINGPIN, FTO])).toEqual([KINGPIN, FTO]);
  });

  test('keeps to the programmes that the act itself names', () => {
    const only = { ...act(undefined, '2024-01-01'), programs: ['FTO'] };
    expect(actsUnder('FTO', PROGRAMS, [only])).toEqual([only]);
    expect(actsUnder('SDGT', PROGRAMS, [only])).toEqual([]);
  });
});
