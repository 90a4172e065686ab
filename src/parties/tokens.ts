import { loadData } from '../base/index.ts';
import { countryCode, type Entity, isA, type Value } from '../entity/index.ts';
import {
  type Identifier,
  identifierKeys,
  identifierOf,
  parseRfc,
  parseUnReference,
  unReferenceKey,
} from '../identifiers/index.ts';

/** By what listings are found to be one party, the surest first; `rankOf` keeps this order. */
export const RULES = [
  /** One publisher's own number, in several of its lists or formats. */
  'id',
  /** The Security Council's reference, stated as the party's own. */
  'un-reference',
  'curp',
  'lei',
  'imo',
  'rfc',
  'passport',
  'national',
  'tax',
  'registration',
  'other',
] as const;
export type Rule = (typeof RULES)[number];

/** Something stated about a listing that names one party only: who shares it is the same party. */
export interface Token {
  /** Equal for whoever shares it. */
  readonly text: string;
  readonly rule: Rule;
  /** The key under which the lists have it; for an id the id itself. */
  readonly key: string;
  /** As the listing writes it. */
  readonly shown: string;
  /** The country whose number it is, where that is part of it. */
  readonly country?: string;
}

interface Rules {
  readonly country?: string;
  readonly implied?: boolean;
}

const table = loadData<{
  readonly leastCharacters: Readonly<Record<string, number>>;
  readonly leastImplied: number;
  readonly shared: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, Rules>>;
}>('parties/numbers.json');

/** How the tokens of ids begin; those of numbers begin with their kind. */
export const ID = 'party:';

/** The tokens of a listing; `sanctions` are the acts of its own list about it. */
export function tokensOf(entity: Entity, sanctions: readonly Entity[]): readonly Token[] {
  const found = new Map<string, Token>();
  const add = (token: Token) => {
    if (!found.has(token.text)) found.set(token.text, token);
  };
  for (const id of [entity.id, ...entity.referents]) {
    add({ text: `${ID}${id}`, rule: 'id', key: id, shown: id });
  }
  for (const sanction of sanctions) {
    for (const text of sanction.texts('unscId')) referenceTokens(entity, text).forEach(add);
  }
  for (const property of Object.keys(table.properties)) {
    for (const value of entity.values(property)) numberTokens(entity, property, value).forEach(add);
  }
  return [...found.values()];
}

/** A reference of the wrong kind is another party's: of the group that somebody belongs to. */
function referenceTokens(entity: Entity, text: string): readonly Token[] {
  const reference = parseUnReference(text);
  if (reference === undefined) return [];
  const isPerson = isA(entity.schema, 'Person');
  const isOpen = entity.schema === 'LegalEntity' || entity.schema === 'Thing';
  if (!isOpen && isPerson !== (reference.kind === 'individual')) return [];
  const key = unReferenceKey(reference);
  return [{ text: key, rule: 'un-reference', key, shown: reference.value }];
}

function numberTokens(entity: Entity, property: string, value: Value): readonly Token[] {
  const identifier = identifierOf(property, value.value);
  if (identifier === undefined || isNotTheirs(value)) return [];
  switch (identifier.kind) {
    case 'curp':
      return alone(identifier, 'curp');
    case 'imo':
      return /^\d{7}$/.test(identifier.value) ? alone(identifier, 'imo') : [];
    case 'lei':
      return identifier.valid === true ? alone(identifier, 'lei') : [];
    case 'rfc':
      return isWholeRfc(entity, identifier) ? alone(identifier, 'rfc') : [];
    case 'passport':
    case 'national':
    case 'tax':
    case 'registration':
    case 'other':
      return withCountry(entity, property, value, identifier, identifier.kind);
    default:
      return [];
  }
}

function alone(identifier: Identifier, rule: Rule): readonly Token[] {
  const shown = identifier.value;
  return identifierKeys(identifier).map((key) => ({ text: key, rule, key, shown }));
}

/** Without its homoclave many share it, and a person's does not name the firm beside it. */
function isWholeRfc(entity: Entity, { value }: Identifier): boolean {
  const rfc = parseRfc(value);
  if (rfc === undefined || rfc.checkDigitValid === undefined) return false;
  if (isA(entity.schema, 'Person')) return rfc.kind === 'person';
  return !isA(entity.schema, 'Organization') || rfc.kind === 'company';
}

function withCountry(
  entity: Entity,
  property: string,
  { value, original }: Value,
  identifier: Identifier,
  rule: Identifier['kind'] & Rule,
): readonly Token[] {
  const rules = table.properties[property] as Rules;
  const stated = rules.country ?? countryIn(original ?? value) ?? countryIn(value);
  const least = stated === undefined ? table.leastImplied : (table.leastCharacters[rule] ?? 0);
  if (identifier.value.length < least) return [];
  const countries = stated === undefined ? impliedCountries(entity, rules) : [stated];
  return countries
    .filter((country) => !isShared(identifier.value, country))
    .flatMap((country) =>
      identifierKeys(identifier)
        // A number of no stated kind is no passport's here: too many would meet too many.
        .filter((key) => rule !== 'other' || key.startsWith('id:'))
        .map((key) => ({ text: `${key}@${country}`, rule, key, shown: identifier.value, country })),
    );
}

const SHARED = new Map(
  Object.entries(table.shared).map(([country, form]) => [country, new RegExp(form)]),
);

/** Whether it has the form of numbers that a country gives to many. */
const isShared = (number: string, country: string): boolean =>
  SHARED.get(country)?.test(number) ?? false;

const OWN_COUNTRIES = ['jurisdiction', 'mainCountry', 'country', 'nationality', 'citizenship'];

const impliedCountries = (entity: Entity, { implied }: Rules): readonly string[] =>
  implied === true ? [...new Set(OWN_COUNTRIES.flatMap((name) => entity.texts(name)))] : [];

/** How lists write the country of a number: `A1234567 (Mexico) expires 2030`, `…, of Mexico`. */
const WRITTEN = /\(([^()]{2,80})\)|, of ([^,]{2,80})(?=,|$)/g;

function countryIn(text: string): string | undefined {
  for (const [, bracketed, after] of [...text.matchAll(WRITTEN)].reverse()) {
    const code = countryCode((bracketed ?? after ?? '').replace(/^issued by /i, ''));
    if (code !== undefined) return code;
  }
  return undefined;
}

/** What lists write beside a document that is not its bearer's. */
const NOT_THEIRS =
  /\b(?:false|falsified|fraudulent|forged|fake|stolen|fals[oa]|falsificad[oa]|robad[oa])\b/i;

/** Lists in FollowTheMoney's form have no other text beside the value, and write it there. */
const isNotTheirs = ({ value, original }: Value): boolean =>
  NOT_THEIRS.test(value) || NOT_THEIRS.test(original ?? '');
