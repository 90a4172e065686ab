import { sha256 } from '../base/index.ts';
import type { PartyHit, PartyIndex } from './parties.ts';
import { sentencesOf, wordsOf } from './plain-text.ts';
import { kindsIn, programmesIn, type RuleHit } from './rules.ts';
import {
  type Evidence,
  type FeedItem,
  KINDS,
  type Kind,
  type KindFound,
  type PartyFound,
  type ProgrammeFound,
  type Proposal,
} from './types.ts';

/** How many sentences are shown for one finding; the rest says the same again. */
const MOST_EVIDENCE = 3;

/** What the rules make of the texts of one document. The order of the items does not matter. */
export function propose(items: readonly FeedItem[], parties: PartyIndex): Proposal {
  const kinds = new Findings<KindFound>();
  const programmes = new Findings<ProgrammeFound>();
  const named = new Findings<PartyFound>();
  const order = (item: FeedItem) => `${item.published ?? ''} ${contentKey(item)}`;
  const ordered = [...items].sort((a, b) => compare(order(a), order(b)));
  for (const item of ordered) {
    for (const found of findingsIn(item, parties)) {
      const seen = { sentence: found.sentence, item: item.own };
      for (const { what, rule, words } of found.kinds) {
        kinds.add(what, { kind: what, evidence: [] }, { ...seen, rule, words });
      }
      for (const { what, rule, words } of found.programmes) {
        programmes.add(what, { programme: what, evidence: [] }, { ...seen, rule, words });
      }
      for (const { words, ...party } of found.parties) {
        const key = `${party.standing} ${party.parties.map(({ id }) => id).join(' ')}`;
        const evidence = { ...seen, rule: party.name, words: [words] };
        named.add(key, { ...party, evidence: [] }, evidence);
      }
    }
  }
  return {
    kinds: KINDS.flatMap((kind) => kinds.all().filter((found) => found.kind === kind)),
    programmes: programmes.all(),
    parties: withoutAnswered(named.all()),
  };
}

/** What one sentence has. */
interface InSentence {
  readonly sentence: string;
  readonly kinds: readonly RuleHit<Kind>[];
  readonly programmes: readonly RuleHit<string>[];
  readonly parties: readonly PartyHit[];
}

/** The findings of items, kept while the items are: one command looks at them several times. */
const looked = new WeakMap<PartyIndex, WeakMap<FeedItem, readonly InSentence[]>>();

function findingsIn(item: FeedItem, parties: PartyIndex): readonly InSentence[] {
  const byItem = looked.get(parties) ?? new WeakMap<FeedItem, readonly InSentence[]>();
  looked.set(parties, byItem);
  const known = byItem.get(item);
  if (known !== undefined) return known;
  const sentences = [...new Set([item.title, ...sentencesOf(item.text)])];
  const found = sentences.flatMap((sentence) => {
    const words = wordsOf(sentence);
    const one = {
      sentence,
      kinds: kindsIn(sentence, words),
      programmes: programmesIn(sentence, words),
      parties: parties.find(sentence, words),
    };
    return one.kinds.length + one.programmes.length + one.parties.length === 0 ? [] : [one];
  });
  byItem.set(item, found);
  return found;
}

/** An open name that only one party goes by asks nothing where that party is named in full. */
function withoutAnswered(found: readonly PartyFound[]): readonly PartyFound[] {
  const named = new Set(
    found.filter(({ standing }) => standing === 'named').map(({ parties }) => parties[0]?.id),
  );
  return found.filter(
    ({ standing, parties }) =>
      standing === 'named' || parties.length > 1 || !named.has(parties[0]?.id),
  );
}

/** Findings by key, each with the first sentences that show it. */
class Findings<Found extends { readonly evidence: readonly Evidence[] }> {
  readonly #found = new Map<string, Found>();

  add(key: string, fresh: Found, evidence: Evidence): void {
    const found = this.#found.get(key) ?? fresh;
    const known = found.evidence.some(({ sentence }) => sentence === evidence.sentence);
    const more = !known && found.evidence.length < MOST_EVIDENCE;
    this.#found.set(key, more ? { ...found, evidence: [...found.evidence, evidence] } : found);
  }

  all(): readonly Found[] {
    return [...this.#found].sort(([a], [b]) => compare(a, b)).map(([, found]) => found);
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Two items with the same key say the same. */
export function contentKey(item: FeedItem): string {
  const { format, own, keys, link, title, text, published, updated, effective, issuer } = item;
  return sha256(
    JSON.stringify([format, own, keys, link, title, text, published, updated, effective, issuer]),
  );
}

/** Sixteen digits that change when what there is to decide about changes, whatever the wording. */
export function proposalKey(proposal: Proposal, effective: readonly string[]): string {
  const { kinds, programmes, parties } = proposal;
  return sha256(
    JSON.stringify([
      kinds.map(({ kind }) => kind),
      programmes.map(({ programme }) => programme),
      parties.map(({ standing, parties: who }) => [standing, who.map(({ id }) => id)]),
      effective,
    ]),
  ).slice(0, 16);
}
