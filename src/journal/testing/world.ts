import { createHash } from 'node:crypto';
import { type Entropy, fixedClock } from '../../base/index.ts';
import type { JournalWorld } from '../create.ts';
import type { Disk } from '../disk.ts';

/** Bytes that are different each time and the same for a seed. */
export function seededEntropy(seed: number): Entropy {
  let calls = 0;
  return (bytes) => {
    const hash = createHash('sha256').update(`${seed} ${calls++}`).digest();
    return new Uint8Array(bytes).map((_, at) => hash[at % hash.length] as number);
  };
}

/** A journal's world in a test. */
export function testWorld(
  disk: Disk,
  { seed = 1, segmentBytes = 30_000 } = {},
): JournalWorld & { readonly clock: ReturnType<typeof fixedClock> } {
  const clock = fixedClock('2026-04-21T12:00:00Z');
  return { folder: '/home/journal', disk, clock, entropy: seededEntropy(seed), segmentBytes };
}
