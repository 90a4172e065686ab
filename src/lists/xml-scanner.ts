import { endOfName, NameTable } from './xml-names.ts';

/**
 * Finds the tags and texts of an XML document that comes in pieces, and refuses what is not
 * well-formed. Its own, because lists of 120 MB are read with it and a general parser took most of
 * that time; a test compares it with one. It knows no document type declaration, because lists
 * have none and what one can do is dangerous.
 */

/** Attributes as written: names at even places, values at odd ones. */
export type RawAttributes = readonly string[];

export interface XmlHandler {
  /** A tag has begun; `line` is the one on which it begins, from 1. */
  open(name: string, attributes: RawAttributes, line: number): void;
  close(): void;
  /** Text, CDATA included, its entities replaced; in one piece between two tags or comments. */
  text(text: string): void;
  /** Whether the attributes of the next tag are of any interest; they are checked all the same. */
  wantsAttributes(): boolean;
  /** Whether text that is only blanks is of any interest here. */
  wantsBlanks(): boolean;
  /** The error for something malformed at a place of the file, both numbers from 1. */
  fail(found: string, line: number, column: number): Error;
}

const BANG = 0x21;
const QUESTION = 0x3f;
const GT = 0x3e;
const SLASH = 0x2f;
const LESS = 0x3c;
const AMPERSAND = 0x26;
const BRACKET = 0x5d;
const EQUALS = 0x3d;
const DOUBLE = 0x22;
const SINGLE = 0x27;

/** Characters that XML cannot hold; the others below the blank are blanks themselves. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: They are what XML cannot hold.
const DISALLOWED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x09;

const DECLARATION = new RegExp(
  '^xml\\s+version\\s*=\\s*(?:"1\\.\\d+"|\'1\\.\\d+\')' +
    '(?:\\s+encoding\\s*=\\s*(?:"[A-Za-z][\\w.-]*"|\'[A-Za-z][\\w.-]*\'))?' +
    '(?:\\s+standalone\\s*=\\s*(?:"(?:yes|no)"|\'(?:yes|no)\'))?\\s*$',
);

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The attributes of a tag that has none; never written to. */
const NONE: string[] = [];

export class XmlScanner {
  readonly #handler: XmlHandler;
  /** What has come and is not consumed begins at `#at`; what a call cannot finish waits there. */
  #buffer = '';
  #at = 0;
  /** The line that `#at` is on, and where in the buffer it begins. */
  #line = 1;
  #lineStart = 0;
  /** The next line end in the buffer at or after what was counted; -1 when it is not known. */
  #lineEnd = -1;
  readonly #open: string[] = [];
  readonly #names = new NameTable();
  /** Of the tag that is being read: what is handed on, and where the names are, for comparing. */
  #attributes: string[] = NONE;
  readonly #nameStarts: number[] = [];
  readonly #nameEnds: number[] = [];
  #named = 0;
  #rooted = false;
  #first = true;
  /** The last piece ended in a carriage return, which with a line feed is one line end. */
  #returned = false;

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  /** How many characters wait for what would end them. */
  get waiting(): number {
    return this.#buffer.length - this.#at;
  }

