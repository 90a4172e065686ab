import { deflateRawSync } from 'node:zlib';
import {
  allSchemas,
  type Entity,
  encodeEntity,
  isA,
  isListing,
  propertyType,
} from '../entity/index.ts';
import {
  identifierKeys,
  identifierLookupKeys,
  identifierOf,
  parseUnReference,
  unReferenceKey,
} from '../identifiers/index.ts';
import { skeletonKey, wordKeys } from '../names/index.ts';
import { ENTITIES_IN_BLOCK } from './entity-blocks.ts';
import { Bytes, Numbers } from './growing.ts';
import { encodeNumberLists } from './lists-of-numbers.ts';
import { type PartyFacts, partyFacts, partyNames } from './party.ts';
import { CAPS, type PartyName } from './party-name.ts';
import type { Sections } from './segment-format.ts';
import { buildSlipIndex } from './slip-index.ts';
import { encodeStrings, type StringArrays, StringTable, sortTexts } from './string-table.ts';
import type { SegmentInfo } from './types.ts';

/** What the caller knows of a list; the counts are taken while building. */
export type SegmentSource = Omit<SegmentInfo, 'entities' | 'names'>;

/** A little packing is most of what packing saves, in a third of the time. */
const PACKING = { level: 1 } as const;

/** Texts with numbers, in the order in which they came. */
class Entries {
  readonly texts: string[] = [];
  readonly numbers = new Numbers();

  push(text: string, number: number): void {
    this.texts.push(text);
    this.numbers.push(number);
  }
}

/**
 * Collects entities and lays them out as the sections of a segment. Memory grows with the list, but
 * slowly: names are numbers, and entities are packed text, sixteen at a time.
 */
