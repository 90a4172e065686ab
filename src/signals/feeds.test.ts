import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TamizError } from '../base/index.ts';
import { memoryFile } from '../lists/testing/files.ts';
import { SIGNAL_LIMITS } from './limits.ts';
import { type Feed, readFeed } from './read-feed.ts';
import {
  type Announcement,
  writeAtom,
  writeFederalRegister,
  writeRss,
} from './testing/write-feeds.ts';

/** All feeds here are synthetic, written in the publishers' formats. */

const read = (content: string | Uint8Array, step?: number): Promise<Feed> =>
  readFeed(memoryFile(content, 'feed', step));

async function failure(content: string | Uint8Array): Promise<TamizError> {
  const error = await read(content).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TamizError);
  return error as TamizError;
}

const escapeHtml = (text: string) => text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);

/** Text as it can stand in XML, without blanks that a reader makes one. */
const words = fc
  .array(fc.stringMatching(/^[A-Za-zÀ-ÿ0-9&<>.;“”¿-]{1,12}$/u), { minLength: 1, maxLength: 8 })
  .map((all) => all.join(' '));
const announcements = fc.uniqueArray(
  fc.record({
    title: words,
    body: words,
    n: fc.integer({ min: 0, max: 9_999 }),
    at: fc.integer({ min: 0, max: 2_000_000_000 }),
  }),
  { selector: ({ n }) => n, maxLength: 6 },
);
type Made = typeof announcements extends fc.Arbitrary<infer All> ? All : never;

const written = (all: Made): readonly Announcement[] =>
  all.map(({ title, body, n, at }) => ({
    title: escapeHtml(title),
    body: `<p>${escapeHtml(body)}</p>`,
    link: `https://example.gov/news/${n}`,
    id: `${n} at example`,
    number: `2026-${String(n).padStart(5, '0')}`,
    published: `${new Date(at * 1_000).toISOString().slice(0, 19)}Z`,
  }));

const FORMATS = [
  ['rss', writeRss, (at: string) => at],
  ['atom', writeAtom, (at: string) => at],
  ['federal-register', writeFederalRegister, (at: string) => at.slice(0, 10)],
] as const;

