import { assert, diskProblem, problem, TamizError } from '../base/index.ts';
import type { Json } from './canonical-json.ts';
import { type Checkpoint, signCheckpoint } from './checkpoint.ts';
import { seal } from './commitment.ts';
import { FILES, type JournalWorld, readOwn, readSecret, readWitnesses } from './create.ts';
import { replaceFile } from './disk.ts';
import { JournalFiles } from './files.ts';
import { equalBytes, leafHash } from './hashes.ts';
import type { Signer, Verifier } from './key.ts';
import { formatNote } from './note.ts';
import { rootAt } from './prove.ts';
import { frameOf, type Personal, personalOf } from './read.ts';
import { decodeRecord, encodeRecord, type JournalRecord } from './record.ts';
import { ERASED, growTree, type Recovery, readTail, repair } from './recover.ts';
import { logDigest, segmentName } from './segment.ts';
import type { TileTree } from './tree.ts';
import { type Pending, Writer } from './writer.ts';

/** What is recorded. */
export interface Entry {
  readonly type: string;
  /** What it says, for good. Nothing about a person belongs here. */
  readonly body: Json | Uint8Array;
  /** What it says about people: kept beside the record, bound by it, and can be erased. */
  readonly personal?: Json | Uint8Array;
}

/** Says that a record is on the disk. */
export interface Receipt {
  readonly seq: number;
  readonly at: Date;
}

/** A record, and what is kept beside it. */
export interface KeptRecord {
  readonly record: JournalRecord;
  readonly personal: () => Promise<Personal>;
}

interface Waiting extends Pending {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const SEGMENT_BYTES = 16_777_216;
/** Bytes that wait for the disk; more means that it does not keep up, and memory would fill. */
const PENDING_BYTES = 67_108_864;
/** Types of records that only the journal itself writes. */
const OWN = 'journal.';

/** The record of a data folder, open for writing. One process has it; see `openJournal`. */
export class Journal {
  readonly key: Verifier;
  /** What a crash had left and opening put right. */
  readonly recovery: Recovery;
  readonly files: JournalFiles;
  readonly #world: JournalWorld;
  readonly #signer: Signer;
  readonly #tree: TileTree;
  readonly #writer: Writer;
  #signed: Checkpoint;
  #queue: Waiting[] = [];
  #queuedBytes = 0;
  #next: number;
  #writing: Promise<void> | undefined;
  #signing: Promise<unknown> = Promise.resolve();
  #stopped: TamizError | undefined;
  #isClosed = false;
  /** Records whose personal data is erased, or about to be. */
  readonly #erasing = new Set<number>();

  private constructor(
    world: JournalWorld,
    parts: {
      files: JournalFiles;
      signer: Signer;
      tree: TileTree;
      writer: Writer;
      recovery: Recovery;
      signed: Checkpoint;
    },
  ) {
    this.#world = world;
    this.files = parts.files;
    this.key = parts.signer;
    this.recovery = parts.recovery;
    this.#signer = parts.signer;
    this.#tree = parts.tree;
    this.#writer = parts.writer;
    this.#signed = parts.signed;
    this.#next = parts.tree.size;
  }

