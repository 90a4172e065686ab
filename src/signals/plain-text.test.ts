import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText, sentencesOf, wordsOf } from './plain-text.ts';

describe('plainText', () => {
  test.each([
    ['<p>One &amp; two</p><p>Three</p>', 'One & two\nThree'],
    ['a<br/>b<br>c', 'a\nb\nc'],
    ['The <b>Made-up</b> <a href="x?a=1&amp;b=2">Group</a>.', 'The Made-up Group.'],
    ['Desig<em>nated</em>', 'Designated'],
    ['x<script>if (a < b) alert("p")</script>y', 'xy'],
    ['x<style>p { }', 'x'],
    ['x<!-- <p>hidden</p> -->y', 'xy'],
    ['a < b and c > d', 'a < b and c > d'],
    ['a <', 'a <'],
    ['a <b', 'a <b'],
    [
      'Organizaci&oacute;n, A&ntilde;o, &iquest;qu&eacute;? &#8220;x&#x201D;',
      'Organización, Año, ¿qué? “x”',
    ],
    ['&nosuch; &#0; &#xD800; &', '&nosuch; &#0; &#xD800; &'],
    ['  a \t b\u00a0 c\r\n\r\n d ', 'a b c\nd'],
  ])('%j', (html, text) => {
    expect(plainText(html)).toBe(text);
  });

  test('gives back any text that was escaped, blanks aside', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const escaped = text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
        const same = (t: string) => t.replace(/[\s\u00a0]+/g, '');
        expect(same(plainText(escaped))).toBe(same(text));
      }),
    );
  });

  test('ends on whatever is thrown at it, in time that grows with its length', () => {
    const parts = [
      '<',
      '<p',
      '<!--',
      '<script>',
      '<script></script>',
      '&',
      '<p>',
      '</',
      '<!-',
      '. ',
    ];
    for (const part of parts) {
      const html = `${part.repeat(100_000)}>`;
      expect(sentencesOf(plainText(html)).join('').length).toBeLessThanOrEqual(html.length);
    }
  });
});

describe('sentencesOf', () => {
  test.each([
    ['One. Two! Three? Four', ['One.', 'Two!', 'Three?', 'Four']],
    ['The U.S. Department said so. It did.', ['The U.S. Department said so.', 'It did.']],
    ['Grupo Ficticio, S.A. de C.V. Se mudó.', ['Grupo Ficticio, S.A. de C.V. Se mudó.']],
    [
      'Mr. J. Invented of Made-up Inc. Holdings left.',
      ['Mr. J. Invented of Made-up Inc. Holdings left.'],
    ],
    ['See E.O. 13224 and No. 5. Then go.', ['See E.O. 13224 and No. 5.', 'Then go.']],
    ['He said “yes.” She left.', ['He said “yes.”', 'She left.']],
    ['¿Quién? ¡Él! Nadie.', ['¿Quién?', '¡Él!', 'Nadie.']],
    ['one line\nanother', ['one line', 'another']],
    ['version 2. and on', ['version 2. and on']],
  ])('%j', (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });

  test('loses no word and invents none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const words = (t: string) => wordsOf(t).map(({ folded }) => folded);
        expect(sentencesOf(plainText(text)).flatMap(words)).toEqual(words(plainText(text)));
      }),
    );
  });
});

test('words know where they stand, without case and accents', () => {
  const text = 'Árbol, MS-13; ñu';
  expect(wordsOf(text).map(({ folded }) => folded)).toEqual(['arbol', 'ms', '13', 'nu']);
  for (const { raw, start, end } of wordsOf(text)) expect(text.slice(start, end)).toBe(raw);
});
