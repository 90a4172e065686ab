import type { Signal } from './types.ts';
import { rawAttributes, type XmlElement } from './xml.ts';

/**
 * Reads one record destructively: what a reader takes is crossed off, and what is left at the end
 * is what it did not know. So a new element or attribute of a publisher is seen the day it appears.
 */
export class Cursor {
  readonly name: string;
  readonly line: number;
  readonly #element: XmlElement;
  /** At the place of each child, its cursor once it is taken. */
  #taken: (Cursor | undefined)[] | undefined;
  /** Names at even places, values at odd ones. */
  readonly #attributes: readonly string[];
  /** One bit for each attribute that is taken; only the first have one. */
  #bits = 0;
  /** The others that are taken, by their place. */
  #beyond: Set<number> | undefined;
  #textTaken = false;

  constructor(element: XmlElement) {
    this.name = element.name;
    this.line = element.line;
    this.#element = element;
    this.#attributes = rawAttributes(element);
  }

  /** Takes this element's own text; undefined when there is none. */
  text(): string | undefined {
    this.#textTaken = true;
    return this.#element.text === '' ? undefined : this.#element.text;
  }

  /** Takes one attribute. */
  attribute(name: string): string | undefined {
    const attributes = this.#attributes;
    for (let at = 0; at < attributes.length; at += 2) {
      if (attributes[at] !== name) continue;
      if (at < 2 * BITS) this.#bits |= 1 << (at >> 1);
      else {
        this.#beyond ??= new Set();
        this.#beyond.add(at);
      }
      return attributes[at + 1];
    }
    return undefined;
  }

  #isTaken(at: number): boolean {
    if (at < 2 * BITS) return (this.#bits & (1 << (at >> 1))) !== 0;
    return this.#beyond?.has(at) ?? false;
  }

  #take(place: number): Cursor {
    this.#taken ??= [];
    const known = this.#taken[place];
    if (known !== undefined && known !== DONE) return known;
    const cursor = new Cursor(this.#element.children[place] as XmlElement);
    this.#taken[place] = cursor;
    return cursor;
  }

  /** Takes the first child of that name that is not taken yet; a second one is left and is seen. */
  child(name: string): Cursor | undefined {
    const { children } = this.#element;
    for (let place = 0; place < children.length; place++) {
      if (children[place]?.name === name && this.#taken?.[place] === undefined) {
        return this.#take(place);
      }
    }
    return undefined;
  }

  /** Takes the text of the first child of that name; undefined when absent or empty. */
  take(name: string): string | undefined {
    const { children } = this.#element;
    for (let place = 0; place < children.length; place++) {
      const child = children[place] as XmlElement;
      if (child.name !== name || this.#taken?.[place] !== undefined) continue;
      if (child.children.length > 0 || rawAttributes(child).length > 0) {
        return this.#take(place).text();
      }
      // Most elements are no more than their text, and then nothing of them is left.
      this.#taken ??= [];
      this.#taken[place] = DONE;
      return child.text === '' ? undefined : child.text;
    }
    return undefined;
  }

  /** Takes every child of that name. */
  all(name: string): readonly Cursor[] {
    const found: Cursor[] = [];
    const { children } = this.#element;
    for (let place = 0; place < children.length; place++) {
      if (children[place]?.name === name) found.push(this.#take(place));
    }
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
    for (const name of names) this.attribute(name);
    const { children } = this.#element;
    for (let place = 0; place < children.length; place++) {
      if (!names.includes((children[place] as XmlElement).name)) continue;
      this.#taken ??= [];
      this.#taken[place] = DONE;
    }
  }

  /** The paths of everything that was not taken: `ALIAS/COLOUR`, `@version`, `ALIAS/#text`. */
  left(path = ''): readonly string[] {
    const paths: string[] = [];
    // As a rule nothing is left, and then no path is made.
    if (!this.#isDone()) this.#addLeft(path, paths);
    return paths;
  }

  /** Whether all of it was taken. */
  #isDone(): boolean {
    if (this === DONE) return true;
    const { children, text } = this.#element;
    for (let at = 0; at < this.#attributes.length; at += 2) if (!this.#isTaken(at)) return false;
    if (text !== '' && !this.#textTaken) return false;
    for (let place = 0; place < children.length; place++) {
      const cursor = this.#taken?.[place];
      if (cursor === undefined || !cursor.#isDone()) return false;
    }
    return true;
  }

  #addLeft(path: string, paths: string[]): void {
    const { children, text } = this.#element;
    for (let at = 0; at < this.#attributes.length; at += 2) {
      if (!this.#isTaken(at)) paths.push(`${path}@${this.#attributes[at]}`);
    }
    if (text !== '' && !this.#textTaken) paths.push(`${path}#text`);
    for (let place = 0; place < children.length; place++) {
      const cursor = this.#taken?.[place];
      const name = (children[place] as XmlElement).name;
      if (cursor === undefined) paths.push(`${path}${name}`);
      else if (!cursor.#isDone()) cursor.#addLeft(`${path}${name}/`, paths);
    }
  }
}

/** In the place of the cursor of an element that is taken whole, or of no use. */
const DONE = new Cursor({ name: '', attributes: new Map(), children: [], text: '', line: 0 });

/** How many attributes are told apart by bits of a whole number. */
const BITS = 31;

/** Signals everything of a record that its reader did not take. */
export function audit(cursor: Cursor, record: string, onSignal: (signal: Signal) => void): void {
  for (const found of cursor.left()) onSignal({ kind: 'unknown-element', record, found });
}
