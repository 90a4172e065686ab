import { describe, expect, test } from 'vitest';
import { builtInParties, PartyIndex } from './parties.ts';

const builtIn = builtInParties();
const index = new PartyIndex(builtIn);
const found = (sentence: string, by = index) =>
  by
    .find(sentence)
    .map(({ standing, parties, words }) => [standing, words, ...parties.map(({ id }) => id)]);

describe('what names a party', () => {
  test.each([
    ['Members of the Gulf Cartel fled.', [['named', 'Gulf Cartel', 'ofac-10386']]],
    ['el cártel del golfo', [['named', 'cártel del golfo', 'ofac-10386']]],
    [
      'Clan del Golfo and Cartel del Golfo',
      [
        ['named', 'Clan del Golfo', 'ofac-15871'],
        ['named', 'Cartel del Golfo', 'ofac-10386'],
      ],
    ],
    ['MS-13’s clique', [['named', 'MS-13', 'ofac-15412']]],
    ['Los Zetas', [['named', 'Los Zetas', 'ofac-11438']]],
    [
      'Orders against CIBanco and Vector Casa de Bolsa',
      [
        ['named', 'CIBanco', '2313a-cibanco'],
        ['named', 'Vector Casa de Bolsa', '2313a-vector'],
      ],
    ],
  ])('%s', (sentence, parties) => {
    expect(found(sentence)).toEqual(parties);
  });

  test('a person in either order of the name', () => {
    const someone = builtIn.find(({ names }) => names.some((name) => /^[^,]+, [^,]+$/.test(name)));
    const name = someone?.names.find((one) => /^[^,]+, [^,]+$/.test(one)) ?? '';
    const [last, first] = name.split(', ');
    for (const text of [name, `${first} ${last}`]) {
      expect(found(`On Monday, ${text} was seen.`)).toEqual([['named', text, someone?.id]]);
    }
  });

  test('every name of every party leads to it, and to nobody silently where several share it', () => {
    let several = 0;
    for (const { id, names } of builtIn) {
      for (const name of names) {
        const hit = index
          .find(name)
          .find(({ parties }) => parties.some((party) => party.id === id));
        expect(hit, `${id} ${name}`).toBeDefined();
        if ((hit?.parties.length ?? 0) > 1) {
          several++;
          expect(hit?.standing, name).toBe('open');
        }
      }
    }
    expect(several).toBeLessThan(20);
  });
});

describe('what only asks', () => {
  test('CDG offers both, also where one of them is named beside it', () => {
    expect(found('CDG')).toEqual([['open', 'CDG', 'ofac-10386', 'ofac-15871']]);
    expect(found('Clan del Golfo (CDG)')).toEqual([
      ['named', 'Clan del Golfo', 'ofac-15871'],
      ['open', 'CDG', 'ofac-10386', 'ofac-15871'],
    ]);
    expect(index.find('CDG')[0]?.why?.en).toContain('Clan del Golfo');
  });

  test('an acronym in capitals and a weak alias of several words', () => {
    expect(found('the CJNG')).toEqual([['open', 'CJNG', 'ofac-17671']]);
    expect(found('the Mexican Federation')).toEqual([['open', 'Mexican Federation', 'ofac-11440']]);
  });

  test.each(['cjng', 'Chava met Tommy and Moreno', 'a pcc of it', 'golfo', 'cartel', ''])(
    'nothing in: %s',
    (sentence) => {
      expect(found(sentence)).toEqual([]);
    },
  );

  test('a name that two parties of the caller share, and a short word', () => {
    const mine = new PartyIndex([
      { id: 'a', caption: 'A', names: ['Quimera Inventada', 'Quim'], ids: ['ABCDMXMM'] },
      { id: 'b', caption: 'B', names: ['QUIMERA INVENTADA, S.A.', 'Inventada, Quimera'] },
    ]);
    expect(found('Quimera Inventada', mine)).toEqual([['open', 'Quimera Inventada', 'a', 'b']]);
    expect(found('Quimera Inventada, S.A., moved', mine)).toEqual([
      ['named', 'Quimera Inventada, S.A', 'b'],
    ]);
    expect(found('Quim', mine)).toEqual([['open', 'Quim', 'a']]);
    expect(found('BIC ABCDMXMM', mine)).toEqual([['named', 'ABCDMXMM', 'a']]);
  });
});
