import { LIMITS, problem, type TamizError } from '../base/index.ts';
import { foreignBytes, foreignText, PREFIX_BYTES } from './foreign.ts';
import type { ListFile } from './types.ts';
import { type RawAttributes, type XmlHandler, XmlScanner } from './xml-scanner.ts';
import { previewText, type XmlDecoder, xmlDecoder } from './xml-text.ts';

/** One element with everything in it. Namespace prefixes and declarations are left out. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly inside, CDATA included, without the blanks around it. */
  readonly text: string;
  /** The line on which it begins, from 1. */
  readonly line: number;
}

/** Which elements of a file are records; `INDIVIDUALS/INDIVIDUAL` is a path below the root. */
export interface XmlLayout {
  readonly root: string;
  readonly records: readonly string[];
}

export type XmlEvent =
  /** The root (path empty) or an element that holds records has begun. */
  | { readonly kind: 'open'; readonly path: string; readonly attributes: Attributes }
  /** A whole record. */
  | { readonly kind: 'record'; readonly path: string; readonly element: XmlElement }
  /** Something between the records that the layout does not name; its content was skipped. */
  | { readonly kind: 'other'; readonly path: string };

type Attributes = ReadonlyMap<string, string>;

/** An element while its content comes, and then. */
class OpenElement implements XmlElement {
  readonly name: string;
  /** Local names at even places, values at odd ones. */
  readonly raw: RawAttributes;
  readonly children: OpenElement[] = [];
  text = '';
  readonly line: number;
  #map: Attributes | undefined;

  constructor(name: string, raw: RawAttributes, line: number) {
    this.name = name;
    this.raw = raw;
    this.line = line;
  }

  /** Laid out when first asked for. */
  get attributes(): Attributes {
    this.#map ??= asMap(this.raw);
    return this.#map;
  }
}

function asMap(raw: RawAttributes): Attributes {
  if (raw.length === 0) return NO_ATTRIBUTES;
  const map = new Map<string, string>();
  for (let at = 0; at < raw.length; at += 2) map.set(raw[at] as string, raw[at + 1] as string);
  return map;
}

/**
 * The attributes of an element as a flat list, names at even places: most elements have one or two,
 * and laying a map out for each would take longer than reading them.
 */
export function rawAttributes(element: XmlElement): RawAttributes {
  return element instanceof OpenElement ? element.raw : [...element.attributes].flat();
}

/** How many bytes are decoded and parsed before their events are handed on. */
const STEP_BYTES = 65_536;

/**
 * Streams the records of an XML file; memory is bounded by one record. Only well-formed XML 1.0
 * without a document type declaration passes, in any namespace.
 *
 * @throws LIST_FORMAT with line and column for whatever is malformed, cut off or over a limit, and
 *   for another kind of file than XML with the root of the layout
 */
export async function* readXml(file: ListFile, layout: XmlLayout): AsyncGenerator<XmlEvent> {
  const records = new RecordParser(file.name, layout);
  let decoder: XmlDecoder | undefined;
  for await (const bytes of withPrefix(file.open())) {
    if (decoder === undefined) {
      refuseForeign(file.name, bytes);
      decoder = xmlDecoder(bytes, file.name);
    }
    for (let start = 0; start < bytes.length; start += STEP_BYTES) {
      const step = bytes.subarray(start, start + STEP_BYTES);
      yield* records.write(decodeStep(decoder, step, records));
    }
  }
  if (decoder === undefined) throw wrongFile(file.name, 'an empty file');
  yield* records.write(decodeStep(decoder, new Uint8Array(), records, true));
  yield* records.end();
}

/** The same chunks, the first ones joined until what decides about the file is in the first. */
async function* withPrefix(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let prefix: Uint8Array[] | undefined = [];
  let length = 0;
  for await (const chunk of bytes) {
    if (prefix === undefined) {
      yield chunk;
      continue;
    }
    prefix.push(chunk);
    length += chunk.length;
    if (length >= PREFIX_BYTES) {
      yield Buffer.concat(prefix);
      prefix = undefined;
    }
  }
  if (prefix !== undefined && length > 0) yield Buffer.concat(prefix);
}

