import { SMALL_WORD_BITS } from './bits.ts';
import { companyWords } from './company-words.ts';
import { type FoundForm, legalFormsIn } from './legal-forms.ts';
import { patronymicsIn } from './patronymic.ts';
import { personRoles } from './person.ts';
import { skeletonKey } from './romanisation.ts';
import { VESSEL_PREFIXES } from './tables.ts';
import type { AnalysedName, NameKind, Role, Token } from './types.ts';
import { type Word, wordsOf } from './words.ts';

/** The words of a name with their roles, information and keys. Never throws. */
export function analyseName(text: string, kind: NameKind): AnalysedName {
  const words = wordsOf(text, kind);
  const tokens = tokensOf(isCompany(kind) ? companyWords(words) : words, kind);
  return { original: text, tokens };
}

/** A name of unknown kind may be a person's, where `Quinto` and `III` are no numbers. */
function isCompany(kind: NameKind): boolean {
  return kind === 'organization' || kind === 'vessel';
}

function tokensOf(words: readonly Word[], kind: NameKind): Token[] {
  if (kind === 'person') return personTokens(words);
  if (kind === 'vessel') return vesselTokens(words);
  return organizationTokens(words, kind);
}

function personTokens(words: readonly Word[]): Token[] {
  const roles = personRoles(words);
  const family = familyBefore(words, roles);
  const patronymics = patronymicsIn(words, roles);
  return words.map((word, at) => {
    const role = roles[at]!;
    if (patronymics[at]) return tokenOf(word, role, 'person', 'patronymic');
    if (family === undefined) return tokenOf(word, role, 'person', undefined);
    const { segment } = word;
    const named = segment === family.segment || segment === family.given;
    const part = segment === family.segment ? 'family' : 'given';
    return tokenOf(word, role, 'person', named ? part : undefined);
  });
}

/** `M/V Sea Star`: the kind of ship before the name is no part of it. */
function vesselTokens(words: readonly Word[]): Token[] {
  return words.map((word, index) => {
    const prefix = index === 0 && words.length > 1 && VESSEL_PREFIXES.has(word.text);
    return tokenOf(word, prefix ? 'title' : word.facts.companyRole, 'vessel', undefined);
  });
}

/**
 * OFAC writes `SURNAMES, Given`: with exactly one comma that has words on both sides, what stands
 * before it is the family's name. A suffix behind a second comma (`, Jr.`) does not count.
 */
function familyBefore(
  words: readonly Word[],
  roles: readonly Role[],
): { readonly segment: number; readonly given: number } | undefined {
  if (words.length === 0 || words[0]!.segment === words.at(-1)!.segment) return undefined;
  let family: number | undefined;
  let given: number | undefined;
  for (let at = 0; at < words.length; at++) {
    if (roles[at] === 'suffix') continue;
    const { segment } = words[at]!;
    family ??= segment;
    if (segment === family) continue;
    given ??= segment;
    if (segment !== given) return undefined;
  }
  return family === undefined || given === undefined ? undefined : { segment: family, given };
}

function organizationTokens(words: readonly Word[], kind: 'organization' | 'unknown'): Token[] {
  const forms = legalFormsIn(words, kind);
  // A name of unknown kind may be a person's: its titles and initials are then a person's too.
  const roles = kind === 'unknown' ? personRoles(withoutForms(words, forms)) : [];
  const tokens: Token[] = [];
  let nth = 0;
  let nextForm = 0;
  for (let at = 0; at < words.length; at++) {
    const found = forms[nextForm];
    if (found?.from === at) {
      tokens.push(legalForm(found.form.form, found.form.family));
      at = found.to - 1;
      nextForm++;
      continue;
    }
    const word = words[at]!;
    const personal = roles[nth++] ?? 'name';
    const role = personal === 'name' ? word.facts.companyRole : personal;
    tokens.push(tokenOf(word, role, kind, undefined));
  }
  return tokens;
}

function withoutForms(words: readonly Word[], forms: readonly FoundForm[]): readonly Word[] {
  if (forms.length === 0) return words;
  const rest: Word[] = [];
  let at = 0;
  for (const { from, to } of forms) {
    rest.push(...words.slice(at, from));
    at = to;
  }
  return rest.concat(words.slice(at));
}

function tokenOf(word: Word, role: Role, kind: NameKind, part: Token['part']): Token {
  const token = word.facts.token(role, kind, part);
  const skeleton = word.vowelless && role === 'name' ? skeletonKey(word.text) : undefined;
  return skeleton === undefined ? token : { ...token, keys: [...token.keys, skeleton] };
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
