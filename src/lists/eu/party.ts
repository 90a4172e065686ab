import { problem } from '../../base/index.ts';
import type { Cursor } from '../cursor.ts';
import { clean, joined, type PartyRecord } from '../party-record.ts';
import { addContact } from './tables.ts';

/** Known and of no use on every part: numbers of rows, and which act says that part. */
export const PART_IGNORED = ['logicalId', 'regulationLanguage', 'regulationSummary'] as const;

/** Takes an attribute's text. */
export const attribute = (cursor: Cursor, name: string): string | undefined =>
  clean(cursor.attribute(name));

/** Takes a yes or no; what is neither is signalled. */
export function flag(cursor: Cursor, name: string, record: PartyRecord): boolean {
  const text = attribute(cursor, name);
  if (text === 'true' || text === '1') return true;
  if (text !== undefined && text !== 'false' && text !== '0') {
    record.signal('unknown-value', `${name} ${text}`);
  }
  return false;
}

const isLatin = (text: string): boolean => /\p{Script=Latin}/u.test(text);

interface Name {
  readonly whole: string;
  readonly first: string | undefined;
  readonly middle: string | undefined;
  readonly last: string | undefined;
  readonly isStrong: boolean;
}

/**
 * Reads every `nameAlias`. The list does not say which name is the main one: the first strong one
 * in Latin letters serves, and only its parts are kept apart. A name that is not strong is a weak
 * alias.
 */
export function readNames(cursor: Cursor, record: PartyRecord, where: string): void {
  const { party } = record;
  const names: Name[] = [];
  for (const alias of cursor.all('nameAlias')) {
    const name = readName(alias, record);
    if (name !== undefined) names.push(name);
  }
  const strong = names.filter(({ isStrong }) => isStrong);
  const main = strong.find(({ whole }) => isLatin(whole)) ?? strong[0] ?? names[0];
  if (main === undefined) {
    throw problem('LIST_FORMAT', {
      where,
      expected: 'a name on each sanctionEntity',
      found: 'none',
    });
  }
  party.add('name', main.whole);
  for (const { whole, isStrong } of names) {
    if (whole !== main.whole) party.add(isStrong ? 'alias' : 'weakAlias', whole);
  }
  if (!main.isStrong) record.signal('odd-value', `no strong name beside ${main.whole}`);
  if (party.schema !== 'Person') return;
  party.add('firstName', main.first).add('middleName', main.middle).add('lastName', main.last);
}

function readName(alias: Cursor, record: PartyRecord): Name | undefined {
  const { party } = record;
  alias.ignore(...PART_IGNORED, 'nameLanguage');
  const [first, middle, last] = ['firstName', 'middleName', 'lastName'].map((part) =>
    attribute(alias, part),
  );
  const parts = [first, middle, last].filter((part) => part !== undefined);
  const whole = attribute(alias, 'wholeName') ?? clean(parts.join(' '));
  const strong = attribute(alias, 'strong');
  if (strong !== undefined && strong !== 'true' && strong !== 'false') {
    record.signal('unknown-value', `strong ${strong}`);
  }
  const isPerson = party.schema === 'Person';
  const title = attribute(alias, 'title');
  if (isPerson) party.add('title', title);
  else if (title !== undefined) party.add('notes', `Title: ${title}`);
  party.add(isPerson ? 'position' : 'notes', attribute(alias, 'function'));
  readGender(attribute(alias, 'gender'), record);
  for (const remark of alias.all('remark')) {
    const text = clean(remark.text());
    party.add('notes', whole === undefined ? text : text && `${whole}: ${text}`);
  }
  if (whole === undefined) return undefined;
  return { whole, first, middle, last, isStrong: strong !== 'false' };
}

export function readGender(gender: string | undefined, record: PartyRecord): void {
  if (gender === undefined) return;
  const code = gender === 'M' ? 'male' : gender === 'F' ? 'female' : undefined;
  if (code === undefined) record.signal('unknown-value', `gender ${gender}`);
  else if (record.party.schema === 'Person') record.party.add('gender', code, gender);
  else record.signal('odd-value', `gender ${gender} of what is no person`);
}

/** A place: what is local in it, and its country in the publisher's words and as a code. */
export interface Place {
  readonly text: string | undefined;
  readonly hasLocal: boolean;
  readonly code: string | undefined;
  readonly words: string | undefined;
}

/** The codes with which the list says that no country is known. */
const NO_COUNTRY = /^(?:00|XX|UNKNOWN)$/i;

/** Takes the country of a part, by code where it is one of today's, else by its name. */
export function readCountry(
  part: Cursor,
  record: PartyRecord,
): { readonly code: string | undefined; readonly words: string | undefined } {
  const iso = attribute(part, 'countryIso2Code');
  const words = attribute(part, 'countryDescription');
  const said = [words, iso].find((text) => text !== undefined && !NO_COUNTRY.test(text));
  if (said === undefined) return { code: undefined, words: undefined };
  return { code: record.country(iso === undefined || iso === 'CS' ? said : iso), words: said };
}

/** Takes the parts of a place that addresses and births have in common. */
export function readPlace(part: Cursor, record: PartyRecord, names: readonly string[]): Place {
  const local = names.map((name) => {
    const text = attribute(part, name);
    return name === 'poBox' && text !== undefined ? `P.O. Box ${text}` : text;
  });
  const { code, words } = readCountry(part, record);
  const hasLocal = local.some((text) => text !== undefined);
  return { text: joined(...local, words), hasLocal, code, words };
}

const ADDRESS = ['street', 'poBox', 'zipCode', 'city', 'place', 'region'] as const;

/** Reads one `address` with the contacts and remarks in it. */
export function readAddress(address: Cursor, record: PartyRecord): void {
  const { party } = record;
  address.ignore(...PART_IGNORED);
  const place = readPlace(address, record, ADDRESS);
  const old = flag(address, 'asAtListingTime', record);
  const text = place.text;
  if (place.hasLocal) party.add('address', text, old ? `${text} (as at listing time)` : undefined);
  else if (place.code === undefined) party.add('address', text);
  party.add('country', place.code, place.words);
  for (const contact of address.all('contactInfo')) {
    const key = attribute(contact, 'key');
    const value = attribute(contact, 'value') ?? clean(contact.text());
    if (value !== undefined) addContact(record, key ?? 'absent', value);
  }
  for (const remark of address.all('remark')) party.add('notes', clean(remark.text()));
}
