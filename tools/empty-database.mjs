/** Writes an empty embedded database to `dist`, for new installations to unpack. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { EMPTY_DATABASE, root } from './steps.mjs';

const database = await PGlite.create();
const file = await database.dumpDataDir('gzip');
await database.close();
writeFileSync(join(root, 'dist', EMPTY_DATABASE), Buffer.from(await file.arrayBuffer()));
