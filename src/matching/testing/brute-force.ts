import { type Entity, type Example, exampleToEntity, isA, isListing } from '../../entity/index.ts';
import { identifierKeys, identifiersOf } from '../../identifiers/index.ts';
import { skeletonKey } from '../../names/index.ts';
import { Aligner } from '../align.ts';
import { identifierEqual } from '../facts.ts';
import { type PartyFacts, partyFacts, partyNames } from '../party.ts';
import type { PartyName } from '../party-name.ts';
import { prepareQuery, type Query } from '../query.ts';
import { canJoin, MOST_IN_RUN, SHORTEST_RUN } from '../runs.ts';
import { alignmentOf, type BestName, cappedPoints } from '../score-name.ts';
import { scoreListing } from '../scorer.ts';
import { type Agreement, NO_AGREEMENT, SKELETON_AGREEMENT, similarity } from '../similarity.ts';
import type { Match } from '../types.ts';

/**
 * The oracle: scores every listing against the query, without index, bounds or segments. It shares
 * with the engine only what defines a score, never what finds a candidate.
 */
export class BruteForce {
  readonly #listings: readonly Listing[];
  readonly #aligner = new Aligner();
  readonly #vocabulary = new Map<string, number>();
  /** Words of questions repeat, and what they agree with does not change. */
  readonly #similar = new Map<string, Uint16Array>();
  #runs: ReturnType<typeof allRuns> = [];

  constructor(entities: readonly Entity[]) {
    const holders = walletHolders(entities);
    this.#listings = entities
      .filter((entity) => isListing(entity.schema))
      .map((entity) => ({
        entity,
        names: partyNames(entity).map((name) => this.#listed(name)),
        facts: partyFacts(entity),
        keys: new Set(partyFacts(entity).identifiers.flatMap(identifierKeys)),
        wallets: holders.get(entity.id) ?? new Set(),
      }));
  }

  /** Every listing that scores `threshold` or more, best first. */
  match(example: Example, threshold: number): readonly Match[] {
    const query = prepareQuery(exampleToEntity(example));
    const similar = query.names.map((name) =>
      name.words.map((word, at) => this.#similarTo(word, name.skeletons?.[at])),
    );
    const matches: Match[] = [];
    for (const listing of this.#listings) {
      const { entity, keys, wallets } = listing;
      const shares = (among: ReadonlySet<string>) =>
        query.facts.identifiers.filter((i) => identifierKeys(i).some((key) => among.has(key)));
      const stated = shares(keys);
      const held = shares(wallets).filter((identifier) => !stated.includes(identifier));
      const identified = held.length > 0 || stated.length > 0;
      if (!identified && !query.schemas.has(entity.schema)) continue;
      const evidence = held.map((identifier) => identifierEqual(identifier, identifier));
      const best = this.#bestName(query, similar, listing, identified);
      const score = scoreListing(query.facts, listing.facts, best, evidence, threshold);
      if (score !== undefined) matches.push({ entity, ...score });
    }
    return matches.sort((a, b) => b.score - a.score);
  }

  #bestName(
    query: Query,
    similar: readonly (readonly Uint16Array[])[],
    { names }: Listing,
    identified: boolean,
  ): BestName | undefined {
    let most = Number.NEGATIVE_INFINITY;
    let best: BestName | undefined;
    query.names.forEach((ours, nth) => {
      this.#aligner.setQuery(ours.parts);
      this.#runs = allRuns(ours);
      for (const theirs of names) {
        const agrees = this.#compare(ours, similar[nth] as readonly Uint16Array[], theirs);
        // Without a part that agrees a name is worth nothing; only a number can make it a match.
        if (!agrees && !identified) continue;
        const points = cappedPoints(this.#aligner.align(), ours.cap, theirs.cap);
        if (points <= most) continue;
        most = points;
        best = {
          alignment: alignmentOf(this.#aligner),
          query: { cap: ours.cap, words: ours.words, text: ours.original, bits: ours.parts.bits },
          listing: { ...theirs, bits: theirs.parts.bits },
        };
      }
    });
    return best;
  }

  /** How every word of the list agrees with a word: each of them is compared. */
  #similarTo(word: string, skeleton: string | undefined): Uint16Array {
    const known = this.#similar.get(`${word} ${skeleton}`);
    if (known !== undefined) return known;
    const found = Uint16Array.from(this.#vocabulary.keys(), (other) => {
      const agreement = similarity(word, other);
      const alike = skeleton !== undefined && skeletonKey(other) === skeleton;
      return agreement === NO_AGREEMENT && alike ? SKELETON_AGREEMENT : agreement;
    });
    this.#similar.set(`${word} ${skeleton}`, found);
    return found;
  }

  /** Tells the aligner every way in which parts of two names agree, and whether any do. */
  #compare(ours: PartyName, similar: readonly Uint16Array[], theirs: ListedName): boolean {
    const { codes, bits, from, count } = theirs.parts;
    const aligner = this.#aligner;
    let agrees = false;
    aligner.setListing(codes, bits, from, count);
    for (let q = 0; q < ours.words.length; q++) {
      for (let l = 0; l < count; l++) {
        const agreement = (similar[q] as Uint16Array)[theirs.numbers[l] as number] as Agreement;
        if (agreement === NO_AGREEMENT) continue;
        agrees = true;
        aligner.setAgreement(q, l, agreement);
      }
    }
    for (const run of this.#runs) {
      for (let l = 0; l < count; l++) {
        if (theirs.words[l] !== run.text) continue;
        agrees = true;
        aligner.addRun(run.from, run.count, l, 1);
      }
    }
    for (const run of theirs.runs) {
      for (let q = 0; q < ours.words.length; q++) {
        if (ours.words[q] !== run.text || ((ours.identifying >>> q) & 1) === 0) continue;
        agrees = true;
        aligner.addRun(q, 1, run.from, run.count);
      }
    }
    return agrees;
  }

