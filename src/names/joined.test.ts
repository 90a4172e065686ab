import { describe, expect, test } from 'vitest';
import { analyseName, joinedForms, type NameKind } from './index.ts';

const forms = (text: string, kind: NameKind = 'person'): readonly string[] =>
  joinedForms(analyseName(text, kind).tokens);

describe('joined forms', () => {
  // Synthetic names.
  test.each([
    ['Juan de la Cruz', ['juande', 'juandela', 'delacruz', 'lacruz']],
    ['GARCIA LOPEZ, Jan Daniel', ['garcialopez', 'jandaniel']],
    ['VAN DER BERG, Jan', ['vanderberg', 'derberg']],
    ['Dr. Juan J. Pérez López', ['perezlopez']],
    ['Li Wu', []],
    ['De la', []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(forms(text)).toEqual(expected);
  });

  test('of a company leave out its legal form', () => {
    expect(forms('Sol Azul SA de CV', 'organization')).toEqual(['solazul']);
  });

  test('come once each, in proportion to the words', () => {
    const found = forms(Array(1_000).fill('lopez').join(' '));
    expect(found).toEqual(['lopezlopez', 'lopezlopezlopez']);
  });
});
