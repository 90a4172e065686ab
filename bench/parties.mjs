/**
 * Which listings are one party: for each pair of lists and each rule how many links there are, and
 * whether the names agree under our own scorer, which the rules do not use. `--show` prints each
 * link whose names disagree, some of each rule, and everything that was not followed.
 */

import { join } from 'node:path';
import { isListing } from '../dist/entity/index.js';
import { REGISTER, readListFiles, registerEntities } from '../dist/lists/index.js';
import { buildEngine } from '../dist/matching/index.js';
import { partyOfListing } from '../dist/parties/index.js';
import { data, needData, sdnFiles, table } from './common.mjs';

needData();
const list = (...parts) => join(data, 'lists', ...parts);

/** The newest of each list that is there whole, in its publisher's layout. */
const LISTS = [
  ['us_ofac_sdn', sdnFiles],
  [
    'us_ofac_cons',
    ['prim', 'add', 'alt', 'comments'].map((part) =>
      list('ofac', 'cons', `cons_${part}_2025-12-19.csv`),
    ),
  ],
  ['us_trade_csl', [list('us_csl_bis', 'csl_consolidated_2022-04.csv.gz')]],
  ['us_bis_denied', [list('us_csl_bis', 'dpl_2023-11-30.txt')]],
  ['un_sc_sanctions', [list('un', 'consolidated_2026-08-01.xml.gz')]],
  ['ca_dfatd_sema_sanctions', [list('ca', 'sema_2025-05.xml.gz')]],
  ['au_dfat_sanctions', [list('au', 'dfat_consolidated_2026-08.xlsx')]],
  ['mx_sat_69b', [join(data, 'mexico', 'sat_69b_Listado_Completo_2023-07.csv.gz')]],
  ['mx_sfp_sanctioned', [join(data, 'mexico', 'sfp_proveedores_sancionados_2026-02.csv.gz')]],
];

const show = process.argv.includes('--show');
/** Points of names under which they disagree: an equal pair of common words has more. */
const AGREES = 6;
const SHOWN = 6;

async function engineOf(lists) {
  const made = [];
  for (const [dataset, files] of lists) {
    const entities = await readListFiles(dataset, files, '2026-08-01T00:00:00Z');
    made.push({ dataset, entities });
  }
  made.push({ dataset: REGISTER, entities: [...registerEntities()] });
  return buildEngine(
    made.map(({ dataset, entities }) => ({
      source: { dataset, title: dataset, version: '1', published: null },
      entities,
    })),
  );
}

const NAMES = ['name', 'alias', 'weakAlias', 'previousName'];

/** The points of the names of one against the other alone, however many each has. */
function namesAgree(one, other) {
  const engine = buildEngine([
    { source: { dataset: 'x', title: 'x', version: '1', published: null }, entities: [other] },
  ]);
  const properties = Object.fromEntries(
    NAMES.map((name) => [name, one.texts(name).slice(0, 200)]).filter(([, all]) => all.length > 0),
  );
  const [match] = engine.match({ schema: one.schema, properties }, { threshold: 0 }).matches;
  const points = (match?.evidence ?? [])
    .filter(({ feature }) => feature === 'name' || feature === 'weakAlias')
    .reduce((sum, item) => sum + item.points, 0);
  return points >= AGREES;
}

function* everyListing(engine) {
  for (const { id } of engine.entities()) {
    for (const entity of engine.everyEntity(id)) if (isListing(entity.schema)) yield entity;
  }
}

/** Every party once. */
function partiesOf(engine) {
  const seen = new Set();
  const parties = [];
  const started = performance.now();
  for (const entity of everyListing(engine)) {
    if (seen.has(`${engine.listOf(entity)} ${entity.id}`)) continue;
    const party = partyOfListing(engine, entity);
    for (const { key } of party.listings) seen.add(key);
    parties.push(party);
  }
  const each = ((performance.now() - started) * 1000) / parties.length;
  return { parties, listings: seen.size, each };
}

function countLinks(parties) {
  const rows = new Map();
  const shown = [];
  for (const { listings, links } of parties) {
    const entityOf = (one) =>
      listings.find((listing) => listing.key === `${one.list} ${one.id}`).entity;
    for (const { one, other, reasons } of links) {
      const [{ rule, value }] = reasons;
      const kind = entityOf(one).schema === 'Vessel' ? `${rule} of a ship` : rule;
      const key = `${[one.list, other.list].sort().join(' ↔ ')} | ${kind}`;
      const row = rows.get(key) ?? { links: 0, disagree: 0 };
      rows.set(key, row);
      row.links++;
      // One publisher's number needs no second witness.
      const agree = rule === 'id' || namesAgree(entityOf(one), entityOf(other));
      if (!agree) row.disagree++;
      if (rule === 'id' || (agree && row.links > SHOWN)) continue;
      shown.push(
        `${agree ? 'agree   ' : 'DISAGREE'} ${key}  ${value}: ` +
          `${entityOf(one).caption} | ${entityOf(other).caption}`,
      );
    }
  }
  return { rows: [...rows].sort(([a], [b]) => (a < b ? -1 : 1)), shown };
}

const { parties, listings, each } = partiesOf(await engineOf(LISTS));
const several = parties.filter((party) => party.listings.length > 1).length;
const { rows, shown } = countLinks(parties);
process.stdout.write(
  `\n${listings} listings are ${parties.length} parties, ${several} of them with several ` +
    `listings; ${each.toFixed(0)} µs a party.\n\n`,
);
table(
  ['lists', 'surest rule', 'links', 'names disagree'],
  rows.map(([key, { links, disagree }]) => [...key.split(' | '), links, disagree]),
);

const signals = new Map();
for (const { signals: all } of parties) {
  for (const { kind, listings: about, sentence } of all) {
    const names = about.map((one) => `${one.list} ${one.id}`).sort();
    const text = `${sentence.en} (${names.join(', ')})`;
    signals.set(`${kind} ${names.join(' ')}`, { kind, text });
  }
}
const kinds = new Map();
for (const { kind } of signals.values()) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
process.stdout.write('\nNot followed, each pair or group once:\n\n');
table(['signal', 'times'], [...kinds]);
if (show) {
  process.stdout.write(`\n${shown.sort().join('\n')}\n`);
  for (const { kind, text } of signals.values()) process.stdout.write(`${kind}: ${text}\n`);
}
