import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from './data.ts';
import { sha256 } from './files.ts';

/** What a derived file depends on. */
export interface Makers {
  /** Rooms of `src` whose code makes it, folders inside them included. */
  readonly rooms: readonly string[];
  /** Tables or folders of tables in `data`. */
  readonly tables: readonly string[];
  readonly libraries: readonly string[];
}

/**
 * Twelve hexadecimal digits that change whenever the code, the tables or the libraries that make a
 * derived file change; kept with the file, so that one made by other rules is never taken for
 * today's.
 */
export function fingerprintOf({ rooms, tables, libraries }: Makers): string {
  const source = dirname(dirname(fileURLToPath(import.meta.url)));
  const files = [
    ...rooms.flatMap((room) => filesIn(join(source, room))),
    ...tables.flatMap((table) => filesIn(join(packageRoot, 'data', table))),
  ].filter((path) => /\.(js|ts|json)$/.test(path) && !/\.(test|d)\.ts$/.test(path));
  const digests = files.map((path) => sha256(readFileSync(path)));
  return sha256([...digests, ...libraries.map(versionOf)].join('\n')).slice(0, 12);
}

function filesIn(path: string): string[] {
  if (path.endsWith('.json')) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.name === 'testing') return [];
      const inside = join(path, entry.name);
      return entry.isDirectory() ? filesIn(inside) : [inside];
    });
}

/** The library's own description; some do not let it be imported by name. */
function versionOf(name: string): string {
  const entry = fileURLToPath(import.meta.resolve(name));
  const folder = entry.slice(0, entry.lastIndexOf(join('node_modules', name)));
  return readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8');
}
