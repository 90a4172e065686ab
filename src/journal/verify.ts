import { TamizError } from '../base/index.ts';
import type { Checkpoint } from './checkpoint.ts';
import { openSealed } from './commitment.ts';
import { cosignedAt } from './cosignature.ts';
import { FILES, readKey, readOwn, readSecret, readWitnesses } from './create.ts';
import type { JournalFiles } from './files.ts';
import { type Frame, frameAt, isFlaw, isTorn, nextHeader } from './frame.ts';
import { equalBytes } from './hashes.ts';
import type { Verifier } from './key.ts';
import { decodeRecord } from './record.ts';
import { erasedBy } from './recover.ts';
import {
  logDigest,
  parseSegmentHeader,
  personalName,
  SEGMENT_HEADER,
  segmentName,
} from './segment.ts';
import { type Tile, tilePath } from './tiles.ts';
import { TileTree } from './tree.ts';

/** Something that is not as the journal wrote it. */
export interface Finding {
  readonly file: string;
  readonly what: string;
  readonly record?: number;
  readonly offset?: number;
}

/** What reading every byte of a journal came to. */
export interface Verdict {
  /** Records that were read. */
  readonly size: number;
  readonly findings: readonly Finding[];
  /** Records whose personal data is there, and whose was erased. */
  readonly personal: { readonly kept: number; readonly erased: number };
  /** How many records the journal's own last checkpoint covers. */
  readonly signed?: number;
  /** The last checkpoint that witnesses co-signed. */
  readonly witnessed?: { readonly size: number; readonly by: string; readonly at: Date };
}

export interface VerifyOptions {
  /** Only so many records, where somebody is writing behind them. */
  readonly upTo?: number;
  /** A checkpoint that somebody else kept, with a name for it. */
  readonly against?: { readonly name: string; readonly checkpoint: Checkpoint };
}

/** After so many findings the rest would only repeat that the journal is damaged. */
const MAX_FINDINGS = 100;

/** Reads every byte of a journal and says what is not as it was written. Changes nothing. */
export async function verifyJournal(
  files: JournalFiles,
  options: VerifyOptions = {},
): Promise<Verdict> {
  return new Verification(files, options).run();
}

class Verification {
  readonly #files: JournalFiles;
  readonly #options: VerifyOptions;
  readonly #findings: Finding[] = [];
  readonly #tree = new TileTree();
  readonly #erased = new Set<number>();
  readonly #zeroed = new Set<number>();
  /** Roots that checkpoints promise, by size, with the file that promises. */
  readonly #promises = new Map<number, { file: string; root: Uint8Array }[]>();
  /** Number of the next record. */
  #next = 0;
  #kept = 0;
  /** Whether every record so far was whole: without that, no root can be computed. */
  #whole = true;

  constructor(files: JournalFiles, options: VerifyOptions) {
    this.#files = files;
    this.#options = options;
  }

