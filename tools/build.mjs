/**
 * Builds what is published: the TypeScript sources into dist/, the workbench into dist/web, and
 * the empty database that new installations begin with.
 */
import { buildAll, makeEmptyDatabase } from './steps.mjs';

buildAll();
makeEmptyDatabase();
