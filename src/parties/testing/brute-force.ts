import { isListing } from '../../entity/index.ts';
import type { Engine } from '../../matching/index.ts';
import { byCertainty } from '../cluster.ts';
import { type Edge, edgeOf, isAmbiguous, rankOf, type SharedToken } from '../linker.ts';
import { against, type Listing, listingOf } from '../listing.ts';
import type { Token } from '../tokens.ts';

/**
 * What `clusterOf` has to find, by comparing every listing of all lists with every other: no index,
 * no starting point. By key, the keys of the party that the listing is in.
 */
export function everyParty(engine: Engine, most: number): ReadonlyMap<string, readonly string[]> {
  const listings = everyListing(engine);
  const edges = everyEdge(listings).sort(byCertainty);
  const wide = joined(listings, edges, () => true);
  const stated = edges.filter(({ shared }) => rankOf((shared[0] as SharedToken).rule) < 2);
  const narrow = joined(listings, stated, () => true);
  const tooLarge = (groups: ReadonlyMap<string, readonly Listing[]>, key: string) =>
    (groups.get(key) as readonly Listing[]).length > most;
  const followed = edges.filter((edge) => {
    const { key } = edge.one;
    if (!tooLarge(wide, key)) return true;
    return stated.includes(edge) && !tooLarge(narrow, key);
  });
  const parties = joined(listings, followed, (one, other) => against(one, other) === undefined);
  return new Map(
    [...parties].map(([key, members]) => [key, members.map((member) => member.key).sort()]),
  );
}

export function everyListing(engine: Engine): readonly Listing[] {
  const found = new Map<string, Listing>();
  for (const { id } of engine.entities()) {
    for (const entity of engine.everyEntity(id)) {
      if (!isListing(entity.schema)) continue;
      const listing = listingOf(engine, entity);
      found.set(listing.key, listing);
    }
  }
  return [...found.values()];
}

function everyEdge(listings: readonly Listing[]): Edge[] {
  const edges: Edge[] = [];
  for (const [at, one] of listings.entries()) {
    for (const other of listings.slice(at + 1)) {
      const shared = [...one.tokens.values()].flatMap((token) => {
        const theirs = other.tokens.get(token.text);
        if (theirs === undefined) return [];
        const bearers = listings.filter(({ tokens }) => tokens.has(token.text));
        const names = (listing: Listing) => !isAmbiguous(token, listing, bearers);
        if (!names(one) || !names(other)) return [];
        return [{ ...token, ...surer(token, theirs), shownThere: theirs.shown }];
      });
      if (shared.length > 0 && against(one, other) === undefined) {
        edges.push(edgeOf(one, other, shared));
      }
    }
  }
  return edges;
}

const surer = (a: Token, b: Token) => ({ rule: rankOf(b.rule) < rankOf(a.rule) ? b.rule : a.rule });

/** Joins along the edges where all members of both sides may be one party. */
function joined(
  listings: readonly Listing[],
  edges: readonly Edge[],
  may: (one: Listing, other: Listing) => boolean,
): Map<string, readonly Listing[]> {
  const groups = new Map<string, readonly Listing[]>(listings.map((one) => [one.key, [one]]));
  for (const { one, other } of edges) {
    const ours = groups.get(one.key) as readonly Listing[];
    const theirs = groups.get(other.key) as readonly Listing[];
    if (ours === theirs || !ours.every((a) => theirs.every((b) => may(a, b)))) continue;
    const both = [...ours, ...theirs];
    for (const { key } of both) groups.set(key, both);
  }
  return groups;
}
