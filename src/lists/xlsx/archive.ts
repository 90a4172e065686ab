import { crc32, createInflateRaw } from 'node:zlib';
import { LIMITS, problem, type TamizError } from '../../base/index.ts';
import type { ListFile } from '../types.ts';

/** One file of an archive, as its directory describes it. */
interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly at: number;
}

/** The files of a ZIP archive, each checked by its checksum while it is read. */
export interface Archive {
  readonly names: readonly string[];
  /** A file in it as a list file. @throws LIST_FORMAT when there is none of that name */
  file(name: string): ListFile;
  /** Reads every file to its end. @throws LIST_FORMAT for a damaged one */
  verify(): Promise<void>;
}

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;

/** The longest that an archive's end can be: its record and a comment of 64 KB. */
const END_BYTES = 22 + 65_535;

/**
 * Opens a ZIP archive by the directory at its end, which a file that was cut lacks. The packed
 * bytes are held in memory; what is in them is unpacked while it is read.
 * @throws LIST_FORMAT for what is no whole archive, INPUT_TOO_LARGE
 */
export async function openArchive(file: ListFile): Promise<Archive> {
  const bytes = await readAll(file);
  const damaged = (found: string): TamizError =>
    problem('LIST_FORMAT', {
      where: file.name,
      expected: 'a whole spreadsheet (XLSX)',
      found,
      remedy: 'Fetch it again from the publisher, or name another file.',
    });
  const entries = readDirectory(bytes, damaged);
  const find = (name: string): Entry => {
    const entry = entries.get(name);
    if (entry === undefined) throw damaged(`an archive without ${name}`);
    return entry;
  };
  return {
    names: [...entries.keys()],
    file: (name) => {
      const entry = find(name);
      return { name: `${file.name}, ${name}`, open: () => unpack(bytes, entry, damaged) };
    },
    verify: async () => {
      for (const entry of entries.values()) {
        for await (const _ of unpack(bytes, entry, damaged)) {
          // Only the checksum at the end is of interest.
        }
      }
    },
  };
}

async function readAll(file: ListFile): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of file.open()) {
    total += chunk.length;
    if (total > LIMITS.spreadsheetBytes) {
      throw problem('INPUT_TOO_LARGE', {
        where: file.name,
        expected: `at most ${LIMITS.spreadsheetBytes} bytes (spreadsheetBytes)`,
        found: 'more',
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

type Damaged = (found: string) => TamizError;

function readDirectory(bytes: Buffer, damaged: Damaged): ReadonlyMap<string, Entry> {
  const end = findEnd(bytes);
  if (end < 0) throw damaged('an archive without its end: it was cut off, or is none');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries = new Map<string, Entry>();
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== DIRECTORY) throw damaged('a damaged directory');
    const lengths = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const [nameLength = 0, extra = 0, comment = 0] = lengths;
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    if (entries.has(name)) throw damaged(`the file ${JSON.stringify(name.slice(0, 80))} twice`);
    entries.set(name, {
      name,
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

function findEnd(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_BYTES);
  for (let at = bytes.length - 22; at >= first; at--) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  return -1;
}

/** The bytes of one file; throws at its end when they are not those that were packed. */
async function* unpack(bytes: Buffer, entry: Entry, damaged: Damaged): AsyncGenerator<Uint8Array> {
  const { at, name } = entry;
  const fail = (found: string) => damaged(`${name} ${found}`);
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== LOCAL)
    throw fail('not where it should be');
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  const packed = bytes.subarray(start, start + entry.packed);
  if (packed.length < entry.packed) throw fail('cut off');
  if (entry.size > Math.max(entry.packed, 4_096) * LIMITS.unpackRatio) {
    throw fail('packed more tightly than text can be (unpackRatio)');
  }
  let crc = 0;
  let size = 0;
  for await (const chunk of inflated(packed, entry, fail)) {
    crc = crc32(chunk, crc);
    size += chunk.length;
    if (size > entry.size) throw fail('longer than it should be');
    yield chunk;
  }
  if (size !== entry.size || crc !== entry.crc) throw fail('damaged: its checksum differs');
}

async function* inflated(
  packed: Buffer,
  { method }: Entry,
  fail: Damaged,
): AsyncGenerator<Uint8Array> {
  if (method === 0) {
    yield packed;
    return;
  }
  if (method !== 8) throw fail(`packed in a way that is not read (${method})`);
  const stream = createInflateRaw();
  stream.end(packed);
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    throw fail(`damaged: ${(error as Error).message}`);
  } finally {
    stream.destroy();
  }
}

const NAMES = ['[Content_Types].xml', '_rels/', 'docProps/', 'xl/'];

/** Whether the first bytes are those of a spreadsheet: a ZIP whose first file only they have. */
export function isSpreadsheet(prefix: Uint8Array): boolean {
  const head = Buffer.from(prefix.buffer, prefix.byteOffset, prefix.length);
  if (head.length < 38 || head.readUInt32LE(0) !== LOCAL) return false;
  const name = head.toString('latin1', 30, 30 + Math.min(head.readUInt16LE(26), 64));
  return NAMES.some((start) => name.startsWith(start));
}
