/** The longest text that is looked at; the longest real identifier, a Monero address, has 106. */
export const LONGEST = 256;

/** Upper case letters and digits of any script, nothing else: `PUSX-310820-AB1` is one word. */
export function lettersAndDigits(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}&]+/gu, '');
}
