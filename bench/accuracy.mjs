/**
 * How often the engine is right on whole lists: labelled customers, aliases left out, innocent
 * people and identifiers against the SDN list, and people of the Security Council's list.
 *
 *   --all       all 50,000 innocent people (5,000 without it), and the baseline on all customers
 *   --only=a,b  some of: customers, aliases, innocent, un, identifiers
 *   --save      write figures and pictures into bench/results
 */
import { needData } from './common.mjs';
import { aliasesReport } from './lib/aliases.mjs';
import { detectionChart, reliabilityReport } from './lib/charts.mjs';
import { customersReport } from './lib/customers.mjs';
import { identifiersReport, innocentReport, unReport } from './lib/people.mjs';
import { Report } from './lib/report.mjs';
import { sdnEngine } from './lib/sdn.mjs';

needData();
const all = process.argv.includes('--all');
const only = process.argv.find((arg) => arg.startsWith('--only='))?.slice('--only='.length);
const wanted = (part) => only === undefined || only.split(',').includes(part);

const report = new Report('accuracy');
const { engine } = await sdnEngine();
const thresholds = wanted('customers') ? customers() : [];
if (wanted('innocent')) innocentReport(report, engine, all ? Number.POSITIVE_INFINITY : 5_000);
if (wanted('un')) {
  await unReport(report, '2026-08-01');
  await unReport(report, '2025-04-19');
}
if (wanted('identifiers')) identifiersReport(report, engine);
if (wanted('aliases')) aliasesReport(report, engine, thresholds);
report.finish();

/** The customers' tables and pictures; returns the thresholds at which 0.3 % raise an alarm. */
function customers() {
  const { runs, pairs, thresholds } = customersReport(report, engine, { baseline: all });
  const title = 'Labelled customers against the SDN list';
  const people = '20,000 invented and 2,000 listed people';
  report.picture({ file: 'customers.svg', title, svg: detectionChart(title, people, runs) });
  reliabilityReport(
    report,
    'reliability-customers.svg',
    'Do scores keep what they promise? Customers',
    'Every listing returned for every labelled customer; one customer in eleven is listed.',
    pairs,
  );
  return thresholds;
}
