import { problem, sha256 } from '../base/index.ts';
import {
  foreignBytes,
  foreignText,
  type ListFile,
  previewText,
  readPrefix,
} from '../lists/index.ts';
import { compareKeys } from './keys.ts';
import { SIGNAL_LIMITS } from './limits.ts';
import type { FeedNote, OnNote } from './make-item.ts';
import { readFederalRegister } from './read-federal-register.ts';
import { readAtom, readRss } from './read-xml-feed.ts';
import type { FeedFormat, FeedItem } from './types.ts';

/** All that one feed gave. */
export interface Feed {
  readonly name: string;
  readonly format: FeedFormat;
  readonly items: readonly FeedItem[];
  readonly notes: readonly FeedNote[];
}

const READERS: Readonly<
  Record<FeedFormat, (file: ListFile, onNote: OnNote) => AsyncGenerator<FeedItem>>
> = { rss: readRss, atom: readAtom, 'federal-register': readFederalRegister };

/**
 * Reads a feed; what it is is told by its content. Whole or not at all: one that turns out to be
 * cut gives nothing.
 * @throws SIGNAL_FORMAT, INPUT_TOO_LARGE
 */
export async function readFeed(file: ListFile): Promise<Feed> {
  const bounded = within(file);
  const format = formatOf(await readPrefix(bounded.open()), file.name);
  const notes: FeedNote[] = [];
  const items: FeedItem[] = [];
  for await (const item of READERS[format](bounded, (note) => notes.push(note))) {
    items.push(item);
    if (items.length > SIGNAL_LIMITS.feedItems) {
      const expected = `at most ${SIGNAL_LIMITS.feedItems} items (feedItems)`;
      throw problem('INPUT_TOO_LARGE', { where: file.name, expected, found: 'more' });
    }
  }
  return { name: file.name, format, items: withOwnIds(items, notes), notes };
}

/**
 * Items that a feed gives one id although their titles differ are not versions of one document:
 * the id is that of a page, or always the same. Such items are known by title and day instead.
 */
function withOwnIds(items: readonly FeedItem[], notes: FeedNote[]): readonly FeedItem[] {
  const titles = new Map<string, Set<string>>();
  for (const { own, title } of items) titles.set(own, (titles.get(own) ?? new Set()).add(title));
  return items.map((item) => {
    const several = (titles.get(item.own)?.size ?? 0) > 1 && !item.own.startsWith('fr:');
    if (!several) return item;
    const found = `an id that another item has as well: ${item.own.slice(0, 80)}`;
    notes.push({ item: item.title.slice(0, 80), found });
    const digest = sha256([item.own, item.title, item.published ?? ''].join('\n'));
    const own = `id:${digest.slice(0, 24)}`;
    const keys = [own, ...item.keys.filter((key) => key !== item.own)].sort(compareKeys);
    return { ...item, own, keys };
  });
}

/** The same file, of which no more is read than a feed may have. */
function within(file: ListFile): ListFile {
  return {
    name: file.name,
    async *open() {
      let total = 0;
      for await (const chunk of file.open()) {
        total += chunk.length;
        if (total > SIGNAL_LIMITS.feedBytes) {
          const expected = `at most ${SIGNAL_LIMITS.feedBytes} bytes (feedBytes)`;
          throw problem('INPUT_TOO_LARGE', { where: file.name, expected, found: 'more' });
        }
        yield chunk;
      }
    },
  };
}

function formatOf(prefix: Uint8Array, where: string): FeedFormat {
  const text = previewText(prefix).replace(/^[\uFEFF\s]+/, '');
  const foreign = foreignBytes(prefix) ?? foreignText(text);
  if (foreign !== undefined) throw problem('SIGNAL_FORMAT', { where, found: foreign });
  if (text.startsWith('{')) return 'federal-register';
  const name = rootOf(text);
  if (name === 'rss') return 'rss';
  if (name === 'feed') return 'atom';
  const found = strangeRoot(name, text);
  throw problem('SIGNAL_FORMAT', { where, found });
}

function strangeRoot(name: string | undefined, text: string): string {
  if (name === undefined) return `text that begins ${JSON.stringify(text.slice(0, 40))}`;
  if (name.startsWith('!')) return 'a document type declaration (DTD), which is never read';
  return `<${name.slice(0, 80)}>${name === 'RDF' ? ', which is RSS 1.0' : ''}`;
}

/** The local name of the first element, behind declarations and comments. */
function rootOf(text: string): string | undefined {
  let at = 0;
  for (;;) {
    const rest = /^\s*(<\?|<!--)/.exec(text.slice(at, at + 1_000));
    if (rest === null) break;
    const end = text.indexOf(rest[1] === '<?' ? '?>' : '-->', at);
    if (end < 0) return undefined;
    at = text.indexOf('>', end) + 1;
  }
  const tag = /^\s*<(?:[^\s<>/:]+:)?([^\s<>/:]+)/.exec(text.slice(at, at + 1_000));
  return tag?.[1];
}
