import { assert } from '../base/index.ts';
import { decodeEntity, type Entity } from '../entity/index.ts';
import type { Part } from './align.ts';
import { type NumberLists, numberList } from './lists-of-numbers.ts';
import { partOf, roleOf } from './part-codes.ts';
import { asBuffer, asUint32, type Sections } from './segment-format.ts';
import { StringTable } from './string-table.ts';
import type { SegmentInfo } from './types.ts';

/** Texts that stand for lists of numbers: identifiers to entities, keys to words. */
interface Table {
  readonly texts: StringTable;
  readonly lists: NumberLists;
}

/** Decoded entities kept at hand; a screening run meets the same few listings again and again. */
const REMEMBERED = 4_096;

/** The list of every entity that a segment has given out. */
const origins = new WeakMap<Entity, string>();

/** The list of an entity that came out of a segment. */
export function listOf(entity: Entity): string {
  const list = origins.get(entity);
  assert(list !== undefined, `${entity.id} came out of a segment`);
  return list;
}

/**
 * An immutable list in memory, read in place from a segment's sections. Everything is addressed by
 * number: entities, names, parts of names, words.
 */
export class Segment {
  readonly info: SegmentInfo;
  readonly entityCount: number;
  readonly nameCount: number;
  readonly words: StringTable;
  readonly #wordBits: Uint8Array;
  readonly wordMasks: Uint32Array;
  readonly wordsByLength: NumberLists;
  /** Word to the names that hold it as an identifying part. */
  readonly postings: NumberLists;
  readonly keys: Table;
  readonly identifiers: Table;
  readonly nameEntity: Uint32Array;
  readonly #sections: Sections;
  readonly #schemas: readonly string[];
  readonly #entitySchema: Uint8Array;
  readonly #entityStarts: Uint32Array;
  readonly #entityBytes: Buffer;
  readonly #ids: Table;
  readonly #pointers: Table;
  readonly #nameStarts: Uint32Array;
  readonly #nameProperty: Uint8Array;
  readonly #nameValue: Uint32Array;
  readonly #nameProperties: readonly string[];
  readonly #namesByEntity: NumberLists;
  readonly #partWord: Uint32Array;
  readonly #partCode: Uint8Array;
  readonly #partBits: Uint8Array;
  readonly #decoded = new Map<number, Entity>();

  constructor(sections: Sections) {
    this.#sections = sections;
    this.info = this.#json<SegmentInfo>('info');
    this.#schemas = this.#json<string[]>('schemas');
    this.#entityStarts = this.#numbers('entities.starts');
    this.#entityBytes = asBuffer(this.#section('entities.bytes'));
    this.#entitySchema = this.#section('entities.schema');
    this.entityCount = this.#entityStarts.length - 1;
    this.#ids = this.#table('ids');
    this.#pointers = this.#table('pointers');
    this.identifiers = this.#table('identifiers');
    this.keys = this.#table('keys');
    this.words = new StringTable(this.#numbers('words.starts'), this.#section('words.bytes'));
    this.#wordBits = this.#section('words.bits');
    this.wordMasks = this.#numbers('words.masks');
    this.wordsByLength = this.#lists('words.byLength');
    this.postings = this.#lists('postings');
    this.#nameStarts = this.#numbers('names.starts');
    this.nameCount = this.#nameStarts.length - 1;
    this.nameEntity = this.#numbers('names.entity');
    this.#nameProperty = this.#section('names.property');
    this.#nameValue = this.#numbers('names.value');
    this.#nameProperties = this.#json<string[]>('names.properties');
    this.#namesByEntity = this.#lists('names.byEntity');
    this.#partWord = this.#numbers('parts.word');
    this.#partCode = this.#section('parts.code');
    this.#partBits = this.#section('parts.bits');
  }

  /** What it is read from, for another thread to read as well. */
  get sections(): Sections {
    return this.#sections;
  }

  entity(index: number): Entity {
    const known = this.#decoded.get(index);
    if (known !== undefined) return known;
    const from = this.#entityStarts[index] as number;
    const to = this.#entityStarts[index + 1] as number;
    const entity = decodeEntity(this.#entityBytes.toString('utf8', from, to));
    if (this.#decoded.size >= REMEMBERED) this.#decoded.clear();
    this.#decoded.set(index, entity);
    origins.set(entity, this.info.dataset);
    return entity;
  }

  schema(entity: number): string {
    return this.#schemas[this.#entitySchema[entity] as number] as string;
  }

  /** Most bits that a word carries in any name of this list. */
  bitsOfWord(word: number): number {
    return (this.#wordBits[word] as number) / 10;
  }

  /** The entity of this id or referent. */
  entityOfId(id: string): number | undefined {
    return this.#look(this.#ids, id)[0];
  }

  /** Entities that point at this id through any of their properties. */
  pointingAt(id: string): Iterable<number> {
    return new Set(this.#look(this.#pointers, id));
  }

  /** Entities with this identifier key. */
  withIdentifier(key: string): Uint32Array {
    return this.#look(this.identifiers, key);
  }

  /** Words with this spelling or nickname key. */
  wordsWithKey(key: string): Uint32Array {
    return this.#look(this.keys, key);
  }

  namesOf(entity: number): Uint32Array {
    return numberList(this.#namesByEntity, entity);
  }

  /** The property and the position of a name's text among that property's values. */
  nameAt(name: number): { readonly property: string; readonly value: number } {
    return {
      property: this.#nameProperties[this.#nameProperty[name] as number] as string,
      value: this.#nameValue[name] as number,
    };
  }

  /** A name as the list writes it. */
  nameText(name: number): string {
    const { property, value } = this.nameAt(name);
    return this.entity(this.nameEntity[name] as number).texts(property)[value] ?? '';
  }

  /** The words of a name, in its order. */
  wordsOf(name: number): Uint32Array {
    return this.#partWord.subarray(
      this.#nameStarts[name] as number,
      this.#nameStarts[name + 1] as number,
    );
  }

  /** The parts of a name, as alignment needs them. */
  partsOf(name: number): readonly Part[] {
    const parts: Part[] = [];
    for (
      let at = this.#nameStarts[name] as number;
      at < (this.#nameStarts[name + 1] as number);
      at++
    ) {
      const code = this.#partCode[at] as number;
      parts.push({
        text: this.words.at(this.#partWord[at] as number),
        role: roleOf(code),
        part: partOf(code),
        bits: (this.#partBits[at] as number) / 10,
      });
    }
    return parts;
  }

  #look(table: Table, text: string): Uint32Array {
    const position = table.texts.find(text);
    return position < 0 ? NOTHING : numberList(table.lists, position);
  }

  #section(name: string): Uint8Array {
    const section = this.#sections.get(name);
    if (section === undefined) throw new Error(`The segment lacks the section ${name}.`);
    return section;
  }

  #numbers(name: string): Uint32Array {
    return asUint32(this.#section(name));
  }

  #lists(name: string): NumberLists {
    return { starts: this.#numbers(`${name}.starts`), values: this.#numbers(`${name}.values`) };
  }

  #table(name: string): Table {
    return {
      texts: new StringTable(this.#numbers(`${name}.starts`), this.#section(`${name}.bytes`)),
      lists: this.#lists(`${name}.lists`),
    };
  }

  #json<Shape>(name: string): Shape {
    return JSON.parse(asBuffer(this.#section(name)).toString('utf8')) as Shape;
  }
}

const NOTHING = new Uint32Array(0);
