import { hash } from 'node:crypto';
import { join } from 'node:path';
import { type Clock, type Entropy, problem, TamizError } from '../base/index.ts';
import { decodeBase64 } from './base64.ts';
import { type Checkpoint, parseCheckpoint, readCheckpoint } from './checkpoint.ts';
import { cosign } from './cosignature.ts';
import { type Disk, readIfThere, replaceFile } from './disk.ts';
import { EMPTY_ROOT, equalBytes } from './hashes.ts';
import { KEY_TYPES, newSigner, parseSigner, type Signer, type Verifier } from './key.ts';
import { formatNote, formatSignature, isSignedBy, signaturesOf } from './note.ts';
import { isConsistent } from './verify-proof.ts';

/** What a witness answers: a status of HTTP and a text. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** A request: a note, and before it at most 63 hashes. Larger ones are not read. */
export const REQUEST_BYTES = 135_168;
const PROOF_HASHES = 63;

/**
 * C2SP tlog-witness: keeps the last checkpoint of each log that it knows and co-signs a new one
 * only when it begins with that. A log that shows two histories, or takes one back, gets no
 * co-signature for the second; that is all a witness does, and all that is asked of it.
 */
export class Witness {
  readonly key: Verifier;
  readonly #signer: Signer;
  readonly #logs: ReadonlyMap<string, Verifier>;
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #clock: Clock;
  #last: Promise<unknown> = Promise.resolve();

  constructor(world: {
    readonly signer: Signer;
    /** Public keys of the logs, by whose names they are told apart. */
    readonly logs: readonly Verifier[];
    readonly disk: Disk;
    readonly folder: string;
    readonly clock: Clock;
  }) {
    this.#signer = world.signer;
    this.key = world.signer;
    this.#logs = new Map(world.logs.map((log) => [log.name, log]));
    this.#disk = world.disk;
    this.#folder = world.folder;
    this.#clock = world.clock;
  }

  /** The call `add-checkpoint`. One at a time: what is checked must be what is replaced. */
  addCheckpoint(body: Uint8Array): Promise<Answer> {
    const answer = this.#last.then(() => this.#add(body));
    this.#last = answer.catch(() => {});
    return answer;
  }

  /** The last checkpoint that was co-signed, by the SHA-256 of the log's name. */
  async checkpointOf(originHash: string): Promise<Answer> {
    const log = [...this.#logs.values()].find(({ name }) => digestOf(name) === originHash);
    const checkpoint = log && (await this.#kept(log));
    if (checkpoint === undefined) return refusal(404, 'no checkpoint of such a log');
    return { status: 200, type: TEXT, text: formatNote(checkpoint.note) };
  }

  async #add(body: Uint8Array): Promise<Answer> {
    const request = parseRequest(body);
    if (request === undefined) {
      return refusal(400, 'expected old SIZE, at most 63 hashes, an empty line and a checkpoint');
    }
    const { checkpoint, old, proof } = request;
    const log = this.#logs.get(checkpoint.origin);
    if (log === undefined) return refusal(404, `the log ${checkpoint.origin} is not known here`);
    if (!isSignedBy(checkpoint.note, log)) return refusal(403, `not signed by ${log.text}`);
    const { size, root, note } = checkpoint;
    if (old > size) return refusal(400, `the old size ${old} is above the new one, ${size}`);
    const last = await this.#kept(log);
    if (old !== (last?.size ?? 0)) {
      return { status: 409, type: 'text/x.tlog.size', text: `${last?.size ?? 0}\n` };
    }
    const flaw = flawOf(request, last);
    if (flaw !== undefined) return refusal(422, flaw);
    const own = cosign(note.text, this.#clock.now(), this.#signer);
    const kept = { text: note.text, signatures: [...signaturesOf(note, log), own] };
    await replaceFile(this.#disk, this.#path(log), Buffer.from(formatNote(kept)));
    return { status: 200, type: TEXT, text: formatSignature(own) };

    function flawOf({ proof: hashes }: Request, before: Checkpoint | undefined) {
      if (size === 0 && !equalBytes(root, EMPTY_ROOT)) return 'no records, and not the empty root';
      if (old === 0) return proof.length === 0 ? undefined : 'a proof from nothing has no hashes';
      const firstRoot = (before as Checkpoint).root;
      const claim = { first: old, second: size, firstRoot, secondRoot: root, proof: hashes };
      if (isConsistent(claim)) return undefined;
      return `these ${size} records are not proved to begin with the ${old} seen before`;
    }
  }

  /** What is kept of a log; a file that cannot be read never counts as none. */
  async #kept(log: Verifier): Promise<Checkpoint | undefined> {
    const path = this.#path(log);
    const bytes = await readIfThere(this.#disk, path);
    return bytes && readCheckpoint(bytes, log, path);
  }

  #path({ name }: Verifier): string {
    return join(this.#folder, 'logs', digestOf(name));
  }
}

const TEXT = 'text/plain; charset=utf-8';
const refusal = (status: number, why: string): Answer => ({ status, type: TEXT, text: `${why}\n` });
const digestOf = (origin: string): string => hash('sha256', origin);

interface Request {
  readonly old: number;
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: Checkpoint;
}

function parseRequest(body: Uint8Array): Request | undefined {
  const bytes = Buffer.from(body);
  const split = bytes.indexOf('\n\n');
  if (split < 0 || bytes.length > REQUEST_BYTES) return undefined;
  const [first = '', ...lines] = bytes.toString('latin1', 0, split).split('\n');
  const old = Number(/^old (0|[1-9]\d{0,15})$/.exec(first)?.[1] ?? Number.NaN);
  const proof = lines.map(decodeBase64).filter((hashed) => hashed?.length === 32);
  if (!Number.isSafeInteger(old) || lines.length > PROOF_HASHES) return undefined;
  if (proof.length !== lines.length) return undefined;
  try {
    const checkpoint = parseCheckpoint(bytes.subarray(split + 2), 'the request');
    return { old, proof: proof as Uint8Array[], checkpoint };
  } catch (error) {
    if (error instanceof TamizError) return undefined;
    throw error;
  }
}

/** A witness's key, made at its first start. @throws NOTE_INVALID, USAGE_OPTION */
export async function witnessKey(
  { disk, folder, entropy }: { disk: Disk; folder: string; entropy: Entropy },
  name: string | undefined,
): Promise<Signer> {
  const path = join(folder, 'key');
  const bytes = await readIfThere(disk, path);
  if (bytes === undefined) {
    const signer = newSigner(
      name ?? inventedName('witness', entropy),
      KEY_TYPES.cosignature,
      entropy,
    );
    await replaceFile(disk, path, Buffer.from(`${signer.reveal()}\n`));
    return signer;
  }
  const signer = parseSigner(bytes.toString('utf8').trimEnd(), path);
  if (signer.type !== KEY_TYPES.cosignature) {
    throw problem('NOTE_INVALID', { where: path, found: 'a key that is not for co-signatures' });
  }
  if (name === undefined || name === signer.name) return signer;
  const found = `${name}; this witness's key is that of ${signer.name}`;
  throw problem('USAGE_OPTION', { where: '--name', expected: 'the name of the key', found });
}

/** A name that is nobody's address: `.invalid` never is (RFC 2606). */
export function inventedName(what: string, entropy: Entropy): string {
  return `tamiz.invalid/${what}/${Buffer.from(entropy(8)).toString('hex')}`;
}
