import { type Clock, LIMITS } from '../base/index.ts';
import type { Example, FtmEntity } from '../entity/index.ts';
import { ALGORITHM, type Evidence, type Match, type MatchOptions } from '../matching/index.ts';
import { isAlgorithm, isConfigKey } from './algorithms.ts';
import type { Refusal } from './answers.ts';
import type { Datasets } from './datasets.ts';
import { type RawExample, readExample } from './example.ts';
import { acceptance, type Filters } from './filters.ts';
import { Turns } from './turns.ts';

export interface MatchRequest {
  readonly queries: Readonly<Record<string, RawExample>>;
  readonly config: Readonly<Record<string, unknown>>;
  readonly algorithm: string;
  readonly filters: Filters;
  readonly limit: number;
  readonly threshold: number;
  readonly cutoff: number;
}

/** One piece of evidence as yente explains it. */
interface Explanation {
  readonly detail: string;
  readonly score: number;
  readonly query: string;
  readonly candidate: string;
}

interface ScoredEntity extends FtmEntity {
  readonly score: number;
  readonly explanations: Readonly<Record<string, Explanation>>;
  readonly match: boolean;
}

interface QueryAnswer {
  readonly status: 200;
  readonly results: readonly ScoredEntity[];
  readonly total: { readonly value: number; readonly relation: 'eq' };
  readonly query: { readonly id: string | null } & Omit<Example, 'id'>;
}

export interface MatchAnswer {
  readonly responses: Readonly<Record<string, QueryAnswer>>;
  readonly limit: number;
}

/** Answers a batch of examples by yente's rules; one that cannot be read fails the batch. */
export async function matchBatch(
  datasets: Datasets,
  request: MatchRequest,
  clock: Clock,
): Promise<Refusal | MatchAnswer> {
  const refusal = refuseBatch(datasets, request);
  if (refusal !== undefined) return refusal;
  const turns = new Turns(clock);
  const examples: [string, Example][] = [];
  for (const [name, raw] of Object.entries(request.queries)) {
    if (turns.isOver) await turns.pass();
    const read = readExample(raw);
    if ('problem' in read) {
      return { status: 400, detail: `Cannot parse example entity: ${read.problem}` };
    }
    examples.push([name, read.example]);
  }
  if (examples.length === 0) return { status: 400, detail: 'No queries provided.' };

  const accept = acceptance(datasets, request.filters);
  const options = accept === undefined ? {} : { accept };
  const responses: [string, QueryAnswer][] = [];
  for (const [name, example] of examples) {
    // A long batch must not keep the requests of others waiting.
    if (turns.isOver) await turns.pass();
    responses.push([name, answerQuery(datasets, request, example, options)]);
  }
  return { responses: Object.fromEntries(responses), limit: request.limit };
}

function refuseBatch(datasets: Datasets, request: MatchRequest): Refusal | undefined {
  if (!datasets.has(request.filters.dataset)) {
    return { status: 404, detail: 'No such dataset.' };
  }
  if (!isAlgorithm(request.algorithm)) {
    return { status: 400, detail: `Invalid algorithm: ${request.algorithm}` };
  }
  for (const key of Object.keys(request.config)) {
    if (!isConfigKey(key)) {
      const detail = `Invalid configuration parameter: ${key} for algorithm ${ALGORITHM}`;
      return { status: 400, detail };
    }
  }
  if (Object.keys(request.queries).length > LIMITS.matchQueries) {
    const detail = `Too many queries in one batch (limit: ${LIMITS.matchQueries})`;
    return { status: 400, detail };
  }
  return undefined;
}

function answerQuery(
  datasets: Datasets,
  request: MatchRequest,
  example: Example,
  options: Pick<MatchOptions, 'accept'>,
): QueryAnswer {
  const { engine } = datasets;
  const { limit, threshold } = request;
  const cutoff = Math.min(request.cutoff, threshold);
  const { matches, total } = engine.match(example, { ...options, threshold: cutoff, limit });
  // The engine counts what reaches the cutoff; yente counts what reaches the threshold.
  const value =
    cutoff === threshold ? total : engine.match(example, { ...options, threshold, limit: 0 }).total;
  const { id = null, ...rest } = example;
  return {
    status: 200,
    results: matches
      .filter(({ score }) => score > cutoff)
      .map((match) => scoredEntity(datasets, match, threshold)),
    total: { value, relation: 'eq' },
    query: { id, ...rest },
  };
}

function scoredEntity(datasets: Datasets, match: Match, threshold: number): ScoredEntity {
  return {
    ...datasets.wire(match.entity),
    score: match.score,
    explanations: explanations(match.evidence),
    match: match.score >= threshold,
  };
}

/** Evidence by feature; the second piece of one feature is `name_2`, and so on. */
export function explanations(evidence: readonly Evidence[]): Record<string, Explanation> {
  const result: Record<string, Explanation> = {};
  const seen = new Map<string, number>();
  for (const { feature, sentence, points, query, listing } of evidence) {
    const count = (seen.get(feature) ?? 0) + 1;
    seen.set(feature, count);
    const name = count === 1 ? feature : `${feature}_${count}`;
    result[name] = { detail: sentence.en, score: points, query, candidate: listing };
  }
  return result;
}
