import { romanised } from '../romanise.ts';
import { oneLine } from '../text.ts';

/** The characters of Windows code page 1252 beyond Latin-1, which standard fonts of PDF have. */
const BEYOND = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');

const isKnown = (character: string): boolean => {
  const point = character.codePointAt(0) ?? 0;
  return (
    (point >= 0x20 && point < 0x7f) || (point >= 0xa0 && point <= 0xff) || BEYOND.has(character)
  );
};

/** How long a text is shown by its code points; of a longer one the other formats have it. */
const MOST_POINTS = 80;

/**
 * Text as the standard fonts can show it. They have the letters of western Europe alone; a font
 * with all scripts has megabytes, and would still set some of them wrongly. So words in other
 * letters are written in Latin ones, and a note says by code points what stands in the original:
 * whoever needs the name can copy it from there, and from the JSON of the same report.
 */
export class Letters {
  /** What was written otherwise, in the order of the document. */
  readonly notes: string[] = [];
  readonly #numbers = new Map<string, number>();

  /** The text in Latin letters; each stretch that was rewritten bears the number of its note. */
  fit(text: string): string {
    const words = oneLine(text).normalize('NFC').split(' ');
    const out: string[] = [];
    let foreign: string[] = [];
    const flush = (): void => {
      const [, original = '', after = ''] = /^(.*?)([,;:.)]*)$/.exec(foreign.join(' ')) ?? [];
      if (original !== '') out.push(`${this.#rewritten(original)}${after}`);
      foreign = [];
    };
    for (const word of words) {
      if ([...word].every(isKnown)) {
        flush();
        out.push(word);
      } else foreign.push(word);
    }
    flush();
    return out.join(' ');
  }

  #rewritten(original: string): string {
    const latin = [...romanised(original)].filter(isKnown).join('') || '?';
    let number = this.#numbers.get(original);
    if (number === undefined) {
      number = this.#numbers.size + 1;
      this.#numbers.set(original, number);
      const points = [...original].map(
        (character) =>
          `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
      );
      const more = points.length - MOST_POINTS;
      const shown = points.slice(0, MOST_POINTS).join(' ');
      this.notes.push(`[${number}] ${latin}: ${shown}${more > 0 ? ` … (+${more})` : ''}`);
    }
    return `${latin} [${number}]`;
  }
}
