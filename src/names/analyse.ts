import { bitsOf, nameBits, SMALL_WORD_BITS } from './bits.ts';
import { type FoundForm, legalFormsIn } from './legal-forms.ts';
import { personRoles } from './person.ts';
import { GENERIC_KEYS, GIVEN_SHARES, ORGANIZATION_PARTICLES, VESSEL_PREFIXES } from './tables.ts';
import { keysOf } from './token-keys.ts';
import type { AnalysedName, NameKind, Role, Token } from './types.ts';
import { type Word, wordsOf } from './words.ts';

/** The words of a name with their roles, information and keys. Never throws. */
export function analyseName(text: string, kind: NameKind): AnalysedName {
  const words = wordsOf(text, kind);
  return { original: text, tokens: tokensOf(words, kind) };
}

function tokensOf(words: readonly Word[], kind: NameKind): Token[] {
  if (kind === 'person') return personTokens(words);
  if (kind === 'vessel') return vesselTokens(words);
  return organizationTokens(words, kind);
}

function personTokens(words: readonly Word[]): Token[] {
  const roles = personRoles(words);
  const parts = partsOf(words, roles);
  return words.map((word, index) => plainToken(word, roles[index]!, 'person', parts?.[index]));
}

/** `M/V Sea Star`: the kind of ship before the name is no part of it. */
function vesselTokens(words: readonly Word[]): Token[] {
  return words.map((word, index) => {
    const prefix = index === 0 && words.length > 1 && VESSEL_PREFIXES.has(word.text);
    return plainToken(word, prefix ? 'title' : companyRole(word), 'vessel');
  });
}

/**
 * OFAC writes `SURNAMES, Given`: with exactly one comma that has words on both sides, what stands
 * before it is the family's name. A suffix behind a second comma (`, Jr.`) does not count.
 */
function partsOf(
  words: readonly Word[],
  roles: readonly Role[],
): readonly Token['part'][] | undefined {
  const segments = new Set(
    words.filter((_, index) => roles[index] !== 'suffix').map((word) => word.segment),
  );
  if (segments.size !== 2) return undefined;
  const [family, given] = [...segments];
  return words.map(({ segment }) =>
    segment === family ? 'family' : segment === given ? 'given' : undefined,
  );
}

function organizationTokens(words: readonly Word[], kind: 'organization' | 'unknown'): Token[] {
  const forms = legalFormsIn(words, kind);
  const inForm = new Map(forms.map((form) => [form.from, form]));
  const rest = withoutForms(words, forms);
  // A name of unknown kind may be a person's: its titles and initials are then a person's too.
  const roles = kind === 'unknown' ? personRoles(rest) : [];
  const tokens: Token[] = [];
  let nth = 0;
  for (let at = 0; at < words.length; at++) {
    const found = inForm.get(at);
    if (found !== undefined) {
      tokens.push(legalForm(found.form.form, found.form.family));
      at = found.to - 1;
      continue;
    }
    const word = words[at]!;
    const personal = roles[nth++] ?? 'name';
    tokens.push(plainToken(word, personal === 'name' ? companyRole(word) : personal, kind));
  }
  return tokens;
}

function withoutForms(words: readonly Word[], forms: readonly FoundForm[]): Word[] {
  const rest: Word[] = [];
  let at = 0;
  for (const { from, to } of forms) {
    rest.push(...words.slice(at, from));
    at = to;
  }
  return rest.concat(words.slice(at));
}

function companyRole(word: Word): Role {
  if (/^[0-9]+$/.test(word.text)) return 'number';
  if (ORGANIZATION_PARTICLES.has(word.text)) return 'particle';
  if (word.text.length === 1) return 'initial';
  return GENERIC_KEYS.has(word.text) ? 'generic' : 'name';
}

function legalForm(form: string, family: string): Token {
  return {
    text: form,
    role: 'legalForm',
    part: undefined,
    bits: SMALL_WORD_BITS,
    givenShare: undefined,
    keys: [`f:${family}`],
  };
}

const SMALL_ROLES: ReadonlySet<Role> = new Set(['particle', 'title', 'suffix']);

function plainToken(word: Word, role: Role, kind: NameKind, part?: Token['part']): Token {
  return {
    text: word.text,
    role,
    part,
    bits: tokenBits(word.text, role, kind),
    givenShare: role === 'name' ? GIVEN_SHARES.get(word.text) : undefined,
    keys: keysOf(word.text, role),
  };
}

function tokenBits(text: string, role: Role, kind: NameKind): number {
  if (SMALL_ROLES.has(role)) return SMALL_WORD_BITS;
  return kind === 'person' && role === 'name' ? nameBits(text) : bitsOf(text, kind);
}
