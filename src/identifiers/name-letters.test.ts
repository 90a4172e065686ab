import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  companyLettersFit,
  type Identifier,
  identifierLookupKeys,
  identifierOf,
  identifierRelation,
  keyLettersOf,
  lettersFit,
  mexicanStateIn,
  namePartsOf,
} from './index.ts';

const read = (property: string, text: string): Identifier => {
  const found = identifierOf(property, text);
  if (found === undefined) throw new Error(`${text} is no identifier`);
  return found;
};

const against = (key: string, name: string): string => {
  const letters = keyLettersOf(read(key.length === 18 ? 'idNumber' : 'taxNumber', key));
  if (letters === undefined) throw new Error(`${key} has no letters`);
  const fit = lettersFit(letters, namePartsOf(name));
  return fit === undefined ? 'unread' : fit.contradicting.join(' ') || 'fits';
};

// Synthetic keys; the names are invented.
describe('letters and names', () => {
  test.each([
    // The plain rule, in any order and writing.
    ['PUSG660717MSLRTR08', 'PRUEBA SATIZABAL, Gerarda', 'fits'],
    ['PUSG660717MSLRTR08', 'Gerarda Prueba Satizábal', 'fits'],
    ['PUSG660717MSLRTR08', 'Prueba Satizabal Gerarda', 'fits'],
    // José and María are passed over where another name follows, and particles always.
    ['PUSG660717MSLRTR08', 'DE LA PRUEBA Y SATIZABAL, Ma. Gerarda', 'fits'],
    ['PUSM660717MSLRTR08', 'PRUEBA SATIZABAL, Maria', 'fits'],
    // Parts that are left out are not held against it, and initials do.
    ['PUSG660717MSLRTR08', 'G. Prueba', 'fits'],
    ['PUXG660717MSLRXR08', 'Prueba, Gerarda', 'fits'],
    // Words that the rule avoids, and letters that are not in it.
    ['PXSG660717MSLRTR08', 'PUERTO SATIZABAL, Gerarda', 'fits'],
    ['XUSG660717MSLXTR08', 'ÑUÑEZ SATIZABAL, Gerarda', 'fits'],
    ['PUSX660717AB1', 'PRUEBA SATIZABAL, Oscar', 'fits'],
    // One surname, and a surname of two letters, in an RFC.
    ['PRGE660717AB1', 'PRUEBA, Gerarda', 'fits'],
    ['LSGE660717AB1', 'LI SATIZABAL, Gerarda', 'fits'],
    // Sounds that are written in two ways.
    ['BASG660717MSLLTR08', 'VALDES CETINA, Jerarda', 'fits'],
    // The name that the key has is left out, or one vowel is written for another.
    ['PUSG660717MSLRTR08', 'PRUEBA SATIZABAL, Maria', 'fits'],
    ['PESG660717AB1', 'PRIEBA SATIZABAL, Gerarda', 'fits'],
    // Other names.
    ['PUSG660717MSLRTR08', 'PRUEBA ORDOÑEZ, Gerarda', 'maternal'],
    ['PUSG660717MSLRTR08', 'PRUEBA SATIZABAL, Teodora', 'given'],
    ['PUSG660717MSLRTR08', 'MENDEZ SATIZABAL, Gerarda', 'paternal'],
    ['PUSG660717MSLRTR08', 'MENDEZ ORDOÑEZ, Teodora', 'paternal maternal given'],
    ['PUSG660717AB1', 'MENDEZ ORDOÑEZ, Teodora', 'paternal maternal given'],
    ['PUSG660717AB1', 'PRUEBA', 'unread'],
    ['PUSG660717AB1', '王小明', 'unread'],
  ])('%s, %s: %s', (key, name, expected) => {
    expect(against(key, name)).toBe(expected);
  });

  test.each([
    ['ZIN', 'Zafiro Inventado del Norte, S.A. de C.V.', true],
    ['ZIN', 'Zafiro Inventado', true],
    ['PER', 'Perla, S. de R.L.', true],
    ['GPC', 'Compañía Grupo Perla Comercial', true],
    ['ZIN', 'Grupo Perla Comercial', false],
    ['ZIN', 'S.A. de C.V.', undefined],
  ])('%s of the company %s: %s', (letters, name, expected) => {
    expect(companyLettersFit(letters, name)).toBe(expected);
  });
});

describe('states', () => {
  test.each([
    ['Culiacán, Sinaloa, México', 'SL'],
    ['Hidalgo del Parral, Chihuahua, Mexico', 'CH'],
    ['Tijuana, Baja California', 'BC'],
    ['La Paz, Baja California Sur, Mexico', 'BS'],
    ['Morelia, Michoacan', 'MN'],
    ['Mexico City', 'DF'],
    ['Toluca, Estado de México', 'MC'],
    ['Mexico', undefined],
    ['Bonn, Germany', undefined],
    ['', undefined],
  ])('%s: %s', (place, state) => {
    expect(mexicanStateIn(place)).toBe(state);
  });
});

test('two identifiers that are nearly the same lie under one key', () => {
  const any = fc.constantFrom('PUSG660717MSLRTR08', 'PUSG660717AB1', 'PUSG660717', 'ZIN010505AB1');
  const changed = fc
    .tuple(any, fc.nat(17), fc.constantFrom(...'ABHMSX0123456789'), fc.constantFrom('set', 'swap'))
    .map(([key, at, letter, how]) => {
      const other =
        how === 'set'
          ? key.slice(0, at) + letter + key.slice(at + 1)
          : key.slice(0, at) + (key[at + 1] ?? '') + (key[at] ?? '') + key.slice(at + 2);
      return [key, other.slice(0, key.length)] as const;
    });
  fc.assert(
    fc.property(changed, fc.boolean(), ([a, b], cut) => {
      const [one, other] = [
        identifierOf('taxNumber', a),
        identifierOf('taxNumber', cut ? b.slice(0, 10) : b),
      ];
      if (one === undefined || other === undefined) return;
      const relation = identifierRelation(one, other);
      if (relation === undefined || relation === 'different') return;
      const keys = new Set(identifierLookupKeys(one));
      expect(
        identifierLookupKeys(other).some((key) => keys.has(key)),
        `${a} ${b}`,
      ).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});
