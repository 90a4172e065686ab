import { describe, expect, test } from 'vitest';
import { parseUnReference } from './un-reference.ts';

describe('a reference of the Security Council', () => {
  test.each([
    ['QDi.001', 'QDi.001', 'individual'],
    [' qde.137 ', 'QDe.137', 'entity'],
    ['KPE.012', 'KPe.012', 'entity'],
    ['QI.B.62.02', 'QI.B.62.02', 'individual'],
    ['te.h.12.12', 'TE.H.12.12', 'entity'],
  ])('%s is %s, of an %s', (text, value, kind) => {
    expect(parseUnReference(text)).toEqual({ value, kind });
  });

  test.each([
    '',
    'QDi.01',
    'QDx.001',
    'see QDi.001',
    'QDi.001.',
    '(UNSC RESOLUTION 1483)',
    'EU.27.28',
  ])('%s is none', (text) => {
    expect(parseUnReference(text)).toBeUndefined();
  });
});
