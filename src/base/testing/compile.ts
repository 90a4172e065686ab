import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../data.ts';

/** The compiled sources, for tests that need a process or threads of their own. */
export interface Compiled {
  /** What `dist` is in a package. */
  readonly dist: string;
  remove(): Promise<void>;
}

/**
 * Compiles the sources as they stand: Node 20 loads no TypeScript. The folder is inside the
 * checkout, so that `package.json`, data and packages are found, and is not `dist`, which may be
 * older or just being built.
 */
export async function compileSources(): Promise<Compiled> {
  await mkdir(join(packageRoot, '.tamiz'), { recursive: true });
  const folder = await mkdtemp(join(packageRoot, '.tamiz', 'compiled-'));
  const dist = join(folder, 'dist');
  const tsc = join(packageRoot, 'node_modules', 'typescript', 'bin', 'tsc');
  // Types are for `npm run check`; without them this takes two seconds instead of ten.
  const quickly = ['--noCheck', '--declaration', 'false'];
  const args = [tsc, '-p', join(packageRoot, 'tsconfig.build.json'), '--outDir', dist, ...quickly];
  await new Promise((resolve) => execFile(process.execPath, args, resolve));
  await access(join(dist, 'cli', 'main.js'));
  return { dist, remove: () => rm(folder, { recursive: true, force: true }) };
}
