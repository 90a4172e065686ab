import { dirname, join } from 'node:path';
import { problem } from '../base/index.ts';
import type { Checkpoint } from './checkpoint.ts';
import { FILES, readKey, readWitnesses } from './create.ts';
import type { Disk } from './disk.ts';
import type { JournalFiles } from './files.ts';
import { equalBytes, HASH_BYTES } from './hashes.ts';
import { formatNote } from './note.ts';
import { checkpointFor } from './proof.ts';
import { bundleOf, TILE_WIDTH, type Tile, tilePath } from './tiles.ts';
import { TileTree } from './tree.ts';

/** What was written for an outsider. */
export interface Exported {
  readonly checkpoint: Checkpoint;
  readonly files: number;
}

/**
 * Writes the journal as C2SP tlog-tiles has it into a folder: checkpoint, tiles and entries, which
 * can be served as they are, and the public keys. No personal data and no private key.
 * @throws JOURNAL_NUMBER, JOURNAL_DAMAGED, USAGE_OPTION where the folder holds something
 */
export async function exportJournal(
  files: JournalFiles,
  to: { readonly folder: string; readonly disk: Disk },
): Promise<Exported> {
  const { folder, disk } = to;
  if ((await disk.list(folder)).length > 0) {
    const found = 'one that holds files';
    throw problem('USAGE_OPTION', { where: folder, expected: 'a new or empty folder', found });
  }
  const key = await readKey(files);
  const checkpoint = await checkpointFor(files);
  const { size, root, note } = checkpoint;
  let count = 0;
  const put = async (name: string, bytes: Uint8Array | string) => {
    const path = join(folder, name);
    await disk.makeFolder(dirname(path));
    await disk.write(path, 0, Buffer.from(bytes));
    await disk.release(path);
    count += 1;
  };
  const putTiles = async (tiles: readonly Tile[]) => {
    for (const { level, index, hashes } of tiles) {
      await put(tilePath(level, index, hashes.length / HASH_BYTES), hashes);
    }
  };
  const tree = new TileTree();
  while (tree.size < size) {
    const index = tree.size / TILE_WIDTH;
    const frames = await files.frames(tree.size, Math.min(tree.size + TILE_WIDTH, size));
    const bundle = bundleOf(frames.map(({ record }) => record));
    await put(tilePath('entries', index, frames.length), bundle);
    for (const { hash } of frames) await putTiles(tree.append(hash));
  }
  await putTiles(tree.partials());
  if (!equalBytes(tree.root(), root)) {
    const found = `other records than the checkpoint of ${size} covers`;
    throw problem('JOURNAL_DAMAGED', { where: files.path('records'), found });
  }
  await put(FILES.key, `${key.text}\n`);
  const witnesses = await readWitnesses(files);
  if (witnesses.length > 0)
    await put(FILES.witnesses, witnesses.map((w) => `${w.text}\n`).join(''));
  // The checkpoint comes last: where it is, all that it promises is.
  await put(FILES.checkpoint, formatNote(note));
  return { checkpoint, files: count };
}
