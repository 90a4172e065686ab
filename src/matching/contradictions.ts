import { type Entity, isA, matchableWith } from '../entity/index.ts';
import { type Identifier, type IdentifierKind, identifierRelation } from '../identifiers/index.ts';
import { skeletonKey, wordKeys } from '../names/index.ts';
import { dateAgreement } from './facts/date-agreement.ts';
import type { DateFact } from './facts/dates.ts';
import { type PartyFacts, partyFacts } from './facts/prepare.ts';
import { partyNames } from './party.ts';

/** Why two listings cannot be one party, in what both of them state. */
export interface Contradiction {
  readonly kind: 'schema' | 'name' | 'birthDate' | 'curp' | 'rfc';
  readonly one: string;
  readonly other: string;
}

/** Birth dates that no slip of the pen and no reckoned year explains. */
const FAR_APART: ReadonlySet<string> = new Set(['yearApart', 'yearsApart', 'decadesApart']);

/** Everybody has one of each; a second one is another person's. */
const ONE_EACH = ['curp', 'rfc'] as const satisfies readonly IdentifierKind[];

/**
 * What two listings state that one party cannot have both of: kinds of things that exclude each
 * other, birth dates of which none is near one of the other side, another CURP or RFC, and people
 * whose names have no word in common however it is spelt (firms and ships are renamed). What only
 * one of them states never contradicts. The order of the two makes no difference but for which is
 * `one`.
 *
 * Under one id a publisher may have corrected everything else, but neither the kind of thing nor
 * all names of what is no ship: then two lists of one's own both count from 1.
 */
export function contradictionsOf(
  one: Entity,
  other: Entity,
  sameId = false,
): readonly Contradiction[] {
  const found: Contradiction[] = [];
  if (!matchableWith(one.schema).has(other.schema)) {
    found.push({ kind: 'schema', one: one.schema, other: other.schema });
  }
  const named = sameId ? 'LegalEntity' : 'Person';
  if (isA(one.schema, named) && isA(other.schema, named) && namesContradict(one, other)) {
    found.push({ kind: 'name', one: one.caption, other: other.caption });
  }
  if (sameId) return found;
  const [ours, theirs] = [partyFacts(one), partyFacts(other)];
  if (datesContradict(ours.birthDates, theirs.birthDates)) {
    const said = ({ birthDates }: PartyFacts) => birthDates.map(({ text }) => text).join(', ');
    found.push({ kind: 'birthDate', one: said(ours), other: said(theirs) });
  }
  for (const kind of ONE_EACH) {
    const [a, b] = [ours, theirs].map(({ identifiers }) => wholeOnes(identifiers, kind));
    const [first] = a as Identifier[];
    const [second] = b as Identifier[];
    if (first === undefined || second === undefined) continue;
    const differ = (a as Identifier[]).every((x) =>
      (b as Identifier[]).every((y) => identifierRelation(x, y) === 'different'),
    );
    if (differ) found.push({ kind, one: first.original, other: second.original });
  }
  return found;
}

function datesContradict(ours: readonly DateFact[], theirs: readonly DateFact[]): boolean {
  if (ours.length === 0 || theirs.length === 0) return false;
  return ours.every((a) => theirs.every((b) => FAR_APART.has(dateAgreement(a.packed, b.packed))));
}

const wholeOnes = (identifiers: readonly Identifier[], kind: IdentifierKind): Identifier[] =>
  identifiers.filter((one) => one.kind === kind);

function namesContradict(one: Entity, other: Entity): boolean {
  const [ours, theirs] = [keysOfNames(one), keysOfNames(other)];
  if (ours.size === 0 || theirs.size === 0) return false;
  for (const key of ours) if (theirs.has(key)) return false;
  return true;
}

const remembered = new WeakMap<Entity, ReadonlySet<string>>();

/** The words of all names of a party, and the keys that they share with other spellings. */
function keysOfNames(entity: Entity): ReadonlySet<string> {
  const known = remembered.get(entity);
  if (known !== undefined) return known;
  const keys = new Set<string>();
  for (const { words, parts, identifying } of partyNames(entity)) {
    for (let at = 0; at < parts.count; at++) {
      if (((identifying >>> at) & 1) === 0) continue;
      const word = words[at] as string;
      const skeleton = skeletonKey(word);
      for (const key of [word, ...wordKeys(word)]) keys.add(key);
      if (skeleton !== undefined) keys.add(skeleton);
    }
  }
  remembered.set(entity, keys);
  return keys;
}
