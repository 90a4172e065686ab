/**
 * What the record costs: appends a second alone and in groups beside the sync of this disk, which
 * no append can be faster than; opening, verifying and proving with a million records. A number
 * behind the name is another number: `npm run bench -- journal 100000`. Needs no data beside the
 * checkout. `--save` writes the figures into bench/results.
 */
import {
  closeSync,
  fdatasyncSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { systemClock, systemEntropy } from '../dist/base/index.js';
import {
  checkProof,
  createHomeJournal,
  openJournal,
  proveRecord,
  readJournal,
  verifyJournal,
  withStillFiles,
} from '../dist/journal/index.js';
import { freshHome } from './common.mjs';
import { Report } from './lib/report.mjs';

const COUNT = Number(process.argv.slice(2).find((arg) => /^\d+$/.test(arg)) ?? 1_000_000);
const PROOFS = 300;
const TARGET_APPENDS = 5_000;

const home = freshHome();
const place = { home, clock: systemClock, entropy: systemEntropy };
const report = new Report('journal');
const ms = (time) => `${time.toFixed(time < 10 ? 2 : 0)} ms`;
const number = (value) => Math.round(value).toLocaleString('en-US');
const at = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/** A decision about an alert, as it may one day be recorded: some 330 bytes as a record. */
const entry = (i) => ({
  type: 'case.decided',
  body: {
    alert: `alert-${i}`,
    decision: i % 7 === 0 ? 'true_match' : 'false_positive',
    evidence: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    list: 'us_ofac_sdn@2026-04-21',
    reasons: ['birth date contradicts', 'another country'],
  },
});

async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Times of each of `count` runs, sorted. */
async function each(count, work) {
  const times = [];
  for (let i = 0; i < count; i++) times.push(await timed(() => work(i)));
  return times.sort((a, b) => a - b);
}

/**
 * One record after the other, and what the disk itself takes to append as many bytes and sync them:
 * in turns, as the disk of a shared machine is faster in one minute than in the next.
 */
async function inTurns(journal) {
  const path = join(home, 'probe');
  const file = openSync(path, 'w');
  const bytes = Buffer.alloc(370, 1);
  const [disk, single] = [[], []];
  for (let i = 0; i < 1_000; i++) {
    disk.push(
      await timed(() => {
        writeSync(file, bytes);
        fdatasyncSync(file);
      }),
    );
    single.push(await timed(() => journal.append(entry(i))));
  }
  closeSync(file);
  rmSync(path);
  return [disk, single].map((times) => times.sort((a, b) => a - b));
}

function bytesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile())
    .reduce((sum, found) => sum + statSync(join(found.parentPath, found.name)).size, 0);
}

/** Appends, `together` at a time, each time waiting for all of them. */
async function appendRate(journal, count, together, more = {}) {
  const time = await timed(async () => {
    for (let i = 0; i < count; i += together) {
      const group = Array.from({ length: together }, (_, at) => ({ ...entry(i + at), ...more }));
      await Promise.all(group.map((one) => journal.append(one)));
    }
  });
  return (count / time) * 1000;
}

try {
  const key = await createHomeJournal(place, 'example.com/bench');
  let opened = await openJournal(place);
  const [syncs, single] = await inTurns(opened.journal);
  const rates = [
    ['the disk alone: append and sync', 1, 1000 / at(syncs, 0.5), at(syncs, 0.5), at(syncs, 0.99)],
    ['one after the other', 1, 1000 / at(single, 0.5), at(single, 0.5), at(single, 0.99)],
  ];
  for (const together of [10, 100, 1_000]) {
    const rate = await appendRate(opened.journal, Math.min(40 * together, 20_000), together);
    rates.push([`groups of ${together}`, together, rate]);
  }
  const personal = { personal: { name: 'Nadie Prueba', born: '1970-01-01' } };
  const withPersonal = await appendRate(opened.journal, 4_000, 100, personal);
  rates.push(['groups of 100, with personal data', 100, withPersonal]);
  report.table(
    'Appends',
    ['', 'together', 'a second', 'p50', 'p99'],
    rates.map(([name, together, rate, ...times]) => [
      name,
      together,
      number(rate),
      ...(times.length === 0 ? ['', ''] : times.map(ms)),
    ]),
    'Each is acknowledged when it would survive a power cut; the sync of the disk is the limit.',
  );
  const grouped = rates.find(([, together]) => together === 100)[2];
  const met = grouped >= TARGET_APPENDS;
  report.target(
    'journal: appends a second, 100 at a time',
    `≥ ${TARGET_APPENDS}`,
    number(grouped),
    met,
  );

  const left = Math.ceil((COUNT - opened.journal.size) / 1_000) * 1_000;
  const filled = await appendRate(opened.journal, Math.max(left, 0), 1_000);
  const { size } = opened.journal;
  await opened.close();
  const opening = await timed(async () => {
    opened = await openJournal(place);
  });
  await opened.close();
  const bytes = bytesIn(join(home, 'journal'));
  let verdict;
  const before = process.cpuUsage();
  const verifying = await timed(async () => {
    verdict = await withStillFiles(place, (files) => verifyJournal(files));
  });
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1e6;
  if (verdict.findings.length > 0 || verdict.size !== size) throw new Error('verify found faults');
  const seqs = Array.from({ length: PROOFS }, (_, i) => (i * 7_919_993) % size);
  const proofs = [];
  const cold = await each(30, (i) => readJournal(home, (files) => proveRecord(files, seqs[i])));
  const warm = await readJournal(home, async (files) => {
    await proveRecord(files, 0);
    return each(PROOFS, async (i) => proofs.push(await proveRecord(files, seqs[i])));
  });
  const checks = await each(PROOFS, (i) => checkProof(proofs[i], key));
  report.table(
    `With ${number(size)} records`,
    ['', ''],
    [
      ['on disk', `${number(bytes / 1e6)} MB, ${number(bytes / size)} bytes a record`],
      ['recorded, 1,000 at a time', `${number(filled)} a second`],
      ['opened', ms(opening)],
      ['verified, every byte', `${ms(verifying)}: ${number(bytes / 1e3 / verifying)} MB a second`],
      ['verified, a second of CPU time', `${number(bytes / 1e6 / cpu)} MB`],
      ['a proof, files opened for it: p50, p99', `${ms(at(cold, 0.5))}, ${ms(at(cold, 0.99))}`],
      ['a proof, files open: p50, p99', `${ms(at(warm, 0.5))}, ${ms(at(warm, 0.99))}`],
      ['a proof checked: p50', ms(at(checks, 0.5))],
      ['a proof: bytes', number(proofs.reduce((sum, text) => sum + text.length, 0) / PROOFS)],
    ],
  );
  report.finish();
} finally {
  rmSync(home, { recursive: true, force: true });
}
