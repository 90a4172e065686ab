/**
 * Installing and building, each done again only when its inputs changed. Plain JavaScript without
 * dependencies: in a fresh clone there is nothing else to run.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** In `dist`; `src/store/database.ts` unpacks it. */
export const EMPTY_DATABASE = 'empty-database.tar.gz';
const stamps = join(root, 'node_modules', '.tamiz');

/** Runs a command with its output on stderr; stdout belongs to the product. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
    ...options,
  });
  if (done.status !== 0) {
    process.stderr.write(`\n${command} ${args.join(' ')} failed. Its own words stand above.\n`);
    process.exit(done.status ?? 1);
  }
}

/**
 * Installs the packages of the lock file, once for each state of it. `npm install` and not `npm
 * ci`: some tools publish a package for each platform, and `ci` refuses a lock file in which one of
 * them is absent, although this platform does not need it. `--no-save` leaves the lock file as it
 * is.
 */
export function installPackages() {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  step('install', lock.digest('hex'), 'Installing packages (once, about 30 s) …', () => {
    run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  });
}

/** Compiles sources and workbench when one of their files changed. */
export function buildAll() {
  installPackages();
  const bin = (name) => join(root, 'node_modules', '.bin', name);
  step(
    'sources',
    fingerprint(['src', 'tsconfig.json', 'tsconfig.build.json']),
    'Building …',
    () => {
      for (const entry of existsSync(join(root, 'dist')) ? readdirSync(join(root, 'dist')) : []) {
        const isOfOtherSteps = entry === 'web' || entry === EMPTY_DATABASE;
        if (!isOfOtherSteps) rmSync(join(root, 'dist', entry), { recursive: true });
      }
      run(bin('tsc'), ['-p', 'tsconfig.build.json']);
    },
  );
  step('workbench', fingerprint(['web', 'package-lock.json']), 'Building the workbench …', () => {
    run(bin('vite'), ['build', 'web', '--logLevel', 'error']);
  });
}

/**
 * Makes an empty embedded database, which new installations unpack: four seconds and 800 MB of
 * memory that nobody else needs to spend. Without it they make their own.
 */
export function makeEmptyDatabase() {
  step(
    'database',
    fingerprint(['node_modules/@electric-sql/pglite/package.json']),
    'Making an empty database …',
    () => run(process.execPath, [join(root, 'tools', 'empty-database.mjs')]),
  );
}

/** Does `work` unless it was done for the same inputs and its result still stands. */
function step(name, inputs, message, work) {
  const stamp = join(stamps, name);
  const result = {
    install: 'node_modules',
    sources: 'dist/cli',
    workbench: 'dist/web',
    database: `dist/${EMPTY_DATABASE}`,
  }[name];
  if (
    existsSync(join(root, result)) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === inputs
  ) {
    return;
  }
  process.stderr.write(`${message}\n`);
  work();
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, inputs);
}

/** Names, sizes and times of files; reading their contents would cost more than it tells. */
function fingerprint(paths) {
  const hash = createHash('sha256').update(process.version);
  const visit = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (stat.isDirectory()) {
      for (const entry of readdirSync(path).sort()) visit(join(path, entry));
    } else {
      hash.update(`${relative(root, path)} ${stat.size} ${stat.mtimeMs}\n`);
    }
  };
  for (const path of paths) visit(join(root, path));
  return hash.digest('hex');
}
