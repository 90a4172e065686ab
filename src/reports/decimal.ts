/** Sums of decimal numbers in text, exact: amounts have at most eight places after the point. */

const PLACES = 8;

const scaled = (amount: string): bigint => {
  const [whole = '0', part = ''] = amount.split('.');
  return BigInt(whole + part.padEnd(PLACES, '0'));
};

/** The sum, with as many places as the longest amount has. */
export function sumOf(amounts: readonly string[]): string {
  const places = Math.max(0, ...amounts.map((amount) => amount.split('.')[1]?.length ?? 0));
  const sum = amounts.reduce((total, amount) => total + scaled(amount), 0n);
  const digits = sum.toString().padStart(PLACES + 1, '0');
  const whole = digits.slice(0, -PLACES);
  return places === 0 ? whole : `${whole}.${digits.slice(-PLACES).slice(0, places)}`;
}

/** Whether two amounts are the same number, however many zeros they end with. */
export const sameAmount = (one: string, other: string): boolean => scaled(one) === scaled(other);
