/**
 * How often innocent people of each group of names are taken for somebody listed. Against a list
 * with as many people of each group, which shows the engine; and against the SDN list where the
 * files beside the checkout are, which shows what people would meet. A number behind its name is
 * how many people of each group are asked about. `--save` writes the figures into bench/results.
 */
import { existsSync } from 'node:fs';
import { EntityBuilder } from '../dist/entity/index.js';
import { buildEngine, DEFAULT_THRESHOLD } from '../dist/matching/index.js';
import { data } from './common.mjs';
import { balancedList, falseAlarms, GATE, gate } from './lib/fairness.mjs';
import { nameGroups } from './lib/name-groups.mjs';
import { seeded } from './lib/random.mjs';
import { percent, Report } from './lib/report.mjs';

const SEED = 20_260_301;
const LISTED = 1_000;
const people = Number(process.argv.slice(3).find((word) => /^\d+$/.test(word)) ?? 20_000);
const report = new Report('fairness');
const groups = nameGroups();

const listed = balancedList(groups, LISTED, seeded(SEED), EntityBuilder);
const source = { dataset: 'balanced', title: 'Balanced', version: '1', published: null };
const balanced = buildEngine([{ source, entities: listed }]);
show(`a list of ${LISTED} invented people of each group`, balanced, groups);

if (existsSync(data)) {
  const { sdnEngine } = await import('./lib/sdn.mjs');
  const { censusGroups } = await import('./lib/census-names.mjs');
  const { engine } = await sdnEngine();
  show('the SDN list', engine, groups);
  show('the SDN list, names as counted', engine, censusGroups());
} else {
  process.stderr.write(`Skipped: the SDN list and counted names, which are read from ${data}.\n`);
}
report.finish();

function show(list, engine, some) {
  for (const found of falseAlarms(engine, some, people, seeded(SEED + 1))) {
    const { asked, overall, groups: rows } = found;
    const by = asked === 'name' ? 'name only' : 'name and birth date';
    report.table(
      `Against ${list}: ${by}`,
      ['group', 'people', 'alarms', 'of namesakes', 'share', '95 % interval', 'to all'],
      rows.map(({ group, alarms, namesakes, share, interval: [low, high], ratio }) => [
        ...[group, people, alarms, namesakes, percent(share, 3)],
        ...[`${percent(low, 3)} to ${percent(high, 3)}`, ratio === null ? '' : ratio.toFixed(2)],
      ]),
      `Threshold ${DEFAULT_THRESHOLD}; all groups together ${percent(overall, 3)}.`,
    );
    const exceeding = gate(found, {});
    const most = Math.max(...rows.map(({ ratio }) => ratio ?? 0));
    report.target(
      `${list}, ${by}: false alarms of the group with most, to all`,
      `≤ ${GATE}`,
      `${most.toFixed(2)}; ${exceeding.length} of ${rows.length} groups exceed it beyond chance`,
      // Where there is no alarm at all, nothing was shown.
      overall === 0 ? undefined : most <= GATE,
    );
  }
}
