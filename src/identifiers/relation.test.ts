import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Identifier, identifierOf, identifierRelation } from './index.ts';

const read = (property: string, text: string): Identifier => {
  const found = identifierOf(property, text);
  if (found === undefined) throw new Error(`${text} is no identifier`);
  return found;
};

const relation = (property: string, a: string, b: string) =>
  identifierRelation(read(property, a), read(property, b));

// Synthetic keys, of no one's name.
describe('RFC', () => {
  test.each([
    ['PEGJ800101AB1', 'PEGJ-800101-AB1', 'equal'],
    ['PEGJ800101', 'PEGJ800101AB1', 'partial'],
    ['PEGJ800101AB1', 'PEGJ800101', 'partial'],
    ['PEGJ800101AB1', 'PEGJ810101AB1', 'mistyped'],
    ['PEGJ800101AB1', 'PEGJ800110AB1', 'mistyped'],
    ['PEGJ800101', 'PEJG800101', 'mistyped'],
    ['PEGJ800101', 'PEGJ810101AB1', 'different'],
    ['PEGJ800101AB1', 'PEGJ800101XY2', 'different'],
    ['PEGJ800101AB1', 'ABC800101AB1', 'different'],
    ['PEGJ800102AB1', 'PEGJ800201AB1', 'different'],
  ])('%s and %s are %s', (a, b, expected) => {
    expect(relation('taxNumber', a, b)).toBe(expected);
  });
});

describe('CURP', () => {
  test.each([
    ['PEGJ800101HDFRRN09', 'PEGJ800101HDFRRN09', 'equal'],
    ['PEGJ800101HDFRRN09', 'PEGJ800101HDFRRN17', 'mistyped'],
    ['PEGJ800101HDFRRN09', 'PEGJ800101MDFRRN09', 'mistyped'],
    ['PEGJ800101HDFRRN09', 'PEJG800101HDFRRN09', 'mistyped'],
    ['PEGJ800101HDFRRN09', 'PEGJ820103HDFRRN09', 'different'],
    ['PEGJ800101HDFRRN09', 'PEGJ800101HDFRSN17', 'different'],
  ])('%s and %s are %s', (a, b, expected) => {
    expect(relation('idNumber', a, b)).toBe(expected);
  });
});

describe('other kinds', () => {
  test('differ in one character often, and are then different', () => {
    expect(relation('passportNumber', 'G12345678', 'G12345679')).toBe('different');
    expect(relation('imoNumber', '9074729', '9074720')).toBe('different');
  });

  test('are equal when they share a key', () => {
    expect(
      identifierRelation(read('taxNumber', '800197268-4'), read('idNumber', '800197268')),
    ).toBe('equal');
    expect(relation('swiftBic', 'DEUTDEFF', 'DEUTDEFF500')).toBe('equal');
  });

  test('of two kinds, or of none, are not compared', () => {
    const passport = read('passportNumber', 'G12345678');
    expect(identifierRelation(passport, read('taxNumber', '800197268-4'))).toBeUndefined();
    expect(relation('idNumber', '88776655', '88776656')).toBeUndefined();
  });

  test('the order of the two makes no difference', () => {
    const keys = ['PEGJ800101', 'PEGJ800101AB1', 'PEGJ810101AB1', 'PEGJ800101HDFRRN09'];
    const any = fc.constantFrom(...keys, 'PEGJ800101HDFRRN17', '88776655', 'G12345678');
    const property = fc.constantFrom('taxNumber', 'idNumber', 'passportNumber');
    fc.assert(
      fc.property(property, any, property, any, (propertyA, a, propertyB, b) => {
        const [one, other] = [read(propertyA, a), read(propertyB, b)];
        expect(identifierRelation(one, other)).toBe(identifierRelation(other, one));
        expect(identifierRelation(one, one)).toBe('equal');
      }),
    );
  });
});
