/** Builds what `npm start` runs: the TypeScript sources into dist/, the workbench into dist/web. */
import { buildAll } from './steps.mjs';

buildAll();
