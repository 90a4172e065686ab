/**
 * `npm test`: installs what the tests need, runs every check and test, and closes with one line,
 * `N passed, N failed, N skipped`. Words after `--` go to vitest: `npm test -- src/names`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll, makeEmptyDatabase, root } from './steps.mjs';

const only = process.argv.slice(2).filter((word) => word !== '--');
const say = (text) => process.stdout.write(`${text}\n`);
const bin = (name) => join(root, 'node_modules', '.bin', name);
let passed = 0;
let failed = 0;
let skipped = 0;

/** Debian's Chromium for the tests of the workbench, where it is missing and may be installed. */
function installChromium() {
  const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  if (process.env.CHROMIUM || places.some((place) => existsSync(place))) return;
  const mayInstall = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
  if (mayInstall) {
    say('Installing Chromium for the tests of the workbench …');
    const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    spawnSync('apt-get', ['update', '-q'], quiet);
    spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], quiet);
  }
  if (!existsSync('/usr/bin/chromium')) {
    say('SKIPPED: the tests of the workbench. They need Chromium: apt-get install chromium.');
  }
}

/** Runs one check, counted as one test. */
function check(name, command, args) {
  const done = spawnSync(bin(command), args, { cwd: root, encoding: 'utf8' });
  if (done.status === 0) {
    passed++;
    say(`ok: ${name}`);
  } else {
    failed++;
    say(`FAILED: ${name}\n${done.stdout}${done.stderr}`);
  }
}

function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'tamiz-test-'));
  const report = join(folder, 'report.json');
  const coverage = only.length === 0 ? ['--coverage'] : [];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const done = spawnSync(bin('vitest'), ['run', ...coverage, ...reporters, ...only], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (!existsSync(report)) {
    failed++;
    return;
  }
  const result = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(folder, { recursive: true });
  passed += result.numPassedTests;
  failed += result.numFailedTests;
  skipped += result.numPendingTests + result.numTodoTests;
  for (const file of result.testResults) {
    for (const one of file.assertionResults) {
      if (one.status === 'pending' || one.status === 'skipped') say(`SKIPPED: ${one.fullName}`);
    }
    // A file that cannot be loaded has no tests to count, and is a failure all the same.
    if (file.status === 'failed' && file.assertionResults.length === 0) failed++;
  }
  // Coverage under the gate, or an error outside any test, fails the run without a failed test.
  if (done.status !== 0 && failed === 0) failed++;
}

if (process.argv.includes('--help')) {
  say('npm test            every check and test\nnpm test -- FOLDER  the tests of one folder only');
  process.exit(0);
}
buildAll();
makeEmptyDatabase();
installChromium();
if (only.length === 0) {
  check('types of the sources', 'tsc', ['-p', 'tsconfig.json', '--noEmit']);
  check('types of the workbench', 'tsc', ['-p', 'web/tsconfig.json', '--noEmit']);
  check('format and lint', 'biome', ['check', '.']);
  check('unused files and exports', 'knip', []);
}
runTests();
say(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
