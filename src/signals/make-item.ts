import { sha256 } from '../base/index.ts';
import { compareKeys, keysOfAddress, numberKey, stampedNumber, webAddress } from './keys.ts';
import { SIGNAL_LIMITS } from './limits.ts';
import type { FeedFormat, FeedItem } from './types.ts';

/** Something that a reader left out or found odd, for a person to look at. */
export interface FeedNote {
  /** The item, by its title or number; null where it concerns the feed. */
  readonly item: string | null;
  readonly found: string;
}

export type OnNote = (note: FeedNote) => void;

/** The fields of an item as its format has them, already plain text. */
export interface RawItem {
  readonly format: FeedFormat;
  readonly title: string;
  /** Texts of the item, the shortest form first; one that is part of another is left out. */
  readonly texts: readonly string[];
  readonly link?: string | undefined;
  /** The publisher's id, and whether it is one the world over. */
  readonly id?: { readonly text: string; readonly global: boolean } | undefined;
  /** A number of the Federal Register that the format itself gives. */
  readonly number?: string | undefined;
  readonly published?: string | undefined;
  readonly updated?: string | undefined;
  readonly effective?: string | undefined;
  readonly issuer?: string | undefined;
}

/**
 * One item in the form of this room; undefined, with a note, for one that nothing identifies or
 * that is over a limit.
 */
export function makeItem(raw: RawItem, onNote: OnNote): FeedItem | undefined {
  const name = (raw.title || raw.number || raw.id?.text || 'an item without a title').slice(0, 80);
  const text = joined(raw.texts);
  const over = overLimit(raw, text);
  if (over !== undefined || (raw.title === '' && text === '')) {
    onNote({ item: name, found: `left out: ${over ?? 'it has neither title nor text'}` });
    return undefined;
  }
  const address = webAddress(raw.link);
  if (raw.link !== undefined && address === undefined) {
    onNote({ item: name, found: `no web address: ${JSON.stringify(raw.link.slice(0, 80))}` });
  }
  const own = ownKey(raw, address);
  const stamped = stampedNumber(text);
  const keys = new Set([
    own,
    ...(address === undefined ? [] : keysOfAddress(address)),
    ...(stamped === undefined ? [] : [numberKey(stamped)]),
  ]);
  return {
    format: raw.format,
    own,
    keys: [...keys].sort(compareKeys),
    link: address?.href ?? null,
    title: raw.title || (text.split('\n')[0] as string).slice(0, 200),
    text,
    published: raw.published ?? null,
    updated: raw.updated ?? null,
    effective: raw.effective ?? null,
    issuer: raw.issuer || null,
  };
}

/** The publisher's own name of an item, made from its title and day where it gives none. */
function ownKey({ id, number, title, published, format }: RawItem, address?: URL): string {
  if (number !== undefined) return numberKey(number);
  const host = address?.hostname ?? format;
  if (id !== undefined) {
    const [key] = (id.global ? webAddress(id.text) : undefined)
      ? keysOfAddress(new URL(id.text))
      : [];
    return key ?? `id:${id.global ? '' : `${host}:`}${id.text}`;
  }
  const [key] = address === undefined ? [] : keysOfAddress(address);
  return key ?? `id:${host}:${sha256(`${title}\n${published ?? ''}`).slice(0, 16)}`;
}

function overLimit({ title, link = '', id }: RawItem, text: string): string | undefined {
  const checks = [
    ['titleCharacters', title],
    ['itemCharacters', text],
    ['keyCharacters', link],
    ['keyCharacters', id?.text ?? ''],
  ] as const;
  for (const [limit, value] of checks) {
    const most = SIGNAL_LIMITS[limit];
    if (value.length > most) return `${value.length} characters (limit ${limit}, ${most})`;
  }
  return undefined;
}

function joined(texts: readonly string[]): string {
  const kept = texts.filter(
    (text, at) =>
      text !== '' &&
      !texts.some((other, i) => i !== at && other.includes(text) && (other !== text || i < at)),
  );
  return kept.join('\n');
}

/** Tells each thing once for a whole feed, with the first item that had it. */
export function onceEach(onNote: OnNote): OnNote {
  const told = new Set<string>();
  return (note) => {
    if (told.has(note.found)) return;
    told.add(note.found);
    onNote(note);
  };
}
