import { join } from 'node:path';
import { packageRoot } from '../base/index.ts';
import { type HitRecord, type Screener, screenCustomers } from '../screening/index.ts';
import { describeSummary } from './commands/screen.ts';
import { type Context, print, say } from './context.ts';
import { formatTable } from './table.ts';

const SAMPLE = 'data/examples/customers.csv';
const ROWS = 20;

/** Screens the synthetic sample customers and prints the best hits as a table. */
export async function screenSample(context: Context, screener: Screener): Promise<void> {
  const started = context.clock.elapsedMs();
  const hits: HitRecord[] = [];
  const summary = await screenCustomers(
    screener,
    { path: join(packageRoot, SAMPLE) },
    {
      onHit: (hit) => {
        hits.push(hit);
      },
      abort: context.abort,
    },
  );
  const seconds = (context.clock.elapsedMs() - started) / 1000;
  const best = [...hits].sort((a, b) => b.score - a.score).slice(0, ROWS);
  say(context, `\nThe sample customers, screened (synthetic people; ${SAMPLE}):\n`);
  print(context, hitTable(best));
  if (hits.length > best.length) {
    print(context, `… and ${hits.length - best.length} more: ./tamiz screen ${SAMPLE}`);
  }
  say(context, `\n${describeSummary(summary, SAMPLE)}\nIt took ${seconds.toFixed(1)} s.\n`);
}

/** Hits as a table: who, what they look like, how much, and the strongest reason. */
function hitTable(hits: readonly HitRecord[]): string {
  return formatTable(
    [
      { heading: 'record', most: 12 },
      { heading: 'customer', most: 34 },
      { heading: 'looks like', most: 38 },
      { heading: 'score', align: 'right' },
      { heading: 'band' },
      { heading: 'besides the name', most: 52 },
    ],
    hits.map((hit) => [
      hit.record,
      nameIn(hit),
      hit.caption,
      hit.score.toFixed(2),
      hit.band,
      reason(hit),
    ]),
  );
}

function nameIn(hit: HitRecord): string {
  const first = hit.query.name ?? Object.values(hit.query)[0] ?? '';
  return typeof first === 'string' ? first : (first[0] ?? '');
}

/** The weightiest fact that is not the name itself, whether for or against. */
function reason(hit: HitRecord): string {
  const facts = hit.explanation.filter((e) => e.feature !== 'name' && e.points !== 0);
  const [first] = [...facts].sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  return first?.sentence.en ?? 'nothing: a name alone';
}
