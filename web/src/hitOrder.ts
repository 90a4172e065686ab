import type { Band, HitRecord } from './wire.ts';

export interface HitOrder {
  readonly column: 'record' | 'caption' | 'band' | 'score';
  readonly direction: 'ascending' | 'descending';
}

/** A hit with its place in the file, which tells two hits of one record and listing apart. */
export interface IndexedHit {
  readonly id: number;
  readonly hit: HitRecord;
}

const RANK: Readonly<Record<Band, number>> = { none: 0, possible: 1, strong: 2 };

/** The hits of a band (`all` for every one) in the order asked for; ties stay in file order. */
export function orderedHits(
  hits: readonly HitRecord[],
  band: Band | 'all',
  order: HitOrder,
  collator: Intl.Collator,
): readonly IndexedHit[] {
  const sign = order.direction === 'ascending' ? 1 : -1;
  const compare = (a: HitRecord, b: HitRecord): number => {
    if (order.column === 'score') return a.score - b.score;
    if (order.column === 'band') return RANK[a.band] - RANK[b.band] || a.score - b.score;
    return collator.compare(a[order.column], b[order.column]);
  };
  return hits
    .map((hit, id) => ({ id, hit }))
    .filter(({ hit }) => band === 'all' || hit.band === band)
    .sort((a, b) => sign * compare(a.hit, b.hit) || a.id - b.id);
}