export class SegmentBuilder {
  readonly #source: SegmentSource;
  readonly #schemaNames = [...allSchemas().keys()].sort();
  readonly #schemaIndex = new Map(this.#schemaNames.map((name, index) => [name, index]));
  readonly #blocks = new Bytes();
  readonly #blockStarts = new Numbers();
  readonly #schemas = new Bytes();
  readonly #topics = new Bytes();
  #block: string[] = [];
  readonly #ids = new Map<string, number>();
  readonly #properties = new Map<string, number>();
  readonly #words = new Map<string, number>();
  /** By word: the most bits it has as a part that counts, and the last name with it, plus one. */
  readonly #wordBits = new Numbers();
  readonly #lastName = new Numbers();
  /** Words in the order in which they came, and the names that hold each as a part that counts. */
  readonly #posted = { words: new Numbers(), names: new Numbers() };
  readonly #names = {
    starts: new Numbers(),
    entity: new Numbers(),
    value: new Numbers(),
    property: new Bytes(),
    cap: new Bytes(),
    schema: new Bytes(),
  };
  readonly #parts = { word: new Numbers(), code: new Bytes(), bits: new Bytes() };
  readonly #dates = { packed: new Numbers(), entity: new Numbers() };
  readonly #identifiers = new Entries();
  /** Keys that an entity lays down for another one of the list, by its id. */
  readonly #lent: [keys: readonly string[], id: string][] = [];
  /** Entities whose id or referent an earlier one has as well. */
  readonly #again = new Map<string, number[]>();
  readonly #pointers = new Entries();
  #entities = 0;
  #listed = 0;

  constructor(source: SegmentSource) {
    this.#source = source;
  }

  add(entity: Entity): void {
    const index = this.#entities++;
    this.#block.push(encodeEntity(entity));
    if (this.#block.length === ENTITIES_IN_BLOCK) this.#closeBlock();
    this.#schemas.push(this.#schemaIndex.get(entity.schema) as number);
    for (const id of [entity.id, ...entity.referents]) {
      const first = this.#ids.get(id);
      if (first === undefined) this.#ids.set(id, index);
      else if (first !== index) this.#again.set(id, [...(this.#again.get(id) ?? []), index]);
    }
    this.#addPointers(entity, index);
    this.#lendReferences(entity);
    if (!isListing(entity.schema)) {
      this.#topics.push(0);
      return;
    }
    this.#listed++;
    for (const name of partyNames(entity)) this.#addName(name, index);
    const facts = partyFacts(entity);
    this.#topics.push(facts.topics);
    for (const { packed } of facts.birthDates) {
      this.#dates.packed.push(packed);
      this.#dates.entity.push(index);
    }
    this.#addIdentifiers(entity, index, facts);
  }

  #closeBlock(): void {
    if (this.#block.length === 0) return;
    this.#blockStarts.push(this.#blocks.length);
    this.#blocks.add(deflateRawSync(this.#block.join('\n'), PACKING));
    this.#block = [];
  }

  #addName({ property, value, words, parts, identifying, cap }: PartyName, entity: number): void {
    const name = this.#names.entity.length;
    this.#names.starts.push(this.#parts.word.length);
    this.#names.entity.push(entity);
    this.#names.value.push(value);
    this.#names.property.push(this.#propertyIndex(property));
    this.#names.cap.push(CAPS.indexOf(cap));
    this.#names.schema.push(this.#schemas.at(entity));
    for (let at = 0; at < parts.count; at++) {
      const bits = parts.bits[at] as number;
      const word = this.#wordIndex(words[at] as string);
      this.#parts.word.push(word);
      this.#parts.code.push(parts.codes[at] as number);
      this.#parts.bits.push(bits);
      if (((identifying >>> at) & 1) === 0) continue;
      if (this.#wordBits.at(word) < bits) this.#wordBits.set(word, bits);
      // A name that has a word twice is posted once.
      if (this.#lastName.at(word) === name + 1) continue;
      this.#lastName.set(word, name + 1);
      this.#posted.words.push(word);
      this.#posted.names.push(name);
    }
  }

  #propertyIndex(property: string): number {
    const known = this.#properties.get(property);
    if (known !== undefined) return known;
    this.#properties.set(property, this.#properties.size);
    return this.#properties.size - 1;
  }

  #wordIndex(text: string): number {
    const known = this.#words.get(text);
    if (known !== undefined) return known;
    this.#words.set(text, this.#words.size);
    this.#wordBits.push(0);
    this.#lastName.push(0);
    return this.#words.size - 1;
  }

  /** A wallet is found through its holder as well: a person with a listed address is a hit. */
  #addIdentifiers(entity: Entity, index: number, { identifiers }: PartyFacts): void {
    for (const identifier of identifiers) {
      for (const key of identifierLookupKeys(identifier)) this.#identifiers.push(key, index);
    }
    if (!isA(entity.schema, 'CryptoWallet')) return;
    const wallet = entity
      .texts('publicKey')
      .map((address) => identifierOf('publicKey', address))
      .flatMap((identifier) => (identifier === undefined ? [] : identifierKeys(identifier)));
    for (const holder of entity.texts('holder')) this.#lent.push([wallet, holder]);
  }

  /** A party is found by the Security Council's number for it, which its Sanction states. */
  #lendReferences(entity: Entity): void {
    if (!isA(entity.schema, 'Sanction')) return;
    const keys = entity.texts('unscId').flatMap((text) => {
      const reference = parseUnReference(text);
      return reference === undefined ? [] : [unReferenceKey(reference)];
    });
    if (keys.length === 0) return;
    for (const party of entity.texts('entity')) this.#lent.push([keys, party]);
  }

  #addPointers(entity: Entity, index: number): void {
    for (const [property, values] of entity.properties) {
      if (propertyType(entity.schema, property) !== 'entity') continue;
      for (const value of values) this.#pointers.push(value.value, index);
    }
  }

  /** The sections of the segment. The builder is used up. */
  finish(): Sections {
    this.#closeBlock();
    this.#blockStarts.push(this.#blocks.length);
    this.#layDownLent();
    const ids = new Entries();
    for (const [id, entity] of this.#ids) ids.push(id, entity);
    for (const [id, more] of this.#again) for (const entity of more) ids.push(id, entity);
    return new Map([
      ['info', json(this.#info())],
      ['schemas', json(this.#schemaNames)],
      ['entities.blocks', this.#blocks.finish()],
      ['entities.blockStarts', bytesOf(this.#blockStarts.finish())],
      ['entities.schema', this.#schemas.finish()],
      ['entities.topics', this.#topics.finish()],
      ...tableOf('ids', ids),
      ...this.#wordSections(),
      ...this.#nameSections(),
      ...this.#dateSections(),
      ...tableOf('identifiers', this.#identifiers),
      ...tableOf('pointers', this.#pointers),
    ]);
  }

  #layDownLent(): void {
    for (const [keys, id] of this.#lent) {
      const first = this.#ids.get(id);
      if (first === undefined) continue;
      for (const entity of [first, ...(this.#again.get(id) ?? [])]) {
        for (const key of keys) this.#identifiers.push(key, entity);
      }
    }
  }

  #info(): SegmentInfo {
    return { ...this.#source, entities: this.#listed, names: this.#names.entity.length };
  }

  /** Dates by entity, and entities by date. */
  #dateSections(): [string, Uint8Array][] {
    const packed = this.#dates.packed.finish();
    const entities = this.#dates.entity.finish();
    const byEntity = encodeNumberLists(this.#entities, entities, packed);
    const dates = [...new Set(packed)].sort((a, b) => a - b);
    const places = new Map(dates.map((date, place) => [date, place]));
    const placed = packed.map((date) => places.get(date) as number);
    const byDate = encodeNumberLists(dates.length, placed, entities);
    return [
      ['entities.dates.starts', bytesOf(byEntity.starts)],
      ['entities.dates.values', bytesOf(byEntity.values)],
      ['dates.sorted', bytesOf(Uint32Array.from(dates))],
      ['dates.starts', bytesOf(byDate.starts)],
      ['dates.values', bytesOf(byDate.values)],
    ];
  }

  /** Words are numbered in the order of their texts, not in that in which they came. */
  #wordSections(): [string, Uint8Array][] {
    const sorted = sortTexts([...this.#words.keys()]);
    const places = new Uint32Array(sorted.length);
    const bits = new Uint8Array(sorted.length);
    const identifying = new Numbers();
    const keys = new Entries();
    sorted.forEach((text, place) => {
      const word = this.#words.get(text) as number;
      places[word] = place;
      bits[place] = this.#wordBits.at(word);
      // What never identifies is no word that anybody could mean.
      if (this.#lastName.at(word) === 0) return;
      identifying.push(place);
      for (const key of wordKeys(text)) keys.push(key, place);
      const skeleton = skeletonKey(text);
      if (skeleton !== undefined) keys.push(skeleton, place);
    });
    const table = encodeStrings(sorted);
    const slips = buildSlipIndex(new StringTable(table), identifying.finish());
    const posted = encodeNumberLists(
      sorted.length,
      this.#posted.words.finish().map((word) => places[word] as number),
      this.#posted.names.finish(),
    );
    return [
      ...stringSections('words', table),
      ['words.bits', bits],
      ['slips.starts', bytesOf(slips.starts)],
      ['slips.words', bytesOf(slips.words)],
      ['postings.starts', bytesOf(posted.starts)],
      ['postings.values', bytesOf(posted.values)],
      ...tableOf('keys', keys),
      ['parts.word', bytesOf(this.#parts.word.finish().map((word) => places[word] as number))],
    ];
  }

  #nameSections(): [string, Uint8Array][] {
    const { starts, entity, value, property, cap, schema } = this.#names;
    starts.push(this.#parts.word.length);
    const all = Uint32Array.from({ length: entity.length }, (_, name) => name);
    const byEntity = encodeNumberLists(this.#entities, entity.finish(), all);
    return [
      ['names.starts', bytesOf(starts.finish())],
      ['names.entity', bytesOf(entity.finish())],
      ['names.value', bytesOf(value.finish())],
      ['names.property', property.finish()],
      ['names.cap', cap.finish()],
      ['names.schema', schema.finish()],
      ['names.properties', json([...this.#properties.keys()])],
      ['names.byEntity.starts', bytesOf(byEntity.starts)],
      ['parts.code', this.#parts.code.finish()],
      ['parts.bits', this.#parts.bits.finish()],
    ];
  }
}

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

const bytesOf = (array: Uint32Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

function stringSections(
  name: string,
  { starts, bytes, slots }: StringArrays,
): [string, Uint8Array][] {
  return [
    [`${name}.starts`, bytesOf(starts)],
    [`${name}.bytes`, bytes],
    [`${name}.slots`, bytesOf(slots)],
  ];
}

/** A table from texts to numbers: the sorted texts, and the numbers of each. */
function tableOf(name: string, { texts, numbers }: Entries): [string, Uint8Array][] {
  const sorted = encodeStrings(sortTexts([...texts]));
  const table = new StringTable(sorted);
  const places = Uint32Array.from(texts, (text) => table.find(text));
  const lists = encodeNumberLists(table.length, places, numbers.finish());
  return [
    ...stringSections(name, sorted),
    [`${name}.lists.starts`, bytesOf(lists.starts)],
    [`${name}.lists.values`, bytesOf(lists.values)],
  ];
}
