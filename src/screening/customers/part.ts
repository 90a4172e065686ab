import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  hasErrno,
  type OnProgress,
  packedLines,
  problem,
  silent,
  TamizError,
  toChunks,
  writeAtomically,
  writePacked,
} from '../../base/index.ts';
import { type Entity, type Example, exampleToEntity } from '../../entity/index.ts';
import {
  openPopulation,
  type Population,
  segmentFingerprint,
  writeSegment,
} from '../../matching/index.ts';
import type { CustomersState, Part } from './state.ts';

/** A customer as what the lists are asked about it: one question, or a few. */
export interface Customer {
  readonly record: string;
  readonly examples: readonly Example[];
}

/** Stands in no identifier of a customer: CSV with it is refused. */
const NTH = '\u0000';

/** The id of a customer's nth question; the first has the customer's own. */
export const questionId = (record: string, nth: number): string =>
  nth === 0 ? record : `${record}${NTH}${nth}`;

/** A question as the engine takes it. */
export function exampleOf(entity: Entity): Example {
  const properties = [...entity.properties.keys()].map((name) => [name, entity.texts(name)]);
  return { schema: entity.schema, properties: Object.fromEntries(properties) };
}

/** What stands in the place of a digest for a customer's second question, and each after it. */
const FOLLOWS = 0n;

/**
 * Eight bytes over all that is asked about a customer, never `FOLLOWS`: two that are equal ask the
 * same.
 */
export function digestOf(examples: readonly Example[]): bigint {
  const asked = examples.map(({ schema, properties }) => [schema, properties]);
  return createHash('sha256').update(JSON.stringify(asked)).digest().readBigUInt64LE() | 1n;
}

/** How a customer stands in a part's file: a line of JSON. */
const encode = ({ record, examples }: Customer): string =>
  JSON.stringify([record, examples.map(({ schema, properties }) => [schema, properties])]);

function decode(line: string): Customer {
  const [record, asked] = JSON.parse(line) as [string, [string, Example['properties']][]];
  return { record, examples: asked.map(([schema, properties]) => ({ schema, properties })) };
}

/**
 * Writes customers, one after the other, as a new part; its index is built when it is first opened.
 */
export async function writePart(
  folder: string,
  name: string,
  customers: AsyncIterable<Customer>,
): Promise<Pick<Part, 'name' | 'questions' | 'customers'>> {
  const digests: bigint[] = [];
  let count = 0;
  const lines = async function* () {
    for await (const customer of customers) {
      count++;
      customer.examples.forEach((_, nth) => {
        digests.push(nth === 0 ? digestOf(customer.examples) : FOLLOWS);
      });
      yield encode(customer);
    }
  };
  await writePacked(join(folder, `${name}.jsonl.gz`), toChunks(lines()));
  const bytes = new Uint8Array(BigUint64Array.from(digests).buffer);
  await writeSealed(join(folder, `${name}.digests`), bytes);
  return { name, questions: digests.length, customers: count };
}

/** A part that is open: whom it holds, and which of its questions no longer hold. */
export class OpenPart {
  readonly part: Part;
  readonly population: Population;
  readonly #digests: BigUint64Array;
  readonly #dead: Uint8Array;
  /** Whether questions died since it was opened. */
  changed = false;

  constructor(part: Part, population: Population, digests: BigUint64Array, dead: Uint8Array) {
    this.part = part;
    this.population = population;
    this.#digests = digests;
    this.#dead = dead;
  }

  isLive(question: number): boolean {
    return this.#dead[question] === 0;
  }

  /** The first question about a customer who is still one here. */
  find(record: string): number | undefined {
    const at = this.population.indexOf(record);
    return at !== undefined && this.isLive(at) ? at : undefined;
  }

  digest(question: number): bigint {
    return this.#digests[question] as bigint;
  }

