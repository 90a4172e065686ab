import { describe, expect, test } from 'vitest';
import { type Entity, EntityBuilder, type Example } from '../entity/index.ts';
import { buildEngine } from './engine.ts';
import { BruteForce } from './testing/brute-force.ts';
import type { Match } from './types.ts';

/** The promises of docs/concepts/matching.md, each on a case that is easy to get wrong. */

const source = { dataset: 'synthetic', title: 'Synthetic', version: 'v1', published: null };

type Properties = Readonly<Record<string, readonly string[]>>;

function listing(schema: string, properties: Properties, id = 's-1'): Entity {
  const from = { dataset: 'synthetic', record: id, knownAt: '2026-01-01T00:00:00' };
  const builder = new EntityBuilder(id, schema, from);
  for (const [name, values] of Object.entries(properties)) {
    for (const value of values) builder.add(name, value);
  }
  return builder.build();
}

function best(schema: string, asked: Properties, listed: Entity): Match | undefined {
  const engine = buildEngine([{ source, entities: [listed] }]);
  return engine.match({ schema, properties: asked }, { threshold: 0 }).matches[0];
}

const score = (schema: string, asked: Properties, listed: Properties): number =>
  best(schema, asked, listing(schema, listed))?.score ?? 0;

describe('contradictions count, however rare the name', () => {
  const name = ['ZORRILLA SATIZABAL, Ximena Gerarda'];
  const listed = { name, birthDate: ['1966-07-17'], gender: ['female'], country: ['co'] };

  test('another birth date, sex and country outweigh four rare words', () => {
    const asked = { name, birthDate: ['1991-01-30'], gender: ['male'], country: ['mx'] };
    expect(score('Person', asked, listed)).toBeLessThan(0.7);
    expect(score('Person', { name }, listed)).toBeGreaterThan(0.8);
  });

  test('a relative with the same birth date is not strong', () => {
    const twin = { name: ['Ruben Zorrilla Satizabal'], birthDate: ['1966-07-17'] };
    expect(best('Person', twin, listing('Person', listed))?.band).not.toBe('strong');
  });

  test('common words of companies stand against each other too', () => {
    const cuba = { name: ['BANCO NACIONAL DE CUBA'] };
    const same = score('Organization', { name: ['Banco Nacional de Cuba'] }, cuba);
    expect(same).toBeGreaterThan(0.7);
    const other = score('Organization', { name: ['Banco Nacional de Zafiros'] }, cuba);
    expect(other).toBeLessThan(same);
  });
});

describe('identifiers', () => {
  test('a ship keeps its IMO number when it is renamed', () => {
    const ship = listing('Vessel', { name: ['ZAFIRO DEL NORTE'], imoNumber: ['9074729'] });
    const asked = { name: ['Perla Inventada'], imoNumber: ['IMO 9074729'] };
    const match = best('Vessel', asked, ship);
    expect(match?.band).toBe('strong');
    expect(match?.evidence[0]?.sentence.en).toContain('The name is another one');
  });

  test('a CURP with a slip, or an RFC without its homoclave, speaks for and not against', () => {
    const name = ['PRUEBA SATIZABAL, Ximena'];
    const listed = { name, idNumber: ['BOXW310820HNERXN09'], taxNumber: ['PUSX310820AB1'] };
    const plain = score('Person', { name }, listed);
    const near = (asked: Properties) => score('Person', { name, ...asked }, listed);
    expect(near({ idNumber: ['BOXW310820HNERXN08'] })).toBeGreaterThan(plain);
    expect(near({ taxNumber: ['PUSX310820'] })).toBeGreaterThan(plain);
    expect(near({ idNumber: ['MESC530227HCMMTR02'] })).toBeLessThan(plain);
  });

  test('another IMO number counts also where a registration number is equal', () => {
    const listed = { name: ['ZAFIRO'], imoNumber: ['9074729'], registrationNumber: ['REG-998877'] };
    const asked = { name: ['Perla Inventada'], registrationNumber: ['REG-998877'] };
    const plain = score('Vessel', asked, listed);
    expect(score('Vessel', { ...asked, imoNumber: ['9187629'] }, listed)).toBeLessThan(plain);
  });

  test('another IMO number speaks against an equal name', () => {
    const listed = { name: ['ZAFIRO DEL NORTE'], imoNumber: ['9074729'] };
    const asked = { name: ['Zafiro del Norte'], imoNumber: ['9187629'] };
    expect(score('Vessel', asked, listed)).toBeLessThan(0.7);
  });
});

test('a name that agrees in full is shown, whatever country stands beside it', () => {
  const listed = { name: ['ZHANG, Lei'], country: ['cn'] };
  const match = best('Person', { name: ['Lei Zhang'], country: ['mx'] }, listing('Person', listed));
  expect(match?.band).toBe('possible');
});

describe('weak aliases', () => {
  const listed = listing('Person', { name: ['PRUEBA, Ana'], weakAlias: ['La Ficticia'] });

  test('are found when one looks lower, and never enough alone', () => {
    const engine = buildEngine([{ source, entities: [listed] }]);
    const asked: Example = { schema: 'Person', properties: { name: ['La Ficticia'] } };
    expect(engine.match(asked).total).toBe(0);
    expect(engine.match(asked, { threshold: 0.5 }).matches[0]?.band).toBe('none');
  });
});

