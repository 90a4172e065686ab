import { loadData } from '../../base/index.ts';
import type { Cursor } from '../cursor.ts';
import { clean, type UnRecord } from './record.ts';

const table = loadData<{
  readonly types: Readonly<Record<string, string>>;
  readonly words: readonly (readonly [string, string])[];
}>('lists/un-documents.json');

const types = new Map(Object.entries(table.types));

/** What follows "number", "code" or the like in a note, or opens it: `D 000001`, `96/123456`. */
const AFTER_LABEL =
  /(?:^|\b(?:[Nn]umber|[Nn]o|[Cc]ode|[Cc]ard|SSN)\b)[.:\s]*((?:[A-Z]{1,3}[\s-]+)?[A-Z]*\d[\w/.-]*)/u;

/**
 * The number alone: without `Afghan passport number`, without `Libya`, without `(US)` or
 * `, South Sudan` behind it.
 */
export function bareNumber(text: string): string {
  const plain = text
    .replace(/\s*\([^()]*\)$/, '')
    .replace(/,\s*\p{L}[\p{L}\s]*$/u, '')
    .replace(/^.*?\b(?:number|no)\b[.:\s]*(?=.*\d)/iu, '');
  return plain.replace(/^(?:[“"'(]*\p{L}{4,}[”"')]*\s+)+(?=.*\d)/u, '').trim();
}

function propertyOf(type: string, words: string): string | undefined {
  const text = words.toLowerCase();
  const found = table.words.find(([word]) => text.includes(word.toLowerCase()));
  return found?.[1] ?? types.get(type);
}

/** Reads one `INDIVIDUAL_DOCUMENT`; most are empty. */
export function readDocument(document: Cursor, record: UnRecord): void {
  const type = clean(document.take('TYPE_OF_DOCUMENT')) ?? '';
  const second = clean(document.take('TYPE_OF_DOCUMENT2'));
  const number = clean(document.take('NUMBER'));
  const issuer = clean(document.take('ISSUING_COUNTRY'));
  const place = clean(document.take('COUNTRY_OF_ISSUE'));
  const city = clean(document.take('CITY_OF_ISSUE'));
  const issued = clean(document.take('DATE_OF_ISSUE'));
  const expires = clean(document.take('DATE_OF_EXPIRY'));
  const note = clean(document.take('NOTE'));
  for (const country of [issuer, place]) record.country(country);
  const where = [city, place].filter((part) => part !== undefined).join(', ');
  const parts = [
    second ?? type,
    number,
    issuer && `(${issuer})`,
    issued && `issued ${issued}`,
    where && `in ${where}`,
    expires && `expires ${expires}`,
    note && `(${note})`,
  ];
  const original = parts.filter(Boolean).join(' ');
  if (original === '') return;
  const known = propertyOf(type, `${second ?? ''} ${number ?? note ?? ''}`);
  if (known === undefined) record.signal('unknown-value', `TYPE_OF_DOCUMENT ${type}`);
  const value =
    number === undefined
      ? [second, note].map((text) => AFTER_LABEL.exec(text ?? '')?.[1]).find(Boolean)
      : bareNumber(number);
  if (value !== undefined) record.party.add(known ?? 'idNumber', value, original);
  else {
    record.party.add('notes', `Document without a number: ${original}`);
    record.signal('odd-value', `document without a number: ${original}`);
  }
}
