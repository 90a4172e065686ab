import { LIMITS } from '../base/index.ts';
import {
  countryCode,
  type Example,
  genderOf,
  NAME_PARTS,
  parseLooseDate,
  propertiesOf,
  propertiesOfType,
  schemaOf,
} from '../entity/index.ts';

/** What a client may send as the values of a property; anything else is not a value. */
export type RawValues = string | number | boolean | null | readonly unknown[];

export interface RawExample {
  readonly id?: string | null;
  readonly schema: string;
  readonly properties: Readonly<Record<string, RawValues>>;
}

export type ReadExample =
  | { readonly example: Example; readonly unknown: readonly string[] }
  | { readonly problem: string };

/**
 * Makes an example of what a client sent, by yente's rules: a value may stand alone or in a list,
 * numbers become texts, countries become codes, and a party without a name gets one from the parts
 * of its name. `unknown` names the properties that the schema does not have. What cannot be an
 * example at all comes back as a problem in words.
 */
export function readExample(raw: RawExample): ReadExample {
  const schema = schemaOf(raw.schema);
  if (schema === undefined) {
    return { problem: `Unknown schema: ${JSON.stringify(raw.schema.slice(0, 100))}` };
  }
  if (raw.schema !== 'Thing' && !schema.matchable) {
    return { problem: `Non-matchable schema for query: ${schema.name}` };
  }
  const known = propertiesOf(schema.name);
  const properties = new Map<string, string[]>();
  const unknown: string[] = [];
  let nameCharacters = 0;
  for (const [name, values] of Object.entries(raw.properties)) {
    const property = known.get(name);
    // A stub is the other end of a link; nobody can say anything in it.
    if (property === undefined || property.stub) {
      unknown.push(name);
      continue;
    }
    const texts = textsOf(values);
    const isName = property.type.name === 'name';
    const problem = overLimit(name, texts, isName);
    if (problem !== undefined) return { problem };
    if (isName) nameCharacters += texts.join('').length;
    const clean = texts.flatMap((text) => cleaned(text, property.type.name));
    if (clean.length > 0) properties.set(name, [...new Set(clean)]);
  }
  if (nameCharacters > LIMITS.queryNameCharacters) {
    const limit = `(limit: ${LIMITS.queryNameCharacters})`;
    return { problem: `names have ${nameCharacters} characters together ${limit}` };
  }
  addName(schema.name, properties);
  addCountryOfIban(schema.name, properties);
  const { id } = raw;
  const example: Example = {
    ...(id !== undefined && id !== null && { id }),
    schema: schema.name,
    properties: Object.fromEntries(properties),
  };
  return { example, unknown };
}

/** Texts and numbers of a value or list; nested entities, as clients send them back, are none. */
function textsOf(values: RawValues): string[] {
  const list: readonly unknown[] = Array.isArray(values) ? values : [values];
  const texts: string[] = [];
  for (const value of list) {
    if (typeof value === 'string') texts.push(tidied(value));
    else if (typeof value === 'number' || typeof value === 'boolean') texts.push(String(value));
  }
  return texts.filter((text) => text !== '');
}

/** One line of well-formed text without control characters. */
function tidied(text: string): string {
  // Most texts are tidy already, and looking costs less than replacing.
  if (/^[!-~]+(?: [!-~]+)*$/.test(text)) return text;
  return text
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

function overLimit(name: string, texts: readonly string[], isName: boolean): string | undefined {
  if (texts.length > LIMITS.matchValues) {
    return `${name} has ${texts.length} values (limit: ${LIMITS.matchValues})`;
  }
  const long = isName ? texts.find((text) => text.length > LIMITS.nameCharacters) : undefined;
  if (long === undefined) return undefined;
  return `${name} has ${long.length} characters (limit: ${LIMITS.nameCharacters})`;
}

/** The normal form of a value of the types that have one; nothing when it has none. */
function cleaned(text: string, type: string): readonly string[] {
  if (type === 'country') return [countryCode(text)].filter((code) => code !== undefined);
  if (type === 'gender') {
    return [genderOf(text)].filter((gender) => gender !== undefined);
  }
  if (type === 'date') {
    const date = parseLooseDate(text);
    if (date.kind === 'date') return [date.date];
    // Both readings, so that neither is missed.
    return date.kind === 'ambiguous' ? [date.date, date.other] : [];
  }
  return [text];
}

/** More combinations than this are noise: five first names and four surnames stay below. */
const MOST_NAMES = 20;

/** Builds names from first name, surname and the like where there is no name at all. */
function addName(schema: string, properties: Map<string, string[]>): void {
  if (properties.has('name')) return;
  const known = propertiesOf(schema);
  const names = propertiesOfType(schema, 'name');
  if (names.some((name) => properties.has(name) && known.get(name)?.matchable)) return;
  let composed: string[] = [''];
  for (const part of NAME_PARTS) {
    const values = properties.get(part);
    if (values === undefined) continue;
    composed = composed
      .flatMap((name) => values.map((value) => `${name} ${value}`.trim()))
      .slice(0, MOST_NAMES);
  }
  const whole = composed.filter((name) => name !== '');
  if (whole.length > 0) {
    const fitting = whole.map((name) => name.slice(0, LIMITS.nameCharacters));
    properties.set('name', fitting);
  }
}

/** The first two letters of an IBAN are the country of the account (ISO 13616). */
function addCountryOfIban(schema: string, properties: Map<string, string[]>): void {
  if (!properties.has('iban') || !propertiesOf(schema).has('country')) return;
  const known = propertiesOfType(schema, 'country').flatMap((name) => properties.get(name) ?? []);
  for (const iban of properties.get('iban') ?? []) {
    const code = /^[A-Z]{2}\d{2}/i.test(iban) ? countryCode(iban.slice(0, 2)) : undefined;
    if (code === undefined || known.includes(code)) continue;
    known.push(code);
    properties.set('country', [...(properties.get('country') ?? []), code]);
  }
}