  /**
   * Opens a journal, judges it against its checkpoints, and puts right what a crash left. Whoever
   * calls this sees to it that nobody else does.
   * @throws JOURNAL_ABSENT, JOURNAL_DAMAGED, JOURNAL_NEWER, NOTE_INVALID
   */
  static async open(world: JournalWorld): Promise<Journal> {
    const files = new JournalFiles(world.disk, world.folder);
    const signer = await readSecret(files);
    const log = logDigest(signer.text);
    const tail = await readTail(files, log);
    const signed = await readOwn(files, FILES.checkpoint, signer);
    const witnessed = await readOwn(files, FILES.witnessed, signer);
    const checkpoints = [signed, witnessed].filter((checkpoint) => checkpoint !== undefined);
    const sizes = new Set(checkpoints.map(({ size }) => size));
    const { tree, tiles, roots } = await growTree(files, tail, sizes);
    for (const { size, root } of checkpoints) {
      if (size > tree.size) {
        const found = `${tree.size} records; the checkpoint has ${size}`;
        throw problem('JOURNAL_DAMAGED', { where: segmentName(tail.header.first), found });
      }
      const own = roots.get(size) ?? (await rootAt(files.subtrees(size), size));
      if (equalBytes(own, root)) continue;
      const found = `records that are not the first ${size} of the signed checkpoint`;
      throw problem('JOURNAL_DAMAGED', { where: files.path('records'), found });
    }
    if (signed === undefined) {
      throw problem('JOURNAL_DAMAGED', { where: files.path(FILES.checkpoint), found: 'no file' });
    }
    const recovery = await repair(files, tail, signed.size);
    const { first } = tail.header;
    const place = { first, end: tail.end, personalEnd: tail.personalEnd };
    const segmentBytes = world.segmentBytes ?? SEGMENT_BYTES;
    const writer = new Writer(files, tree, place, { log, segmentBytes });
    await writer.keepTiles(tiles);
    return new Journal(world, { files, signer, tree, writer, recovery, signed });
  }

  /** How many records are on the disk. */
  get size(): number {
    return this.#tree.size;
  }

