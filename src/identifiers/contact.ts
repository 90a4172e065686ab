import { loadData } from '../base/index.ts';

/** Ways to reach somebody: phone, mailbox and site, each brought to the form that is compared. */

const table = loadData<{
  publicMail: readonly string[];
  dotless: readonly string[];
  plus: readonly string[];
  sameAs: Readonly<Record<string, string | undefined>>;
  roles: readonly string[];
  sharedSites: readonly string[];
}>('identifiers/contact.json');

const PUBLIC_MAIL = new Set(table.publicMail);
const DOTLESS = new Set(table.dotless);
const PLUS = new Set(table.plus);
const ROLES = new Set(table.roles);
const SHARED_SITES = new Set(table.sharedSites);

/** Subscriber numbers have seven digits at least; E.164 allows fifteen with the country's code. */
const SHORTEST_PHONE = 7;
const LONGEST_PHONE = 17;

/**
 * Digits that are compared: nearly every numbering plan has eight or more behind its area codes, so
 * that a number is the same with and without its country, trunk and mobile prefixes.
 */
const COMPARED_DIGITS = 8;

/** The last digits of a telephone number; undefined where the text holds none, or several. */
export function phoneDigits(text: string): string | undefined {
  const bare = text.normalize('NFKC').replace(/\s*\b(?:ext|extension|int|x)\.?\s*\d{1,6}\s*$/i, '');
  if (/[^\d\s()+./\-–a-z:]/i.test(bare) || /\d[^\d]*[a-z][^\d]*\d/i.test(bare)) return undefined;
  const digits = bare.replace(/\D/g, '');
  if (digits.length < SHORTEST_PHONE || digits.length > LONGEST_PHONE) return undefined;
  return digits.slice(-COMPARED_DIGITS);
}

const MAILBOX =
  /^([^\s@<>;,]{1,64})@([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.[a-z]{2,24})$/;

/** A mail address as it is compared, and the domain where that says who owns it. */
export interface Mailbox {
  readonly address: string;
  /** Undefined for hosts that give mailboxes to everybody. */
  readonly domain: string | undefined;
}

/**
 * Reads a mail address. Case never counts. Dots and what follows a plus sign count unless the host
 * is known to ignore them, as elsewhere they may be two mailboxes.
 */
export function parseMailbox(text: string): Mailbox | undefined {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, '')
    .replace(/^.*<([^<>]+)>$/, '$1');
  const match = MAILBOX.exec(bare);
  if (match === null) return undefined;
  const [, written, host] = match as unknown as [string, string, string];
  let local = written;
  if (PLUS.has(host)) local = local.replace(/\+.*$/, '');
  if (DOTLESS.has(host)) local = local.replaceAll('.', '');
  if (local === '') return undefined;
  const domain = table.sameAs[host] ?? host;
  return {
    address: `${local}@${domain}`,
    domain: PUBLIC_MAIL.has(host) ? undefined : domain,
  };
}

/** Whether a mail address is an office's (`ventas@`), which many people read. */
export function isRoleMailbox(address: string): boolean {
  return ROLES.has(address.slice(0, address.indexOf('@')).replace(/[^a-z]/g, ''));
}

const HOST = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@\s]*@)?([^/:?#\s]+)(?:[:/?#]\S*)?$/;

/** The host of a site without `www.`; undefined where many share it, or the text is none. */
export function siteDomain(text: string): string | undefined {
  const host = HOST.exec(text.trim().toLowerCase())?.[1]?.replace(/^www\d?\./, '');
  if (host === undefined || !/^[^.]+(?:\.[^.]+)*\.[a-z\u00a1-\uffff]{2,24}$/.test(host)) {
    return undefined;
  }
  return SHARED_SITES.has(host) || PUBLIC_MAIL.has(host) ? undefined : host;
}
