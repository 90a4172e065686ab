import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadData } from '../base/index.ts';
import { ambiguousName, foldName, orders, ordersNaming } from './index.ts';

describe('names that mean several parties', () => {
  test.each(['CDG', 'cdg', ' C.D.G. '.replaceAll('.', '')])('%j offers both', (text) => {
    expect(ambiguousName(text)?.parties).toEqual(['ofac-10386', 'ofac-15871']);
  });

  test('others are not ambiguous here', () => {
    for (const text of ['CDN', 'Cartel del Golfo', '', 'C D G']) {
      expect(ambiguousName(text), text).toBeUndefined();
    }
  });

  test('their parties are in the register', () => {
    const { records } = loadData<{ records: readonly { id: string }[] }>('register/cartels.json');
    const ids = new Set(records.map(({ id }) => id));
    for (const id of ambiguousName('CDG')?.parties ?? ['none']) expect(ids.has(id)).toBe(true);
  });
});

describe('parties of orders', () => {
  test('legal forms, case, accents and punctuation do not matter; other words do', () => {
    expect(foldName('Vector Casa de Bolsa, S.A. de C.V.')).toBe('vector casa de bolsa');
    expect(foldName('VECTOR CASA DE BOLSA SA DE CV')).toBe('vector casa de bolsa');
    expect(foldName('CIBanco, S.A., Institución de Banca Múltiple')).toBe('cibanco');
    expect(ordersNaming({ names: ['CIBanco Ejemplo'] })).toEqual([]);
    expect(ordersNaming({ names: ['Banco'] })).toEqual([]);
    expect(ordersNaming({ names: [''] })).toEqual([]);
  });

  test('what is left out by name is never taken in, whatever country is recorded', () => {
    for (const order of orders.values()) {
      for (const { name, aliases = [] } of order.exclude) {
        for (const text of [name, ...aliases]) {
          for (const country of ['mx', 'us', 'pr']) {
            const found = ordersNaming({ names: [text], countries: [country] });
            expect(
              found.map(({ standing }) => standing),
              text,
            ).toEqual(['excluded']);
          }
        }
      }
    }
  });

  test('no text found by chance names an order', () => {
    const own = new Set(
      [...orders.values()]
        .flatMap(({ names, include, exclude }) => [
          ...names,
          ...[...include, ...exclude].flatMap(({ name, aliases = [] }) => [name, ...aliases]),
        ])
        .map(foldName),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        fc.pre(!own.has(foldName(text)));
        expect(ordersNaming({ names: [text] })).toEqual([]);
      }),
    );
  });
});
