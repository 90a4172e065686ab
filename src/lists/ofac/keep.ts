/**
 * The same text as a string of its own. What is cut out of a piece of a file keeps the whole piece
 * in memory for as long as it lives, so whatever outlives its record is copied.
 */
export function keep(text: string): string {
  // The engine copies shorter ones anyway.
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}
