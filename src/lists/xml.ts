import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { LIMITS, problem, type TamizError } from '../base/index.ts';
import { foreignBytes, foreignText, PREFIX_BYTES } from './foreign.ts';
import type { ListFile } from './types.ts';
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

interface OpenElement {
  readonly name: string;
  readonly attributes: Attributes;
  readonly children: OpenElement[];
  text: string;
  readonly line: number;
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

const localName = (name: string): string => name.slice(name.lastIndexOf(':') + 1);

/** Version 1.1 would let control characters in; namespaces are of no interest. */
const PARSER_OPTIONS = { xmlns: false, forceXMLVersion: true, defaultXMLVersion: '1.0' } as const;

/** Builds records out of the parser's events, and holds the limits. */
class RecordParser {
  readonly #where: string;
  readonly #root: string;
  readonly #records: ReadonlySet<string>;
  readonly #containers = new Set<string>();
  readonly #parser = new SaxesParser(PARSER_OPTIONS);
  #events: XmlEvent[] = [];
  /** The paths of the open containers, the root's empty one first. */
  readonly #path: string[] = [];
  /** The open elements of the record being read, outermost first. */
  readonly #open: OpenElement[] = [];
  /** How many elements of something that is skipped are open. */
  #skipped = 0;
  #recordStart = 0;
  #lastEvent = 0;

  constructor(where: string, layout: XmlLayout) {
    this.#where = where;
    this.#root = layout.root;
    this.#records = new Set(layout.records);
    for (const record of layout.records) {
      const parts = record.split('/');
      for (let n = 1; n < parts.length; n++) this.#containers.add(parts.slice(0, n).join('/'));
    }
    const parser = this.#parser;
    parser.on('error', (error) => {
      throw this.malformed(error.message.replace(/^[^ ]*\d+:\d+: /, '').replace(/\.$/, ''));
    });
    parser.on('doctype', () => {
      throw this.malformed('a document type declaration (DTD), which lists never have');
    });
    parser.on('opentag', (tag) => this.#opened(tag));
    parser.on('closetag', () => this.#closed());
    parser.on('text', (text) => this.#text(text));
    parser.on('cdata', (text) => this.#text(text));
    parser.on('comment', () => this.#mark());
    parser.on('processinginstruction', () => this.#mark());
  }

  /** Parses the next piece of text and gives the events that it completed. */
  write(text: string): readonly XmlEvent[] {
    this.#parser.write(text);
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
    this.#parser.close();
    return this.#events;
  }

  /** The error for what was found here, or after `further` text that was not parsed any more. */
  malformed(found: string, further = ''): TamizError {
    const lines = further.split('\n');
    const line = this.#parser.line + lines.length - 1;
    const column = (lines.length === 1 ? this.#parser.column : 0) + (lines.at(-1)?.length ?? 0);
    return problem('LIST_FORMAT', {
      where: `${this.#where}, line ${line}, column ${column}`,
      expected: 'well-formed XML',
      found,
      remedy: 'Fetch the file again; if it stays so, tell its publisher.',
    });
  }

  #mark(): void {
    this.#lastEvent = this.#parser.position;
  }

  #checkLengths(): void {
    const { position } = this.#parser;
    if (position - this.#lastEvent > LIMITS.xmlTextCharacters) {
      throw this.malformed(`over ${LIMITS.xmlTextCharacters} characters without a tag`);
    }
    if (this.#open.length > 0 && position - this.#recordStart > LIMITS.xmlRecordCharacters) {
      throw this.malformed(`a record of over ${LIMITS.xmlRecordCharacters} characters`);
    }
  }

  #opened(tag: SaxesTagPlain): void {
    this.#mark();
    const name = localName(tag.name);
    if (this.#path.length + this.#open.length + this.#skipped >= LIMITS.xmlDepth) {
      throw this.malformed(`elements nested over ${LIMITS.xmlDepth} deep`);
    }
    if (this.#skipped > 0) {
      this.#skipped++;
      return;
    }
    const parent = this.#open.at(-1);
    if (parent !== undefined) {
      const element = this.#element(name, tag);
      parent.children.push(element);
      this.#open.push(element);
      return;
    }
    this.#openedOutside(name, tag);
  }

  #openedOutside(name: string, tag: SaxesTagPlain): void {
    const container = this.#path.at(-1);
    if (container === undefined && name !== this.#root) {
      throw wrongFile(this.#where, `<${name.slice(0, 80)}> instead of <${this.#root}>`);
    }
    const path = container === undefined ? '' : container === '' ? name : `${container}/${name}`;
    if (this.#records.has(path)) {
      this.#recordStart = this.#parser.position;
      this.#open.push(this.#element(name, tag));
    } else if (path === '' || this.#containers.has(path)) {
      this.#path.push(path);
      this.#events.push({ kind: 'open', path, attributes: this.#attributes(tag) });
    } else {
      this.#skipped = 1;
      this.#events.push({ kind: 'other', path });
    }
  }

  #element(name: string, tag: SaxesTagPlain): OpenElement {
    const attributes = this.#attributes(tag);
    return { name, attributes, children: [], text: '', line: this.#parser.line };
  }

  #attributes(tag: SaxesTagPlain): Attributes {
    let attributes: Map<string, string> | undefined;
    for (const [name, value] of Object.entries(tag.attributes)) {
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
      attributes ??= new Map();
      const local = localName(name);
      if (attributes.has(local)) throw this.malformed(`the attribute ${local} twice`);
      attributes.set(local, value);
    }
    return attributes ?? NO_ATTRIBUTES;
  }

  #closed(): void {
    this.#mark();
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

  #text(text: string): void {
    const from = this.#lastEvent;
    this.#mark();
    if (this.#lastEvent - from > LIMITS.xmlTextCharacters) {
      throw this.malformed(`over ${LIMITS.xmlTextCharacters} characters without a tag`);
    }
    const element = this.#open.at(-1);
    if (element !== undefined) element.text += text;
    else if (this.#skipped === 0 && this.#path.length > 0 && text.trim() !== '') {
      const container = this.#path.at(-1) ?? '';
      this.#events.push({ kind: 'other', path: container === '' ? '#text' : `${container}/#text` });
    }
  }
}
