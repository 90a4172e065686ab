import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The root of the package: the nearest folder above this file that holds `package.json`. It is two
 * levels up from the sources and from the build alike, but a bundler may move files.
 */
export const packageRoot: string = (() => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('The tamiz package has lost its package.json.');
    folder = parent;
  }
  return folder;
})();

/**
 * Reads one of our own tables from `data/`. JSON modules would do the same, but print a warning on
 * Node 20. The caller states the shape; `src/base/data.test.ts` checks every table.
 */
export function loadData<Shape>(name: string): Shape {
  return JSON.parse(readFileSync(join(packageRoot, 'data', name), 'utf8')) as Shape;
}
