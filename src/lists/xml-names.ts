const START = ':A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF';
const START_MORE =
  '\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD';
const NAME_START = `${START}${START_MORE}\\u{10000}-\\u{EFFFF}`;
const NAME = new RegExp(
  `[${NAME_START}][-.0-9\\xB7\\u0300-\\u036F\\u203F\\u2040${NAME_START}]*`,
  'uy',
);

/** 1 for what can begin a name, 2 for what can only follow; names are ASCII as a rule. */
const KINDS = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code);
  KINDS[code] = /[:A-Z_a-z]/.test(character) ? 1 : /[-.0-9]/.test(character) ? 2 : 0;
}

/** Where a name that begins here ends; the same place when none does. */
export function endOfName(text: string, start: number): number {
  let at = start;
  let code = text.charCodeAt(at);
  while (code < 128 && (KINDS[code] === 1 || (KINDS[code] === 2 && at > start))) {
    code = text.charCodeAt(++at);
  }
  if (!(code >= 128)) return at;
  NAME.lastIndex = start;
  return start + (NAME.exec(text)?.[0].length ?? 0);
}

const BITS = 12;

/**
 * Gives the same string for a name each time: a file has a few dozen of them, and strings that are
 * one and the same are compared at a glance.
 */
export class NameTable {
  /** Names that were met, each at a place that its letters tell. */
  readonly #names: (string | undefined)[] = new Array(2 ** BITS).fill(undefined);

  /** The name that stands at a place of a text. */
  at(text: string, start: number, end: number): string {
    const length = end - start;
    const ends = (text.charCodeAt(start) << 8) ^ text.charCodeAt(end - 1);
    const inside = (text.charCodeAt(start + 1) << 5) ^ text.charCodeAt(end - 3);
    const slot = Math.imul(((ends << 8) ^ inside) * 31 + length, 0x9e3779b1) >>> (32 - BITS);
    const known = this.#names[slot];
    if (known?.length === length && text.startsWith(known, start)) return known;
    const name = internalised(text.slice(start, end));
    this.#names[slot] = name;
    return name;
  }
}

/** The string that the engine keeps for these letters, which literals of the same letters are. */
const internalised = (text: string): string => Object.keys({ [text]: 0 })[0] as string;