  /** Takes in the next piece of the document. */
  write(piece: string): void {
    let text = piece;
    if (this.#returned && text.startsWith('\n')) text = text.slice(1);
    this.#returned = piece.endsWith('\r') || (this.#returned && piece === '');
    if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
    const held = this.waiting;
    const bad = DISALLOWED.exec(text);
    // Joined and not added: the engine reads a string in one piece faster than a sum of strings.
    this.#buffer = held > 0 ? [this.#buffer.slice(this.#at), text].join('') : text;
    this.#lineStart -= this.#at;
    this.#at = 0;
    this.#lineEnd = -1;
    if (bad !== null) throw this.fail('disallowed character', held + bad.index + 1);
    while (this.#at < this.#buffer.length && this.#step());
  }

  /** The end of the document: all that was begun must have ended. */
  end(): void {
    const rest = this.#buffer.slice(this.#at);
    if (/[^ \t\n]/.test(rest)) {
      const found = rest.startsWith('<') ? 'the end of the file inside a tag' : OUTSIDE;
      throw this.fail(found, this.#buffer.length);
    }
    if (!this.#rooted) throw this.fail('document must contain a root element', this.#at);
  }

  /** The error for what is found at a place of the buffer, by default at its end. */
  fail(found: string, place = this.#buffer.length, further = ''): Error {
    this.#count(this.#at, place);
    const lines = further.split('\n');
    const column = lines.length === 1 ? place - this.#lineStart : 0;
    const line = this.#line + lines.length - 1;
    return this.#handler.fail(found, line, column + (lines.at(-1)?.length ?? 0));
  }

  /** Counts the lines of what is consumed. */
  #count(from: number, to: number): void {
    if (this.#lineEnd < from) this.#lineEnd = this.#nextLine(from);
    while (this.#lineEnd < to) {
      this.#line++;
      this.#lineStart = this.#lineEnd + 1;
      this.#lineEnd = this.#nextLine(this.#lineStart);
    }
  }

  #nextLine(from: number): number {
    const at = this.#buffer.indexOf('\n', from);
    return at === -1 ? Number.POSITIVE_INFINITY : at;
  }

  #consume(to: number): true {
    this.#count(this.#at, to);
    this.#at = to;
    return true;
  }

  /** Consumes one text or tag; false when its end has not come yet. */
  #step(): boolean {
    const buffer = this.#buffer;
    const lt = buffer.indexOf('<', this.#at);
    if (lt === -1) return false;
    if (lt > this.#at) this.#text(lt);
    if (lt + 1 >= buffer.length) return false;
    const done = this.#markup(lt, buffer.charCodeAt(lt + 1));
    if (done) this.#first = false;
    return done;
  }

  #markup(lt: number, next: number): boolean {
    if (next === SLASH) return this.#endTag(lt);
    if (next === BANG) return this.#declaration(lt);
    return next === QUESTION ? this.#instruction(lt) : this.#startTag(lt);
  }

  #text(to: number): void {
    this.#first = false;
    const buffer = this.#buffer;
    let at = this.#at;
    while (at < to && isBlank(buffer.charCodeAt(at))) at++;
    let isPlain = true;
    for (let place = at; place < to && isPlain; place++) {
      const code = buffer.charCodeAt(place);
      isPlain = code !== AMPERSAND && code !== BRACKET;
    }
    if (at < to && this.#open.length === 0) throw this.fail(OUTSIDE, at + 1);
    if (at < to || this.#handler.wantsBlanks()) {
      const raw = buffer.slice(this.#at, to);
      if (this.#open.length > 0) this.#handler.text(isPlain ? raw : this.#content(raw, this.#at));
    }
    this.#consume(to);
  }

  /** Text that holds something that is not only itself. */
  #content(raw: string, place: number): string {
    const bracket = raw.indexOf(']]>');
    if (bracket !== -1) throw this.fail('the string "]]>" in text', place + bracket + 3);
    return this.#replace(raw, place);
  }

  /** Text with its entities replaced; it begins at a place of the buffer. */
  #replace(raw: string, place: number): string {
    if (!raw.includes('&')) return raw;
    return raw.replace(/&([^;&<]{0,40};)?/g, (_, name: string | undefined, at: number) => {
      const text = name === undefined ? undefined : entity(name.slice(0, -1));
      if (text !== undefined) return text;
      const found = name?.startsWith('#') ? 'malformed character entity' : 'undefined entity';
      throw this.fail(found, place + at + (name?.length ?? 0) + 1);
    });
  }

  #endTag(lt: number): boolean {
    const expected = this.#open.at(-1);
    const end = lt + 2 + (expected?.length ?? 0);
    if (expected !== undefined && this.#buffer.charCodeAt(end) === GT) {
      if (this.#buffer.startsWith(expected, lt + 2)) return this.#closed(end + 1);
    }
    const gt = this.#buffer.indexOf('>', lt);
    if (gt === -1) return false;
    const written = this.#buffer.slice(lt + 2, gt);
    if (expected === undefined || written.replace(/[ \t\n]+$/, '') !== expected) {
      throw this.fail(`unexpected close tag </${written.slice(0, 80)}>`, gt + 1);
    }
    return this.#closed(gt + 1);
  }

  #closed(to: number): true {
    this.#open.pop();
    this.#consume(to);
    this.#handler.close();
    return true;
  }

  #declaration(lt: number): boolean {
    const buffer = this.#buffer;
    const is = (text: string) => buffer.startsWith(text, lt);
    if (is('<!--')) {
      const dashes = buffer.indexOf('--', lt + 4);
      if (dashes === -1 || dashes + 2 >= buffer.length) return false;
      if (buffer[dashes + 2] !== '>') throw this.fail('two dashes in a comment', dashes + 2);
      return this.#consume(dashes + 3);
    }
    if (is('<![CDATA[')) {
      const end = buffer.indexOf(']]>', lt + 9);
      if (end === -1) return false;
      if (this.#open.length === 0) throw this.fail(OUTSIDE, lt + 9);
      this.#handler.text(buffer.slice(lt + 9, end));
      return this.#consume(end + 3);
    }
    const begun = buffer.slice(lt, lt + 9);
    if (
      ['<!--', '<![CDATA[', '<!DOCTYPE'].some((whole) => whole !== begun && whole.startsWith(begun))
    )
      return false;
    const found =
      begun === '<!DOCTYPE'
        ? 'a document type declaration (DTD), which lists never have'
        : 'markup that is none';
    throw this.fail(found, lt + begun.length);
  }

  #instruction(lt: number): boolean {
    const end = this.#buffer.indexOf('?>', lt + 2);
    if (end === -1) return false;
    const text = this.#buffer.slice(lt + 2, end);
    const stop = endOfName(this.#buffer, lt + 2);
    const target = this.#buffer.slice(lt + 2, stop);
    const good =
      target.toLowerCase() === 'xml'
        ? this.#first && DECLARATION.test(text)
        : stop > lt + 2 && (stop === end || isBlank(this.#buffer.charCodeAt(stop)));
    if (!good) throw this.fail('a processing instruction or declaration that is none', end + 2);
    return this.#consume(end + 2);
  }

  #blanksEnd(start: number): number {
    let at = start;
    while (isBlank(this.#buffer.charCodeAt(at))) at++;
    return at;
  }

  #startTag(lt: number): boolean {
    const buffer = this.#buffer;
    const nameEnd = endOfName(buffer, lt + 1);
    if (nameEnd >= buffer.length) return false;
    if (nameEnd === lt + 1) throw this.fail('disallowed character in tag name', lt + 2);
    if (this.#open.length === 0 && this.#rooted) throw this.fail('a second root element', nameEnd);
    this.#attributes = NONE;
    this.#named = 0;
    const wanted = this.#handler.wantsAttributes();
    let at = nameEnd;
    for (;;) {
      const blanks = this.#blanksEnd(at);
      const code = buffer.charCodeAt(blanks);
      if (code === GT) return this.#opened(lt, nameEnd, blanks + 1, false);
      if (code === SLASH) {
        if (blanks + 1 >= buffer.length) return false;
        if (buffer.charCodeAt(blanks + 1) !== GT) throw this.fail('a slash in a tag', blanks + 2);
        return this.#opened(lt, nameEnd, blanks + 2, true);
      }
      if (blanks >= buffer.length) return false;
      if (blanks === at) throw this.fail('no whitespace between attributes', at + 1);
      const end = this.#attribute(blanks, wanted);
      if (end === -1) return false;
      at = end;
    }
  }

  /** Reads one attribute; gives where it ends, or -1 when that has not come yet. */
  #attribute(start: number, wanted: boolean): number {
    const buffer = this.#buffer;
    const nameEnd = endOfName(buffer, start);
    if (nameEnd >= buffer.length) return -1;
    if (nameEnd === start) throw this.fail('disallowed character in attribute name', start + 1);
    const equals = this.#blanksEnd(nameEnd);
    if (equals >= buffer.length) return -1;
    if (buffer.charCodeAt(equals) !== EQUALS)
      throw this.fail('attribute without value', equals + 1);
    const open = this.#blanksEnd(equals + 1);
    if (open >= buffer.length) return -1;
    const quote = buffer.charCodeAt(open);
    if (quote !== DOUBLE && quote !== SINGLE) throw this.fail('unquoted attribute value', open + 1);
    // Values are short, so one look at each character is less than several searches.
    let end = open + 1;
    let isPlain = true;
    for (let code = buffer.charCodeAt(end); code !== quote; code = buffer.charCodeAt(++end)) {
      if (code === LESS) throw this.fail('disallowed character <', end + 1);
      if (code === AMPERSAND || code < 0x20) isPlain = false;
      if (end >= buffer.length) return -1;
    }
    this.#nameAttribute(start, nameEnd);
    if (isPlain && !wanted) return end + 1;
    const raw = buffer.slice(open + 1, end);
    const value = isPlain ? raw : this.#replace(raw.replace(/[\n\t]/g, ' '), open + 1);
    if (!wanted) return end + 1;
    const name = this.#names.at(buffer, start, nameEnd);
    if (this.#attributes === NONE) this.#attributes = [name, value];
    else this.#attributes.push(name, value);
    return end + 1;
  }

  /** Notes where the name of an attribute is; no tag has the same one twice. */
  #nameAttribute(start: number, end: number): void {
    const buffer = this.#buffer;
    if (this.#named >= MOST_ATTRIBUTES) {
      throw this.fail(`over ${MOST_ATTRIBUTES} attributes on one element`);
    }
    for (let index = 0; index < this.#named; index++) {
      const other = this.#nameStarts[index] as number;
      if ((this.#nameEnds[index] as number) - other !== end - start) continue;
      if (buffer.charCodeAt(other) !== buffer.charCodeAt(start)) continue;
      const name = buffer.slice(start, end);
      if (buffer.startsWith(name, other)) throw this.fail(`duplicate attribute ${name}`, end);
    }
    this.#nameStarts[this.#named] = start;
    this.#nameEnds[this.#named++] = end;
  }

  #opened(lt: number, nameEnd: number, to: number, closed: boolean): true {
    const name = this.#names.at(this.#buffer, lt + 1, nameEnd);
    const line = this.#line;
    this.#rooted = true;
    this.#open.push(name);
    this.#consume(to);
    this.#handler.open(name, this.#attributes, line);
    if (closed) {
      this.#open.pop();
      this.#handler.close();
    }
    return true;
  }
}

const OUTSIDE = 'text data outside of root node';

/** Elements of lists have at most ten; each is compared with those before it. */
const MOST_ATTRIBUTES = 256;

/** What an entity stands for; undefined for one that XML does not define. */
function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return ENTITIES.get(name);
  const [, hex, decimal] = /^#(?:x([\da-fA-F]+)|(\d+))$/.exec(name) ?? [];
  const code = hex === undefined ? Number(decimal ?? 'none') : Number.parseInt(hex, 16);
  const held = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  const text = held ? String.fromCodePoint(code) : '';
  return text === '' || DISALLOWED.test(text) ? undefined : text;
}