describe.each(FORMATS)('%s', (format, write, time) => {
  test('what was written is read', async () => {
    await fc.assert(
      fc.asyncProperty(announcements, fc.integer({ min: 1, max: 5_000 }), async (all, step) => {
        const made = written(all);
        // Atom's titles are text unless they say that they are HTML.
        const feed = await read(
          write(
            made.map((one, i) => ({ ...one, ...(format === 'atom' && { title: all[i]!.title }) })),
          ),
          step,
        );
        expect(feed.format).toBe(format);
        expect(feed.notes).toEqual([]);
        expect(
          feed.items.map(({ title, text, published }) => ({ title, text, published })),
        ).toEqual(
          all.map(({ title, body }, i) => ({
            title,
            text: body,
            published: time(made[i]?.published ?? ''),
          })),
        );
        const keys = feed.items.map(({ own }) => own);
        expect(new Set(keys).size).toBe(all.length);
      }),
      { numRuns: 60 },
    );
  });

  test('one that is cut gives an error, never a part', async () => {
    const whole = write(written([{ title: 'a', body: 'b c', n: 1, at: 5 }]));
    for (let end = 0; end < whole.length - 1; end += 3) {
      const error = await failure(whole.slice(0, end));
      expect(['SIGNAL_FORMAT', 'INPUT_TOO_LARGE']).toContain(error.code);
    }
  });

  test('damage ends in an error or in items, never in anything else', async () => {
    const whole = Buffer.from(
      write(
        written([
          { title: 'a & b', body: 'c d', n: 1, at: 5 },
          { title: 'e', body: 'f', n: 2, at: 9 },
        ]),
      ),
    );
    const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), cut: fc.nat(40) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        let bytes = whole;
        for (const { at, byte, cut } of changes) {
          bytes = Buffer.concat([
            bytes.subarray(0, at),
            Buffer.from([byte]),
            bytes.subarray(at + cut),
          ]);
        }
        const feed = await read(bytes).catch((error: unknown) => error);
        if (feed instanceof TamizError) {
          expect(['SIGNAL_FORMAT', 'INPUT_TOO_LARGE']).toContain(feed.code);
        } else {
          for (const item of (feed as Feed).items) {
            expect(item.keys).toContain(item.own);
            expect(item.title).not.toBe('');
            expect(item.link === null || URL.canParse(item.link)).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

test('any bytes at all end in an error of ours', async () => {
  const starts = fc.constantFrom(
    '',
    '<rss version="2.0">',
    '<feed>',
    '{"count":1,"results":[',
    '{',
  );
  await fc.assert(
    fc.asyncProperty(starts, fc.uint8Array({ maxLength: 200 }), async (start, bytes) => {
      const feed = await read(Buffer.concat([Buffer.from(start), bytes])).catch((e: unknown) => e);
      expect(feed).toBeInstanceOf(TamizError);
    }),
    { numRuns: 300 },
  );
});

describe('what is refused', () => {
  const dtd = '<!DOCTYPE rss [<!ENTITY x "y">]>';
  test.each([
    ['', 'an empty file|nothing but blanks'],
    ['<html><title>Sign in</title></html>', 'HTML page titled "Sign in"'],
    ['<!-- x --><rdf:RDF xmlns:rdf="u:x"/>', 'RSS 1.0'],
    ['<sdnList/>', '<sdnList>'],
    ['title,link', 'text that begins'],
    ['<rss version="0.91"><channel/></rss>', 'RSS version "0.91"'],
    ['<rss><channel/></rss>', 'RSS version null'],
    ['<rss version="2.0"/>', 'without a channel'],
    [`${dtd}<rss version="2.0"><channel/></rss>`, 'DTD'],
    ['{"count":1', 'JSON'],
    ['{"count":"1"}', '"1"'],
    ['{"count":1}', 'nothing'],
    ['{"count":1,"results":[3]}', '3'],
    ['{"count":1,"results":[{"title":"x"}]}', 'nothing'],
    ['{"count":1,"results":[{"document_number":"2026-00001","title":5}]}', '5'],
    ['{"count":1,"results":[{"document_number":"../x","title":"x"}]}', '../x'],
    [
      '{"count":1,"results":[{"document_number":"2026-00001","publication_date":"March"}]}',
      'March',
    ],
    ['{"count":1,"results":[{"document_number":"2026-00001","agencies":{}}]}', '{}'],
  ])('%s', async (content, found) => {
    const error = await failure(content);
    expect(error.code).toBe('SIGNAL_FORMAT');
    expect(error.message).toMatch(new RegExp(found.replace(/[{}.]/g, '\\$&')));
  });

  test('deep nesting, in either language', async () => {
    await failure(`{"count":1,"results":[${'['.repeat(200_000)}`);
    const error = await failure(`<rss version="2.0"><channel><item>${'<a>'.repeat(100)}`);
    expect(error.found).toContain('64 deep');
  });

  test('more items, bytes or characters than a feed may have', async () => {
    const many = '<item><title>x</title></item>'.repeat(SIGNAL_LIMITS.feedItems + 1);
    const items = await failure(`<rss version="2.0"><channel>${many}</channel></rss>`);
    expect(items.message).toContain('feedItems');
    const blank = new Uint8Array(1_048_576).fill(0x20);
    const endless = readFeed({
      name: 'endless',
      async *open() {
        yield Buffer.from('{');
        for (;;) yield blank;
      },
    });
    await expect(endless).rejects.toThrow('feedBytes');
    const long = await read(
      writeRss([{ title: 'x', body: 'y '.repeat(SIGNAL_LIMITS.itemCharacters) }]),
    );
    expect(long.items).toEqual([]);
    expect(long.notes[0]?.found).toContain('itemCharacters');
  });

  test('a packed feed whose bytes are damaged', async () => {
    expect((await failure(gzipSync('<rss/>'))).found).toContain('gzip');
  });
});

describe('what is told and not read', () => {
  const item = (inner: string) => read(`<rss version="2.0"><channel>${inner}</channel></rss>`);

  test('an element that nobody knows, once for the feed', async () => {
    const { items, notes } = await item(
      '<item><title>a</title><x>1</x></item><item><title>b</title><x>2</x></item>',
    );
    expect(items).toHaveLength(2);
    expect(notes).toEqual([{ item: 'a', found: '<x> is not read' }]);
  });

  test('an item with nothing in it, a date that is none, an address that is none', async () => {
    const { items, notes } = await item(
      '<item><guid>1</guid></item>' +
        '<item><title>b</title><pubDate>soon</pubDate><link>javascript:x()</link></item>',
    );
    expect(items.map(({ title, published, link }) => [title, published, link])).toEqual([
      ['b', null, null],
    ]);
    expect(notes.map(({ found }) => found).join('\n')).toMatch(/neither title nor text/);
    expect(notes.map(({ found }) => found).join('\n')).toMatch(/no date: "soon"/);
    expect(notes.map(({ found }) => found).join('\n')).toMatch(/no web address/);
  });

  test('documents on other pages', async () => {
    const page = JSON.parse(
      writeFederalRegister([{ title: 'a', body: 'b', number: '2026-00001' }]),
    );
    const { notes } = await read(JSON.stringify({ ...page, count: 41, brand_new: 1 }));
    expect(notes).toEqual([{ item: null, found: '40 of 41 documents stand on other pages' }]);
  });

  test('a search without results, and one document by itself', async () => {
    expect((await read('{"count":0}')).items).toEqual([]);
    const page = JSON.parse(
      writeFederalRegister([{ title: 'a', body: 'b', number: '2026-00001' }]),
    );
    const alone = await read(JSON.stringify(page.results[0]));
    expect(alone.items.map(({ own }) => own)).toEqual(['fr:2026-00001']);
  });

  test('XHTML in order, and none whose order is lost', async () => {
    const entry = (div: string) =>
      read(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>tag:x,2026:1</id><title>t</title>' +
          `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${div}</div></content>` +
          '</entry></feed>',
      );
    const whole = await entry('<p>One.</p><ul><li>Two.</li></ul>');
    expect(whole.items[0]?.text).toBe('One.\nTwo.');
    const mixed = await entry('<p>The <b>Made-up</b> Group</p><p>Two.</p>');
    expect(mixed.items[0]?.text).toBe('Two.');
    expect(mixed.notes[0]?.found).toContain('mixed');
  });

  test('content beside a description that it repeats', async () => {
    const { items } = await item(
      '<item><title>a</title><description>One.</description>' +
        '<content:encoded xmlns:content="u:c"><![CDATA[<p>One.</p><p>Two.</p>]]></content:encoded></item>',
    );
    expect(items[0]?.text).toBe('One.\nTwo.');
  });

  test('the address of a feed itself is not that of its item', async () => {
    const { items } = await item(
      '<item><title>a</title><atom:link xmlns:atom="u:a" href="https://example.gov/rss"/>' +
        '<link>https://example.gov/1</link></item>',
    );
    expect(items[0]?.link).toBe('https://example.gov/1');
  });

  test('several items under one id are known by title and day', async () => {
    const { items, notes } = await item(
      ['a', 'b']
        .map((t) => `<item><title>${t}</title><link>https://example.gov/list/</link></item>`)
        .join(''),
    );
    expect(new Set(items.map(({ own }) => own)).size).toBe(2);
    expect(notes[0]?.found).toContain('another item');
  });
});
