import { type Entity, type Example, exampleToEntity, isA, isListing } from '../../entity/index.ts';
import { identifierKeys, identifiersOf } from '../../identifiers/index.ts';
import { align } from '../align.ts';
import { identifierEqual } from '../facts.ts';
import { type PartyFacts, type PartyName, partyFacts, partyNames } from '../party.ts';
import { capName } from '../score-name.ts';
import { type BestName, scoreListing } from '../scorer.ts';
import { prepareQuery, type Query } from '../segment-engine.ts';
import { similarity } from '../similarity.ts';
import type { Match } from '../types.ts';

/**
 * The oracle: scores every listing against the query, without index, bounds or segments. It shares
 * with the engine only what defines a score, never what finds a candidate.
 */
export function bruteForce(
  entities: readonly Entity[],
  example: Example,
  threshold: number,
): readonly Match[] {
  const query = prepareQuery(exampleToEntity(example));
  const holders = walletHolders(entities);
  const matches: Match[] = [];
  for (const entity of entities) {
    if (!isListing(entity.schema)) continue;
    const facts = factsOf(entity);
    const own = facts.identifiers;
    const keys = new Set(own.flatMap(identifierKeys));
    const shares = (identifier: (typeof own)[number], among: ReadonlySet<string>) =>
      identifierKeys(identifier).some((key) => among.has(key));
    const wallets = holders.get(entity.id) ?? new Set();
    const held = query.facts.identifiers.filter((i) => shares(i, wallets) && !shares(i, keys));
    const stated = query.facts.identifiers.some((i) => shares(i, keys));
    if (held.length === 0 && !stated && !query.schemas.has(entity.schema)) continue;
    const evidence = held.map((i) => identifierEqual(i, i));
    const best = bestName(query, entity);
    const score = scoreListing(query.facts, facts, best, evidence, threshold);
    if (score !== undefined) matches.push({ entity, ...score });
  }
  return matches.sort((a, b) => b.score - a.score);
}

/** Names and facts are read once for each entity, as many queries meet the same ones. */
const analysed = new WeakMap<Entity, readonly PartyName[]>();
const compared = new WeakMap<Entity, PartyFacts>();

function factsOf(entity: Entity): PartyFacts {
  const known = compared.get(entity) ?? partyFacts(entity);
  compared.set(entity, known);
  return known;
}

function namesOf(entity: Entity): readonly PartyName[] {
  const known = analysed.get(entity) ?? partyNames(entity);
  analysed.set(entity, known);
  return known;
}

function bestName(query: Query, entity: Entity): BestName | undefined {
  let best: BestName | undefined;
  const listings = namesOf(entity).filter((name) => name.analysed.tokens.length > 0);
  for (const ours of query.names) {
    for (const theirs of listings) {
      const q = ours.analysed.tokens;
      const l = theirs.analysed.tokens;
      const alignment = align(q, l, (i, j) => similarity(q[i]!.text, l[j]!.text));
      const score = capName(
        alignment,
        { property: ours.property, parts: q },
        { property: theirs.property, parts: l },
      );
      if (best !== undefined && score.points <= best.score.points) continue;
      best = {
        score,
        query: { property: ours.property, text: ours.analysed.original, parts: q },
        listing: { property: theirs.property, text: theirs.analysed.original, parts: l },
      };
    }
  }
  return best;
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
