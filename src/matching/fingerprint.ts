import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot, sha256 } from '../base/index.ts';
import { SEGMENT_VERSION } from './segment-format.ts';

/** The rooms and tables that decide what a segment holds. */
const ROOMS = ['entity', 'identifiers', 'matching', 'names'];
const TABLES = ['countries.json', 'identifiers', 'names'];

/** The libraries that decide how names are written and which schemas there are. */
const LIBRARIES = ['@opensanctions/followthemoney', 'any-ascii', 'pinyin-pro'];

let known: string | undefined;

/**
 * Twelve hexadecimal digits that change whenever the code or the tables that lay out a segment
 * change. A segment file carries them in its name, so that one made by other rules is never read.
 */
export function segmentFingerprint(): string {
  if (known !== undefined) return known;
  const source = dirname(dirname(fileURLToPath(import.meta.url)));
  const files = [
    ...ROOMS.flatMap((room) => filesIn(join(source, room))),
    ...TABLES.flatMap((table) => filesIn(join(packageRoot, 'data', table))),
  ].filter((path) => /\.(js|ts|json)$/.test(path) && !/\.(test|d)\.ts$/.test(path));
  const digests = files.map((path) => sha256(readFileSync(path)));
  digests.push(...LIBRARIES.map(libraryVersion));
  known = sha256([String(SEGMENT_VERSION), ...digests].join('\n')).slice(0, 12);
  return known;
}

/** The installed version; some libraries do not let their package.json be imported. */
function libraryVersion(name: string): string {
  const entry = fileURLToPath(import.meta.resolve(name));
  const folder = entry.slice(0, entry.lastIndexOf(join('node_modules', name)));
  return readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8');
}

function filesIn(path: string): string[] {
  if (path.endsWith('.json')) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(path, entry.name))
    .sort();
}
