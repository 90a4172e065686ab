import { describe, expect, test } from 'vitest';
import { splitWord } from './split.ts';

describe('a word without its spaces', () => {
  // Synthetic names.
  test.each([
    ['garcialopez', 'garcia lopez'],
    ['joseluisgarcia', 'jose luis garcia'],
    ['mariaelena', 'maria elena'],
    ['delosreyes', 'de los reyes'],
    ['abdulhamid', 'abdul hamid'],
    ['gutierrezdelosreyes', 'gutierrez de los reyes'],
  ])('%s is split', (word, words) => {
    expect(splitWord(word)?.join(' ')).toBe(words);
  });

  test.each([
    'alejandra',
    'montenegro',
    'delgado',
    'xiaoming',
    'alexandrovna',
    'zzyzxian',
    'lopez',
    '',
  ])('%s stays one word', (word) => {
    expect(splitWord(word)).toBeUndefined();
  });

  test('the pieces are the word, and a hostile length is none', () => {
    expect(splitWord('garcialopez'.repeat(1_000))).toBeUndefined();
    expect(splitWord('garcialopezgarcia')?.join('')).toBe('garcialopezgarcia');
  });
});
