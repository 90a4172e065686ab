import { problem } from '../base/index.ts';
import { foreignText, type ListFile, previewText, readPrefix } from '../lists/index.ts';
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
 * Reads a feed; what it is is told by its content. Whole or not at all: one that turns out to be cut
 * gives nothing.
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
  return { name: file.name, format, items, notes };
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
  const foreign = foreignText(text);
  if (foreign !== undefined) throw problem('SIGNAL_FORMAT', { where, found: foreign });
  if (text.startsWith('{')) return 'federal-register';
  const name = rootOf(text);
  if (name === 'rss') return 'rss';
  if (name === 'feed') return 'atom';
  const found =
    name === undefined
      ? `text that begins ${JSON.stringify(text.slice(0, 40))}`
      : `<${name.slice(0, 80)}>${name === 'RDF' ? ', which is RSS 1.0' : ''}`;
  throw problem('SIGNAL_FORMAT', { where, found });
}

/** The local name of the first element, behind declarations and comments. */
function rootOf(text: string): string | undefined {
  let at = 0;
  for (;;) {
    const rest = /^\s*(<\?|<!--|<!)/.exec(text.slice(at, at + 1_000));
    if (rest === null) break;
    const end = text.indexOf(rest[1] === '<?' ? '?>' : rest[1] === '<!--' ? '-->' : '>', at);
    if (end < 0) return undefined;
    at = text.indexOf('>', end) + 1;
  }
  const tag = /^\s*<(?:[^\s<>/:]+:)?([^\s<>/:]+)/.exec(text.slice(at, at + 1_000));
  return tag?.[1];
}
