import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyseName, type NameKind, normaliseName } from './index.ts';

const KINDS: readonly NameKind[] = ['person', 'organization', 'vessel', 'unknown'];

/** Every code unit on its own, so that half surrogate pairs come up too. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }))
    .map((units) => units.map((unit) => String.fromCharCode(unit)).join('')),
);

describe('normaliseName', () => {
  test.each([
    ['accents and ñ', 'Muñoz  Ibáñez', 'munoz ibanez'],
    ['decomposed accents', 'Mun\u0303oz Iba\u0301n\u0303ez', 'munoz ibanez'],
    ['an apostrophe inside a word', 'O’Brien', 'obrien'],
    ['an acute accent as apostrophe', 'D´Angelo', 'dangelo'],
    ['quotation marks', 'Joaquín "El Chapo" Guzmán', 'joaquin el chapo guzman'],
    ['an Arabic article before a hyphen', 'Abd al-Rahman', 'abd al rahman'],
    ['hyphens and slashes', 'López-Ambrosio / Ruiz', 'lopez ambrosio ruiz'],
    ['dotted abbreviations', 'Comercial X S.A. de C.V.', 'comercial x sa de cv'],
    ['dots without spaces', 'Comercial X S.A.de C.V.', 'comercial x sa de cv'],
    ['a slashed abbreviation', 'M/V Sea Star', 'mv sea star'],
    ['an ampersand', 'Hijos & Cía', 'hijos and cia'],
    ['an ampersand inside an abbreviation', 'AT&T', 'att'],
    ['an ordinal as abbreviation', 'Mª del Carmen', 'ma del carmen'],
    ['full-width letters', 'ＡＣＭＥ　Ｃｏ', 'acme co'],
    ['zero-width and direction marks', '\u200eAc\u200bme\u202e \u00adCo', 'acme co'],
    ['control characters', 'Acme\tCo\u0000rp', 'acme corp'],
    ['Cyrillic', 'Сергей Лавров', 'sergey lavrov'],
    ['Arabic', 'محمد الرحمن', 'mhmd al rhmn'],
    ['the name of God in Arabic', 'عبد الله', 'bd llh'],
    ['a Chinese person', '曾国藩', 'zeng guofan'],
    ['a Chinese person of a double surname', '欧阳修文', 'ouyang xiuwen'],
    ['a Chinese company', '武汉硕康有限公司', 'wuhan shuokang youxiangongsi'],
    ['a Japanese company', '山田株式会社', 'shantian kabushikikaisha'],
    ['a Korean person', '김정은', 'gim jeong eun'],
    ['a Korean person called Lee', '이지우', 'lee ji woo'],
    ['a foreigner in Chinese', '约翰·史密斯', 'yuehan shimisi'],
    ['letters beyond the first plane', '𝒥uan 𠮷', 'juan kichi'],
    ['half a surrogate pair', 'Ju\ud835an', 'juan'],
    ['emoji and punctuation', '😀 … !!! 👩‍👩‍👧', ''],
    ['a lost space before a capital', 'JuanPablo PérezLópez', 'juan pablo perez lopez'],
    ['a lost space before a legal form', 'ZuritaAG', 'zurita ag'],
    [
      'capitals that are no lost space',
      'MacDonald GmbH PhD iPhone LeBron',
      'macdonald gmbh phd iphone lebron',
    ],
    ['a capital behind an apostrophe', "Sha'Ban", 'shaban'],
    ['nothing', '', ''],
  ])('%s', (_, text, normalised) => {
    expect(normaliseName(text)).toBe(normalised);
  });

  test('any text becomes words of a-z0-9, and those stay as they are', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = normaliseName(text);
        expect(once).toMatch(/^(?:[a-z0-9]+(?: [a-z0-9]+)*)?$/);
        expect(normaliseName(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });
});

describe('analyseName', () => {
  test('any text of any kind has sound tokens', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...KINDS), (text, kind) => {
        const name = analyseName(text, kind);
        expect(name.original).toBe(text);
        for (const token of name.tokens) {
          expect(token.text).toMatch(/^[a-z0-9]+$/);
          expect(token.bits).toBeGreaterThan(0);
          expect(token.keys).not.toContain(token.text);
          if (kind !== 'person') expect(token.part).toBeUndefined();
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each(['é', 'a b ', '王', 's.a.', 'a\u0301\u0316', 'a&', '(', 'ltd ', ', ', '\u0301'])(
    '10,000 times %j is answered',
    (piece) => {
      for (const kind of KINDS) {
        expect(analyseName(piece.repeat(10_000), kind).original).toHaveLength(
          10_000 * piece.length,
        );
      }
    },
  );
});
