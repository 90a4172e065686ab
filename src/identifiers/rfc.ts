import { parseIsoDate } from '../entity/index.ts';
import { LONGEST, lettersAndDigits } from './text.ts';

/** What an RFC, Mexico's taxpayer key, says about its bearer. */
export interface Rfc {
  /** 13 characters for a person, 12 for a company, 10 for a person without homoclave. */
  readonly value: string;
  readonly kind: 'person' | 'company';
  /** ISO date of birth or incorporation. The key has two digits of the year: see `fullYear`. */
  readonly date: string;
  /** Four letters from a person's name or three from a company's. */
  readonly letters: string;
  /** Undefined when the key has no homoclave and thus no check digit. */
  readonly checkDigitValid: boolean | undefined;
}

const FORM = /^([A-ZÑ&]{3,4})(\d{2})(\d{2})(\d{2})([A-Z0-9]{3})?$/;
const ALPHABET = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ';
const LABEL = /^RFC(?=(?:.{10}|.{12,13})$)/;

/**
 * Last two-digit year that is read as 20xx. People are registered as adults, and no one born before
 * 1921 is likely to be a customer; few companies registered today were founded before 1941.
 */
const LAST_YEAR_OF_2000S = { person: 20, company: 40 } as const;

function fullYear(year: string, kind: Rfc['kind']): string {
  return `${Number(year) <= LAST_YEAR_OF_2000S[kind] ? '20' : '19'}${year}`;
}

/**
 * Reads an RFC with or without hyphens; undefined when the text has not its form or its date does
 * not exist. A wrong check digit is told, not refused: 1 % of the keys that the tax authority
 * itself publishes have one.
 */
export function parseRfc(text: string): Rfc | undefined {
  if (text.length > LONGEST) return undefined;
  const squeezed = lettersAndDigits(text);
  const value = FORM.test(squeezed) ? squeezed : squeezed.replace(LABEL, '');
  const match = FORM.exec(value);
  if (match === null) return undefined;
  const [, letters, year, month, day, homoclave] = match;
  const kind = letters!.length === 4 ? 'person' : 'company';
  if (kind === 'company' && homoclave === undefined) return undefined;
  const date = parseIsoDate(`${fullYear(year!, kind)}-${month}-${day}`);
  if (date === undefined) return undefined;
  return {
    value,
    kind,
    date,
    letters: letters!,
    checkDigitValid: homoclave === undefined ? undefined : rfcCheckDigit(value) === value.at(-1),
  };
}

/**
 * The last character: a company's key gets a leading space; the first 12 characters as places in
 * the alphabet with weights 13 to 2, modulo 11 (SHCP, Instructivo para la formación de la clave del
 * RFC; confirmed on 99 % of the keys of the SAT 69-B list).
 */
export function rfcCheckDigit(rfc: string): string {
  const padded = rfc.padStart(13, ' ');
  let sum = 0;
  for (let i = 0; i < 12; i++) sum += ALPHABET.indexOf(padded[i]!) * (13 - i);
  const rest = sum % 11;
  if (rest === 0) return '0';
  return rest === 1 ? 'A' : String(11 - rest);
}