  #listed(name: PartyName): ListedName {
    const numbers = name.words.map((word) => {
      const known = this.#vocabulary.get(word) ?? this.#vocabulary.size;
      this.#vocabulary.set(word, known);
      return known;
    });
    const { words, parts, cap, original } = name;
    return { words, parts, cap, text: original, numbers, runs: allRuns(name) };
  }
}

interface ListedName {
  readonly words: readonly string[];
  readonly parts: PartyName['parts'];
  readonly cap: PartyName['cap'];
  readonly text: string;
  /** Its words by their numbers in the vocabulary. */
  readonly numbers: readonly number[];
  readonly runs: readonly { from: number; count: number; text: string }[];
}

interface Listing {
  readonly entity: Entity;
  readonly names: readonly ListedName[];
  readonly facts: PartyFacts;
  readonly keys: ReadonlySet<string>;
  readonly wallets: ReadonlySet<string>;
}

/** Every run of a name that can be written together. */
function allRuns({ words, parts }: PartyName): { from: number; count: number; text: string }[] {
  const runs: { from: number; count: number; text: string }[] = [];
  for (let count = 2; count <= MOST_IN_RUN; count++) {
    for (let from = 0; from + count <= words.length; from++) {
      const text = words.slice(from, from + count).join('');
      if (text.length < SHORTEST_RUN || !canJoin(parts.codes, from, count)) continue;
      runs.push({ from, count, text });
    }
  }
  return runs;
}

/** The keys of listed wallets by the id of who holds them. */
function walletHolders(entities: readonly Entity[]): ReadonlyMap<string, ReadonlySet<string>> {
  const holders = new Map<string, Set<string>>();
  for (const entity of entities) {
    if (!isA(entity.schema, 'CryptoWallet')) continue;
    const addresses = entity.properties.get('publicKey') ?? [];
    const keys = identifiersOf(new Map([['publicKey', addresses]])).flatMap(identifierKeys);
    for (const holder of entity.texts('holder')) {
      holders.set(holder, new Set([...(holders.get(holder) ?? []), ...keys]));
    }
  }
  return holders;
}
