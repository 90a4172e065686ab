import { describe, expect, test } from 'vitest';
import { loadData } from '../../base/index.ts';
import { countryCode, EntityBuilder, isTarget, schemaOf } from '../../entity/index.ts';
import {
  exactLabels,
  findLabel,
  isHonorific,
  isNoCountry,
  type LabelRule,
  ruleOf,
} from './labels.ts';
import { type Program, programOf } from './programs.ts';

const table = loadData<{
  labels: Record<string, LabelRule>;
  notCountries: object;
  issuers: object;
}>('lists/ofac-labels.json');

describe('the table of labels', () => {
  test.each(Object.entries(table.labels))('%s', (_, rule) => {
    const schemas = ['Person', 'Organization', 'Vessel', 'Airplane'];
    for (const property of rule.to ?? []) {
      expect(schemas.some((name) => schemaOf(name)?.hasProperty(property))).toBe(true);
    }
    const needsProperty = ['country', 'date', 'identifier', 'text'].includes(rule.as);
    expect(rule.to !== undefined).toBe(needsProperty);
    expect(rule.reason !== undefined).toBe(rule.as === 'ignore');
    expect(rule.role !== undefined).toBe(rule.as === 'link');
  });

  test('what is called no country is not one that we could name', () => {
    for (const name of [...Object.keys(table.notCountries), ...Object.keys(table.issuers)]) {
      expect(countryCode(name)).toBeUndefined();
      expect(isNoCountry(name)).toBe(true);
    }
    expect(isNoCountry('Atlantis')).toBe(false);
  });
});

test('labels are found whole, and stars stand for what varies', () => {
  expect(findLabel('Digital Currency Address - ETH 0xabc')).toMatchObject({
    label: 'Digital Currency Address - ETH',
    rest: '0xabc',
  });
  expect(ruleOf('Effective Date (EO 14024 Directive 1a):')?.as).toBe('provision');
  expect(ruleOf('Effective Date (CMIC)')?.as).toBe('provision');
  expect(ruleOf('Digital Currency Address - XBT 1abc')).toBeUndefined();
  expect(ruleOf('passport')).toBeUndefined();
  expect(findLabel('DOBBY')).toBeUndefined();
  for (const label of exactLabels().keys()) expect(findLabel(`${label} X`)?.label).toBe(label);
});

test('forms of address are told from offices', () => {
  expect(isHonorific('Haji')).toBe(true);
  expect(isHonorific('Dr.')).toBe(true);
  expect(isHonorific('Minister of Finance')).toBe(false);
});

test('programmes have topics that make a target, and an act', () => {
  const { programs } = loadData<{ programs: Record<string, Program> }>('lists/ofac-programs.json');
  for (const program of Object.values(programs)) {
    const builder = new EntityBuilder('x', 'Person', { dataset: 'test', record: 'x', knownAt: '' });
    for (const topic of program.topics) builder.add('topics', topic);
    expect(isTarget(builder.build())).toBe(true);
    expect(program.authority).not.toBe('');
    expect(['text', 'list', 'unread']).toContain(program.verified);
  }
  expect(programOf('FTO')?.topics).toContain('crime.terror');
  expect(programOf('toString')).toBeUndefined();
});