function wrongFile(where: string, found: string): TamizError {
  return problem('LIST_FORMAT', {
    where,
    expected: 'an XML list',
    found,
    remedy: 'Fetch it again from the publisher, or name another file.',
  });
}

function refuseForeign(where: string, prefix: Uint8Array): void {
  const text = previewText(prefix.subarray(0, PREFIX_BYTES));
  const foreign = foreignBytes(prefix) ?? foreignText(text);
  if (foreign !== undefined) throw wrongFile(where, foreign);
  if (!/^[\uFEFF\s]*</.test(text)) {
    throw wrongFile(where, `text that begins ${JSON.stringify(text.slice(0, 40))}`);
  }
}

function decodeStep(
  decoder: XmlDecoder,
  bytes: Uint8Array,
  records: RecordParser,
  last = false,
): string {
  try {
    return decoder.decode(bytes, last);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // The decoder does not say where; the good text before the damage does.
    const good =
      /^[^\uFFFD\x81\x8d\x8f\x90\x9d]*/.exec(
        new TextDecoder(decoder.encoding).decode(bytes),
      )?.[0] ?? '';
    throw records.malformed(`bytes that are not ${decoder.encoding}`, good);
  }
}

const NO_ATTRIBUTES: Attributes = new Map();

/** Whether a name has a prefix or declares one. */
const isQualified = (name: string): boolean => name === 'xmlns' || name.includes(':');

const localName = (name: string): string =>
  name.includes(':') ? name.slice(name.lastIndexOf(':') + 1) : name;

/** Builds records out of the scanner's tags and texts, and holds the limits. */
class RecordParser implements XmlHandler {
  readonly #where: string;
  readonly #root: string;
  readonly #records: ReadonlySet<string>;
  readonly #containers = new Set<string>();
  readonly #scanner = new XmlScanner(this);
  #events: XmlEvent[] = [];
  /** The paths of the open containers, the root's empty one first. */
  readonly #path: string[] = [];
  /** The open elements of the record being read, outermost first. */
  readonly #open: OpenElement[] = [];
  /** How many elements of something that is skipped are open. */
  #skipped = 0;
  /** Characters seen, and how many of them before the open record. */
  #seen = 0;
  #recordStart = 0;

  constructor(where: string, layout: XmlLayout) {
    this.#where = where;
    this.#root = layout.root;
    this.#records = new Set(layout.records);
    for (const record of layout.records) {
      const parts = record.split('/');
      for (let n = 1; n < parts.length; n++) this.#containers.add(parts.slice(0, n).join('/'));
    }
  }

  /** Parses the next piece of text and gives the events that it completed. */
  write(text: string): readonly XmlEvent[] {
    this.#seen += text.length;
    this.#scanner.write(text);
    this.#checkLengths();
    const events = this.#events;
    this.#events = [];
    return events;
  }

  end(): readonly XmlEvent[] {
    const inside = this.#open.at(-1)?.name ?? this.#path.at(-1);
    if (inside !== undefined) {
      const element = inside === '' ? this.#root : localName(inside.replaceAll('/', ':'));
      throw this.malformed(`the end of the file inside <${element}>: it was cut off`);
    }
    this.#scanner.end();
    return this.#events;
  }

  /** The error for what was found here, or after `further` text that was not parsed any more. */
  malformed(found: string, further = ''): Error {
    return this.#scanner.fail(found, undefined, further);
  }

  fail(found: string, line: number, column: number): Error {
    return problem('LIST_FORMAT', {
      where: `${this.#where}, line ${line}, column ${column}`,
      expected: 'well-formed XML',
      found,
      remedy: 'Fetch the file again; if it stays so, tell its publisher.',
    });
  }

