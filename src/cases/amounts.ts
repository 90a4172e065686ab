import { loadData, problem } from '../base/index.ts';
import { CASE_LIMITS } from './limits.ts';

/** Amounts of money, exact to the smallest unit: decimal text outside, whole numbers inside. */

const table = loadData<{
  readonly exponents: Readonly<Record<string, readonly string[]>>;
  readonly things: Readonly<Record<string, number>>;
  readonly digital: Readonly<Record<string, number>>;
}>('cases/currencies.json');

const EXPONENTS: ReadonlyMap<string, number> = new Map([
  ...Object.entries(table.exponents).flatMap(([exponent, codes]) =>
    codes.map((code) => [code, Number(exponent)] as const),
  ),
  ...Object.entries(table.things),
  ...Object.entries(table.digital),
]);

/** The codes of everything that amounts can be in. */
export const CURRENCIES: readonly string[] = [...EXPONENTS.keys()];

/** In how many decimals the smallest unit of a currency is counted; undefined where unknown. */
export const exponentOf = (currency: string): number | undefined => EXPONENTS.get(currency);

const AMOUNT = /^(0|[1-9]\d*)(?:\.(\d+))?$/;

/**
 * An amount above zero, in the smallest units of its currency.
 * @throws CASE_AMOUNT for another form, and for fractions of the smallest unit
 */
export function parseAmount(text: string, currency: string): bigint {
  const exponent = exponentOf(currency);
  const [, whole, fraction = ''] = AMOUNT.exec(text) ?? [];
  const isTooLong = (whole?.length ?? 0) > CASE_LIMITS.amountDigits;
  if (exponent === undefined || whole === undefined || isTooLong || fraction.length > exponent) {
    const known = exponent === undefined ? 'a known currency' : `at most ${exponent} decimals`;
    const expected = `an amount above zero in ${currency}: ${known}`;
    throw problem('CASE_AMOUNT', { expected, found: JSON.stringify(text) });
  }
  const units = BigInt(`${whole}${fraction.padEnd(exponent, '0')}`);
  if (units > 0n) return units;
  throw problem('CASE_AMOUNT', { found: JSON.stringify(text) });
}

/** An amount as text, with all decimals of its currency; that of `parseAmount` in one form. */
export function formatAmount(units: bigint, currency: string): string {
  const exponent = exponentOf(currency) ?? 0;
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(exponent + 1, '0');
  if (exponent === 0) return `${sign}${digits}`;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** The units of an amount that stands in an event, which was checked when it was recorded. */
export function unitsOf(text: string, currency: string): bigint {
  const exponent = exponentOf(currency) ?? 0;
  const [whole = '0', fraction = ''] = text.split('.');
  const digits = `${whole}${fraction.padEnd(exponent, '0')}`;
  return /^\d+$/.test(digits) ? BigInt(digits) : 0n;
}
