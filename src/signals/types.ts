import type { Sentence } from '../law/index.ts';

/** The layouts that announcements are read from. */
export type FeedFormat = 'rss' | 'atom' | 'federal-register';

/** One announcement as one feed tells it. What its text means is not known here yet. */
export interface FeedItem {
  readonly format: FeedFormat;
  /** The publisher's name of the item, scoped to the publisher where it is unique only there. */
  readonly own: string;
  /** Everything by which another feed may know the same document, `own` included; sorted. */
  readonly keys: readonly string[];
  readonly link: string | null;
  readonly title: string;
  /** Plain text: markup is taken out, paragraphs are lines. */
  readonly text: string;
  /** ISO day or moment; null where the feed gives none. */
  readonly published: string | null;
  readonly updated: string | null;
  /** The day on which the document says, in a field of its own, that it takes effect. */
  readonly effective: string | null;
  /** Who the feed says has issued it. */
  readonly issuer: string | null;
}

/** What an announcement may be; `data/signals/kinds.json` says how each is recognised. */
export const KINDS = [
  'designation',
  'removal',
  'general-licence',
  'advisory',
  'order',
  'ruling',
  'treaty',
  'hearing',
] as const;
export type Kind = (typeof KINDS)[number];

/** The sentence that a rule found, word for word. */
export interface Evidence {
  readonly sentence: string;
  /** The words of it that the rule was satisfied by, as they stand there. */
  readonly words: readonly string[];
  /** The rule of `data/signals` or, for a party, which of its names. */
  readonly rule: string;
  /** `own` of the item it stands in. */
  readonly item: string;
}

export interface KindFound {
  readonly kind: Kind;
  readonly evidence: readonly Evidence[];
}

export interface ProgrammeFound {
  /** Of `data/law/programmes.json`. */
  readonly programme: string;
  readonly evidence: readonly Evidence[];
}

/** A name in the text with the parties that may be meant. Nobody picks one but a person. */
export interface PartyFound {
  /** The name as the register or the caller has it. */
  readonly name: string;
  /** In order of their ids. */
  readonly parties: readonly { readonly id: string; readonly caption: string }[];
  /**
   * `named`: one party goes by exactly this name. `open`: several do, or it is a weak alias or a
   * short word, which anybody may go by.
   */
  readonly standing: 'named' | 'open';
  readonly why: Sentence | null;
  readonly evidence: readonly Evidence[];
}

/** What the rules make of a text. It binds nobody. */
export interface Proposal {
  readonly kinds: readonly KindFound[];
  readonly programmes: readonly ProgrammeFound[];
  readonly parties: readonly PartyFound[];
}

/** What a person said of an event, kept for good. */
export interface Decision {
  /** The id by which the event was known that day. */
  readonly event: string;
  /** `own` of the items that it came from then, by which it is found again. */
  readonly items: readonly string[];
  readonly verdict: 'confirmed' | 'rejected';
  readonly by: string;
  readonly reason: string;
  /** ISO moment. */
  readonly at: string;
  /** The kinds that it is about. */
  readonly kinds: readonly Kind[];
  /** The parties that were confirmed: those named, and those picked of open ones. */
  readonly parties: readonly string[];
  /** Whether the person said which parties; only then is an open name settled. */
  readonly partiesChosen: boolean;
  readonly programmes: readonly string[];
  /** What stood there to be decided; when it changes, the event is open again. */
  readonly seen: string;
  /** The title at that time, for whoever reads the record alone. */
  readonly title: string;
}

/** An item with when it was first read, and from where. */
export interface KeptItem {
  readonly item: FeedItem;
  readonly feed: string;
  /** ISO moment. */
  readonly readAt: string;
}

export interface Source extends KeptItem {
  /** False for a version that a later one of the same publisher replaced. */
  readonly current: boolean;
}

export interface SignalEvent {
  readonly id: string;
  /** Every id that it answers to: one for each name of its document. */
  readonly ids: readonly string[];
  /** `proposed` until a named person decides, and again when what was decided about has changed. */
  readonly state: 'proposed' | 'confirmed' | 'rejected';
  readonly title: string;
  /** The day of publication, the earliest that a feed gives; null where none does. */
  readonly date: string | null;
  readonly effective: readonly string[];
  readonly link: string | null;
  readonly issuers: readonly string[];
  /** The publisher that the address belongs to by `data/signals/publishers.json`, if any. */
  readonly publisher: string | null;
  readonly proposal: Proposal;
  /** Fingerprint of the proposal. */
  readonly seen: string;
  readonly sources: readonly Source[];
  /** All decisions, the first one first. */
  readonly decisions: readonly Decision[];
  /** True where a decision was taken and what it was about has changed since. */
  readonly changedSince: boolean;
  /** What a person should now do; empty unless it is confirmed. */
  readonly todo: readonly Sentence[];
}
