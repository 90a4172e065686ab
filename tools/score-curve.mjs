/**
 * Fits the curve from points to scores, `score` in `data/matching/model.json`, so that scores are
 * probabilities on labelled data: the pairs of `bench/pairs.mjs`, and the labelled customers with
 * the listing that is best for each. Both count alike, as neither is a file of customers.
 *
 *   npm run build && node tools/score-curve.mjs
 *
 * The points of the threshold are kept, so that the same pairs are hits: only the steepness is
 * free.
 */
import { exampleOf } from '../bench/lib/customers.mjs';
import { engineOf } from '../bench/lib/judge.mjs';
import { readEntityBench, readOwnCases, readTable } from '../bench/lib/labelled.mjs';
import { sdnEngine } from '../bench/lib/sdn.mjs';
import { MODEL, pointsFor } from '../dist/matching/model.js';

const pointsOf = ({ evidence }) => evidence.reduce((sum, { points }) => sum + points, 0);

function* labelledPairs() {
  for (const row of readTable('name_bench.csv')) {
    const names = [{ name: [row.name1] }, { name: [row.name2] }];
    yield { schema: row.schema, names, same: row.is_match === 'true' };
  }
  for (const row of readTable('ofac_sibling_negatives.csv')) {
    yield { schema: 'Person', names: [{ name: [row.name1] }, { name: [row.name2] }], same: false };
  }
  for (const { schema, query, listing, same } of [...readEntityBench(), ...readOwnCases()]) {
    yield { schema, names: [query, listing], same };
  }
}

/** Points and truth of every pair that is followed up at all; of the others nothing is said. */
function ofPairs() {
  return [...labelledPairs()].flatMap(({ schema, names: [properties, listing], same }) => {
    const { matches } = engineOf(schema, listing).match({ schema, properties }, { threshold: 0 });
    return matches.slice(0, 1).map((match) => ({ points: pointsOf(match), same }));
  });
}

async function ofCustomers() {
  const { engine } = await sdnEngine();
  return readTable('customers-mx.csv').flatMap((customer) => {
    const { matches } = engine.match(exampleOf(customer), { threshold: 0, limit: 1 });
    return matches.map((match) => ({
      points: pointsOf(match),
      same: match.entity.id === `ofac-${customer.expected}`,
    }));
  });
}

const scoreAt = (points, { evenOdds, scale }) =>
  1 / (1 + 10 ** Math.min(12, Math.max(-12, -(points - evenOdds) / scale)));

/** What the truth surprises on average, in nats. */
function loss(rows, curve) {
  const surprise = rows.map(({ points, same }) => {
    const score = Math.min(1 - 1e-6, Math.max(1e-6, scoreAt(points, curve)));
    return -Math.log(same ? score : 1 - score);
  });
  return surprise.reduce((sum, one) => sum + one, 0) / rows.length;
}

/** The mean distance between scores and shares, in tenths of the score. */
function distance(rows, curve) {
  const bins = Array.from({ length: 10 }, () => ({ scores: 0, same: 0 }));
  for (const { points, same } of rows) {
    const score = scoreAt(points, curve);
    const bin = bins[Math.min(9, Math.floor(score * 10))];
    bin.scores += score;
    if (same) bin.same++;
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.scores - bin.same), 0) / rows.length;
}

const sets = [ofPairs(), await ofCustomers()];
const kept = pointsFor(MODEL.threshold);
const slope = Math.log10(MODEL.threshold / (1 - MODEL.threshold));
const through = (scale) => ({ evenOdds: kept - slope * scale, scale });
const curves = Array.from({ length: 57 }, (_, nth) => through(2 + nth / 2));
const lossOf = (curve) => sets.reduce((sum, rows) => sum + loss(rows, curve), 0) / sets.length;
const best = curves.reduce((one, other) => (lossOf(other) < lossOf(one) ? other : one));

console.log(`${sets[0].length} pairs, ${sets[1].length} customers with their best listing\n`);
console.log('| curve | even odds | scale | loss | distance, pairs | distance, customers |');
console.log('|---|---|---|---|---|---|');
for (const [name, curve] of [
  ['of the model', MODEL.score],
  ['best', best],
]) {
  const figures = [lossOf(curve), ...sets.map((rows) => distance(rows, curve))];
  const cells = figures.map((figure) => figure.toFixed(3));
  console.log(`| ${[name, curve.evenOdds.toFixed(1), curve.scale, ...cells].join(' | ')} |`);
}
