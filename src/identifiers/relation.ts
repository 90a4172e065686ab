import { identifierKeys } from './keys.ts';
import type { Identifier, IdentifierKind } from './types.ts';

/**
 * How two identifiers of one kind stand to each other: `equal`; `partial`, one is the other without
 * its homoclave; `mistyped`, they differ by one slip of the pen; `different`.
 */
export type IdentifierRelation = 'equal' | 'partial' | 'mistyped' | 'different';

/** Characters of a person's RFC without its homoclave: letters of the name and date of birth. */
const RFC_WITHOUT_HOMOCLAVE = 10;

/** Characters of a CURP before the two that the registry assigns. */
const CURP_WITHOUT_ASSIGNED = 16;

/**
 * Compares two identifiers; undefined when their kinds cannot be compared, such as a passport and a
 * tax number. Only Mexican keys are found mistyped: in them a name and a date stand behind most
 * characters, so one slip leaves enough that agrees, while two serial numbers often differ by one.
 */
export function identifierRelation(a: Identifier, b: Identifier): IdentifierRelation | undefined {
  const keys = new Set(identifierKeys(a));
  if (identifierKeys(b).some((key) => keys.has(key))) return 'equal';
  if (a.kind !== b.kind) return undefined;
  if (a.kind === 'rfc' && isPartial(a.value, b.value)) return 'partial';
  if (a.kind === 'rfc' && isSlip(a.value, b.value)) return 'mistyped';
  if (a.kind === 'curp' && isMistypedCurp(a.value, b.value)) return 'mistyped';
  // Numbers of no stated kind may be of two kinds: an account and a licence tell nothing.
  return a.kind === 'other' || SEVERAL.has(a.kind) ? undefined : 'different';
}

/** Everybody has several of these: another one tells nothing. */
const SEVERAL: ReadonlySet<IdentifierKind> = new Set(['wallet', 'phone', 'email', 'domain']);

function isPartial(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return (
    short.length === RFC_WITHOUT_HOMOCLAVE && long.length > short.length && long.startsWith(short)
  );
}

function isMistypedCurp(a: string, b: string): boolean {
  return isSlip(a, b) || a.slice(0, CURP_WITHOUT_ASSIGNED) === b.slice(0, CURP_WITHOUT_ASSIGNED);
}

/** Whether two texts of one length differ in one character, or by a swap of two neighbours. */
function isSlip(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const places = [...a].flatMap((character, at) => (character === b[at] ? [] : [at]));
  const [first, second, ...more] = places;
  if (first === undefined || more.length > 0) return false;
  if (second === undefined) return true;
  return second === first + 1 && a[first] === b[second] && a[second] === b[first];
}
