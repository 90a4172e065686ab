import type { Entity } from '../entity/index.ts';
import type { Engine } from '../matching/index.ts';
import { type Cluster, clusterOf } from './cluster.ts';
import { type Edge, Linker } from './linker.ts';
import type { Listing } from './listing.ts';
import {
  ambiguousSentence,
  cutSentence,
  linkSentence,
  refusedSentence,
  type Sentence,
  tooManySentence,
} from './sentences.ts';
import type { Rule } from './tokens.ts';

/** A listing by its list and its id there. */
export interface ListingName {
  readonly list: string;
  readonly id: string;
}

/** One reason that two listings are one party. */
export interface LinkReason {
  readonly rule: Rule;
  /** The shared number as the first of the two writes it. */
  readonly value: string;
  readonly sentence: Sentence;
}

/** Two listings that are one party, and why. */
export interface PartyLink {
  readonly one: ListingName;
  readonly other: ListingName;
  readonly reasons: readonly LinkReason[];
}

/** What was seen and not followed, for a person to look at. */
export interface PartySignal {
  readonly kind: 'contradiction' | 'cut' | 'ambiguous' | 'too-many';
  readonly listings: readonly ListingName[];
  readonly sentence: Sentence;
}

/** A party as all lists have it. It is never found by name, and nothing of it is kept. */
export interface Party {
  /** The id that was asked for, of the first listing. */
  readonly id: string;
  readonly caption: string;
  /** The listing asked for first, then the others in the order of the lists. */
  readonly listings: readonly Listing[];
  readonly links: readonly PartyLink[];
  readonly signals: readonly PartySignal[];
}

/** The party that the listing of an id or referent belongs to; undefined where no list has it. */
export function partyOfId(engine: Engine, id: string): Party | undefined {
  const linker = new Linker(engine);
  const [start] = linker.named(id);
  return start === undefined ? undefined : partyIn(engine, linker, start);
}

/** The party that a listing of the engine belongs to. */
export function partyOfListing(engine: Engine, entity: Entity): Party {
  const linker = new Linker(engine);
  return partyIn(engine, linker, linker.listing(entity));
}

function partyIn(engine: Engine, linker: Linker, start: Listing): Party {
  const cluster = clusterOf(linker, start);
  const order = new Map(engine.segments.map(({ dataset }, place) => [dataset, place]));
  const place = (listing: Listing): number =>
    listing.key === start.key ? -1 : (order.get(listing.list) ?? order.size);
  const listings = [...cluster.listings].sort(
    (a, b) => place(a) - place(b) || (a.key < b.key ? -1 : 1),
  );
  return {
    id: start.entity.id,
    caption: start.entity.caption,
    listings,
    links: cluster.edges.map(linkOf),
    signals: signalsOf(cluster),
  };
}

const nameOf = ({ list, entity }: Listing): ListingName => ({ list, id: entity.id });

function linkOf(edge: Edge): PartyLink {
  return {
    one: nameOf(edge.one),
    other: nameOf(edge.other),
    reasons: edge.shared.map((token) => {
      return { rule: token.rule, value: token.shown, sentence: linkSentence(edge, token) };
    }),
  };
}

function signalsOf({ refused, cut, ambiguous, tooMany, listings }: Cluster): PartySignal[] {
  const between = ({ one, other }: Edge) => [nameOf(one), nameOf(other)];
  return [
    ...(tooMany
      ? [{ kind: 'too-many', listings: listings.map(nameOf), sentence: tooManySentence } as const]
      : []),
    ...refused.map((edge): PartySignal => {
      return { kind: 'contradiction', listings: between(edge), sentence: refusedSentence(edge) };
    }),
    ...cut.map((edge): PartySignal => {
      return { kind: 'cut', listings: between(edge), sentence: cutSentence(edge) };
    }),
    ...ambiguous.map((one): PartySignal => {
      const all = [one.listing, ...one.others].map(nameOf);
      return { kind: 'ambiguous', listings: all, sentence: ambiguousSentence(one) };
    }),
  ];
}

/** A party in the form that programs get, without what its listings say. */
export function partyJson({ listings, links, signals }: Party): object {
  return {
    listings: listings.map((listing) => {
      return { ...nameOf(listing), caption: listing.entity.caption };
    }),
    links,
    signals,
  };
}