  async run(): Promise<Verdict> {
    const key = await readKey(this.#files);
    const { signed, witnessed } = await this.#checkpoints(key);
    this.#keepPromises();
    const segments = await this.#files.segments();
    if (segments.length === 0) this.#find({ file: 'records', what: 'no files of records' });
    for (const [at, first] of segments.entries()) {
      if (this.#isDone) break;
      await this.#segment(first, logDigest(key.text), at === segments.length - 1);
    }
    for (const [size, promises] of this.#promises) {
      if (size <= this.#next || size > (this.#options.upTo ?? size)) continue;
      const what = `records ${this.#next} to ${size - 1} are missing, which it covers`;
      for (const { file } of promises) this.#find({ file, what, record: this.#next });
    }
    this.#judgeErasures();
    return {
      size: this.#next,
      findings: this.#findings,
      personal: { kept: this.#kept, erased: this.#zeroed.size },
      ...(signed !== undefined && { signed }),
      ...(witnessed !== undefined && { witnessed }),
    };
  }

  get #isDone(): boolean {
    const { upTo = Number.POSITIVE_INFINITY } = this.#options;
    return this.#next >= upTo || this.#findings.length >= MAX_FINDINGS;
  }

  #find(finding: Finding): void {
    if (this.#findings.length < MAX_FINDINGS) this.#findings.push(finding);
  }

  /** Does something that may refuse a file; the refusal is a finding. */
  async #try<Result>(file: string, work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TamizError)) throw error;
      this.#find({ file, what: error.found });
      return undefined;
    }
  }

  async #checkpoints(key: Verifier): Promise<Pick<Verdict, 'signed' | 'witnessed'>> {
    const files = this.#files;
    const isOwner = (await files.readIfThere(FILES.secret)) !== undefined;
    if (isOwner) await this.#try(FILES.secret, () => readSecret(files));
    const signed = await this.#try(FILES.checkpoint, () => readOwn(files, FILES.checkpoint, key));
    if (signed === undefined) this.#find({ file: FILES.checkpoint, what: 'no checkpoint' });
    else this.#promise(FILES.checkpoint, signed);
    const witnesses = (await this.#try(FILES.witnesses, () => readWitnesses(files))) ?? [];
    const seen = await this.#try(FILES.witnessed, () => readOwn(files, FILES.witnessed, key));
    const { against } = this.#options;
    if (against !== undefined) this.#promise(against.name, against.checkpoint);
    if ((signed?.note.signatures.length ?? 1) > 1) {
      this.#find({ file: FILES.checkpoint, what: 'a signature that the journal did not make' });
    }
    if (seen === undefined) return signed === undefined ? {} : { signed: signed.size };
    this.#promise(FILES.witnessed, seen);
    const cosigned = witnesses.flatMap((witness) => {
      const at = cosignedAt(seen.note, witness);
      return at === undefined ? [] : [{ at, by: witness.name }];
    });
    // The journal's own signature, and one of each witness: another one is not what was kept.
    if (cosigned.length === 0 || cosigned.length + 1 !== seen.note.signatures.length) {
      this.#find({ file: FILES.witnessed, what: 'a signature of no witness that is known' });
    }
    const [last] = cosigned.sort((a, b) => b.at.getTime() - a.at.getTime());
    return {
      ...(signed !== undefined && { signed: signed.size }),
      ...(last !== undefined && { witnessed: { size: seen.size, ...last } }),
    };
  }

  #promise(file: string, { size, root }: Checkpoint): void {
    this.#promises.set(size, [...(this.#promises.get(size) ?? []), { file, root }]);
  }

  /** Compares the root so far with what checkpoints of this size say. */
  #keepPromises(): void {
    const promises = this.#promises.get(this.#next);
    if (promises === undefined || !this.#whole) return;
    const root = this.#tree.root();
    for (const promise of promises) {
      if (equalBytes(root, promise.root)) continue;
      const what = `another root than the first ${this.#next} records have: they were changed`;
      this.#find({ file: promise.file, what });
    }
  }