describe('how names deviate', () => {
  const person = (asked: string, listed: string) =>
    score('Person', { name: [asked] }, { name: [listed] });
  const firm = (asked: string, listed: string) =>
    score('Company', { name: [asked] }, { name: [listed] });

  test.each([
    ['Ximena Delazorrilla', 'DE LA ZORRILLA, Ximena'],
    ['Ximena de la Zorrilla', 'DELAZORRILLA, Ximena'],
    ['JC Satizabal Zorrilla', 'SATIZABAL ZORRILLA, Juan Carlos'],
    ['Xim3na Satizabal', 'SATIZABAL, Ximena'],
  ])('%s is %s', (asked, listed) => {
    expect(person(asked, listed)).toBeGreaterThanOrEqual(0.7);
  });

  test('another ending that tells women from men is another person', () => {
    expect(person('Gerarda Satizabal Zorrilla', 'SATIZABAL ZORRILLA, Gerardo')).toBeLessThan(0.7);
    expect(person('Gerard Satizabal Zorrilla', 'SATIZABAL ZORRILLA, Gerardo')).toBeGreaterThan(0.7);
  });

  test('a deviation counts however rare the rest is', () => {
    const rare = 'Ximena Gerarda Satizabal Zorrilla Quistenberg';
    expect(person(`${rare} Tzompantzin`, rare)).toBeLessThan(person(rare, rare));
  });

  test('countries of one name stand against each other, and only those', () => {
    expect(firm('Zafirotex Quisten Chile', 'Zafirotex Quisten Peru')).toBeLessThan(0.7);
    expect(firm('Zafirotex Quisten', 'Zafirotex Quisten Peru')).toBeGreaterThan(0.7);
  });

  test('a legal form of the same family says less against a firm than another', () => {
    const related = firm('Zafirotex GmbH', 'Zafirotex LLC');
    expect(related).toBeGreaterThan(firm('Zafirotex, A.C.', 'Zafirotex LLC'));
    expect(related).toBeLessThan(firm('Zafirotex LLC', 'Zafirotex LLC'));
  });
});

test('a number that is nearly the same is found where the name alone is not enough', () => {
  // The name is less than others would need; the CURP with a slip in its year makes up for it.
  const listed = listing('Person', {
    name: ['ZORRILLA SATIZABAL, Ximena Gerarda Luisa Paz'],
    idNumber: ['ZOSX660717MSLRTM04'],
  });
  const asked = {
    schema: 'Person',
    properties: { name: ['Ximena Zorrilla Prueba'], idNumber: ['ZOSX760717MSLRTM04'] },
  };
  const [expected] = new BruteForce([listed]).match(asked, 0.2);
  const engine = buildEngine([{ source, entities: [listed] }]);
  const { matches } = engine.match(asked, { threshold: 0.2 });
  expect(matches.map((m) => m.score)).toEqual([expected?.score]);
  const without = { schema: 'Person', properties: { name: ['Ximena Zorrilla Prueba'] } };
  expect(engine.match(without, { threshold: 0.2 }).total).toBe(0);
});

test('initials alone reach a name when enough else agrees, and the index knows it', () => {
  const facts = { birthDate: ['1966-07-17'], gender: ['male'], country: ['mx'] };
  const listed = [
    listing('Person', { name: ['Pablo Ramirez Gomez Jose Martinez'], ...facts }, 's-1'),
    listing('Person', { name: ['Zoe Quist'], ...facts }, 's-2'),
  ];
  const asked = { schema: 'Person', properties: { name: ['J. P. G. R. M.'], ...facts } };
  const engine = buildEngine([{ source, entities: listed }]);
  const expected = new BruteForce(listed).match(asked, 0.5).map((m) => [m.entity.id, m.score]);
  expect(expected).toHaveLength(1);
  const { matches } = engine.match(asked, { threshold: 0.5 });
  expect(matches.map((m) => [m.entity.id, m.score])).toEqual(expected);
});

test('a name written together is found, whatever its small words are in other names', () => {
  const listed = [
    listing('Person', { name: ['DE LA CRUZ ZORRILLA, Ximena'] }, 's-1'),
    // Here the same words are initials and names, by which names are found.
    listing('Person', { name: ['De La'] }, 's-2'),
    listing('Organization', { name: ['S.A. de C.V. La'] }, 's-3'),
  ];
  const asked = { schema: 'Person', properties: { name: ['Ximena Delacruz Zorrilla'] } };
  const engine = buildEngine([{ source, entities: listed }]);
  const [match] = engine.match(asked).matches;
  expect(match?.entity.id).toBe('s-1');
  expect(match?.score).toBe(new BruteForce(listed).match(asked, 0.7)[0]?.score);
});

describe('dates', () => {
  test('what is no date is not compared', () => {
    const listed = { name: ['PRUEBA SATIZABAL, Ximena'], birthDate: ['1966-07-17'] };
    const plain = score('Person', { name: listed.name }, listed);
    expect(score('Person', { name: listed.name, birthDate: ['1'] }, listed)).toBe(plain);
  });
});

test('of two lists that have the same party, the better match is the answer', () => {
  const plain = listing('Person', { name: ['ZORRILLA SATIZABAL, Ximena'] });
  const weak = listing('Person', { name: ['Ana Prueba'], weakAlias: ['Ximena Zorrilla'] });
  const other = { ...source, dataset: 'other' };
  const asked = { schema: 'Person', properties: { name: ['Ximena Zorrilla Satizabal'] } };
  for (const entities of [[weak], [plain]]) {
    const rest = entities[0] === weak ? [plain] : [weak];
    const engine = buildEngine([
      { source, entities },
      { source: other, entities: rest },
    ]);
    const { matches, total } = engine.match(asked);
    expect(total).toBe(1);
    expect(matches[0]?.entity.caption).toBe('ZORRILLA SATIZABAL, Ximena');
  }
});
