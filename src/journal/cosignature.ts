import { KEY_TYPES, type Signer, type Verifier } from './key.ts';
import { type Note, type NoteSignature, signaturesOf } from './note.ts';

/**
 * C2SP tlog-cosignature, version 1: a witness says that at a time this was the longest tree that it
 * had seen of a log, and that it begins with every tree it saw before.
 */
const TIME_BYTES = 8;

/** Signs a checkpoint's text as seen at a time. */
export function cosign(text: string, at: Date, signer: Signer): NoteSignature {
  const seconds = Math.floor(at.getTime() / 1000);
  const time = Buffer.alloc(TIME_BYTES);
  time.writeBigUInt64BE(BigInt(seconds));
  const signature = Buffer.concat([time, signer.sign(messageOf(text, seconds))]);
  return { name: signer.name, id: signer.id, signature };
}

/** When a witness co-signed the note; nothing where it did not, or a signature does not hold. */
export function cosignedAt(note: Note, verifier: Verifier): Date | undefined {
  if (verifier.type !== KEY_TYPES.cosignature) return undefined;
  const times = signaturesOf(note, verifier).map(({ signature }) => {
    if (signature.length <= TIME_BYTES) return Number.NaN;
    const seconds = Number(Buffer.from(signature).readBigUInt64BE());
    const message = messageOf(note.text, seconds);
    return verifier.verifies(message, signature.subarray(TIME_BYTES)) ? seconds : Number.NaN;
  });
  const at = new Date(Math.max(...times) * 1000);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

function messageOf(text: string, seconds: number): Uint8Array {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
}
