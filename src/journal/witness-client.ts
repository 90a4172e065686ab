import { type Post, problem, TamizError } from '../base/index.ts';
import { encodeBase64 } from './base64.ts';
import type { Checkpoint } from './checkpoint.ts';
import { cosignedAt } from './cosignature.ts';
import { FILES, readOwn, readWitnesses } from './create.ts';
import type { Journal } from './journal.ts';
import type { Verifier } from './key.ts';
import { formatNote, type Note, parseNote, signaturesOf } from './note.ts';
import { consistencyProof } from './prove.ts';

/** A checkpoint that a witness co-signed. */
export interface Cosigned {
  readonly checkpoint: Checkpoint;
  readonly by: string;
  readonly at: Date;
}

/** An answer is a line or two. */
const ANSWER_BYTES = 16_384;
const ANSWER_MS = 30_000;

/**
 * Signs what is recorded, has a witness co-sign it, and keeps that. The witness's key comes from
 * whoever runs it; one that was used before is known.
 * @throws WITNESS_REFUSED, NOTE_INVALID
 */
export async function cosignBy(
  journal: Journal,
  options: {
    readonly url: string;
    readonly witness?: Verifier;
    readonly ask: Post;
    readonly abort: AbortSignal;
  },
): Promise<Cosigned> {
  const { url, witness } = options;
  const known = witness === undefined ? await readWitnesses(journal.files) : [witness];
  if (known.length === 0) {
    const expected = 'the public key of the witness at its first use';
    const remedy = 'Get it from whoever runs the witness and give it as --witness-key.';
    throw problem('USAGE_OPTION', { where: url, expected, found: 'none', remedy });
  }
  const checkpoint = await journal.checkpoint();
  const line = await submit(journal, checkpoint, options);
  const cosigned = parseNote(Buffer.from(`${formatNote(checkpoint.note)}${line}`), url);
  for (const verifier of known) {
    const at = cosignedAt(cosigned, verifier);
    if (at === undefined) continue;
    const note = await withOthers(journal, cosigned, verifier);
    await journal.keepWitnessed({ ...checkpoint, note }, verifier);
    return { checkpoint: { ...checkpoint, note }, by: verifier.name, at };
  }
  const found = `a signature of none of ${known.map(({ text }) => text).join(', ')}`;
  throw problem('WITNESS_REFUSED', { where: url, found });
}

/** Sends the checkpoint with the proof that it begins with what the witness saw before. */
async function submit(
  journal: Journal,
  { size, note }: Checkpoint,
  { url, ask, abort }: { url: string; ask: Post; abort: AbortSignal },
): Promise<string> {
  const refused = (found: string) => problem('WITNESS_REFUSED', { where: url, found });
  const before = await readOwn(journal.files, FILES.witnessed, journal.key);
  let old = before?.size ?? 0;
  for (let attempt = 0; attempt < 2; attempt++) {
    const isFirst = old === 0 || old === size;
    const proof = isFirst ? [] : await consistencyProof(journal.files.subtrees(size), old, size);
    const head = [`old ${old}`, ...proof.map(encodeBase64)].join('\n');
    const { status, text } = await post(url, `${head}\n\n${formatNote(note)}`, ask, abort);
    if (status === 200) return text;
    const seen = status === 409 ? Number(/^(0|[1-9]\d{0,15})\n$/.exec(text)?.[1] ?? -1) : -1;
    if (seen > size) {
      throw refused(`that it has seen ${seen} records; this journal has ${size}: rolled back?`);
    }
    if (seen < 0 || attempt > 0) throw refused(`status ${status}: ${text.trim().slice(0, 300)}`);
    old = seen;
  }
  throw refused('no answer');
}

async function post(url: string, body: string, ask: Post, abort: AbortSignal) {
  const address = `${url.replace(/\/+$/, '')}/add-checkpoint`;
  const signal = AbortSignal.any([abort, AbortSignal.timeout(ANSWER_MS)]);
  try {
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    const response = await ask(address, { headers, body, signal });
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      if (text.length <= ANSWER_BYTES) continue;
      throw problem('WITNESS_REFUSED', { where: url, found: `more than ${ANSWER_BYTES} bytes` });
    }
    return { status: response.status, text };
  } catch (error) {
    if (error instanceof TamizError || abort.aborted) throw error;
    const { cause } = error as { readonly cause?: Error };
    const why = cause?.message || (error instanceof Error ? error.message : String(error));
    throw problem('WITNESS_REFUSED', { where: url, found: `no answer: ${why}`, cause: error });
  }
}

/** Keeps what other witnesses signed of the same checkpoint. */
async function withOthers(journal: Journal, cosigned: Note, witness: Verifier): Promise<Note> {
  const before = await readOwn(journal.files, FILES.witnessed, journal.key);
  const own = signaturesOf(cosigned, witness);
  const log = signaturesOf(cosigned, journal.key);
  if (before?.note.text !== cosigned.text) return { ...cosigned, signatures: [...log, ...own] };
  const replaced = new Set(signaturesOf(before.note, witness));
  const others = before.note.signatures.filter((signature) => !replaced.has(signature));
  return { ...cosigned, signatures: [...others, ...own] };
}
