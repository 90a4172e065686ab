import { oneLine } from './text.ts';

/** An element that is to be written. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** A text, or the elements inside. */
  readonly content: string | readonly XmlNode[];
}

/** What may stand where an element may: nothing, one, or several. */
export type XmlPart = XmlNode | readonly XmlPart[] | undefined;

/** An element with elements inside. */
export function branch(name: string, ...parts: readonly XmlPart[]): XmlNode {
  return { name, attributes: {}, content: flat(parts) };
}

/** An element with text; none where nothing is said, as forms refuse empty elements. */
export function leaf(name: string, text: string | undefined): XmlNode | undefined {
  const content = text === undefined ? '' : oneLine(text);
  return content === '' ? undefined : { name, attributes: {}, content };
}

function flat(parts: readonly XmlPart[]): XmlNode[] {
  return parts.flatMap((part) => {
    if (part === undefined) return [];
    return 'name' in part ? [part] : flat(part);
  });
}

/**
 * The document as UTF-8, indented by two; `comment` stands before the root. What was put in by
 * people has no character by now that XML cannot have, and its markup is escaped here.
 */
export function writeXml(root: XmlNode, comment?: string): Uint8Array {
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  const note =
    comment === undefined ? '' : `<!-- ${oneLine(comment).replaceAll('--', '- -')} -->\n`;
  return Buffer.from(`${head}${note}${write(root, '')}`);
}

function write({ name, attributes, content }: XmlNode, indent: string): string {
  const inside = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const open = `${indent}<${name}${inside.join('')}`;
  if (content.length === 0) return `${open}/>\n`;
  if (typeof content === 'string') return `${open}>${escaped(content)}</${name}>\n`;
  const children = content.map((child) => write(child, `${indent}  `)).join('');
  return `${open}>\n${children}${indent}</${name}>\n`;
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
