import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hasSharedData, sharedData } from '../base/testing/shared.ts';
import { wordKeys } from './facts.ts';
import { spellingKeys } from './keys.ts';

const shares = (a: string, b: string): boolean =>
  wordKeys(a).some((key) => wordKeys(b).includes(key));

describe('spelling keys', () => {
  test.each([
    ['gonzalez', 'gonsales'],
    ['hernandez', 'ernandes'],
    ['vazquez', 'basques'],
    ['cervantes', 'serbantes'],
    ['castillo', 'castiyo'],
    ['jimenez', 'gimenez'],
    ['jimenez', 'ximenez'],
    ['mejia', 'mexia'],
    ['roxana', 'rosana'],
    ['aleksandra', 'alexandra'],
    ['erika', 'erica'],
    ['enrique', 'enrike'],
    ['philippe', 'filipe'],
    ['oswaldo', 'osvaldo'],
    ['edward', 'eduard'],
    ['reyna', 'reina'],
    ['yolanda', 'iolanda'],
    ['zambrano', 'zanbrano'],
    ['lizbeth', 'lisbet'],
    ['mariya', 'maria'],
    ['joonng', 'jong'],
    ['juann', 'juan'],
  ])('%s and %s sound alike', (a, b) => {
    expect(shares(a, b)).toBe(true);
  });

  test.each([
    ['garcia', 'gracia'],
    ['corral', 'coral'],
    ['ramos', 'ramon'],
    ['lopez', 'lopera'],
    ['perez', 'pena'],
    ['guerra', 'gerardo'],
    ['guerra', 'jera'],
    ['chavez', 'cabes'],
    ['mario', 'maria'],
    ['zhang', 'sang'],
    ['xiao', 'jiao'],
    ['li', 'ly'],
    ['luis', 'luisa'],
  ])('%s and %s are two names', (a, b) => {
    expect(shares(a, b)).toBe(false);
  });

  test('abbreviations and numbers have none', () => {
    expect(['hdez', 'rdz', 'mtz', '1990', 'a1'].flatMap(spellingKeys)).toEqual([]);
  });

  test.skipIf(!hasSharedData)('glue few of the 2,000 commonest Mexican surnames', () => {
    const rows = readFileSync(sharedData('names', 'mx_sep_surnames.csv'), 'latin1').split('\n');
    const all = rows
      .slice(1)
      .map((row) => row.split(',')[0]!.toLowerCase().replaceAll('ñ', 'n'))
      .filter((name) => /^[a-z]+$/.test(name));
    // The file has MUÑOZ and MUNOZ.
    const top = [...new Set(all)].slice(0, 2_000);
    const byKey = new Map<string, string[]>();
    for (const name of top) {
      for (const key of spellingKeys(name)) byKey.set(key, [...(byKey.get(key) ?? []), name]);
    }
    const shared = [...byKey.values()].filter((names) => names.length > 1);
    expect(top).toHaveLength(2_000);
    // Read through when the rules were made: all but five are spellings of one name.
    expect(shared.length).toBeLessThanOrEqual(80);
    expect(Math.max(...shared.map((names) => names.length))).toBeLessThanOrEqual(3);
  });
});

describe('nicknames and variants', () => {
  test.each([
    ['chuy', 'jesus'],
    ['pepe', 'jose'],
    ['beto', 'alberto'],
    ['beto', 'roberto'],
    ['ma', 'maria'],
    ['gpe', 'guadalupe'],
    ['hdez', 'hernandez'],
    ['bill', 'william'],
    ['mohammed', 'mhmd'],
    ['yusuf', 'youssef'],
    ['sergei', 'serhii'],
    ['aleksandr', 'alexander'],
  ])('%s is %s', (a, b) => {
    expect(shares(a, b)).toBe(true);
  });

  test('two names of one nickname stay two', () => {
    expect(shares('alberto', 'roberto')).toBe(false);
  });
});
