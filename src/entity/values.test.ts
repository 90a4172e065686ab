import { expect, test } from 'vitest';
import { allSchemas, genderOf, NAME_PARTS } from './index.ts';

test('a gender is known by word or letter in both languages, whatever case and accents', () => {
  const read = ['F', ' Mujer ', 'varón', 'M', 'No-binario', 'x', '', 'marciana'].map(genderOf);
  expect(read).toEqual([
    'female',
    'female',
    'male',
    'male',
    'other',
    'other',
    undefined,
    undefined,
  ]);
});

test('every part of a name is a property of people', () => {
  const properties = allSchemas().get('Person')?.getProperties();
  expect(NAME_PARTS.filter((part) => properties?.has(part) !== true)).toEqual([]);
});
