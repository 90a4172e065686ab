import { describe, expect, test } from 'vitest';
import { analyseName, type NameKind } from './index.ts';

const roles = (text: string, kind: NameKind = 'person'): string =>
  analyseName(text, kind)
    .tokens.map(({ text: word, role }) => (role === 'name' ? word : `${word}:${role}`))
    .join(' ');

const parts = (text: string, kind: NameKind = 'person'): string =>
  analyseName(text, kind)
    .tokens.map(({ text: word, part }) => `${word}:${part ?? '-'}`)
    .join(' ');

describe('the comma of a list', () => {
  test.each([
    ['GUZMAN LOERA, Joaquin', 'guzman:family loera:family joaquin:given'],
    ['GUZMAN LOERA，Joaquin', 'guzman:family loera:family joaquin:given'],
    ['ROBLES, Ramon, Jr.', 'robles:family ramon:given jr:-'],
    ['ROBLES JR, Ramon', 'robles:family jr:family ramon:given'],
    ['Joaquin Guzman', 'joaquin:- guzman:-'],
    ['Guzman, Joaquin, Loera', 'guzman:- joaquin:- loera:-'],
    ['Guzman,', 'guzman:-'],
    [', Guzman', 'guzman:-'],
  ])('%s', (text, expected) => {
    expect(parts(text)).toBe(expected);
  });

  test('means nothing in a name that may be a company', () => {
    expect(parts('ACME, Limited', 'organization')).toBe('acme:- ltd:-');
    expect(parts('Guzman, Joaquin', 'unknown')).toBe('guzman:- joaquin:-');
  });
});

describe('titles', () => {
  test.each([
    ['Lic. Juan Pérez', 'lic:title juan perez'],
    ['Dr. Ing. Juan Pérez', 'dr:title ing:title juan perez'],
    ['Pérez, Dr. Juan', 'perez dr:title juan'],
    ['C. Juan Pérez', 'c:title juan perez'],
    ['C. Pérez', 'c:initial perez'],
    ['C Juan Pérez', 'c:initial juan perez'],
    ['Juan C. Pérez', 'juan c:initial perez'],
    ['MOHAMMADHASNI HAJI ASAD', 'mohammadhasni haji:title asad'],
    // Synthetic: Coronel and Ing are surnames when they stand before the comma.
    ['CORONEL RUIZ, Juan', 'coronel ruiz juan'],
    ['ING, Juan', 'ing juan'],
    ['Lic.', 'lic'],
    ['Sheikh', 'sheikh'],
  ])('%s', (text, expected) => {
    expect(roles(text)).toBe(expected);
  });

  test('stand before a name of unknown kind too, but not before a company', () => {
    expect(roles('C. Juan Pérez', 'unknown')).toBe('c:title juan perez');
    expect(roles('C. Juan Pérez', 'organization')).toBe('c:initial juan perez');
  });
});

describe('suffixes', () => {
  test.each([
    ['Juan Pérez Jr.', 'juan perez jr:suffix'],
    ['PEREZ LOPEZ JR JUAN', 'perez lopez jr:suffix juan'],
    ['Juan Pérez Sr.', 'juan perez sr:suffix'],
    ['Sr. Juan Pérez', 'sr:title juan perez'],
    ['Juan Pérez III', 'juan perez iii:suffix'],
    ['Juan Pérez hijo', 'juan perez hijo:suffix'],
    ['Antonio Neto', 'antonio neto'],
  ])('%s', (text, expected) => {
    expect(roles(text)).toBe(expected);
  });
});

describe('particles and initials', () => {
  test.each([
    ['María de la O', 'maria de:particle la:particle o:initial'],
    ['Juan García y Pérez', 'juan garcia y:particle perez'],
    ['Juan Y. Pérez', 'juan y:initial perez'],
    ['Juan E Pérez', 'juan e:initial perez'],
    ['João Silva e Souza', 'joao silva e:particle souza'],
    ['Abd al-Rahman as-Sabah', 'abd al:particle rahman as:particle sabah'],
    ['J.P. Guzmán', 'j:initial p:initial guzman'],
    ['J. Reyes', 'j:initial reyes'],
    ['M.ª Reyes', 'ma reyes'],
    ['De La', 'de la'],
    ['Juan 23', 'juan 23:number'],
  ])('%s', (text, expected) => {
    expect(roles(text)).toBe(expected);
  });
});
