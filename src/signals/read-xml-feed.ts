import { problem, TamizError } from '../base/index.ts';
import { type ListFile, readXml, type XmlElement } from '../lists/index.ts';
import { isoMoment, rssDate } from './dates.ts';
import { makeItem, type OnNote, onceEach } from './make-item.ts';
import { oneLine, plainText } from './plain-text.ts';
import type { FeedItem } from './types.ts';

/**
 * RSS 2.0 and Atom (RFC 4287), item by item. What a feed says about itself is left out: an event
 * rests on its item alone. Elements of an item are handled, ignored by name, or noted.
 */

const IGNORED_RSS = new Set(['author', 'category', 'comments', 'creator', 'enclosure', 'source']);
const IGNORED_ATOM = new Set(['category', 'contributor', 'rights', 'source']);

/** @throws SIGNAL_FORMAT for what is no RSS 2.0 */
export async function* readRss(file: ListFile, onNote: OnNote): AsyncGenerator<FeedItem> {
  const odd = onceEach(onNote);
  let channel = false;
  for await (const event of events(file, 'rss', ['channel/item'])) {
    if (event.kind === 'open') {
      if (event.path === 'channel') channel = true;
      else if (event.attributes.get('version') !== '2.0') {
        const version = JSON.stringify(event.attributes.get('version') ?? null);
        throw problem('SIGNAL_FORMAT', { where: file.name, found: `RSS version ${version}` });
      }
    } else if (event.kind === 'record') {
      const item = rssItem(event.element, onNote, odd);
      if (item !== undefined) yield item;
    }
  }
  if (!channel)
    throw problem('SIGNAL_FORMAT', { where: file.name, found: 'RSS without a channel' });
}

function rssItem(element: XmlElement, onNote: OnNote, odd: OnNote): FeedItem | undefined {
  const fields = new Fields(element, odd);
  fields.ignore(IGNORED_RSS);
  const guid = fields.take('guid')[0];
  const date = fields.texts('pubDate')[0] ?? fields.texts('date')[0];
  const permanent = guid !== undefined && guid.attributes.get('isPermaLink') !== 'false';
  // An atom:link beside it carries its address in an attribute and has no text.
  const link = fields.texts('link')[0] ?? (permanent ? guid.text : undefined);
  return makeItem(
    {
      format: 'rss',
      title: oneLine(fields.texts('title')[0] ?? ''),
      texts: [...fields.texts('description'), ...fields.texts('encoded')].map(plainText),
      link,
      id: guid && { text: guid.text, global: permanent && /^https?:/.test(guid.text) },
      published: fields.date(date, rssDate),
      updated: fields.date(fields.texts('updated')[0], isoMoment),
      issuer: undefined,
    },
    fields.done(onNote),
  );
}

/** @throws SIGNAL_FORMAT for what is no Atom */
export async function* readAtom(file: ListFile, onNote: OnNote): AsyncGenerator<FeedItem> {
  const odd = onceEach(onNote);
  for await (const event of events(file, 'feed', ['entry'])) {
    if (event.kind !== 'record') continue;
    const item = atomItem(event.element, onNote, odd);
    if (item !== undefined) yield item;
  }
}

function atomItem(element: XmlElement, onNote: OnNote, odd: OnNote): FeedItem | undefined {
  const fields = new Fields(element, odd);
  fields.ignore(IGNORED_ATOM);
  const links = fields.take('link');
  const alternate = links.find(
    (link) => (link.attributes.get('rel') ?? 'alternate') === 'alternate',
  );
  const [id] = fields.texts('id');
  if (id === undefined) odd({ item: fields.name, found: 'an Atom entry without an id' });
  const authors = fields
    .take('author')
    .flatMap(({ children }) => children.filter(({ name }) => name === 'name'))
    .map(({ text }) => oneLine(text));
  return makeItem(
    {
      format: 'atom',
      title: fields.atomTexts('title')[0]?.replaceAll('\n', ' ') ?? '',
      texts: [...fields.atomTexts('summary'), ...fields.atomTexts('content')],
      link: alternate?.attributes.get('href'),
      id: id === undefined ? undefined : { text: id, global: true },
      published: fields.date(fields.texts('published')[0], isoMoment),
      updated: fields.date(fields.texts('updated')[0], isoMoment),
      issuer: [...new Set(authors)].join('; '),
    },
    fields.done(onNote),
  );
}

