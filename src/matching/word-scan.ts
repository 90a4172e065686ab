/**
 * A word's letters as a set of bits. Two words whose sets differ in more than `2 * n` bits are more
 * than `n` slips apart: a substitution changes at most two bits, an insertion or a deletion one, a
 * swap none. It rejects most of a vocabulary without looking at its letters.
 */
export function letterMask(word: string): number {
  let mask = 0;
  for (let i = 0; i < word.length; i++) mask |= 1 << (word.charCodeAt(i) & 31);
  return mask >>> 0;
}

/** How many bits are set. */
export function bitCount(value: number): number {
  let v = value - ((value >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
