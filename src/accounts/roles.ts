import { Type } from 'typebox';
import { problem } from '../base/index.ts';

/** What a person may be in an organisation; `data/rights` says what each may do. */
export const ROLES = [
  'analyst',
  'reviewer',
  'manager',
  'auditor',
  'administrator',
  'sar-officer',
] as const;

export type Role = (typeof ROLES)[number];

/** The compartment of reports of suspicious activity. */
const SAR = 'sar';

/** Whoever has one of these has no other role: they look after the others, or look at them. */
const ALONE: readonly Role[] = ['administrator', 'auditor'];

export const RolesInput = Type.Array(Type.Union(ROLES.map((role) => Type.Literal(role))), {
  minItems: 1,
  maxItems: ROLES.length,
  uniqueItems: true,
  description: 'Administrators and auditors have no role in cases; sar-officer adds to another.',
});

/**
 * Roles in one order, each once.
 * @throws ACCOUNT_ROLES for roles that one person must not hold together
 */
export function checkRoles(roles: readonly Role[]): readonly Role[] {
  const sorted = ROLES.filter((role) => roles.includes(role));
  const base = sorted.filter((role) => role !== 'sar-officer');
  const alone = base.find((role) => ALONE.includes(role));
  const right =
    base.length > 0 &&
    (alone === undefined || base.length === 1) &&
    !(alone === 'administrator' && sorted.length > 1);
  if (!right) throw problem('ACCOUNT_ROLES', { found: sorted.join(' with ') || 'none' });
  return sorted;
}

/** Roles as an event says them; what this version does not know gives no right. */
export function readRoles(value: unknown): readonly Role[] {
  return Array.isArray(value) ? ROLES.filter((role) => value.includes(role)) : [];
}

/** The compartments that roles open. */
export function compartmentsOf(roles: readonly Role[]): readonly string[] {
  return roles.includes('sar-officer') && !roles.includes('administrator') ? [SAR] : [];
}
