import type { Json } from '../../journal/index.ts';
import type { Evidence, Match } from '../../matching/index.ts';
import { evidenceDigest } from '../customers/ledger.ts';
import type { HitRecord } from '../types.ts';

/** A hit as it is taken down: its listing, list, score, band, and a digest of its reasons. */
export type HitAnswer = [
  entity: string,
  dataset: string,
  score: number,
  band: string,
  reasons: string,
];

/** The score as outputs write it. */
const rounded = (score: number): number => Math.round(score * 10_000) / 10_000;

/** The hits of a look-up. */
export function answersOf(
  matches: readonly Match[],
  listOf: (entity: Match['entity']) => string,
): HitAnswer[] {
  return matches.map(({ entity, score, band, evidence }) =>
    answer(entity.id, listOf(entity), score, band, evidence),
  );
}

/** The hits of a row of a file. */
export const answersOfHits = (hits: readonly HitRecord[]): HitAnswer[] =>
  hits.map(({ entity, dataset, score, band, explanation }) =>
    answer(entity, dataset, score, band, explanation),
  );

const answer = (
  entity: string,
  dataset: string,
  score: number,
  band: string,
  evidence: readonly Evidence[],
): HitAnswer => [entity, dataset, rounded(score), band, evidenceDigest(evidence)];

/** How the answers to the same question differ, as paths with what was and what is there. */
export interface Difference {
  readonly where: string;
  readonly was: Json | undefined;
  readonly is: Json | undefined;
}

/** The first differences of two answers. */
export function differences(was: Json, is: Json, most = 20): readonly Difference[] {
  const found: Difference[] = [];
  const compare = (where: string, a: Json | undefined, b: Json | undefined): void => {
    if (found.length >= most || JSON.stringify(a) === JSON.stringify(b)) return;
    if (!isContainer(a) || !isContainer(b)) {
      found.push({ where, was: a, is: b });
      return;
    }
    const [left, right] = [Object.entries(a), Object.entries(b)];
    const names = new Set([...left, ...right].map(([name]) => name));
    const [ours, theirs] = [new Map<string, Json>(left), new Map<string, Json>(right)];
    for (const name of names) compare(`${where}/${name}`, ours.get(name), theirs.get(name));
  };
  compare('', was, is);
  return found;
}

const isContainer = (json: Json | undefined): json is Json & object =>
  typeof json === 'object' && json !== null;
