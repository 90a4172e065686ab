import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot, sha256, writeAtomically } from '../base/index.ts';
import { segmentFingerprint } from '../matching/index.ts';
import {
  type HitRecord,
  type Screener,
  type ScreenSummary,
  screenCustomers,
} from '../screening/index.ts';
import type { Context } from './context.ts';

/** The synthetic sample customers. */
export const SAMPLE = 'data/examples/customers.csv';

/** What came of screening the sample, and how long it took when it was done. */
export interface SampleResult {
  /** Changes with the sample, the lists, the weights and the code. */
  readonly key: string;
  readonly hits: readonly HitRecord[];
  readonly summary: ScreenSummary;
  readonly seconds: number;
}

/**
 * Screens the sample, or gives the result of an earlier start when nothing has changed since: the
 * second `npm start` has nothing to do but to listen. It is kept in the data folder, `sample.json`.
 */
export async function sampleResult(
  context: Pick<Context, 'clock' | 'abort'>,
  screener: Screener,
  home: string,
): Promise<SampleResult> {
  const path = join(home, 'sample.json');
  const key = keyOf(screener);
  const kept = readKept(path);
  if (kept?.key === key) return kept;
  const started = context.clock.elapsedMs();
  const hits: HitRecord[] = [];
  const onHit = (hit: HitRecord) => void hits.push(hit);
  const input = { path: join(packageRoot, SAMPLE) };
  const summary = await screenCustomers(screener, input, { onHit, abort: context.abort });
  const seconds = (context.clock.elapsedMs() - started) / 1000;
  const result: SampleResult = { key, hits, summary, seconds };
  if (summary.complete) await writeAtomically(path, JSON.stringify(result));
  return result;
}

function keyOf({ engine, coverage }: Screener): string {
  const lists = engine.segments.map(({ dataset, version }) => `${dataset} ${version}`);
  const files = [SAMPLE, 'data/matching/model.json', 'package.json'].map((file) =>
    sha256(readFileSync(join(packageRoot, file))),
  );
  return sha256([...lists, ...files, segmentFingerprint(), coverage.sentence.en].join('\n'));
}

/** Anything that cannot be read is as good as nothing: the sample is screened again. */
function readKept(path: string): SampleResult | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as SampleResult;
  } catch {
    return undefined;
  }
}
