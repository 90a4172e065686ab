/** An element to be written: the mirror of what the XML reader gives. */
export interface XmlNode {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly XmlNode[];
  readonly text?: string;
}

/** A leaf, or nothing when there is no text, for spreading into `children`. */
export function leaf(name: string, text: string | undefined): readonly XmlNode[] {
  return text === undefined ? [] : [{ name, text }];
}

/** Escapes what XML would read as markup, and the blanks that attributes would lose. */
function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Writes an element and everything in it, indented when asked. */
export function writeXml(node: XmlNode, indent = ''): string {
  const attributes = Object.entries(node.attributes ?? {})
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('');
  const text = escapeXml(node.text ?? '');
  const children = (node.children ?? []).map((child) => writeXml(child, indent)).join(indent);
  if (text === '' && children === '') return `<${node.name}${attributes}/>`;
  return `<${node.name}${attributes}>${text}${indent}${children}${indent}</${node.name}>`;
}
