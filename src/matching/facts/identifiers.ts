import {
  type Identifier,
  type IdentifierKind,
  identifierRelation,
  isRoleMailbox,
} from '../../identifiers/index.ts';
import { MODEL } from '../model.ts';
import type { Evidence } from '../types.ts';
import { sentences } from './sentences.ts';

/** Kinds that are ways to reach somebody; each counts once. */
const CONTACTS: ReadonlySet<IdentifierKind> = new Set(['phone', 'email', 'domain']);

/** Numbers that a ship or a wallet keeps whatever it is called. */
const KEPT_WHEN_RENAMED: ReadonlySet<IdentifierKind> = new Set(['imo', 'wallet']);

/** Kinds of which a slip of the pen leaves enough to be seen. */
const NEAR_KINDS: ReadonlySet<IdentifierKind> = new Set(['curp', 'rfc']);

/** Numbers of several registers: only those of one form can be of one register. */
const OF_MANY_REGISTERS: ReadonlySet<IdentifierKind> = new Set(['tax', 'registration', 'national']);

/** Whether two identifiers are the same one. */
const sameIdentifier = (a: Identifier, b: Identifier): boolean =>
  identifierRelation(a, b) === 'equal';

/** Whether a number is equal that stays with a ship or a wallet. */
export function sharesKept(query: readonly Identifier[], listing: readonly Identifier[]): boolean {
  return query.some(
    (ours) =>
      KEPT_WHEN_RENAMED.has(ours.kind) && listing.some((theirs) => sameIdentifier(ours, theirs)),
  );
}

/** The most that an identifier can bring without being equal. */
export function mostNearPoints(query: readonly Identifier[]): number {
  return query.some(({ kind }) => NEAR_KINDS.has(kind)) ? MODEL.identifier.near : 0;
}

/** The evidence of numbers and of ways to reach somebody. */
export function identifierEvidence(
  query: readonly Identifier[],
  listing: readonly Identifier[],
): readonly Evidence[] {
  if (query.length === 0 || listing.length === 0) return [];
  const equal = new Map<string, Evidence>();
  const equalKinds = new Set<IdentifierKind>();
  for (const ours of query) {
    const isContact = CONTACTS.has(ours.kind);
    const known = isContact ? equalKinds.has(ours.kind) : equal.has(ours.value);
    const theirs = known ? undefined : listing.find((other) => sameIdentifier(ours, other));
    if (theirs === undefined) continue;
    equal.set(ours.value, identifierEqual(ours, theirs));
    equalKinds.add(ours.kind);
  }
  // Where one number of a kind is equal, another of that kind is an older one, not a contradiction.
  const rest = query.filter(({ kind }) => !equalKinds.has(kind) && !CONTACTS.has(kind));
  return [...equal.values(), ...otherIdentifiers(rest, listing)];
}

/** The evidence of an identifier that stands on both sides. */
export function identifierEqual(ours: Identifier, theirs: Identifier): Evidence {
  const isContact = CONTACTS.has(ours.kind);
  return {
    feature: isContact ? 'contact' : 'identifier',
    agreement: 'equal',
    query: ours.original,
    listing: theirs.original,
    points: isContact ? contactPoints(ours) : equalPoints(ours),
    sentence: isContact ? sentences.contact(ours.kind) : sentences.identifierEqual(ours.kind),
  };
}

function contactPoints({ kind, value }: Identifier): number {
  const { email, roleEmail, phone, domain } = MODEL.contact;
  if (kind === 'email') return isRoleMailbox(value) ? roleEmail : email;
  return kind === 'phone' ? phone : domain;
}

function equalPoints({ kind, value }: Identifier): number {
  const { equal, short, rfcWithoutHomoclave } = MODEL.identifier;
  if (kind === 'rfc' && value.length === RFC_WITHOUT_HOMOCLAVE) return rfcWithoutHomoclave;
  return value.length < SHORT ? short : (equal[kind] ?? 0);
}

const RFC_WITHOUT_HOMOCLAVE = 10;
const SHORT = 7;

/**
 * Of each kind the pair that speaks most for the two, and of the kinds the one that says most: a
 * party has one CURP, and another one is another person, unless one of the two is mistyped, or an
 * RFC is written without its homoclave.
 */
function otherIdentifiers(
  query: readonly Identifier[],
  listing: readonly Identifier[],
): readonly Evidence[] {
  const byKind = new Map<IdentifierKind, Evidence>();
  for (const ours of query) {
    for (const theirs of listing) {
      const evidence = otherIdentifier(ours, theirs);
      if (evidence === undefined) continue;
      const best = byKind.get(ours.kind);
      if (best === undefined || evidence.points > best.points) byKind.set(ours.kind, evidence);
    }
  }
  const best = [...byKind.values()];
  const near = best.filter(({ points }) => points > 0).sort((a, b) => b.points - a.points);
  if (near.length > 0) return near.slice(0, 1);
  return best.sort((a, b) => a.points - b.points).slice(0, 1);
}

function otherIdentifier(ours: Identifier, theirs: Identifier): Evidence | undefined {
  const relation = identifierRelation(ours, theirs);
  const { contradicting, near } = MODEL.identifier;
  const different = contradicting[ours.kind];
  const isNear = relation === 'partial' || relation === 'mistyped';
  if (!isNear && (relation !== 'different' || different === undefined)) return undefined;
  if (!isNear && OF_MANY_REGISTERS.has(ours.kind) && formOf(ours) !== formOf(theirs)) {
    return undefined;
  }
  return {
    feature: 'identifier',
    agreement: isNear ? 'similar' : 'contradicting',
    query: ours.original,
    listing: theirs.original,
    points: isNear ? near : (different ?? 0),
    sentence: isNear
      ? sentences.identifierNear(ours.kind)
      : sentences.identifierDifferent(ours.kind),
  };
}

/** Where digits and letters stand: numbers of one register look alike. */
const formOf = ({ value }: Identifier): string => value.replace(/\d/g, '9').replace(/\p{L}/gu, 'A');
