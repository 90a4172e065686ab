import type { Ambiguous, Edge, Linker, Refused } from './linker.ts';
import { rankOf } from './linker.ts';
import { against, type Listing } from './listing.ts';

/**
 * More listings than this are not one party: some thirty lists have a party once, a few twice. A
 * number that brings more together is a mistake in a list, or no number of one party.
 */
export const MOST_LISTINGS = 64;

/** Listings that are one party, with why, and what was left out of it. */
export interface Cluster {
  readonly listings: readonly Listing[];
  readonly edges: readonly Edge[];
  /** Links out of the cluster that were not followed, as both ends cannot be one party. */
  readonly refused: readonly Refused[];
  /** Links out of it that another, surer link of the same chain excludes. */
  readonly cut: readonly Edge[];
  readonly ambiguous: readonly Ambiguous[];
  /** Whether numbers brought too many together, so that only ids and references were followed. */
  readonly tooMany: boolean;
}

type Follow = (edge: Edge) => boolean;

/** An id or a reference is stated as the party's own; a number is what both of them have. */
const isStated: Follow = ({ shared }) => {
  const [surest] = shared;
  return surest !== undefined && rankOf(surest.rule) <= rankOf('un-reference');
};

/**
 * The listings that are one party with `start`, whichever of them one starts from and whatever the
 * order of the lists: links are followed to their end, then taken in a fixed order, the surest
 * first, and one that would bring two together that cannot be one party is cut.
 */
export function clusterOf(linker: Linker, start: Listing, most = MOST_LISTINGS): Cluster {
  const all = componentOf(linker, start, most, () => true);
  const stated = all === undefined ? componentOf(linker, start, most, isStated) : undefined;
  const component = all ?? stated ?? { listings: [start], edges: [] };
  const groups = grouped(component.edges);
  const mine = groups.get(start.key) ?? new Map([[start.key, start]]);
  const inside = ({ one, other }: Edge) => mine.has(one.key) && mine.has(other.key);
  const around = [...mine.values()].map((listing) => linker.around(listing));
  return {
    listings: [...mine.values()],
    edges: component.edges.filter(inside),
    refused: distinct(around.flatMap(({ refused }) => refused)),
    cut: component.edges.filter((edge) => {
      return !inside(edge) && (mine.has(edge.one.key) || mine.has(edge.other.key));
    }),
    ambiguous: around.flatMap(({ ambiguous }) => ambiguous),
    tooMany: all === undefined,
  };
}

interface Component {
  readonly listings: readonly Listing[];
  readonly edges: readonly Edge[];
}

/** Everything that can be reached; undefined when that is too much for one party. */
function componentOf(
  linker: Linker,
  start: Listing,
  most: number,
  follow: Follow,
): Component | undefined {
  const found = new Map([[start.key, start]]);
  const edges = new Map<string, Edge>();
  // A map that grows while it is walked is walked to its end.
  for (const listing of found.values()) {
    for (const edge of linker.around(listing).edges) {
      if (!follow(edge)) continue;
      edges.set(edgeKey(edge), edge);
      for (const end of [edge.one, edge.other]) found.set(end.key, found.get(end.key) ?? end);
      if (found.size > most) return undefined;
    }
  }
  return { listings: [...found.values()], edges: [...edges.values()].sort(byCertainty) };
}

const edgeKey = ({ one, other }: Edge): string => `${one.key}\n${other.key}`;

const distinct = <E extends Edge>(edges: readonly E[]): readonly E[] =>
  [...new Map(edges.map((edge) => [edgeKey(edge), edge])).values()].sort(byCertainty);

/** The surest first, then those that share most; then by what they link, so that order is total. */
export function byCertainty(a: Edge, b: Edge): number {
  const rank = (edge: Edge) => rankOf(edge.shared[0]?.rule ?? 'other');
  const keys = edgeKey(a) < edgeKey(b) ? -1 : 1;
  return rank(a) - rank(b) || b.shared.length - a.shared.length || keys;
}

/** Joins along the edges, in their order, whatever nothing keeps apart; by key, the group. */
export function grouped(edges: readonly Edge[]): ReadonlyMap<string, ReadonlyMap<string, Listing>> {
  const groups = new Map<string, Map<string, Listing>>();
  const groupOf = (listing: Listing) => {
    const known = groups.get(listing.key);
    if (known !== undefined) return known;
    const made = new Map([[listing.key, listing]]);
    groups.set(listing.key, made);
    return made;
  };
  for (const { one, other } of edges) {
    const [ours, theirs] = [groupOf(one), groupOf(other)];
    if (ours === theirs || !mayJoin(ours, theirs)) continue;
    for (const [key, listing] of theirs) {
      ours.set(key, listing);
      groups.set(key, ours);
    }
  }
  return groups;
}

function mayJoin(ours: ReadonlyMap<string, Listing>, theirs: ReadonlyMap<string, Listing>) {
  for (const one of ours.values()) {
    for (const other of theirs.values()) if (against(one, other) !== undefined) return false;
  }
  return true;
}
