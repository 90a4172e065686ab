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

/** What no name has. */
const BREAK = '\u0000';

/** What is kept of a party until a link asks for its name. */
interface Party {
  readonly claim: Claim;
  /** The primary name and the others behind it: as one text they take least room. */
  readonly names: string;
}

/**
 * Tries in turn the primary names, the other names, and both without punctuation, and stops at the
 * first that has the name. Among several parties of one name, those that share a programme with
 * the asking party are preferred, then people and organisations over vessels and aircraft; what is
 * still ambiguous stays unresolved, because a wrong link is worse than a missing one.
 *
 * Names are looked up only after the last party, so they are laid out when the first is asked for:
 * two of the formats have links by number and never ask.
 */
export function createNameIndex(): NameIndex {
  const parties: Party[] = [];
  let maps: readonly ReadonlyMap<string, readonly Claim[]>[] | undefined;
  return {
    add({ uid, type, programs, name, names }) {
      const claim: Claim = { uid, type, programs: programs.map(keep) };
      const all = [name, ...names.map((alias) => alias.name)].join(BREAK);
      parties.push({ claim, names: keep(all) });
      maps = undefined;
    },
    resolve(query) {
      maps ??= layOut(parties);
      const folded = fold(query.name);
      const [primary, other, foldedPrimary, foldedOther] = maps;
      const claims =
        primary?.get(query.name) ??
        other?.get(query.name) ??
        foldedPrimary?.get(folded) ??
        foldedOther?.get(folded) ??
        [];
      const best = preferred(claims, query);
      return best.length === 1 ? (best[0] as Claim).uid : { parties: best.length };
    },
  };
}

/** The claims to each primary and each other name, as written and without punctuation. */
function layOut(parties: readonly Party[]): readonly ReadonlyMap<string, readonly Claim[]>[] {
  const maps = Array.from({ length: 4 }, () => new Map<string, Claim[]>());
  const put = (map: Map<string, Claim[]> | undefined, key: string, claim: Claim) => {
    const claims = map?.get(key);
    if (claims === undefined) map?.set(key, [claim]);
    else if (!claims.some(({ uid }) => uid === claim.uid)) claims.push(claim);
  };
  for (const { claim, names } of parties) {
    for (const [index, name] of names.split(BREAK).entries()) {
      const other = index === 0 ? 0 : 1;
      put(maps[other], name, claim);
      put(maps[other + 2], fold(name), claim);
    }
  }
  return maps;
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
