import type { Example } from '../entity/index.ts';
import type { Engine, Match, MatchResult } from '../matching/index.ts';

/** What is known of one party, and how many listings are wanted that may be it. */
export interface LookUp {
  readonly examples: readonly Example[];
  readonly threshold: number;
  readonly limit: number;
}

/** Asks about one party in every way that it may be listed; the best match of each listing. */
export function lookUp(engine: Engine, { examples, threshold, limit }: LookUp): MatchResult {
  const found = new Map<string, Match>();
  for (const example of examples) {
    const answer = engine.match(example, { limit: Number.POSITIVE_INFINITY, threshold });
    for (const match of answer.matches) {
      const before = found.get(match.entity.id);
      if (before === undefined || match.score > before.score) found.set(match.entity.id, match);
    }
  }
  const matches = [...found.values()].sort((a, b) => b.score - a.score);
  return { matches: matches.slice(0, limit), total: matches.length };
}
