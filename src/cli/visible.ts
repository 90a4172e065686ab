/**
 * Characters that a terminal obeys instead of showing: controls, and the marks that turn the
 * direction of writing. Line feeds are ours: names and headings have none when they are shown.
 */
const OBEYED = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu;

/** Unicode has a picture for each of the first 32 controls, from here on. */
const PICTURES = 0x2400;

/**
 * Text in which nothing can move the cursor, colour the screen or turn what follows around: files
 * and lists come from others. An escape becomes `␛`, a control without a picture its code.
 */
export function visible(text: string): string {
  return text.replace(OBEYED, (character) => {
    const code = character.codePointAt(0) as number;
    if (code < 0x20) return String.fromCodePoint(PICTURES + code);
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}
