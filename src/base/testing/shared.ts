import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../data.ts';

/**
 * The folder of large real files that some tests read. It stands beside the checkout where it
 * exists at all; where it does not, those tests are skipped and the runner says how many.
 */
const folder = join(packageRoot, '..', 'shared', 'data');

/** For `describe.skipIf(!hasSharedData)`. */
export const hasSharedData: boolean = existsSync(folder);

/** The path of one of those files. */
export function sharedData(...parts: string[]): string {
  return join(folder, ...parts);
}
