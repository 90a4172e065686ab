import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasSharedData, sharedData } from '../base/testing/shared.ts';
import { wordKeys } from './facts.ts';
import { analyseName, skeletonKey } from './index.ts';

const shared = (a: string, b: string, kind: string): boolean =>
  wordKeys(a).some((key) => key.startsWith(kind) && wordKeys(b).includes(key));

describe('one name in several romanisations', () => {
  test.each([
    ['mohammed', 'mohamad'],
    ['muhammad', 'mohamed'],
    ['qaddafi', 'kadhafi'],
    ['yousef', 'yusuf'],
    ['yousif', 'youssef'],
    ['saifuddin', 'saifeddine'],
    ['saifaldin', 'saifuddin'],
    ['abdulrahman', 'abdurrahman'],
    ['abdelrehman', 'abdulrahman'],
    ['rasheedi', 'rashidi'],
    ['zarqawi', 'zarkaoui'],
    ['barghouti', 'barghuthi'],
    ['viktorovich', 'viktorovitch'],
    ['kowalewicz', 'kowalevitch'],
    ['alekseevich', 'alexeyevich'],
    ['sergeyevich', 'sergejewitsch'],
    ['sergei', 'sergej'],
    ['rogozinskiy', 'rogozinski'],
    ['zelenskyy', 'zelensky'],
    ['lavrov', 'lawrow'],
    ['tchernenko', 'chernenko'],
    ['yakovleva', 'iakovleva'],
    ['muller', 'mueller'],
    ['schmidt', 'schmitt'],
    ['hoffmeyer', 'hofmeier'],
    ['hsieh', 'xie'],
    ['tsetung', 'zedong'],
    ['chiang', 'jiang'],
    ['satou', 'sato'],
    ['yong', 'young'],
    ['chol', 'cheol'],
    ['park', 'pak'],
  ])('%s is %s', (a, b) => {
    expect(shared(a, b, 's:')).toBe(true);
  });

  test.each([
    ['hassan', 'hussein'],
    ['mohammed', 'mahmoud'],
    ['ahmed', 'hamid'],
    ['salim', 'salam'],
    ['karim', 'karam'],
    ['rashid', 'rashad'],
    ['jamal', 'jamil'],
    ['chol', 'chun'],
    ['sik', 'guk'],
    ['zhang', 'chang'],
    ['zhang', 'zheng'],
    ['jing', 'qing'],
    ['ivan', 'ivanov'],
    ['ivanov', 'ivanova'],
    ['petrov', 'petrovich'],
    ['pena', 'pina'],
    ['rosa', 'rusa'],
    ['baker', 'becker'],
    ['sato', 'saito'],
    ['walsh', 'welch'],
  ])('%s is not %s', (a, b) => {
    expect(shared(a, b, 's:')).toBe(false);
  });

  test('a Ukrainian form or a short form is looser than a spelling', () => {
    for (const other of ['volodymyr', 'vova']) {
      expect(shared('vladimir', other, 's:')).toBe(false);
      expect(shared('vladimir', other, 'n:')).toBe(true);
    }
  });

  test('any word has few keys, each once', () => {
    const word = fc.stringMatching(/^[a-z]{1,40}$/);
    fc.assert(
      fc.property(word, (text) => {
        const keys = wordKeys(text);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.length).toBeLessThan(40);
      }),
    );
  });

  const csv = (file: string): [string, number][] =>
    readFileSync(sharedData('names', file), 'latin1')
      .split('\n')
      .slice(1)
      .map((row) => row.toLowerCase().replaceAll('ñ', 'n').split(',') as [string, string])
      .flatMap(([names, count]) =>
        names.split(' ').map((name): [string, number] => [name, Number(count)]),
      )
      .filter(([name]) => /^[a-z]{3,}$/.test(name));

  test
    .skipIf(!hasSharedData)
    .each([
      ['mx_sep_given_female.csv'],
      ['mx_sep_given_male.csv'],
      ['es_ine_given_female.csv'],
      ['es_ine_given_male.csv'],
      ['us_census2000_surnames_counts.csv'],
    ])('do not glue the 300 commonest words of %s', (file) => {
    const counts = new Map<string, number>();
    for (const [name, count] of csv(file)) counts.set(name, (counts.get(name) ?? 0) + count);
    const top = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 300);
    const byKey = new Map<string, string[]>();
    for (const [name] of top) {
      for (const key of wordKeys(name).filter(
        (one) => /^s:[=ajrw]/.test(one) && /:.*:|=/.test(one),
      )) {
        byKey.set(key, [...(byKey.get(key) ?? []), name]);
      }
    }
    expect(top).toHaveLength(300);
    const glued = [...byKey.values()]
      .filter((names) => names.length > 1)
      .map((names) => names.join());
    expect(glued.filter((names) => !/^(?:moham|alexander,alexandre)/.test(names))).toEqual([]);
  });
});

describe('a script without vowels', () => {
  // Synthetic names.
  test.each([
    ['حبيب مخلوف', 'habib', 'makhlouf'],
    ['ثابت شرقاوي', 'thabet', 'sharqawi'],
    ['נתן', 'natan', 'nathan'],
  ])('%s has the consonants of its romanisations', (text, ...words) => {
    const keys = analyseName(text, 'person').tokens.flatMap((token) => token.keys);
    for (const word of words) expect(keys).toContain(skeletonKey(word));
  });

  test('words with vowels do not have the key themselves', () => {
    expect(wordKeys('hassan').some((key) => key.startsWith('k:'))).toBe(false);
    expect(skeletonKey('ana')).toBeUndefined();
  });
});
