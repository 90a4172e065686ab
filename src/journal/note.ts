import { problem } from '../base/index.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { isKeyName, KEY_TYPES, type Signer, type Verifier } from './key.ts';

/** C2SP signed-note: a text that ends in a line feed, an empty line, and lines of signatures. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  readonly id: number;
  readonly signature: Uint8Array;
}

/** One note; the specification asks for 16 signatures at least, of up to 5 kB each. */
const NOTE_BYTES = 131_072;
const SIGNATURES = 32;
const ID_BYTES = 4;

/** Reads a note without judging its signatures. @throws NOTE_INVALID */
export function parseNote(bytes: Uint8Array, where: string): Note {
  const wrong = (found: string) => problem('NOTE_INVALID', { where, found });
  if (bytes.length > NOTE_BYTES) {
    throw wrong(`${bytes.length} bytes (limit noteBytes, ${NOTE_BYTES})`);
  }
  const whole = Buffer.from(bytes).toString('utf8');
  // Bytes that are not UTF-8 come back as others.
  if (!Buffer.from(whole).equals(bytes)) throw wrong('bytes that are not UTF-8');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those the specification rules out.
  if (/[\u0000-\u0009\u000b-\u001f]/.test(whole)) throw wrong('a control character');
  const split = whole.lastIndexOf('\n\n');
  if (split < 0 || !whole.endsWith('\n')) throw wrong('no text with lines of signatures below it');
  const lines = whole.slice(split + 2, -1).split('\n');
  if (lines.length > SIGNATURES) throw wrong(`more than ${SIGNATURES} signatures`);
  return {
    text: whole.slice(0, split + 1),
    signatures: lines.map((line) => {
      const signature = parseSignature(line);
      if (signature === undefined) throw wrong(`no signature in ${JSON.stringify(line)}`);
      return signature;
    }),
  };
}

function parseSignature(line: string): NoteSignature | undefined {
  const [, name = '', base64 = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  const bytes = decodeBase64(base64);
  if (!isKeyName(name) || bytes === undefined || bytes.length <= ID_BYTES) return undefined;
  const id = Buffer.from(bytes).readUInt32BE();
  return { name, id, signature: bytes.subarray(ID_BYTES) };
}

/** The note as text; the inverse of `parseNote`. */
export function formatNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(formatSignature).join('')}`;
}

export function formatSignature({ name, id, signature }: NoteSignature): string {
  const head = Buffer.alloc(ID_BYTES);
  head.writeUInt32BE(id);
  return `— ${name} ${encodeBase64(Buffer.concat([head, signature]))}\n`;
}

/** A text with one signature. */
export function signNote(text: string, signer: Signer): Note {
  const signature = signer.sign(Buffer.from(text));
  return { text, signatures: [{ name: signer.name, id: signer.id, signature }] };
}

/** The signatures of this key; those of others say nothing. */
export function signaturesOf({ signatures }: Note, { name, id }: Verifier) {
  return signatures.filter((signature) => signature.name === name && signature.id === id);
}

/**
 * Whether a key signed the note. A signature that names the key and does not hold is a forgery,
 * also where a good one stands beside it.
 */
export function isSignedBy(note: Note, verifier: Verifier): boolean {
  if (verifier.type !== KEY_TYPES.note) return false;
  const message = Buffer.from(note.text);
  const own = signaturesOf(note, verifier);
  return own.length > 0 && own.every(({ signature }) => verifier.verifies(message, signature));
}
