import type { Role, Token } from '../names/index.ts';

/** Roles and parts of names as numbers, in the order in which segments store them. */
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
const PARTS: readonly Token['part'][] = [undefined, 'given', 'family'];

export const roleCode = (role: Role): number => ROLES.indexOf(role);
export const partCode = (part: Token['part']): number => PARTS.indexOf(part);
export const roleOf = (code: number): Role => ROLES[code & 15] as Role;
export const partOf = (code: number): Token['part'] => PARTS[code >> 4];
