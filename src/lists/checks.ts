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
 * What speaks against making a version the active one: numbers of entities that no sane version has,
 * properties that a reader seems to have stopped seeing, and a list that shrank. `acceptShrink` is a
 * person's word that the publisher did remove that many.
 */
export function failedChecks(
  description: ListDescription,
  tally: Tally,
  records: number,
  active: Manifest | undefined,
  acceptShrink: boolean,
): readonly FailedCheck[] {
  const failed: FailedCheck[] = [];
  if (records === 0 || tally.listings === 0) {
    failed.push({ name: 'records', expected: 'at least one record', found: 'none' });
  }
  for (const [schema, [least, most]] of Object.entries(description.counts)) {
    const found = tally.entities[schema] ?? 0;
    if (found >= least && found <= most) continue;
    failed.push({
      name: `number of ${schema}`,
      expected: `${least} to ${most}`,
      found: String(found),
    });
  }
  failed.push(...failedFillRates(description, tally));
  const before = active?.listings ?? 0;
  const least = Math.ceil(before * description.shrinkLimit);
  if (!acceptShrink && tally.listings < least) {
    failed.push({
      name: 'shrunk list',
      expected: `at least ${least} entities (${description.shrinkLimit} of the ${before} before)`,
      found: String(tally.listings),
    });
  }
  return failed;
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
