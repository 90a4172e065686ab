import { sha256 } from '../base/index.ts';

/**
 * By what the same document is known in several feeds: its number in the Federal Register, its
 * address, the publisher's own id. Titles never join two items: publishers use one title often.
 */

/** Parameters that say where a reader came from, not what is read. */
const TRACKING = /^(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid)$/i;

const FR_NUMBER = String.raw`((?:\d{4}|[CRXZE]\d)-\d{4,6})`;
const FR_PATH = new RegExp(
  String.raw`^/(?:documents/\d{4}/\d{2}/\d{2}|d|a|api/v1/documents)/${FR_NUMBER}(?:[/.]|$)`,
);
const GOVINFO_PATH = new RegExp(String.raw`/(?:pdf|html)/${FR_NUMBER}\.`);
const FR_STAMP = new RegExp(String.raw`\bFR Doc\. ${FR_NUMBER} Filed\b`, 'g');

/** An http address that exists as one; undefined for anything else. */
export function webAddress(text: string | undefined): URL | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
}

/** The key of an address: without scheme, `www.`, fragment, tracking and a last slash. */
function addressKey(url: URL): string {
  const parameters = [...url.searchParams]
    .filter(([name]) => !TRACKING.test(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  const host = url.host.toLowerCase().replace(/^www\./, '');
  const path = url.pathname.replace(/\/+$/, '');
  return `url:${host}${path}${parameters.length === 0 ? '' : `?${parameters.join('&')}`}`;
}

/** The Federal Register's number in the address of one of its documents. */
function numberIn(url: URL): string | undefined {
  const host = url.hostname.replace(/^www\./, '');
  if (host === 'federalregister.gov') return FR_PATH.exec(url.pathname)?.[1];
  if (host === 'govinfo.gov') return GOVINFO_PATH.exec(url.pathname)?.[1];
  return undefined;
}

/** The key of a number of the Federal Register. */
export const numberKey = (number: string): string => `fr:${number.toUpperCase()}`;

/** The keys that an address gives: a page that only lists documents gives none. */
export function keysOfAddress(url: URL): readonly string[] {
  const number = numberIn(url);
  if (number !== undefined) return [numberKey(number)];
  // The front page of a publisher is where many items point that have no page of their own.
  if (url.pathname.replace(/\/+$/, '') === '' && url.search === '') return [];
  return [addressKey(url)];
}

/**
 * The number in the stamp that ends a document of the Federal Register. A number that is merely
 * cited is often that of another document, and joins nothing.
 */
export function stampedNumber(text: string): string | undefined {
  const numbers = new Set(Array.from(text.matchAll(FR_STAMP), ([, number = '']) => number));
  return numbers.size === 1 ? [...numbers][0] : undefined;
}

/** Best first: the number is the document's own, an address may change, an id is the feed's. */
const RANK = ['fr:', 'url:', 'id:'] as const;

const rankOf = (key: string): number => RANK.findIndex((prefix) => key.startsWith(prefix));

/** Orders keys, the one that names a document best first. */
export function compareKeys(a: string, b: string): number {
  return rankOf(a) - rankOf(b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** The id of an event by one of its keys. An event answers to the ids of all its keys. */
export function eventId(key: string): string {
  return sha256(key).slice(0, 12);
}
