import { assert } from '../base/index.ts';
import {
  allSchemas,
  type Entity,
  encodeEntity,
  isA,
  isListing,
  propertyType,
} from '../entity/index.ts';
import { identifierKeys, identifierOf } from '../identifiers/index.ts';
import { wordKeys } from '../names/index.ts';
import { identifyingParts } from './align.ts';
import { encodeNumberLists } from './lists-of-numbers.ts';
import { partCode, roleCode } from './part-codes.ts';
import { partyFacts, partyNames } from './party.ts';
import type { Sections } from './segment-format.ts';
import { encodeStrings } from './string-table.ts';
import type { SegmentInfo } from './types.ts';
import { letterMask } from './word-scan.ts';

/** What the caller knows of a list; the counts are taken while building. */
export type SegmentSource = Omit<SegmentInfo, 'entities' | 'names'>;

interface Word {
  readonly postings: number[];
  mostBits: number;
}

/**
 * Collects entities and lays them out as the sections of a segment. Memory grows with the list,
 * not with its size as text: entities are kept as bytes.
 */
export class SegmentBuilder {
  readonly #source: SegmentSource;
  readonly #schemaNames = [...allSchemas().keys()].sort();
  readonly #entities: Buffer[] = [];
  readonly #schemas: number[] = [];
  readonly #ids = new Map<string, number>();
  readonly #words = new Map<string, Word>();
  readonly #names: { entity: number; property: string; value: number; parts: number }[] = [];
  readonly #parts: { word: string; code: number; bits: number }[] = [];
  readonly #identifiers: [key: string, entity: number][] = [];
  readonly #walletHolders: [keys: readonly string[], holder: string][] = [];
  readonly #pointers: [target: string, entity: number][] = [];
  #listed = 0;

  constructor(source: SegmentSource) {
    this.#source = source;
  }

  add(entity: Entity): void {
    const index = this.#entities.length;
    this.#entities.push(Buffer.from(encodeEntity(entity)));
    this.#schemas.push(this.#schemaNames.indexOf(entity.schema));
    for (const id of [entity.id, ...entity.referents]) {
      if (!this.#ids.has(id)) this.#ids.set(id, index);
    }
    this.#addPointers(entity, index);
    if (!isListing(entity.schema)) return;
    this.#listed++;
    this.#addNames(entity, index);
    this.#addIdentifiers(entity, index);
  }

  #addNames(entity: Entity, index: number): void {
    for (const { property, value, analysed } of partyNames(entity)) {
      const { tokens } = analysed;
      if (tokens.length === 0) continue;
      const name = this.#names.length;
      this.#names.push({ entity: index, property, value, parts: tokens.length });
      for (const token of tokens) {
        const code = roleCode(token.role) | (partCode(token.part) << 4);
        this.#parts.push({ word: token.text, code, bits: token.bits });
      }
      for (const at of identifyingParts(tokens)) {
        const token = tokens[at] as (typeof tokens)[number];
        const word = this.#words.get(token.text) ?? { postings: [], mostBits: 0 };
        this.#words.set(token.text, word);
        word.mostBits = Math.max(word.mostBits, token.bits);
        if (word.postings.at(-1) !== name) word.postings.push(name);
      }
    }
  }

