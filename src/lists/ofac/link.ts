import { keep } from './keep.ts';
import type { OfacRecord } from './record.ts';

/** Whom a `Linked To:` names, asked by whom. */
export interface LinkQuery {
  readonly uid: string;
  readonly name: string;
  readonly programs: readonly string[];
}

/** Finds the party that a name means among all parties of one list. */
export interface NameIndex {
  add(record: OfacRecord): void;
  /** The uid of the one party meant, or how many it could be. */
  resolve(query: LinkQuery): string | { readonly parties: number };
}

interface Claim {
  readonly uid: string;
  readonly type: OfacRecord['type'];
  readonly programs: readonly string[];
}

/** A name without case, accents, spaces and punctuation: `CO., LTD.` is `CO LTD` is `COLTD`. */
const fold = (name: string): string =>
  name
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Tries in turn the primary names, the other names, and both without punctuation, and stops at the
 * first that has the name. Among several parties of one name, those that share a programme with
 * the asking party are preferred, then people and organisations over vessels and aircraft; what is
 * still ambiguous stays unresolved, because a wrong link is worse than a missing one.
 */
export function createNameIndex(): NameIndex {
  const primary = new Map<string, Claim[]>();
  const other = new Map<string, Claim[]>();
  const foldedPrimary = new Map<string, Claim[]>();
  const foldedOther = new Map<string, Claim[]>();
  const put = (map: Map<string, Claim[]>, key: string, claim: Claim) => {
    const claims = map.get(key);
    if (claims === undefined) map.set(keep(key), [claim]);
    else if (!claims.some(({ uid }) => uid === claim.uid)) claims.push(claim);
  };
  return {
    add({ uid, type, programs, name, names }) {
      const claim: Claim = { uid, type, programs: programs.map(keep) };
      put(primary, name, claim);
      put(foldedPrimary, fold(name), claim);
      for (const alias of names) {
        put(other, alias.name, claim);
        put(foldedOther, fold(alias.name), claim);
      }
    },
    resolve(query) {
      const folded = fold(query.name);
      const claims =
        primary.get(query.name) ??
        other.get(query.name) ??
        foldedPrimary.get(folded) ??
        foldedOther.get(folded) ??
        [];
      const best = preferred(claims, query);
      return best.length === 1 ? (best[0] as Claim).uid : { parties: best.length };
    },
  };
}

function preferred(claims: readonly Claim[], query: LinkQuery): readonly Claim[] {
  let best = claims.filter((claim) => claim.uid !== query.uid);
  const narrow = (test: (claim: Claim) => boolean) => {
    const some = best.filter(test);
    if (some.length > 0) best = some;
  };
  narrow((claim) => claim.programs.some((tag) => query.programs.includes(tag)));
  narrow((claim) => claim.type === 'individual' || claim.type === 'entity');
  return best;
}
