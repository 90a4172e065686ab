/**
 * Check digits of identifiers, each by the rule of who gives them out. All take the bare
 * identifier, without spaces or punctuation: digits, and for LEI, IBAN, BIC and the Chinese code
 * also capital letters. A BIC has no check digit; only its form is checked. Where no standard is
 * named, the rule is general knowledge and was not compared with its publisher's text.
 */

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
}

/**
 * IMO number of a ship: six digits with weights 7 to 2, the last digit of the sum is the seventh.
 * Numbers of companies follow another rule, modulo 11 (IMO Resolutions A.1117(30), A.1116(30)).
 */
export function imoValid(digits: string): boolean {
  if (!/^\d{7}$/.test(digits)) return false;
  const check = Number(digits[6]);
  if (weighted(digits, [7, 6, 5, 4, 3, 2]) % 10 === check) return true;
  return (11 - (weighted(digits, [8, 6, 4, 2, 9, 7]) % 11)) % 10 === check;
}

/** ISO 7064 MOD 97-10 over letters and digits: LEI (ISO 17442). */
export function mod97(text: string): number {
  let rest = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

export function leiValid(lei: string): boolean {
  return /^[A-Z0-9]{18}\d{2}$/.test(lei) && mod97(lei) === 1;
}

/** IBAN (ISO 13616): the first four characters go to the end. */
export function ibanValid(iban: string): boolean {
  return (
    /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban) && mod97(iban.slice(4) + iban.slice(0, 4)) === 1
  );
}

/** BIC (ISO 9362): four letters or digits, a country, a location and perhaps a branch. */
export function bicValid(bic: string): boolean {
  return /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(bic);
}

const INN_12 = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/**
 * Russian INN: one check digit for the ten digits of a company, two for a person's twelve. General
 * knowledge.
 */
export function innValid(inn: string): boolean {
  const check = (weights: readonly number[]) => (weighted(inn, weights) % 11) % 10;
  if (/^\d{10}$/.test(inn)) return check(INN_12.slice(2)) === Number(inn[9]);
  if (!/^\d{12}$/.test(inn)) return false;
  return check(INN_12.slice(1)) === Number(inn[10]) && check(INN_12) === Number(inn[11]);
}

/**
 * Russian OGRN of 13 digits modulo 11, OGRNIP of 15 modulo 13; the last digit of the rest. General
 * knowledge; the tests have one number of each kind.
 */
export function ogrnValid(ogrn: string): boolean {
  if (!/^(?:\d{13}|\d{15})$/.test(ogrn)) return false;
  const modulus = ogrn.length === 13 ? 11 : 13;
  return (Number(ogrn.slice(0, -1)) % modulus) % 10 === Number(ogrn.at(-1));
}

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Chinese unified social credit code: weights are powers of three, modulo 31 (GB 32100-2015). */
export function usccValid(code: string): boolean {
  if (!/^[0-9A-HJ-NP-RTUWXY]{18}$/.test(code)) return false;
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, 17)) {
    sum += USCC_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return USCC_ALPHABET[(31 - (sum % 31)) % 31] === code[17];
}

const NIT_WEIGHTS = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71];

/**
 * Colombian NIT: the digit after the hyphen, primes as weights from the right, modulo 11. General
 * knowledge.
 */
export function nitCheckDigit(digits: string): string {
  const reversed = [...digits].reverse().join('');
  const rest = weighted(reversed, NIT_WEIGHTS.slice(0, digits.length)) % 11;
  return String(rest < 2 ? rest : 11 - rest);
}
