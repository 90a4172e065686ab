import { assert } from '../base/index.ts';
import { decodeEntity, type Entity } from '../entity/index.ts';
import { EntityBlocks } from './entity-blocks.ts';
import { EntityDates } from './entity-dates.ts';
import { type NumberLists, numberList } from './lists-of-numbers.ts';
import { identifies } from './part-codes.ts';
import { asUint32, jsonOf, type Sections, sectionOf } from './segment-format.ts';
import { SlipIndex } from './slip-index.ts';
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
 * number: entities, names, parts of names, words. The flat arrays are open to the index.
 */
export class Segment {
  readonly sections: Sections;
  readonly info: SegmentInfo;
  readonly entityCount: number;
  readonly nameCount: number;
  readonly schemas: readonly string[];
  readonly entitySchema: Uint8Array;
  /** By entity: the topics that it may have facts of; see `PartyFacts.topics`. */
  readonly topics: Uint8Array;
  /** The topics that any of them may have facts of. */
  readonly allTopics: number;
  readonly words: StringTable;
  /** By word: the most bits, in tenths, that it carries in any name of this list. */
  readonly wordBits: Uint8Array;
  /** Words by what they become when letters are left out. */
  readonly slips: SlipIndex;
  /** Word to the names that hold it as an identifying part. */
  readonly postings: NumberLists;
  /** The names of entity `i` are those from `namesByEntity[i]` up to `namesByEntity[i + 1]`. */
  readonly namesByEntity: Uint32Array;
  readonly nameEntity: Uint32Array;
  readonly nameStarts: Uint32Array;
  /** By name: the schema of its entity, to be read without a detour. */
  readonly nameSchema: Uint8Array;
  readonly nameCap: Uint8Array;
  readonly partWord: Uint32Array;
  readonly partCode: Uint8Array;
  readonly partBits: Uint8Array;
  readonly birthDates: EntityDates;
  readonly #blocks: EntityBlocks;
  readonly #keys: Table;
  readonly #identifiers: Table;
  readonly #ids: Table;
  readonly #pointers: Table;
  readonly #nameProperty: Uint8Array;
  readonly #nameValue: Uint32Array;
  readonly #nameProperties: readonly string[];
  #decoded = new Map<number, Entity>();
  #sometimesUnposted: Uint8Array | undefined;

  constructor(sections: Sections) {
    const bytes = (name: string) => sectionOf(sections, name);
    const numbers = (name: string) => asUint32(bytes(name));
    const lists = (name: string): NumberLists => ({
      starts: numbers(`${name}.starts`),
      values: numbers(`${name}.values`),
    });
    const strings = (name: string) =>
      new StringTable({
        starts: numbers(`${name}.starts`),
        bytes: bytes(`${name}.bytes`),
        slots: numbers(`${name}.slots`),
      });
    const table = (name: string): Table => ({
      texts: strings(name),
      lists: lists(`${name}.lists`),
    });
    this.sections = sections;
    this.info = jsonOf(sections, 'info');
    this.schemas = jsonOf(sections, 'schemas');
    this.entitySchema = bytes('entities.schema');
    this.topics = bytes('entities.topics');
    this.allTopics = this.topics.reduce((all, topics) => all | topics, 0);
    this.entityCount = this.entitySchema.length;
    this.#blocks = new EntityBlocks(bytes('entities.blocks'), numbers('entities.blockStarts'));
    this.birthDates = new EntityDates(
      lists('entities.dates'),
      numbers('dates.sorted'),
      lists('dates'),
    );
    this.#ids = table('ids');
    this.#pointers = table('pointers');
    this.#identifiers = table('identifiers');
    this.#keys = table('keys');
    this.words = strings('words');
    this.wordBits = bytes('words.bits');
    this.slips = new SlipIndex(this.words, {
      starts: numbers('slips.starts'),
      words: numbers('slips.words'),
    });
    this.postings = lists('postings');
    this.nameStarts = numbers('names.starts');
    this.nameCount = this.nameStarts.length - 1;
    this.nameEntity = numbers('names.entity');
    this.nameSchema = bytes('names.schema');
    this.nameCap = bytes('names.cap');
    this.#nameProperty = bytes('names.property');
    this.#nameValue = numbers('names.value');
    this.#nameProperties = jsonOf(sections, 'names.properties');
    this.namesByEntity = numbers('names.byEntity.starts');
    this.partWord = numbers('parts.word');
    this.partCode = bytes('parts.code');
    this.partBits = bytes('parts.bits');
  }

  /** By word, 1 where some name has it as a part that does not identify and is not posted. */
  get sometimesUnposted(): Uint8Array {
    if (this.#sometimesUnposted !== undefined) return this.#sometimesUnposted;
    const found = new Uint8Array(this.words.length);
    const { partCode, partWord } = this;
    for (let at = 0; at < partCode.length; at++) {
      if (!identifies(partCode[at] as number)) found[partWord[at] as number] = 1;
    }
    this.#sometimesUnposted = found;
    return found;
  }

  entity(index: number): Entity {
    const known = this.#decoded.get(index);
    if (known !== undefined) return known;
    const entity = decodeEntity(this.#blocks.line(index));
    if (this.#decoded.size >= REMEMBERED) this.#decoded = new Map();
    this.#decoded.set(index, entity);
    origins.set(entity, this.info.dataset);
    return entity;
  }

  schema(entity: number): string {
    return this.schemas[this.entitySchema[entity] as number] as string;
  }

  /** The entity of this id or referent, the first of several. */
  entityOfId(id: string): number | undefined {
    return look(this.#ids, id)[0];
  }

  /** Every entity of this id or referent, once. */
  entitiesOfId(id: string): Iterable<number> {
    return new Set(look(this.#ids, id));
  }

  /** Entities that point at this id through any of their properties. */
  pointingAt(id: string): Iterable<number> {
    return new Set(look(this.#pointers, id));
  }

  /** Entities with this identifier key. */
  withIdentifier(key: string): Uint32Array {
    return look(this.#identifiers, key);
  }

  /** Words with this spelling or nickname key. */
  wordsWithKey(key: string): Uint32Array {
    return look(this.#keys, key);
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
  wordsOf(name: number): readonly string[] {
    const from = this.nameStarts[name] as number;
    const words = this.partWord.subarray(from, this.nameStarts[name + 1] as number);
    return Array.from(words, (word) => this.words.at(word));
  }
}

function look(table: Table, text: string): Uint32Array {
  const position = table.texts.find(text);
  return position < 0 ? NOTHING : numberList(table.lists, position);
}

const NOTHING = new Uint32Array(0);
