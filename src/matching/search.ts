import { isListing } from '../entity/index.ts';
import { analyseName } from '../names/index.ts';
import { numberList } from './lists-of-numbers.ts';
import { partyName } from './party-name.ts';
import type { SegmentEngine } from './segment-engine.ts';

/**
 * Ids of the listings whose names hold every word of `text`, the last word as a prefix. Best first:
 * the fewer other words a name has, the better; ties in the order of the lists. An empty text gives
 * all listings.
 */
export function searchNames(
  engines: readonly SegmentEngine[],
  text: string,
  fuzzy: boolean,
): readonly string[] {
  // Names are filed under the parts that identify; `de` and `los` would find nothing.
  const words = partyName('name', 0, analyseName(text, 'unknown')).flatMap((name) =>
    name.words.filter((_, at) => ((name.identifying >>> at) & 1) === 1),
  );
  if (words.length === 0) return text.trim() === '' ? allIds(engines) : [];
  const found = new Map<string, number>();
  for (const engine of engines) {
    const { segment } = engine;
    const wordSets = words.map((word, index) => {
      const set = new Set<number>();
      const last = index === words.length - 1;
      const [from, to] = last ? segment.words.prefixRange(word) : exact(engine, word);
      for (let at = from; at < to; at++) set.add(at);
      if (fuzzy) for (const similar of engine.finder.similarTo(word).words) set.add(similar);
      return set;
    });
    for (const [entity, others] of entitiesWithAll(engine, wordSets)) {
      const id = segment.entity(entity).id;
      if (!found.has(id)) found.set(id, others);
    }
  }
  return [...found].sort((a, b) => a[1] - b[1]).map(([id]) => id);
}

function exact(engine: SegmentEngine, word: string): readonly [number, number] {
  const at = engine.segment.words.find(word);
  return at < 0 ? [0, 0] : [at, at + 1];
}

/** Entities with a name that has a word of every set, and how many words that name has besides. */
function entitiesWithAll(
  { segment }: SegmentEngine,
  wordSets: readonly ReadonlySet<number>[],
): ReadonlyMap<number, number> {
  const met = new Map<number, number>();
  wordSets.forEach((set, index) => {
    for (const word of set) {
      for (const name of numberList(segment.postings, word)) {
        if ((met.get(name) ?? 0) === index) met.set(name, index + 1);
      }
    }
  });
  const entities = new Map<number, number>();
  for (const [name, count] of [...met].sort((a, b) => a[0] - b[0])) {
    if (count < wordSets.length) continue;
    const entity = segment.nameEntity[name] as number;
    const others = segment.wordsOf(name).length - count;
    entities.set(entity, Math.min(entities.get(entity) ?? others, others));
  }
  return entities;
}

function allIds(engines: readonly SegmentEngine[]): readonly string[] {
  const ids = new Set<string>();
  for (const { segment } of engines) {
    for (let index = 0; index < segment.entityCount; index++) {
      if (isListing(segment.schema(index))) ids.add(segment.entity(index).id);
    }
  }
  return [...ids];
}
