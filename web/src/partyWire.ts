/** `GET /v1/parties/{id}`, as far as the page shows it. */
import type { LinkReason, ListingName, PartySignal } from '../../src/parties/index.ts';
import type { Sentence } from '../../src/screening/index.ts';
import type { Listing, ListState } from './wire.ts';

export interface PartyListing extends Listing {
  readonly list: string;
  readonly id: string;
  readonly caption: string;
  readonly record: string | null;
  readonly heldFrom: string | null;
  readonly knownAt: string | null;
  /** What this list decided about the party. */
  readonly acts: readonly Listing[];
}

export interface PartyLink {
  readonly one: ListingName;
  readonly other: ListingName;
  readonly reasons: readonly LinkReason[];
}

export interface LawBasis {
  readonly programme: string;
  readonly order?: string;
  readonly standing: string;
  readonly verified: string;
  readonly times: {
    readonly known: string;
    readonly from?: string;
    readonly seen?: string;
    readonly announcedFrom?: string;
  };
  readonly sources: readonly { readonly dataset: string; readonly reference: string | null }[];
  readonly notes: readonly Sentence[];
}

export interface LawClock {
  readonly id: string;
  readonly name: Sentence;
  readonly starts: Sentence;
  readonly ifOnThatDay: { readonly due: string };
}

export interface LawEffect {
  readonly id: string;
  readonly programme: string;
  readonly act: string;
  readonly standing: string;
  readonly text: Sentence;
  readonly reach: readonly string[];
  readonly duties: readonly Sentence[];
  readonly factors: readonly Sentence[];
  readonly clocks: readonly LawClock[];
  readonly citations: readonly string[];
  readonly verified: string;
  readonly basis: LawBasis;
}

type Words = Readonly<Record<string, Sentence>>;

export interface PartyLaw {
  readonly date: string;
  readonly knownAt: string | null;
  readonly effects: readonly LawEffect[];
  readonly others: readonly {
    readonly programme: string;
    readonly act: string;
    readonly binds: readonly Sentence[];
  }[];
  readonly notInForce: readonly LawBasis[];
  readonly excluded: readonly { readonly order: string; readonly as: string }[];
  readonly knownLater: readonly string[];
  readonly licences: readonly {
    readonly id: string;
    readonly name: Sentence;
    readonly permits: Sentence;
    readonly conditions: readonly Sentence[];
    readonly verified: string;
  }[];
  readonly citations: Readonly<
    Record<string, { readonly cite: string; readonly title: string; readonly verified: string }>
  >;
  readonly notice: Sentence;
  readonly words: {
    readonly actor: Sentence;
    readonly acts: Words;
    readonly certainties: Words;
    readonly reaches: Words;
    readonly verified: Words;
    readonly verifiedShort: Words;
    readonly union: Sentence;
    readonly programmes: Words;
  };
}

export interface PartyAnswer {
  readonly id: string;
  readonly caption: string;
  readonly asOf: string | null;
  readonly listings: readonly PartyListing[];
  readonly links: readonly PartyLink[];
  readonly signals: readonly PartySignal[];
  readonly lists: readonly ListState[];
  readonly coverage: { readonly sentence: Sentence };
  readonly law: PartyLaw;
}

/** `GET /v1/actors` */
export interface Actors {
  readonly kinds: readonly { readonly kind: string; readonly name: Sentence }[];
}
