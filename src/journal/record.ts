import { problem } from '../base/index.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { canonicalJson, type Json } from './canonical-json.ts';
import { HASH_BYTES } from './hashes.ts';

/** One record of the journal, as it is hashed: canonical JSON with its number and moment. */
export interface JournalRecord {
  /** Its number, from 0. Order is by number alone: clocks may go back. */
  readonly seq: number;
  /** When the journal took it, by the clock of the machine. */
  readonly at: Date;
  /** What it is about, such as `case.decided`; the journal's own begin with `journal.`. */
  readonly type: string;
  /** What it says: JSON, or bytes of any other form. */
  readonly content: { readonly body: Json } | { readonly bytes: Uint8Array };
  /** Binds personal data that is kept beside the journal and may be erased. */
  readonly commitment?: Uint8Array;
}

/** The form that is written; readers refuse later ones rather than guess. */
const VERSION = 1;
/** C2SP entry bundles give a length two bytes. Larger things are kept elsewhere, by their hash. */
export const RECORD_BYTES = 65_535;
const TYPE = /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$/;
const TYPE_CHARACTERS = 64;

/** @throws JOURNAL_RECORD */
export function encodeRecord(record: JournalRecord): Uint8Array {
  const { seq, at, type, content, commitment } = record;
  const refuse = (found: string) => problem('JOURNAL_RECORD', { where: `record ${seq}`, found });
  if (!TYPE.test(type) || type.length > TYPE_CHARACTERS) {
    throw refuse(`the type ${JSON.stringify(type)}, not words such as case.decided`);
  }
  try {
    const bytes = Buffer.from(
      canonicalJson({
        v: VERSION,
        seq,
        at: at.toISOString(),
        type,
        ...('bytes' in content ? { bytes: encodeBase64(content.bytes) } : { body: content.body }),
        ...(commitment !== undefined && { commitment: encodeBase64(commitment) }),
      }),
    );
    if (bytes.length <= RECORD_BYTES) return bytes;
    throw refuse(`${bytes.length} bytes (limit recordBytes, ${RECORD_BYTES})`);
  } catch (error) {
    if (error instanceof TypeError) throw refuse(error.message);
    throw error;
  }
}

/**
 * Reads a record and refuses whatever `encodeRecord` would not have written.
 * @throws JOURNAL_NEWER, JOURNAL_DAMAGED
 */
export function decodeRecord(bytes: Uint8Array, where: string): JournalRecord {
  const damaged = (found: string) => problem('JOURNAL_DAMAGED', { where, found });
  const text = Buffer.from(bytes).toString('utf8');
  let value: Readonly<Record<string, unknown>>;
  try {
    value = JSON.parse(text) as typeof value;
    if (canonicalJson(value) !== text) throw damaged('JSON in another than its canonical form');
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) {
      throw damaged('no canonical JSON');
    }
    throw error;
  }
  const { v, seq, at, type, body, bytes: base64, commitment: bound, ...more } = value ?? {};
  if (typeof v === 'number' && v > VERSION) {
    throw problem('JOURNAL_NEWER', { where, found: `a record of form ${v}, after ${VERSION}` });
  }
  const date = new Date(String(at));
  const commitment = bound === undefined ? undefined : decodeBase64(String(bound));
  const opaque = base64 === undefined ? undefined : decodeBase64(String(base64));
  const isWhole =
    v === VERSION &&
    Object.keys(more).length === 0 &&
    Number.isSafeInteger(seq) &&
    !Number.isNaN(date.getTime()) &&
    date.toISOString() === at &&
    typeof type === 'string' &&
    TYPE.test(type) &&
    type.length <= TYPE_CHARACTERS &&
    (body === undefined) !== (opaque === undefined) &&
    (bound === undefined || commitment?.length === HASH_BYTES);
  if (!isWhole) throw damaged('JSON that is no record');
  return {
    seq: seq as number,
    at: date,
    type,
    content: opaque === undefined ? { body: body as Json } : { bytes: opaque },
    ...(commitment !== undefined && { commitment }),
  };
}