/** The elements of one item, each taken once; what nobody took is noted. */
class Fields {
  readonly name: string;
  readonly #element: XmlElement;
  readonly #odd: OnNote;
  readonly #left: Set<string>;

  constructor(element: XmlElement, odd: OnNote) {
    this.#element = element;
    this.#odd = odd;
    this.#left = new Set(element.children.map(({ name }) => name));
    const title = element.children.find(({ name }) => name === 'title');
    this.name = oneLine(title?.text ?? '').slice(0, 80) || `line ${element.line}`;
  }

  ignore(names: ReadonlySet<string>): void {
    for (const name of names) this.#left.delete(name);
  }

  take(name: string): readonly XmlElement[] {
    this.#left.delete(name);
    return this.#element.children.filter((child) => child.name === name);
  }

  /** The different texts of a field that has no elements inside. */
  texts(name: string): readonly string[] {
    const found = new Set<string>();
    for (const child of this.take(name)) {
      if (child.children.length > 0) this.#note(`<${name}> with elements inside, left out`);
      else if (child.text !== '') found.add(child.text);
    }
    if (found.size > 1 && name !== 'description') this.#note(`several <${name}>, the first taken`);
    return [...found];
  }

  /** Texts by Atom's `type`: plain, escaped HTML, or XHTML as elements. */
  atomTexts(name: string): readonly string[] {
    return this.take(name).flatMap((child) => {
      const type = child.attributes.get('type') ?? 'text';
      if (type === 'xhtml') return [this.#xhtml(child)];
      if (child.children.length > 0) {
        this.#note(`<${name}> with elements inside, left out`);
        return [];
      }
      if (type === 'html' || type === 'text/html') return [plainText(child.text)];
      if (type === 'text' || type === 'text/plain') return [asText(child.text)];
      this.#note(`<${name}> of type ${type.slice(0, 40)}, left out`);
      return [];
    });
  }

  /**
   * XHTML in which text and elements alternate cannot be put in order again, and a sentence that
   * nobody wrote must never be shown: such a part is left out and noted.
   */
  #xhtml(element: XmlElement): string {
    const lines: string[] = [];
    const visit = ({ text, children, name }: XmlElement): void => {
      if (text !== '' && children.length > 0) this.#note(`text mixed with elements in <${name}>`);
      else if (text !== '') lines.push(asText(text).replaceAll('\n', ' '));
      else for (const child of children) visit(child);
    };
    visit(element);
    return lines.join('\n');
  }

  date(text: string | undefined, parse: (text: string) => string | undefined): string | undefined {
    if (text === undefined) return undefined;
    const date = parse(text);
    if (date === undefined) this.#note(`no date: ${JSON.stringify(text.slice(0, 40))}`);
    return date;
  }

  /** Notes what was not taken; then the item's own notes may follow. */
  done(onNote: OnNote): OnNote {
    for (const name of this.#left) this.#note(`<${name.slice(0, 40)}> is not read`);
    return onNote;
  }

  #note(found: string): void {
    this.#odd({ item: this.name, found });
  }
}

/** Text that is not HTML, with the same treatment of blanks. */
function asText(text: string): string {
  return plainText(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
}

/** The XML reader of the lists, with its errors told as those of a feed. */
async function* events(file: ListFile, root: string, records: readonly string[]) {
  try {
    yield* readXml(file, { root, records });
  } catch (error) {
    if (!(error instanceof TamizError) || error.code !== 'LIST_FORMAT') throw error;
    const { found, where = file.name } = error;
    throw problem('SIGNAL_FORMAT', { where, found, cause: error });
  }
}
