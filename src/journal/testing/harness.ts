import { seededRandom } from '../../base/index.ts';
import { createJournal } from '../create.ts';
import { JournalFiles } from '../files.ts';
import { Journal } from '../journal.ts';
import { SimDisk } from './sim-disk.ts';
import { testWorld } from './world.ts';

export const HOME = '/home/journal';

/** A journal with some records on a disk in memory, closed in good order. */
export async function smallJournal(count = 5, options: { segmentBytes?: number } = {}) {
  const disk = new SimDisk(seededRandom(1));
  const world = testWorld(disk, options);
  await createJournal(world, 'example.com/small');
  const journal = await Journal.open(world);
  const entries = Array.from({ length: count }, (_, i) => ({
    type: 'test.record',
    body: { number: i, note: 'ñ'.repeat(i % 5) },
    ...(i % 3 === 0 && { personal: { name: `Nadie Prueba ${i}` } }),
  }));
  await Promise.all(entries.map((entry) => journal.append(entry)));
  return { disk, world, journal, files: new JournalFiles(disk, HOME) };
}

/** A disk with these files. */
export function diskOf(contents: ReadonlyMap<string, Uint8Array>): SimDisk {
  const disk = new SimDisk(seededRandom(2));
  for (const [path, bytes] of contents) disk.tamper(path, bytes);
  return disk;
}