  /**
   * Records something; returns when it would survive a power cut. Records are numbered in the order
   * of the calls, and those that wait at the same time share one sync. One that fails may or may
   * not be found when the journal is opened again.
   * @throws JOURNAL_RECORD, JOURNAL_BUSY, JOURNAL_STOPPED, DISK_FULL
   */
  async append({ type, body, personal }: Entry): Promise<Receipt> {
    if (type.startsWith(OWN)) {
      throw problem('JOURNAL_RECORD', { where: type, found: "a type of the journal's own" });
    }
    const sealed = personal === undefined ? undefined : seal(personal, this.#world.entropy);
    const bound = sealed && { commitment: sealed.commitment };
    return this.#enqueue({ type, body }, bound, sealed && { kept: sealed.kept });
  }

  /**
   * Erases the personal data of a record, and its salt, and records that it did. Every proof stays
   * valid, as the record itself does not change.
   * @throws JOURNAL_NUMBER, JOURNAL_RECORD, JOURNAL_DAMAGED
   */
  async erase(seq: number, reason: string): Promise<Receipt> {
    const refused = (found: string) => problem('JOURNAL_RECORD', { where: `record ${seq}`, found });
    if (this.#erasing.has(seq)) throw refused('data that is erased already');
    const frame = await frameOf(this.files, seq, this.size);
    const { state } = await this.personal(seq);
    if (state === 'none') throw refused('no personal data');
    // Somebody else may have asked for the same in the meantime.
    if (state === 'erased' || this.#erasing.has(seq)) throw refused('data that is erased already');
    const entry = { type: ERASED, body: { seq, reason } };
    const receipt = this.#enqueue(entry, undefined, { erases: frame });
    this.#erasing.add(seq);
    return receipt;
  }

  /** A record by its number. @throws JOURNAL_NUMBER, JOURNAL_DAMAGED */
  async read(seq: number): Promise<JournalRecord> {
    return decodeRecord((await frameOf(this.files, seq, this.size)).record, `record ${seq}`);
  }

  /** Records `from` to before `to`, which are read together. @throws JOURNAL_DAMAGED */
  async records(from: number, to: number): Promise<KeptRecord[]> {
    assert(from >= 0 && to <= this.size, 'records that are on the disk');
    return (await this.files.frames(from, to)).map((frame) => ({
      record: decodeRecord(frame.record, `record ${frame.seq}`),
      personal: () => personalOf(this.files, frame),
    }));
  }

  /** The personal data of a record. @throws JOURNAL_NUMBER, JOURNAL_DAMAGED */
  async personal(seq: number): Promise<Personal> {
    try {
      return await personalOf(this.files, await frameOf(this.files, seq, this.size));
    } catch (error) {
      // Zeros that are just being written over it are no damage.
      if (this.#erasing.has(seq)) return { state: 'erased' };
      throw error;
    }
  }

  /** Signs what is on the disk; returns when the checkpoint is as well. */
  async checkpoint(): Promise<Checkpoint> {
    return this.#exclusively(async () => {
      if (this.#stopped !== undefined) throw this.#stopped;
      if (this.#signed.size === this.size) return this.#signed;
      const checkpoint = signCheckpoint(this.size, this.#tree.root(), this.#signer);
      await this.#replace(FILES.checkpoint, formatNote(checkpoint.note));
      this.#signed = checkpoint;
      return checkpoint;
    });
  }

  /** Keeps a checkpoint that a witness co-signed, and the witness's key. */
  async keepWitnessed({ note }: Checkpoint, witness: Verifier): Promise<void> {
    await this.#exclusively(async () => {
      const known = (await readWitnesses(this.files)).map(({ text }) => text);
      const all = [...new Set([...known, witness.text])];
      await this.#replace(FILES.witnesses, all.map((text) => `${text}\n`).join(''));
      await this.#replace(FILES.witnessed, formatNote(note));
    });
  }

  /** Waits for what is being written, signs, and lets the files go. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#writing;
    if (this.#stopped !== undefined) return;
    await this.checkpoint();
    await this.#writer.syncTiles();
  }

  #enqueue(
    { type, body }: Entry,
    bound: { commitment: Uint8Array } | undefined,
    beside: Pick<Pending, 'kept' | 'erases'> = {},
  ): Promise<Receipt> {
    if (this.#stopped !== undefined) throw this.#stopped;
    if (this.#isClosed) throw problem('JOURNAL_STOPPED', { found: 'one that was closed' });
    const seq = this.#next;
    const at = this.#world.clock.now();
    const content = body instanceof Uint8Array ? { bytes: body } : { body };
    const record = encodeRecord({ seq, at, type, content, ...bound });
    const bytes = record.length + (beside.kept?.length ?? 0);
    if (this.#queuedBytes + bytes > PENDING_BYTES) {
      const found = `${this.#queuedBytes} bytes (limit pendingBytes, ${PENDING_BYTES})`;
      throw problem('JOURNAL_BUSY', { found });
    }
    this.#next += 1;
    this.#queuedBytes += bytes;
    return new Promise((resolve, reject) => {
      const done = () => resolve({ seq, at });
      this.#queue.push({ seq, record, hash: leafHash(record), ...beside, resolve: done, reject });
      this.#writing ??= this.#write();
    });
  }

  /** Writes group after group until none waits. */
  async #write(): Promise<void> {
    // Whatever else is recorded in this turn shares the sync.
    await Promise.resolve();
    while (this.#queue.length > 0 && this.#stopped === undefined) {
      const group = this.#queue.splice(0, this.#writer.fit(this.#queue));
      try {
        await this.#writer.write(group);
        assert(this.size === (group.at(-1)?.seq ?? -1) + 1, 'groups are written in order');
      } catch (error) {
        this.#queue = [...group, ...this.#queue];
        this.#stop(error);
        break;
      }
      for (const { resolve, record, kept } of group) {
        this.#queuedBytes -= record.length + (kept?.length ?? 0);
        resolve();
      }
    }
    this.#writing = undefined;
  }

  /**
   * After a failed writing nobody knows what is on the disk, and a second sync would say that all
   * is well although the first one lost the bytes. Only reading everything anew helps.
   */
  #stop(error: unknown): TamizError {
    const cause = diskProblem(error, this.files.folder);
    const found = `a writing that failed: ${cause instanceof Error ? cause.message : cause}`;
    this.#stopped ??= problem('JOURNAL_STOPPED', { where: this.files.folder, found, cause });
    const told = cause instanceof TamizError ? cause : this.#stopped;
    for (const { reject } of this.#queue) reject(told);
    this.#queue = [];
    return told;
  }

  /** One after the other: two checkpoints must not overtake each other on their way to the file. */
  #exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#signing.then(work);
    this.#signing = done.catch(() => {});
    return done;
  }

  async #replace(name: string, text: string): Promise<void> {
    try {
      await replaceFile(this.#world.disk, this.files.path(name), Buffer.from(text));
    } catch (error) {
      throw this.#stop(error);
    }
  }
}