  /** A wallet is found through its holder as well: a person with a listed address is a hit. */
  #addIdentifiers(entity: Entity, index: number): void {
    const keys = partyFacts(entity).identifiers.flatMap(identifierKeys);
    for (const key of new Set(keys)) this.#identifiers.push([key, index]);
    if (!isA(entity.schema, 'CryptoWallet')) return;
    const wallet = entity
      .texts('publicKey')
      .map((address) => identifierOf('publicKey', address))
      .flatMap((identifier) => (identifier === undefined ? [] : identifierKeys(identifier)));
    for (const holder of entity.texts('holder')) this.#walletHolders.push([wallet, holder]);
  }

  #addPointers(entity: Entity, index: number): void {
    for (const [property, values] of entity.properties) {
      if (propertyType(entity.schema, property) !== 'entity') continue;
      for (const value of values) this.#pointers.push([value.value, index]);
    }
  }

  /** The sections of the segment. The builder is used up. */
  finish(): Sections {
    for (const [keys, holder] of this.#walletHolders) {
      const index = this.#ids.get(holder);
      if (index === undefined) continue;
      for (const key of keys) this.#identifiers.push([key, index]);
    }
    return new Map([
      ['info', json(this.#info())],
      ['schemas', json(this.#schemaNames)],
      ...this.#entitySections(),
      ...this.#wordSections(),
      ...this.#nameSections(),
      ...tableOf('identifiers', this.#identifiers),
      ...tableOf('pointers', this.#pointers),
    ]);
  }

  #info(): SegmentInfo {
    return { ...this.#source, entities: this.#listed, names: this.#names.length };
  }

  #entitySections(): [string, Uint8Array][] {
    const starts = new Uint32Array(this.#entities.length + 1);
    this.#entities.forEach((entity, index) => {
      starts[index + 1] = (starts[index] as number) + entity.length;
    });
    return [
      ['entities.starts', bytesOf(starts)],
      ['entities.bytes', Buffer.concat(this.#entities)],
      ['entities.schema', Uint8Array.from(this.#schemas)],
      ...tableOf('ids', [...this.#ids]),
    ];
  }

  #wordSections(): [string, Uint8Array][] {
    const table = encodeStrings(this.#parts.map((part) => part.word));
    const words = [...table.positions].map(([text, position]) => ({ text, position }));
    const postings: [number, number][] = [];
    const keys: [string, number][] = [];
    const lengths: [number, number][] = [];
    const bits = new Uint8Array(words.length);
    const masks = new Uint32Array(words.length);
    for (const { text, position } of words.sort((a, b) => a.position - b.position)) {
      const word = this.#words.get(text);
      masks[position] = letterMask(text);
      if (word === undefined) continue;
      bits[position] = inTenths(word.mostBits);
      lengths.push([Math.min(text.length, 255), position]);
      for (const key of wordKeys(text)) keys.push([key, position]);
      for (const name of word.postings) postings.push([position, name]);
    }
    const posted = encodeNumberLists(words.length, postings);
    const byLength = encodeNumberLists(256, lengths);
    return [
      ['words.starts', bytesOf(table.starts)],
      ['words.bytes', table.bytes],
      ['words.bits', bits],
      ['words.masks', bytesOf(masks)],
      ['words.byLength.starts', bytesOf(byLength.starts)],
      ['words.byLength.values', bytesOf(byLength.values)],
      ['postings.starts', bytesOf(posted.starts)],
      ['postings.values', bytesOf(posted.values)],
      ...tableOf('keys', keys),
      ['parts.word', bytesOf(Uint32Array.from(this.#parts, (p) => table.positions.get(p.word)!))],
    ];
  }

  #nameSections(): [string, Uint8Array][] {
    const properties = [...new Set(this.#names.map((name) => name.property))].sort();
    const starts = new Uint32Array(this.#names.length + 1);
    this.#names.forEach((name, index) => {
      starts[index + 1] = (starts[index] as number) + name.parts;
    });
    const byEntity = encodeNumberLists(
      this.#entities.length,
      this.#names.map((name, index) => [name.entity, index]),
    );
    return [
      ['names.starts', bytesOf(starts)],
      ['names.entity', bytesOf(Uint32Array.from(this.#names, (n) => n.entity))],
      ['names.property', Uint8Array.from(this.#names, (n) => properties.indexOf(n.property))],
      ['names.value', bytesOf(Uint32Array.from(this.#names, (n) => n.value))],
      ['names.properties', json(properties)],
      ['names.byEntity.starts', bytesOf(byEntity.starts)],
      ['names.byEntity.values', bytesOf(byEntity.values)],
      ['parts.code', Uint8Array.from(this.#parts, (p) => p.code)],
      ['parts.bits', Uint8Array.from(this.#parts, (p) => inTenths(p.bits))],
    ];
  }
}

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

/** Bits are kept as whole tenths, so that what is read is exactly what was written. */
function inTenths(bits: number): number {
  const whole = Math.round(bits * 10);
  assert(Math.abs(whole - bits * 10) < 1e-6 && whole <= 255, `${bits} bits are whole tenths`);
  return whole;
}

const bytesOf = (array: Uint32Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** A table from texts to numbers: the sorted texts, and the numbers of each. */
function tableOf(
  name: string,
  entries: readonly (readonly [text: string, value: number])[],
): [string, Uint8Array][] {
  const table = encodeStrings(entries.map(([text]) => text));
  const lists = encodeNumberLists(
    table.starts.length - 1,
    entries.map(([text, value]) => [table.positions.get(text) as number, value]),
  );
  return [
    [`${name}.starts`, bytesOf(table.starts)],
    [`${name}.bytes`, table.bytes],
    [`${name}.lists.starts`, bytesOf(lists.starts)],
    [`${name}.lists.values`, bytesOf(lists.values)],
  ];
}
