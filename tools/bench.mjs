/** `npm run bench -- NAME`: builds, then runs `bench/NAME.mjs`. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildAll, root } from './steps.mjs';

const names = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.mjs') && !['common.mjs', 'usage.mjs'].includes(file))
  .map((file) => file.slice(0, -4));
const [name] = process.argv.slice(2);
if (name === undefined || !names.includes(name)) {
  process.stderr.write(`Name a measurement: npm run bench -- ${names.join(' | ')}\n`);
  process.exit(2);
}
buildAll();
await import(pathToFileURL(join(root, 'bench', `${name}.mjs`)).href);
