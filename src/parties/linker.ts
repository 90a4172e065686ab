import { type Entity, isListing } from '../entity/index.ts';
import type { Engine } from '../matching/index.ts';
import { type Against, against, keptApart, type Listing, listingOf } from './listing.ts';
import { RULES, type Rule, type Token } from './tokens.ts';

/** Two listings that share what names one party only, and that nothing keeps apart. */
export interface Edge {
  /** The one whose key sorts first. */
  readonly one: Listing;
  readonly other: Listing;
  /** What they share, the surest first. */
  readonly shared: readonly SharedToken[];
}

export interface SharedToken extends Token {
  /** As the other listing writes it. */
  readonly shownThere: string;
}

/** Two listings that share what names one party only, and cannot be one. */
export interface Refused extends Edge {
  readonly why: Against;
}

/** Something that several records of one list state, which thus names none of them. */
export interface Ambiguous {
  readonly listing: Listing;
  readonly token: Token;
  /** The other records of its list. */
  readonly others: readonly Listing[];
}

/** What speaks for and against a listing being one party with others. */
export interface Neighbourhood {
  readonly edges: readonly Edge[];
  readonly refused: readonly Refused[];
  readonly ambiguous: readonly Ambiguous[];
}

/** How sure a rule is; lower is surer. */
export const rankOf = (rule: Rule): number => RULES.indexOf(rule);

/**
 * Finds listings that are linked with a listing, by the indexes that the lists have anyway: nothing
 * is kept for it. One of these serves one question; it remembers what it looked up.
 */
export class Linker {
  readonly #engine: Engine;
  readonly #listings = new Map<Entity, Listing>();
  readonly #bearers = new Map<string, readonly Listing[]>();
  readonly #neighbourhoods = new Map<string, Neighbourhood>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** The listings of an id or referent, in the order of the lists. */
  named(id: string): readonly Listing[] {
    const entities = this.#engine.everyEntity(id).filter(({ schema }) => isListing(schema));
    return entities.map((entity) => this.listing(entity));
  }

  listing(entity: Entity): Listing {
    const known = this.#listings.get(entity);
    if (known !== undefined) return known;
    const made = listingOf(this.#engine, entity);
    this.#listings.set(entity, made);
    return made;
  }

  /** Everything that a listing shares with others. */
  around(listing: Listing): Neighbourhood {
    const known = this.#neighbourhoods.get(listing.key);
    if (known !== undefined) return known;
    const ambiguous: Ambiguous[] = [];
    const met = new Map<string, { readonly other: Listing; readonly shared: SharedToken[] }>();
    for (const token of listing.tokens.values()) {
      const bearers = this.#bearersOf(token);
      const others = bearers.filter((one) => keptApart(one, listing));
      if (isAmbiguous(token, listing, bearers)) {
        ambiguous.push({ listing, token, others });
        continue;
      }
      for (const other of bearers) {
        if (other.key === listing.key || isAmbiguous(token, other, bearers)) continue;
        const entry = met.get(other.key) ?? { other, shared: [] };
        entry.shared.push(sharedOf(token, other));
        met.set(other.key, entry);
      }
    }
    const edges: Edge[] = [];
    const refused: Refused[] = [];
    for (const { other, shared } of met.values()) {
      const edge = edgeOf(listing, other, shared);
      const why = against(listing, other);
      if (why === undefined) edges.push(edge);
      else refused.push({ ...edge, why });
    }
    const found = { edges, refused, ambiguous };
    this.#neighbourhoods.set(listing.key, found);
    return found;
  }

  /** Every listing with this token. */
  #bearersOf({ text, rule, key }: Token): readonly Listing[] {
    const known = this.#bearers.get(text);
    if (known !== undefined) return known;
    const entities = rule === 'id' ? this.#engine.everyEntity(key) : this.#engine.bearing(key);
    const found = new Map<string, Listing>();
    for (const entity of entities) {
      if (!isListing(entity.schema)) continue;
      const listing = this.listing(entity);
      if (listing.tokens.has(text)) found.set(listing.key, listing);
    }
    const bearers = [...found.values()];
    this.#bearers.set(text, bearers);
    return bearers;
  }
}

/** Whether another record of its own list has the token too, so that it names neither. */
export function isAmbiguous(token: Token, listing: Listing, bearers: readonly Listing[]): boolean {
  return token.rule !== 'id' && bearers.some((one) => keptApart(one, listing));
}

/** The surer of the two kinds in which the lists have it. */
function sharedOf(token: Token, other: Listing): SharedToken {
  const theirs = other.tokens.get(token.text) as Token;
  const rule = rankOf(theirs.rule) < rankOf(token.rule) ? theirs.rule : token.rule;
  return { ...token, rule, shownThere: theirs.shown };
}

export function edgeOf(a: Listing, b: Listing, shared: readonly SharedToken[]): Edge {
  const order = (x: SharedToken, y: SharedToken) =>
    rankOf(x.rule) - rankOf(y.rule) || (x.text < y.text ? -1 : 1);
  const sorted = [...shared].sort(order);
  if (a.key < b.key) return { one: a, other: b, shared: sorted };
  const turned = sorted.map(({ shown, shownThere, ...token }) => {
    return { ...token, shown: shownThere, shownThere: shown };
  });
  return { one: b, other: a, shared: turned };
}
