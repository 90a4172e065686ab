import { loadData } from '../base/index.ts';
import {
  bicValid,
  ibanValid,
  imoValid,
  innValid,
  leiValid,
  nitCheckDigit,
  ogrnValid,
  usccValid,
} from './check-digits.ts';
import { parseMailbox, phoneDigits, siteDomain } from './contact.ts';
import { parseCurp } from './curp.ts';
import { parseRfc } from './rfc.ts';
import { LONGEST, lettersAndDigits } from './text.ts';
import type { Identifier, IdentifierKind } from './types.ts';
import { bareAddress, parseWallet } from './wallet.ts';

const KINDS: ReadonlyMap<string, IdentifierKind> = new Map(
  Object.entries(
    loadData<{ properties: Record<string, IdentifierKind> }>('identifiers/properties.json')
      .properties,
  ),
);

const PLACEHOLDERS: ReadonlySet<string> = new Set(
  loadData<{ values: readonly string[] }>('identifiers/placeholders.json').values,
);

/** Generic numbers shorter than this are shared by too many. */
const SHORTEST_NUMBER = 5;

/** An address form that is unknown here must at least be longer than any account name. */
const SHORTEST_WALLET = 20;

/**
 * One value of a FollowTheMoney property as an identifier. A CURP typed into `idNumber` is known by
 * its form, and so are an RFC in `taxNumber` and a wallet. Undefined when the property holds no
 * identifier, or the text is a placeholder or too short to identify anyone.
 */
export function identifierOf(property: string, text: string): Identifier | undefined {
  const kind = KINDS.get(property);
  if (kind === undefined || text.length > LONGEST) return undefined;
  if (CONTACTS.has(kind)) return contact(kind, text);
  // Lists put the country behind the number: `96020025125 (Mexico)`.
  const bare = text.replace(/\([^()]*\)\s*$/, '').trim();
  if (bare === '') return undefined;
  const squeezed = lettersAndDigits(bare);
  if (isPlaceholder(squeezed)) return undefined;
  const found = kind === 'wallet' ? wallet(bare) : special(kind, property, bare, squeezed);
  return found === undefined ? undefined : { ...found, original: text };
}

const CONTACTS: ReadonlySet<IdentifierKind> = new Set(['phone', 'email', 'domain']);

function contact(kind: IdentifierKind, text: string): Identifier | undefined {
  const value =
    kind === 'phone'
      ? phoneDigits(text)
      : kind === 'email'
        ? parseMailbox(text)?.address
        : siteDomain(text);
  if (value === undefined || (kind === 'phone' && isPlaceholder(value))) return undefined;
  return { kind, value, original: text, valid: undefined };
}

/** The domain of a firm's own mailbox identifies the firm a little, as its site does. */
function domainOfMailbox({ kind, original }: Identifier): Identifier | undefined {
  const value = kind === 'email' ? parseMailbox(original)?.domain : undefined;
  return value === undefined ? undefined : { kind: 'domain', value, original, valid: undefined };
}

/** All identifiers of an entity's or example's properties; each once. */
export function identifiersOf(
  properties:
    | ReadonlyMap<string, readonly { readonly value: string }[]>
    | Readonly<Record<string, readonly string[]>>,
): readonly Identifier[] {
  const entries: Iterable<[string, readonly ({ readonly value: string } | string)[]]> =
    properties instanceof Map ? properties : Object.entries(properties);
  const found = new Map<string, Identifier>();
  for (const [property, values] of entries) {
    if (!KINDS.has(property)) continue;
    for (const value of values) {
      const text = typeof value === 'string' ? value : value.value;
      const identifier = identifierOf(property, text);
      if (identifier === undefined) continue;
      for (const each of [identifier, domainOfMailbox(identifier)]) {
        if (each === undefined) continue;
        const key = `${each.kind}:${each.value}`;
        if (!found.has(key)) found.set(key, each);
      }
    }
  }
  return [...found.values()];
}

type Found = Pick<Identifier, 'kind' | 'value' | 'valid'> | undefined;

/** `XXXXXXXX`, `00000` and `123456789` fill a field; they name no one. */
function isPlaceholder(squeezed: string): boolean {
  return (
    PLACEHOLDERS.has(squeezed) ||
    /^(.)\1*$/u.test(squeezed) ||
    (squeezed.length >= SHORTEST_NUMBER && '01234567890'.includes(squeezed))
  );
}

