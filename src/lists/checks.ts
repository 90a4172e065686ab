import type { Manifest } from './manifest.ts';
import type { Tally } from './tally.ts';
import type { ListDescription } from './types.ts';

/** A check that a version failed. */
export interface FailedCheck {
  readonly name: string;
  readonly expected: string;
  readonly found: string;
}

/**
 * What speaks against a version by itself: records that came to nothing without a word, numbers of
 * entities that no sane version has, and properties that a reader seems to have stopped seeing.
 */
export function failedChecks(
  description: ListDescription,
  tally: Tally,
  records: number,
): readonly FailedCheck[] {
  const failed: FailedCheck[] = [];
  if (records === 0 || tally.listings === 0) {
    failed.push({ name: 'records', expected: 'at least one record', found: 'none' });
  } else if (tally.records < records) {
    const expected = `each of ${records} to become an entity or a signal`;
    failed.push({ name: 'records', expected, found: String(tally.records) });
  }
  for (const [schema, [least, most]] of Object.entries(description.counts)) {
    const found = tally.entities[schema] ?? 0;
    if (found >= least && found <= most) continue;
    const expected = `${least} to ${most}`;
    failed.push({ name: `number of ${schema}`, expected, found: String(found) });
  }
  return [...failed, ...failedFillRates(description, tally)];
}

/**
 * What speaks against a version beside the active one: that it has much less. `accepted` is a
 * person's word that the publisher did remove that many.
 */
export function shrinkage(
  { shrinkLimit }: ListDescription,
  listings: number,
  active: Manifest | undefined,
  accepted = false,
): readonly FailedCheck[] {
  const before = active?.listings ?? 0;
  const least = Math.ceil(before * shrinkLimit);
  if (accepted || listings >= least) return [];
  const expected = `at least ${least} entities (${shrinkLimit} of the ${before} before)`;
  return [{ name: 'shrunk list', expected, found: String(listings) }];
}

function failedFillRates(description: ListDescription, tally: Tally): readonly FailedCheck[] {
  return Object.entries(description.fillRates).flatMap(([schema, rates]) =>
    Object.entries(rates).flatMap(([property, least]) => {
      const all = tally.entities[schema] ?? 0;
      const share = all === 0 ? 0 : (tally.filled[schema]?.[property] ?? 0) / all;
      if (share >= least) return [];
      const found = `${(share * 100).toFixed(1)} %`;
      return [{ name: `${schema} with ${property}`, expected: `at least ${least * 100} %`, found }];
    }),
  );
}
