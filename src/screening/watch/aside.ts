import { link, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { clearAway } from '../customers/load.ts';
import {
  type Lists,
  type RescreenOptions,
  type RescreenSummary,
  rescreen,
} from '../customers/rescreen.ts';
import { readState, writeState } from '../customers/state.ts';

/**
 * Screens customers again beside themselves: in a folder that shares their files, which never
 * change, so that what was found counts only after `beforeItCounts` is done. Whatever goes wrong
 * until then leaves the customers as they were.
 */
export async function rescreenAside(
  folder: string,
  lists: Lists,
  options: RescreenOptions,
  beforeItCounts: () => Promise<void>,
): Promise<RescreenSummary> {
  // Inside, so that whoever removes the customers removes it as well.
  const aside = join(folder, 'aside');
  await rm(aside, { recursive: true, force: true });
  const before = await filesIn(folder);
  await mkdir(aside, { mode: 0o700 });
  for (const name of before) await link(join(folder, name), join(aside, name));
  const summary = await rescreen(aside, lists, options);
  const state = await readState(aside);
  await beforeItCounts();
  for (const name of await filesIn(aside)) {
    if (before.includes(name)) continue;
    await rm(join(folder, name), { force: true });
    await link(join(aside, name), join(folder, name));
  }
  await writeState(folder, state);
  await clearAway(folder, state);
  return summary;
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}
