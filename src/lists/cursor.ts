import type { Signal } from './types.ts';
import type { XmlElement } from './xml.ts';

/**
 * Reads one record destructively: what a reader takes is crossed off, and what is left at the end
 * is what it did not know. So a new element or attribute of a publisher is seen the day it appears.
 */
export class Cursor {
  readonly name: string;
  readonly line: number;
  readonly #element: XmlElement;
  readonly #children: readonly Cursor[];
  readonly #attributes: Set<string>;
  #taken = false;
  #ignored = false;
  #textTaken = false;

  constructor(element: XmlElement) {
    this.name = element.name;
    this.line = element.line;
    this.#element = element;
    this.#children = element.children.map((child) => new Cursor(child));
    this.#attributes = new Set(element.attributes.keys());
  }

  /** Takes this element's own text; undefined when there is none. */
  text(): string | undefined {
    this.#textTaken = true;
    return this.#element.text === '' ? undefined : this.#element.text;
  }

  /** Takes one attribute. */
  attribute(name: string): string | undefined {
    this.#attributes.delete(name);
    return this.#element.attributes.get(name);
  }

  /** Takes the first child of that name that is not taken yet; a second one is left and is seen. */
  child(name: string): Cursor | undefined {
    const child = this.#children.find((c) => c.name === name && !c.#taken);
    if (child !== undefined) child.#taken = true;
    return child;
  }

  /** Takes the text of the first child of that name; undefined when absent or empty. */
  take(name: string): string | undefined {
    return this.child(name)?.text();
  }

  /** Takes every child of that name. */
  all(name: string): readonly Cursor[] {
    const found = this.#children.filter((child) => child.name === name);
    for (const child of found) child.#taken = true;
    return found;
  }

  /** Takes the texts of all children `item` of all children `list`, empty ones left out. */
  texts(list: string, item: string): readonly string[] {
    return this.all(list)
      .flatMap((child) => child.all(item))
      .map((child) => child.text())
      .filter((text) => text !== undefined);
  }

  /** Takes children and attributes that are known and of no use, with all that is in them. */
  ignore(...names: readonly string[]): void {
    for (const name of names) {
      this.#attributes.delete(name);
      for (const child of this.all(name)) child.#ignored = true;
    }
  }

  /** The paths of everything that was not taken: `ALIAS/COLOUR`, `@version`, `ALIAS/#text`. */
  left(path = ''): readonly string[] {
    if (this.#ignored) return [];
    const paths = [...this.#attributes].map((name) => `${path}@${name}`);
    if (this.#element.text !== '' && !this.#textTaken) paths.push(`${path}#text`);
    for (const child of this.#children) {
      if (child.#taken) paths.push(...child.left(`${path}${child.name}/`));
      else paths.push(`${path}${child.name}`);
    }
    return paths;
  }
}

/** Signals everything of a record that its reader did not take. */
export function audit(cursor: Cursor, record: string, onSignal: (signal: Signal) => void): void {
  for (const found of cursor.left()) onSignal({ kind: 'unknown-element', record, found });
}
