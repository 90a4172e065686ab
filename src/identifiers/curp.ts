import { parseIsoDate } from '../entity/index.ts';
import { stateName } from './mexican-states.ts';
import { LONGEST, lettersAndDigits } from './text.ts';

/** What a CURP, Mexico's population registry key, says about its bearer. */
export interface Curp {
  /** The 18 characters. */
  readonly value: string;
  /** ISO date. */
  readonly birthDate: string;
  /** Undefined for X, neither. */
  readonly sex: 'male' | 'female' | undefined;
  /** Two letters of the place of birth; `NE` is abroad. */
  readonly state: string;
  /** Undefined for letters that are no state, a slip of the pen. */
  readonly stateName: string | undefined;
  /** First letter and vowel of the first surname, first letters of the second and the name. */
  readonly initials: string;
  /** First inner consonants of first surname, second surname and given name. */
  readonly consonants: string;
  readonly checkDigitValid: boolean;
}

const FORM = /^([A-ZÑ]{4})(\d{2})(\d{2})(\d{2})([HMX])([A-Z]{2})([A-ZÑ]{3})([A-Z0-9])(\d)$/;
const ALPHABET = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';

/** The written label that some files leave in front of the value. */
const LABEL = /^CURP(?=.{18}$)/;

/**
 * Reads a CURP; undefined when the text has not its form or its date does not exist. A wrong check
 * digit or state is told, not refused: OFAC's list itself carries some. The letter or digit before
 * the check digit gives the century: digits for births before 2000.
 */
export function parseCurp(text: string): Curp | undefined {
  if (text !== last.text) last = { text, curp: read(text) };
  return last.curp;
}

/** The text that was read last: its date, sex, state and letters are asked for one by one. */
let last: { readonly text: string; readonly curp: Curp | undefined } = {
  text: '',
  curp: undefined,
};

function read(text: string): Curp | undefined {
  if (text.length > LONGEST) return undefined;
  const value = lettersAndDigits(text).replace(LABEL, '');
  const match = FORM.exec(value);
  if (match === null) return undefined;
  const [, initials, year, month, day, sex, state, consonants, differentiator] = match;
  const century = /\d/.test(differentiator!) ? '19' : '20';
  const birthDate = parseIsoDate(`${century}${year}-${month}-${day}`);
  if (birthDate === undefined) return undefined;
  return {
    value,
    birthDate,
    sex: sex === 'H' ? 'male' : sex === 'M' ? 'female' : undefined,
    state: state!,
    stateName: stateName(state!),
    initials: initials!,
    consonants: consonants!,
    checkDigitValid: curpCheckDigit(value) === value[17],
  };
}

/**
 * The 18th character: the first 17 as places in the alphabet with weights 18 to 2, and what the sum
 * lacks of a multiple of ten (RENAPO, Instructivo Normativo, DOF 2021-10-18).
 */
export function curpCheckDigit(curp: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += ALPHABET.indexOf(curp[i]!) * (18 - i);
  return String((10 - (sum % 10)) % 10);
}