  async #segment(first: number, log: Uint8Array, isLast: boolean): Promise<void> {
    const file = segmentName(first);
    const bytes = await this.#files.read(file);
    const about = { file, record: first, offset: 0 };
    if (first !== this.#next) {
      this.#find({
        ...about,
        what: `it begins with record ${first} in the place of ${this.#next}`,
      });
      this.#whole = false;
      this.#next = Math.max(first, this.#next);
    }
    const header = await this.#try(file, async () => parseSegmentHeader(bytes, file));
    if (header === undefined) this.#find({ ...about, what: 'its header is not whole' });
    else if (header.first !== first) this.#find({ ...about, what: 'its name and header differ' });
    else if (!equalBytes(header.log, log)) this.#find({ ...about, what: 'it is another log’s' });
    else if (this.#whole && !equalBytes(header.root, this.#tree.root())) {
      this.#find({ ...about, what: 'the records before it have another root than it says' });
    }
    const personal = (await this.#files.readIfThere(personalName(first))) ?? Buffer.alloc(0);
    const personalEnd = await this.#records(file, bytes, personal, isLast);
    if (personalEnd !== undefined && personalEnd < personal.length && !this.#isDone) {
      // Personal data is written before its record; opening the journal takes such a rest away.
      const left = isLast ? '; a crash may have left them' : '';
      const what = `${personal.length - personalEnd} bytes that belong to no record${left}`;
      this.#find({ file: personalName(first), offset: personalEnd, what });
    }
  }

  /** Reads the records of a file; returns where their personal data ends, where that is known. */
  async #records(
    file: string,
    bytes: Buffer,
    personal: Buffer,
    isLast: boolean,
  ): Promise<number | undefined> {
    let offset = SEGMENT_HEADER;
    let personalEnd: number | undefined = 0;
    while (offset < bytes.length && !this.#isDone) {
      const found = frameAt(bytes, offset, this.#next);
      if (!isFlaw(found)) {
        if (personalEnd !== undefined && found.personal.offset !== personalEnd) {
          const what = 'a place for personal data that does not follow the one before';
          this.#find({ file, record: found.seq, offset, what });
        }
        await this.#record(file, found, personal);
        offset = found.end;
        personalEnd = found.personal.offset + found.personal.length;
        continue;
      }
      const torn = isLast && isTorn(bytes, found) ? '; a crash may have torn it' : '';
      this.#find({ file, record: found.seq, offset, what: `${found.what}${torn}` });
      this.#whole = false;
      personalEnd = undefined;
      const later = nextHeader(bytes, offset + 1);
      if (later === undefined || later.seq < this.#next) return undefined;
      this.#next = Math.max(later.seq, this.#next);
      offset = later.offset;
    }
    return personalEnd;
  }

  async #record(file: string, frame: Frame, personal: Buffer): Promise<void> {
    const { seq, offset, record } = frame;
    this.#next += 1;
    const tiles = this.#tree.append(frame.hash);
    if (this.#whole) {
      for (const tile of tiles) await this.#tile(tile);
      this.#keepPromises();
    }
    const read = await this.#try(file, async () => decodeRecord(record, file));
    if (read === undefined) return;
    if (read.seq !== seq) {
      this.#find({ file, record: seq, offset, what: `it calls itself record ${read.seq}` });
    }
    const erases = erasedBy(read);
    if (erases !== undefined) this.#erased.add(erases);
    const place = frame.personal;
    const kept = personal.subarray(place.offset, place.offset + place.length);
    const opened = read.commitment && openSealed(kept, read.commitment);
    if (opened?.state === 'kept') this.#kept += 1;
    if (opened?.state === 'erased') this.#zeroed.add(seq);
    if (opened?.state === 'damaged' || (opened === undefined && place.length > 0)) {
      const what = 'personal data that is not what the record is bound to';
      const first = await this.#files.segmentOf(seq);
      this.#find({ file: personalName(first), record: seq, offset: place.offset, what });
    }
  }

  async #tile({ level, index, hashes }: Tile): Promise<void> {
    const file = tilePath(level, index);
    const bytes = await this.#files.readIfThere(file);
    if (bytes !== undefined && equalBytes(bytes, hashes)) return;
    const differs = [...hashes.keys()].find((at) => bytes?.[at] !== hashes[at]) ?? hashes.length;
    const what = bytes === undefined ? 'no such file' : 'not what the records make of it';
    const record = (index * 256 + (differs >> 5)) * 256 ** level;
    this.#find({ file, record, offset: differs, what });
  }

  #judgeErasures(): void {
    for (const record of this.#zeroed) {
      if (this.#erased.has(record)) continue;
      this.#find({
        file: 'personal',
        record,
        what: 'personal data is gone, by no recorded erasure',
      });
    }
    for (const record of this.#erased) {
      if (this.#zeroed.has(record)) continue;
      this.#find({
        file: 'personal',
        record,
        what: 'personal data is there that was to be erased',
      });
    }
  }
}
