import { leaf, writeXml, type XmlNode } from '../../lists/testing/write-xml.ts';

/** A made-up announcement, to be written in a publisher's format. */
export interface Announcement {
  readonly title: string;
  /** HTML. */
  readonly body: string;
  readonly link?: string;
  /** The publisher's id; no address. */
  readonly id?: string;
  /** Moments such as `2026-03-02T15:04:05Z`. */
  readonly published?: string;
  readonly updated?: string;
  /** For the Federal Register. */
  readonly number?: string;
  readonly effective?: string;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const two = (n: number) => String(n).padStart(2, '0');

/** A moment as RSS writes it, at an offset of so many minutes. */
export function rfc822(iso: string, offset = 0): string {
  const at = new Date(Date.parse(iso) + offset * 60_000);
  const away = Math.abs(offset);
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(away / 60))}${two(away % 60)}`;
  return (
    `${DAYS[at.getUTCDay()]}, ${two(at.getUTCDate())} ${MONTHS[at.getUTCMonth()]} ` +
    `${String(at.getUTCFullYear()).padStart(4, '0')} ` +
    `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} ${zone}`
  );
}

/** RSS 2.0, laid out as content systems of agencies write it. */
export function writeRss(items: readonly Announcement[], offset = -300): string {
  const channel: XmlNode = {
    name: 'channel',
    children: [
      ...leaf('title', 'Synthetic press releases'),
      ...leaf('link', 'https://example.gov/news'),
      { name: 'atom:link', attributes: { href: 'https://example.gov/rss.xml', rel: 'self' } },
      ...items.map(({ title, body, link, id, published }) => ({
        name: 'item',
        children: [
          ...leaf('title', title),
          ...leaf('link', link),
          ...leaf('description', body),
          ...leaf('pubDate', published && rfc822(published, offset)),
          ...leaf('dc:creator', 'press office'),
          ...(id === undefined
            ? []
            : [{ name: 'guid', attributes: { isPermaLink: 'false' }, text: id }]),
        ],
      })),
    ],
  };
  const rss = {
    name: 'rss',
    attributes: {
      version: '2.0',
      'xmlns:atom': 'http://www.w3.org/2005/Atom',
      'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    },
    children: [channel],
  };
  return `<?xml version="1.0" encoding="utf-8"?>\n${writeXml(rss)}`;
}

/** Atom. An entry without an id of its own has its address as one. */
export function writeAtom(items: readonly Announcement[]): string {
  const feed: XmlNode = {
    name: 'feed',
    attributes: { xmlns: 'http://www.w3.org/2005/Atom' },
    children: [
      ...leaf('id', 'https://example.gov/atom'),
      ...leaf('title', 'Synthetic notices'),
      ...leaf('updated', '2026-01-01T00:00:00Z'),
      ...items.map(({ title, body, link, id, published, updated }) => ({
        name: 'entry',
        children: [
          ...leaf('id', id ?? link),
          ...leaf('title', title),
          ...(link === undefined ? [] : [{ name: 'link', attributes: { href: link } }]),
          ...leaf('published', published),
          ...leaf('updated', updated ?? published),
          { name: 'author', children: leaf('name', 'Synthetic agency') },
          { name: 'content', attributes: { type: 'html' }, text: body },
        ],
      })),
    ],
  };
  return `<?xml version="1.0" encoding="utf-8"?>\n${writeXml(feed)}`;
}

/** A page of the Federal Register's `api/v1/documents.json`. */
export function writeFederalRegister(items: readonly Announcement[]): string {
  return JSON.stringify({
    count: items.length,
    description: 'Synthetic documents',
    total_pages: 1,
    results: items.map(({ title, body, published, number = '', effective }) => ({
      title,
      type: 'Notice',
      abstract: body,
      document_number: number,
      html_url: `https://www.federalregister.gov/documents/${(published ?? '2026-01-01')
        .slice(0, 10)
        .replaceAll('-', '/')}/${number}/synthetic-notice`,
      pdf_url: `https://www.govinfo.gov/content/pkg/FR-0000-00-00/pdf/${number}.pdf`,
      public_inspection_pdf_url: null,
      publication_date: published?.slice(0, 10) ?? null,
      effective_on: effective ?? null,
      agencies: [{ raw_name: 'SYNTHETIC AGENCY', name: 'Synthetic Agency', id: 1, slug: 'x' }],
      excerpts: null,
    })),
  });
}
