import { loadData } from '../../base/index.ts';
import type { Sentence } from '../../law/index.ts';

interface Point {
  readonly number: number;
  readonly group: string;
  readonly title: Sentence;
  readonly asks: Sentence;
}

/** The points of an examiner's package, from `data/reports/examiner-points.json`. */
export const { points: POINTS, groups: GROUPS } = loadData<{
  readonly points: readonly Point[];
  readonly groups: Readonly<Record<string, Sentence>>;
}>('reports/examiner-points.json');