  #checkLengths(): void {
    if (this.#scanner.waiting > LIMITS.xmlTextCharacters) throw this.#tooLong();
    const record = this.#seen - this.#recordStart;
    if (this.#open.length > 0 && record > LIMITS.xmlRecordCharacters) {
      throw this.malformed(`a record of over ${LIMITS.xmlRecordCharacters} characters`);
    }
  }

  #tooLong(): Error {
    return this.malformed(`over ${LIMITS.xmlTextCharacters} characters without a tag`);
  }

  open(raw: string, attributes: RawAttributes, line: number): void {
    if (this.#path.length + this.#open.length + this.#skipped >= LIMITS.xmlDepth) {
      throw this.malformed(`elements nested over ${LIMITS.xmlDepth} deep`);
    }
    if (this.#skipped > 0) {
      this.#skipped++;
      return;
    }
    const name = localName(raw);
    const parent = this.#open.at(-1);
    if (parent !== undefined) {
      const element = this.#element(name, attributes, line);
      parent.children.push(element);
      this.#open.push(element);
      return;
    }
    this.#openedOutside(name, attributes, line);
  }

  #openedOutside(name: string, attributes: RawAttributes, line: number): void {
    const container = this.#path.at(-1);
    if (container === undefined && name !== this.#root) {
      throw wrongFile(this.#where, `<${name.slice(0, 80)}> instead of <${this.#root}>`);
    }
    const path = container === undefined ? '' : container === '' ? name : `${container}/${name}`;
    if (this.#records.has(path)) {
      this.#recordStart = this.#seen - this.#scanner.waiting;
      this.#open.push(this.#element(name, attributes, line));
    } else if (path === '' || this.#containers.has(path)) {
      this.#path.push(path);
      const raw = this.#attributes(attributes);
      this.#events.push({ kind: 'open', path, attributes: asMap(raw) });
    } else {
      this.#skipped = 1;
      this.#events.push({ kind: 'other', path });
    }
  }

  #element(name: string, attributes: RawAttributes, line: number): OpenElement {
    return new OpenElement(name, this.#attributes(attributes), line);
  }

  /** The attributes by their local names, without declarations of namespaces. */
  #attributes(raw: RawAttributes): RawAttributes {
    let isPlain = true;
    for (let at = 0; at < raw.length && isPlain; at += 2) isPlain = !isQualified(raw[at] as string);
    if (isPlain) return raw;
    const local: string[] = [];
    for (let at = 0; at < raw.length; at += 2) {
      const name = raw[at] as string;
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
      const plain = localName(name);
      if (local.some((other, index) => index % 2 === 0 && other === plain)) {
        throw this.malformed(`the attribute ${plain} twice`);
      }
      local.push(plain, raw[at + 1] as string);
    }
    return local;
  }

  wantsAttributes(): boolean {
    return this.#skipped === 0;
  }

  close(): void {
    if (this.#skipped > 0) {
      this.#skipped--;
      return;
    }
    const element = this.#open.pop();
    if (element === undefined) {
      this.#path.pop();
      return;
    }
    element.text = element.text.trim();
    if (this.#open.length > 0) return;
    const container = this.#path.at(-1) ?? '';
    const path = container === '' ? element.name : `${container}/${element.name}`;
    this.#events.push({ kind: 'record', path, element });
  }

  /** Blanks before the first word of an element are cut off in the end. */
  wantsBlanks(): boolean {
    const text = this.#open.at(-1)?.text;
    return text !== undefined && text !== '';
  }

  text(text: string): void {
    if (text.length > LIMITS.xmlTextCharacters) throw this.#tooLong();
    const element = this.#open.at(-1);
    if (element !== undefined) element.text += text;
    else if (this.#skipped === 0 && this.#path.length > 0 && text.trim() !== '') {
      const container = this.#path.at(-1) ?? '';
      this.#events.push({ kind: 'other', path: container === '' ? '#text' : `${container}/#text` });
    }
  }
}
