/**
 * The SDN list as an engine. Its index is kept in the temporary folder under a name that changes
 * with everything that makes it, so that one measurement after the other does not build it anew.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprintOf } from '../../dist/base/index.js';
import { readListFiles } from '../../dist/lists/index.js';
import { openEngine, segmentFingerprint, writeSegment } from '../../dist/matching/index.js';
import { data, sdnFiles } from '../common.mjs';

const KNOWN_AT = '2026-04-21T00:00:00Z';

/** The list of 2026-04-21: `path` of its index, and the engine over it. */
export async function sdnEngine() {
  const path = await segmentOf('us_ofac_sdn', '2026-04-21', sdnFiles);
  return { path, engine: openEngine([path]) };
}

/** A version of the Security Council's list. */
export async function unEngine(version) {
  const file = join(data, 'lists', 'un', `consolidated_${version}.xml.gz`);
  return openEngine([await segmentOf('un_sc_sanctions', version, [file])]);
}

/** Every record of the list, wallets and sanctions too. */
export const readSdn = () => readListFiles('us_ofac_sdn', sdnFiles, KNOWN_AT);

async function segmentOf(dataset, version, files) {
  const readers = fingerprintOf({
    rooms: ['base', 'entity', 'lists'],
    tables: ['countries.json', 'genders.json', 'lists'],
    libraries: ['csv-parse', 'saxes'],
  });
  const folder = join(tmpdir(), 'tamiz-bench-indexes');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${dataset}-${version}-${readers}-${segmentFingerprint()}.seg`);
  if (existsSync(path)) return path;
  const entities = await readListFiles(dataset, files, KNOWN_AT);
  await writeSegment(path, entities, { dataset, title: dataset, version, published: version });
  return path;
}
