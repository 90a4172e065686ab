import { TEENS, TENS, UNITS } from './tables.ts';

/** Roman numerals from two letters up, as far as funds and ships count. */
const ROMAN = /^(?=..)(x{0,3})(ix|iv|v?i{0,3})$/;
const ROMAN_UNITS = ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix'];

/** The number that a Roman numeral of two letters or more is. */
export function roman(text: string): number | undefined {
  const [, tens, units] = ROMAN.exec(text) ?? [];
  return tens === undefined || units === undefined
    ? undefined
    : 10 * tens.length + ROMAN_UNITS.indexOf(units);
}

/** Whether a word may be a number in letters. */
export function mayBeNumber(text: string): boolean {
  return UNITS.has(text) || TEENS.has(text) || TENS.has(text) || roman(text) !== undefined;
}