  /** The first question of the customer whom a question is about. */
  firstOf(question: number): number {
    let at = question;
    while (this.#digests[at] === FOLLOWS) at--;
    return at;
  }

  /** The questions of a customer: they stand one after the other. */
  *questionsOf(first: number): Iterable<number> {
    yield first;
    for (let at = first + 1; this.#digests[at] === FOLLOWS; at++) yield at;
  }

  /** The customer is one no more, or another part knows better. */
  bury(first: number): void {
    for (const at of this.questionsOf(first)) this.#dead[at] = 1;
    this.changed = true;
  }

  /** How many of its questions still hold. */
  get living(): number {
    return this.#dead.reduce((count, dead) => count + 1 - dead, 0);
  }

  /** How many customers it has that are still ones. */
  get customers(): number {
    let count = 0;
    this.#dead.forEach((dead, at) => {
      if (dead === 0 && this.#digests[at] !== FOLLOWS) count++;
    });
    return count;
  }

  /** Writes which questions are dead, under a name that nothing else has. */
  async writeDead(folder: string, name: string): Promise<void> {
    await writeSealed(join(folder, name), this.#dead);
  }
}

/** Where the index of a part is; the name tells by which rules it was made. */
export const indexPath = (folder: string, { name }: Part): string =>
  join(folder, `${name}-${segmentFingerprint()}.seg`);

/**
 * Opens a part; an index that is missing, damaged or made by other rules is built first. `rest` is
 * called after each question that is indexed.
 */
export async function openPart(
  folder: string,
  part: Part,
  onProgress: OnProgress = silent,
  rest: () => Promise<void> | undefined = () => undefined,
): Promise<OpenPart> {
  const digests = await bytesOf(join(folder, `${part.name}.digests`), part.questions * 8);
  const dead =
    part.dead === undefined
      ? new Uint8Array(part.questions)
      : await bytesOf(join(folder, part.dead), part.questions);
  const path = indexPath(folder, part);
  const build = () => index(folder, part, onProgress, rest);
  if (!existsSync(path)) await build();
  const population = await openOrBuild(path, build);
  const numbers = new BigUint64Array(digests.buffer, digests.byteOffset, part.questions);
  return new OpenPart(part, population, numbers, dead);
}

/** Opens all parts of a state. */
export async function openParts(
  folder: string,
  { parts }: CustomersState,
  onProgress?: OnProgress,
): Promise<readonly OpenPart[]> {
  const open: OpenPart[] = [];
  for (const part of parts) open.push(await openPart(folder, part, onProgress));
  return open;
}

async function openOrBuild(path: string, build: () => Promise<void>): Promise<Population> {
  try {
    return openPopulation(path);
  } catch (error) {
    if (!(error instanceof TamizError) || error.code !== 'SEGMENT_DAMAGED') throw error;
    await build();
    return openPopulation(path);
  }
}

/** The customers of a part, in its order, those who are ones no more included. */
export async function* customersOf(folder: string, part: Part): AsyncGenerator<Customer> {
  const file = `${part.name}.jsonl.gz`;
  let questions = 0;
  for await (const line of packedLines(join(folder, file))) {
    const customer = decode(line);
    questions += customer.examples.length;
    yield customer;
  }
  if (questions === part.questions) return;
  const found = `${questions} of ${part.questions} questions`;
  throw problem('CUSTOMERS_DAMAGED', { where: file, found });
}

async function index(
  folder: string,
  part: Part,
  onProgress: OnProgress,
  rest: () => Promise<void> | undefined,
): Promise<void> {
  const source = { dataset: 'customers', title: 'Customers', version: part.name, published: null };
  const total = part.questions;
  const entities = async function* () {
    let done = 0;
    for await (const { record, examples } of customersOf(folder, part)) {
      for (const [nth, { schema, properties }] of examples.entries()) {
        onProgress({ stage: 'Indexing customers', done: ++done, total, unit: 'records' });
        yield exampleToEntity({ id: questionId(record, nth), schema, properties }, 'customers');
        await rest();
      }
    }
  };
  await writeSegment(indexPath(folder, part), entities(), source);
}

const SEAL_BYTES = 32;

/** Writes bytes with their SHA-256 behind them: one that is flipped would hide a customer. */
async function writeSealed(path: string, bytes: Uint8Array): Promise<void> {
  await writeAtomically(path, Buffer.concat([bytes, sealOf(bytes)]));
}

const sealOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** A copy of so many bytes that were written sealed. @throws CUSTOMERS_DAMAGED */
async function bytesOf(path: string, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const damaged = (found: string) => problem('CUSTOMERS_DAMAGED', { where: path, found });
  let read: Buffer;
  try {
    read = await readFile(path);
  } catch (error) {
    if (!hasErrno(error, 'ENOENT')) throw error;
    throw damaged('no file');
  }
  if (read.length !== length + SEAL_BYTES) throw damaged(`${read.length} bytes`);
  const bytes = Uint8Array.from(read.subarray(0, length));
  if (!sealOf(bytes).equals(read.subarray(length)))
    throw damaged('bytes that do not fit their sum');
  return bytes;
}
