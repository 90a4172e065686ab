/** How often judgements are right, from rows `{ score, same }`. */

/** Precision, recall and F1 of rows `{ score, same }` at a threshold. */
export function judge(rows, threshold) {
  let hits = 0;
  let alarms = 0;
  let same = 0;
  for (const row of rows) {
    if (row.same) same++;
    if (row.score >= threshold) row.same ? hits++ : alarms++;
  }
  const precision = hits + alarms === 0 ? 1 : hits / (hits + alarms);
  const recall = same === 0 ? 1 : hits / same;
  const right = hits + (rows.length - same - alarms);
  return {
    rows: rows.length,
    same,
    right,
    missed: same - hits,
    alarms,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

/** Precision and recall at every score that occurs, from the highest down. */
export function precisionRecall(rows) {
  const sorted = [...rows].sort((a, b) => b.score - a.score);
  const same = sorted.filter((row) => row.same).length;
  const points = [];
  let hits = 0;
  sorted.forEach((row, index) => {
    if (row.same) hits++;
    // Rows of one score stand or fall together; what got no score is never found.
    if (row.score <= 0 || sorted[index + 1]?.score === row.score) return;
    points.push({ recall: hits / same, precision: hits / (index + 1), threshold: row.score });
  });
  return points;
}

/** The area under the curve in steps, as it is commonly defined. */
export function averagePrecision(points) {
  let before = 0;
  let area = 0;
  for (const { recall, precision } of points) {
    area += (recall - before) * precision;
    before = recall;
  }
  return area;
}

/** The best F1 that any threshold would have given. */
export const bestF1 = (points) =>
  points.reduce(
    (best, { recall, precision, threshold }) => {
      const f1 = (2 * precision * recall) / (precision + recall);
      return f1 > best.f1 ? { f1, threshold } : best;
    },
    { f1: 0, threshold: 1 },
  );

/** Wilson's interval of a share, at 95 %: holds for few rows and for shares near 0 and 1. */
export function interval(hits, rows) {
  if (rows === 0) return [0, 1];
  const z = 1.96;
  const share = hits / rows;
  const middle = share + (z * z) / (2 * rows);
  const spread = z * Math.sqrt((share * (1 - share)) / rows + (z * z) / (4 * rows * rows));
  const scale = 1 + (z * z) / rows;
  return [Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale)];
}

/** Of rows scored in each tenth, the share that is the same: what a calibrated score promises. */
export function reliability(rows, bins = 10) {
  return Array.from({ length: bins }, (_, bin) => {
    // What got no score at all was not predicted anything.
    const inside = rows.filter(
      (row) => row.score > 0 && Math.min(bins - 1, Math.floor(row.score * bins)) === bin,
    );
    const same = inside.filter((row) => row.same).length;
    const predicted = inside.reduce((sum, row) => sum + row.score, 0) / (inside.length || 1);
    const [low, high] = interval(same, inside.length);
    const share = same / (inside.length || 1);
    return {
      from: bin / bins,
      to: (bin + 1) / bins,
      rows: inside.length,
      predicted,
      share,
      low,
      high,
    };
  });
}
