/** The pictures that measurements save, each from its own figures. */
import { interval, precisionRecall, reliability } from './counts.mjs';
import { chart } from './picture.mjs';
import { percent } from './report.mjs';

const share = (n) => `${Math.round(n * 100)} %`;
const tenths = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** Precision and recall of several judges; `mark` is the threshold that each one uses. */
export function precisionRecallChart(title, subtitle, judges) {
  const layers = judges.map(({ name, rows, mark }) => {
    const curve = precisionRecall(rows);
    const points = curve.map(({ recall, precision }) => [recall, precision]);
    const used = curve.filter(({ threshold }) => threshold >= mark).at(-1);
    const marks = used === undefined ? [] : [[used.recall, used.precision, `at ${mark}`]];
    return { name, kind: 'line', points: [[0, points[0]?.[1] ?? 1], ...points], marks };
  });
  return chart({
    title,
    subtitle,
    x: {
      label: 'recall: share of the true pairs found',
      domain: [0, 1],
      ticks: tenths,
      format: share,
    },
    y: {
      label: 'precision: share of the found that is true',
      domain: [0, 1],
      ticks: tenths,
      format: share,
    },
    layers,
    legend: 'left',
  });
}

/** Listed people found against alarms on innocent ones; the axis of alarms in powers of ten. */
export function detectionChart(title, subtitle, runs) {
  return chart({
    title,
    subtitle,
    x: {
      label: 'innocent customers that raise an alarm',
      domain: [0.0001, 0.1],
      ticks: [0.0001, 0.0005, 0.001, 0.003, 0.01, 0.03, 0.1],
      format: (n) => `${Number((n * 100).toPrecision(2))} %`,
      log: true,
    },
    y: {
      label: 'listed people found',
      domain: [0.6, 1],
      ticks: [0.6, 0.7, 0.8, 0.9, 1],
      format: share,
    },
    layers: runs.map(({ name, points }) => ({
      name,
      kind: 'steps',
      points: points.map(({ alarms, found }) => [alarms, found]),
    })),
  });
}

/** How far scores are from shares, each tenth weighed by its pairs: 0 is a kept promise. */
function distance(bins) {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  return bins.reduce((sum, b) => sum + (b.rows / rows) * Math.abs(b.predicted - b.share), 0);
}

/** The table and the picture of how far scores keep what they promise. */
export function reliabilityReport(report, file, title, subtitle, rows) {
  const bins = reliability(rows).filter((bin) => bin.rows > 0);
  report.table(
    title,
    ['score', 'pairs', 'mean score', 'share the same', '95 % interval'],
    bins.map((bin) => [
      `${bin.from.toFixed(1)} to ${bin.to.toFixed(1)}`,
      bin.rows,
      bin.predicted.toFixed(3),
      bin.share.toFixed(3),
      `${bin.low.toFixed(3)} to ${bin.high.toFixed(3)}`,
    ]),
    `${subtitle} Mean distance between score and share: ${distance(bins).toFixed(3)}.`,
  );
  const silent = rows.filter((row) => row.score <= 0);
  const missed = silent.filter((row) => row.same).length;
  const [, most] = interval(missed, silent.length);
  const rest =
    silent.length === 0
      ? ''
      : ` ${missed} of ${silent.length} without a score are the same (≤ ${percent(most, 1)}).`;
  const svg = chart({
    title,
    subtitle: `Bars: 95 % intervals; figures: pairs.${rest}`,
    x: { label: 'mean score given', domain: [0, 1], ticks: tenths, format: (n) => n.toFixed(1) },
    y: {
      label: 'share that is the same',
      domain: [0, 1],
      ticks: tenths,
      format: (n) => n.toFixed(1),
    },
    even: true,
    layers: [
      {
        kind: 'dots',
        points: bins.map((bin) => ({
          x: bin.predicted,
          y: bin.share,
          low: bin.low,
          high: bin.high,
          label: bin.rows,
        })),
      },
    ],
  });
  report.picture({ file, title, svg });
}
