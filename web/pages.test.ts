import { describe, expect, test } from 'vitest';
import {
  ALL_OPEN,
  caseHash,
  casesHash,
  documentHash,
  documentsHash,
  keysHash,
  readPage,
  suppressionsHash,
} from './src/pages.ts';
import { decisionInput, groupsOf, NO_ROW, NO_THEN } from './src/record/decisionInput.ts';
import type { Alert } from './src/record/wire.ts';

describe('the address of a page', () => {
  test.each([
    ALL_OPEN,
    { status: '', assignee: 'ana.b', priority: 'urgent', order: 'due', page: 3 } as const,
    { ...ALL_OPEN, status: 'waiting', order: 'oldest' } as const,
  ])('%o of cases is read as it was written', (search) => {
    expect(readPage(casesHash(search))).toEqual({ kind: 'cases', search });
  });

  test('says what is as usual by saying nothing', () => {
    expect(casesHash(ALL_OPEN)).toBe('#/cases');
    expect(readPage(caseHash('a/b?c'))).toEqual({ kind: 'case', id: 'a/b?c' });
    expect(readPage(suppressionsHash('revoked', 2))).toEqual({
      kind: 'suppressions',
      standing: 'revoked',
      page: 2,
    });
    expect(documentsHash('redress')).toBe('#/redress');
    expect(readPage(documentsHash('bulks', { status: 'proposed' }, 3))).toEqual({
      kind: 'documents',
      of: 'bulks',
      asked: { status: 'proposed' },
      page: 3,
    });
    expect(readPage(documentHash('properties', 'a/b'))).toEqual({
      kind: 'document',
      of: 'properties',
      id: 'a/b',
    });
    expect(readPage(keysHash(2))).toEqual({ kind: 'keys', page: 2 });
    expect(readPage('#/join/main.id.secret')).toEqual({ kind: 'join', token: 'main.id.secret' });
    expect(readPage('#/party/x').kind).toBe('party');
  });

  test.each(['', '#', '#/', '#/join', '#/join/%', '#/cases/%', '#/nothing', '#screening'])(
    '%s looks up',
    (hash) => {
      const { kind } = readPage(hash);
      expect(kind).toBe('look-up');
    },
  );

  test.each(['-1', 'x', '1e3', '9999999'])('a page called %s is the first', (page) => {
    expect(readPage(`#/cases?page=${page}`)).toEqual({ kind: 'cases', search: ALL_OPEN });
  });
});

const alert = (id: string, evidenceDigest: string | null, standing = 'open') =>
  ({ id, evidenceDigest, standing }) as Alert;

describe('a decision that is being written', () => {
  const groups = groupsOf([
    alert('1', 'a'),
    alert('2', 'b'),
    alert('3', 'a'),
    alert('4', null),
    alert('5', null),
    alert('6', 'a', 'decided'),
  ]);

  test('has one row for alerts of identical evidence, and one for each that was erased', () => {
    const ids = groups.map(({ alerts }) => alerts.map(({ id }) => id));
    expect(ids).toEqual([['1', '3'], ['2'], ['4'], ['5']]);
  });

  test('says only what its verdicts ask for', () => {
    const row = { ...NO_ROW, reasons: ['r'], suppressDays: '30' };
    const then = { outcome: 'o', day: '2026-03-09', until: '2026-04-01', waitFor: 'w' };
    const say = (verdict: string, asksDay = true) =>
      decisionInput(groups.slice(0, 1), () => ({ ...row, verdict }), then, 'T', asksDay);
    const rows = (verdict: string, more = {}) => [
      { alerts: ['1', '3'], verdict, reasons: ['r'], ...more },
    ];
    expect(say('true_match')).toEqual({
      rows: rows('true_match'),
      text: 'T',
      outcome: 'o',
      day: '2026-03-09',
    });
    expect(say('true_match', false)).not.toHaveProperty('day');
    expect(say('false_positive')).toEqual({
      rows: rows('false_positive', { suppressDays: 30 }),
      text: 'T',
      outcome: 'false_positive',
    });
    expect(say('needs_information')).toEqual({
      rows: rows('needs_information'),
      text: 'T',
      until: '2026-04-01',
      waitFor: 'w',
    });
    expect(NO_THEN.outcome).toBe('');
  });

  test('waits for more where one alert needs it, whatever the others are', () => {
    const verdicts = ['true_match', 'needs_information', 'false_positive', 'true_match'];
    const input = decisionInput(
      groups,
      (key) => ({ ...NO_ROW, verdict: verdicts[groups.findIndex((one) => one.key === key)] ?? '' }),
      { ...NO_THEN, until: '2026-04-01', waitFor: 'w' },
      'T',
      false,
    );
    expect(input).toMatchObject({ until: '2026-04-01', waitFor: 'w' });
    expect(input).not.toHaveProperty('outcome');
  });
});
