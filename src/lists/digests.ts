import { createHash, hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { assert, hasErrno, sha256, writeAtomically } from '../base/index.ts';

/** What an entity of a version says, in a few bytes. */
export interface Digest {
  readonly id: string;
  readonly schema: string;
  /** Two that are equal say the same, at whatever times it was known or seen. */
  readonly digest: string;
}

/** Times at which something was known or seen; a quotation mark in a value is written otherwise. */
const TIMES = /"(?:knownAt|firstSeen|lastSeen|lastChange)":"[^"]*",?/g;
/** Raised whenever equal entities may have other digests than before. */
const VERSION = 1;
const HEAD = /^\{"id":("(?:[^"\\]|\\.)*"),"schema":"([A-Za-z]+)"/;

/** The id of the entity in a line that `encodeEntity` wrote. */
export const idOfLine = (line: string): string => JSON.parse(headOf(line)[0]) as string;

/** The digest of a line that `encodeEntity` wrote. */
export function digestOfLine(line: string): Digest {
  const [id, schema] = headOf(line);
  return { id: JSON.parse(id) as string, schema, digest: digestOf(line) };
}

function headOf(line: string): readonly [id: string, schema: string] {
  const [, id, schema] = HEAD.exec(line) ?? [];
  assert(id !== undefined && schema !== undefined, 'a line begins with an id and a schema');
  return [id, schema];
}

const digestOf = (line: string): string =>
  hash('sha256', line.replace(TIMES, ''), 'base64').slice(0, 22);

/**
 * The digests of a version as a file beside its entities, so that two versions are compared without
 * unpacking either:
 *
 *     version of this file, SHA-256 of the file of entities, SHA-256 of the lines that follow
 *     digest, schema, id as JSON; a line an entity, in the order of the version
 *
 * It is derived: where it is missing or does not fit, it is made again.
 */
export class DigestFile {
  readonly #hash = createHash('sha256');
  readonly #chunks: Buffer[] = [];
  #lines = '';

  add(line: string): void {
    const [id, schema] = headOf(line);
    this.#lines += `${digestOf(line)} ${schema} ${id}\n`;
    if (this.#lines.length > CHUNK) this.#flush();
  }

  /** Text that is made of pieces of a line keeps the whole line in memory; bytes do not. */
  #flush(): void {
    const chunk = Buffer.from(this.#lines);
    this.#hash.update(chunk);
    this.#chunks.push(chunk);
    this.#lines = '';
  }

  /** Writes it for entities whose file has this SHA-256; then it is used up. */
  async write(path: string, entitiesSha256: string): Promise<void> {
    this.#flush();
    const head = headLine(this.#hash.digest('hex'), entitiesSha256);
    await writeAtomically(path, Readable.from([head, ...this.#chunks]));
  }
}

const CHUNK = 65_536;

const headLine = (linesSha256: string, entitiesSha256: string): string =>
  `${VERSION} ${entitiesSha256} ${linesSha256}\n`;

/** Reads a file of digests; undefined where it is missing, damaged or of other entities. */
export async function readDigests(
  path: string,
  entitiesSha256: string,
): Promise<readonly Digest[] | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
  const end = text.indexOf('\n') + 1;
  const lines = text.slice(end);
  if (text.slice(0, end) !== headLine(sha256(lines), entitiesSha256)) return undefined;
  return lines
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [digest, schema] = line.split(' ', 2) as [string, string];
      const id = line.slice(digest.length + schema.length + 2);
      // Most ids are in JSON as they are; reading each as JSON takes longer than all else.
      const isPlain = !id.includes('\\');
      return { id: isPlain ? id.slice(1, -1) : (JSON.parse(id) as string), schema, digest };
    });
}