function wallet(text: string): Found {
  const address = bareAddress(text);
  const known = parseWallet(text) ?? parseWallet(address);
  if (known !== undefined) return { kind: 'wallet', value: known.value, valid: known.valid };
  // Of a form that is unknown, only a label that cannot be part of a sentence is left out.
  const labelled = /^[A-Z]{3,5}\s+\S+$|^[a-z]+:\S+$/.test(text) && /^[A-Za-z0-9]+$/.test(address);
  const value = labelled ? address : text;
  if (value.length < SHORTEST_WALLET || /\s/.test(value)) return undefined;
  return { kind: 'wallet', value, valid: undefined };
}

/** Forms that cannot be mistaken first, then what the property says. */
function special(kind: IdentifierKind, property: string, bare: string, squeezed: string): Found {
  const curp = parseCurp(bare);
  if (curp !== undefined) return { kind: 'curp', value: curp.value, valid: curp.checkDigitValid };
  if (kind !== 'passport') {
    const rfc = rfcOf(kind, bare);
    if (rfc !== undefined) return rfc;
  }
  const imo = /^IMO(\d{7})$/.exec(squeezed)?.[1];
  if (imo !== undefined) return { kind: 'imo', value: imo, valid: imoValid(imo) };
  const address = bareAddress(bare);
  const known = address.length >= SHORTEST_WALLET ? parseWallet(address) : undefined;
  // Forty hexadecimal digits without `0x` may be anything in a field that is not for wallets.
  if (known?.valid && bare.includes(address) && isUnmistakable(address)) {
    return { kind: 'wallet', value: known.value, valid: true };
  }
  return byKind(kind, property, bare, squeezed);
}

/** Hexadecimal and mixed case together do not happen in other numbers. */
function isUnmistakable(text: string): boolean {
  return text.startsWith('0x') || (/[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text));
}

/** Ten characters without homoclave are an RFC only where a tax number is, or with its hyphen. */
function rfcOf(kind: IdentifierKind, bare: string): Found {
  const rfc = parseRfc(bare);
  if (rfc === undefined) return undefined;
  const whole = rfc.checkDigitValid !== undefined;
  if (!whole && kind !== 'tax' && !/^[A-ZÑ&]{4}-\d{6}$/iu.test(bare)) return undefined;
  return { kind: 'rfc', value: rfc.value, valid: rfc.checkDigitValid };
}

function byKind(kind: IdentifierKind, property: string, bare: string, squeezed: string): Found {
  switch (kind) {
    case 'imo':
      return numbered('imo', squeezed.replace(/^IMO/, ''), imoValid);
    case 'mmsi':
      return numbered('mmsi', squeezed.replace(/^MMSI/, ''), (text) => /^\d{9}$/.test(text));
    case 'lei':
      return numbered('lei', squeezed.replace(/^LEI(?=.{20}$)/, ''), leiValid);
    case 'swift': {
      const value = squeezed.replace(/^(.{8})XXX$/u, '$1');
      return bicValid(value) ? { kind, value, valid: true } : undefined;
    }
    default:
      return generic(kind, property, bare, squeezed);
  }
}

function numbered(kind: IdentifierKind, value: string, check: (value: string) => boolean): Found {
  return value.length < SHORTEST_NUMBER ? undefined : { kind, value, valid: check(value) };
}

/** Marks of aircraft may have letters only: `EP-GOX`. */
const TAIL_MARK = /^[A-Z0-9]{1,2}-[A-Z]{3,4}$/;

/** A number without a single digit is a word that someone left in the field. */
function generic(kind: IdentifierKind, property: string, bare: string, squeezed: string): Found {
  const value = squeezed.replaceAll('&', '');
  if (value.length < SHORTEST_NUMBER) return undefined;
  const tail = property === 'registrationNumber' && TAIL_MARK.test(bare);
  if (!/\p{N}/u.test(value) && !tail) return undefined;
  return { kind, value, valid: checkOf(property, bare, value) };
}

function checkOf(property: string, bare: string, value: string): boolean | undefined {
  switch (property) {
    case 'innCode':
      return innValid(value);
    case 'ogrnCode':
      return ogrnValid(value);
    case 'uscCode':
      return usccValid(value);
    case 'iban':
      return ibanValid(value);
    case 'taxNumber':
      // Only the hyphen tells that a number is a Colombian NIT with its check digit.
      return /^\d{8,9}-\d$/.test(bare.replaceAll('.', ''))
        ? nitCheckDigit(value.slice(0, -1)) === value.at(-1)
        : undefined;
    default:
      return undefined;
  }
}
