import type { Role, Token } from '../names/index.ts';

/**
 * What alignment needs to know of a part of a name besides its text and bits, in one byte: the role
 * in the lowest four bits, where the list says the part stands in the next two, and where most
 * people who bear the word have it in the highest two.
 */
const ROLES: readonly Role[] = [
  'name',
  'initial',
  'particle',
  'title',
  'suffix',
  'legalForm',
  'generic',
  'number',
];
const PARTS: readonly Token['part'][] = [undefined, 'given', 'family', 'patronymic'];

/** Of those who bear a word, so many must bear it as one kind of name for it to lean that way. */
const LEANS = 0.9;

export const NAME = 0;
export const INITIAL = 1;
export const LEGAL_FORM = 5;
export const GENERIC = 6;
export const NUMBER = 7;

export const GIVEN = 1;
export const FAMILY = 2;
export const PATRONYMIC = 3;

/** A common word of companies that names a country or a part of the world. */
export const PLACE = 8;

/** Families of legal forms, as `data/names/legal-forms.json` has them. */
export const LEGAL_FAMILIES = [
  'stock',
  'limited',
  'rural',
  'association',
  'civil',
  'cooperative',
  'partnership',
  'bank',
  'finance',
  'sole',
  'corporation',
  'state',
  'other',
];

/** The code of a part of a name; for a legal form its family stands in the highest four bits. */
export function partCode({ role, part, givenShare, keys }: Token): number {
  if (role === 'legalForm') {
    const family = keys.find((key) => key.startsWith('f:'))?.slice(2) ?? '';
    return LEGAL_FORM | ((LEGAL_FAMILIES.indexOf(family) + 1) << 4);
  }
  const isPlace = role === 'generic' && keys.some((key) => key.startsWith('p:'));
  const code = isPlace ? PLACE : ROLES.indexOf(role);
  return code | (PARTS.indexOf(part) << 4) | (leanOf(givenShare) << 6);
}

function leanOf(givenShare: number | undefined): number {
  if (givenShare === undefined) return 0;
  if (givenShare >= LEANS) return GIVEN;
  return givenShare <= 1 - LEANS ? FAMILY : 0;
}

/** The family of a legal form, as a number; 0 where it is not known. */
export const legalFamily = (code: number): number => code >> 4;

export const roleCode = (code: number): number => code & 15;

/** What the name itself says a part is: given, family, patronymic or nothing. */
export const saidOf = (code: number): number => (code >> 4) & 3;

/** Given or family name, as far as is known: as the list says, else as most people have it. */
export function slotOf(code: number): number {
  const said = saidOf(code);
  if (said === PATRONYMIC) return 0;
  return said === 0 ? code >> 6 : said;
}

const IDENTIFYING: ReadonlySet<number> = new Set([NAME, INITIAL, GENERIC, NUMBER, PLACE]);
const IDENTIFIES = Uint8Array.from({ length: 16 }, (_, role) => (IDENTIFYING.has(role) ? 1 : 0));

/**
 * Whether a part identifies. Titles, particles and legal forms do not, unless there is nothing
 * else: a name must not vanish.
 */
export const identifies = (code: number): boolean => IDENTIFIES[code & 15] === 1;
