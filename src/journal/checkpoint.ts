import { problem } from '../base/index.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { HASH_BYTES } from './hashes.ts';
import type { Signer, Verifier } from './key.ts';
import { isSignedBy, type Note, parseNote, signNote } from './note.ts';

/** C2SP tlog-checkpoint: what a log says of itself, signed. */
export interface Checkpoint {
  /** The log's name. */
  readonly origin: string;
  /** How many records. */
  readonly size: number;
  readonly root: Uint8Array;
  /** The checkpoint as it was signed, with all signatures. */
  readonly note: Note;
}

/** Signs the state of a log. */
export function signCheckpoint(size: number, root: Uint8Array, signer: Signer): Checkpoint {
  const { name: origin } = signer;
  const note = signNote(`${origin}\n${size}\n${encodeBase64(root)}\n`, signer);
  return { origin, size, root, note };
}

/** Reads a checkpoint without judging its signatures. @throws NOTE_INVALID */
export function parseCheckpoint(bytes: Uint8Array, where: string): Checkpoint {
  const note = parseNote(bytes, where);
  const [origin = '', digits = '', base64 = '', ...more] = note.text.split('\n');
  const size = /^(0|[1-9]\d{0,15})$/.test(digits) ? Number(digits) : Number.NaN;
  const root = decodeBase64(base64);
  // The last of `more` is what stands behind the last line feed; extension lines are not empty.
  const ends = more.length > 0 && more.indexOf('') === more.length - 1;
  if (origin === '' || !ends || !Number.isSafeInteger(size) || root?.length !== HASH_BYTES) {
    const found = 'no lines of origin, size and root';
    throw problem('NOTE_INVALID', {
      where,
      expected: 'a checkpoint of C2SP tlog-checkpoint',
      found,
    });
  }
  return { origin, size, root, note };
}

/** Reads a checkpoint that this log signed. @throws NOTE_INVALID */
export function readCheckpoint(bytes: Uint8Array, log: Verifier, where: string): Checkpoint {
  const checkpoint = parseCheckpoint(bytes, where);
  const wrong = (found: string) => problem('NOTE_INVALID', { where, found });
  if (checkpoint.origin !== log.name) throw wrong(`a checkpoint of ${checkpoint.origin}`);
  if (!isSignedBy(checkpoint.note, log)) throw wrong(`none that ${log.text} signed`);
  return checkpoint;
}
