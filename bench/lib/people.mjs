/** Innocent people of many countries, people of the Security Council's list, and identifiers. */
import { DEFAULT_THRESHOLD } from '../../dist/matching/index.js';
import { interval } from './counts.mjs';
import { wordsOf } from './jaro-winkler.mjs';
import { readTable } from './labelled.mjs';
import { percent } from './report.mjs';
import { unEngine } from './sdn.mjs';

/** Alarms on invented people, with and without their birth dates. */
export function innocentReport(report, engine, limit) {
  const people = readTable('people_not_listed_us.csv.gz').slice(0, limit);
  const rows = [
    ['name and birth date', (p) => ({ name: [p.full_name], birthDate: [p.date_of_birth] })],
    ['name only', (p) => ({ name: [p.full_name] })],
  ].map(([asked, properties]) => {
    const alarms = people.filter(
      (p) => engine.match({ schema: 'Person', properties: properties(p) }, { limit: 1 }).total > 0,
    ).length;
    const [low, high] = interval(alarms, people.length);
    const share = alarms / people.length;
    if (asked !== 'name only') {
      const measure = `innocent people with birth date (${people.length}): alarms`;
      report.target(measure, '≤ 0.1 %', percent(share, 3), share <= 0.001);
    }
    const within = `${percent(low, 3)} to ${percent(high, 3)}`;
    return [asked, people.length, alarms, percent(share, 3), within];
  });
  report.table(
    'Innocent people of many countries',
    ['asked with', 'people', 'alarms', 'share', '95 % interval'],
    rows,
    `SDN list, threshold ${DEFAULT_THRESHOLD}.`,
  );
}

/** People of the Security Council's list as they are written there: each must be found. */
export async function unReport(report, version) {
  const engine = await unEngine(version);
  const spelled = new Map();
  for (const entity of engine.entities()) {
    for (const property of ['name', 'alias', 'weakAlias']) {
      for (const name of entity.texts(property)) {
        const key = keyOf(name);
        spelled.set(key, (spelled.get(key) ?? new Set()).add(entity.id));
      }
    }
  }
  const people = readTable('un_people_untreated.csv').map((person) => ({
    person,
    listed: spelled.get(keyOf(person.full_name)),
  }));
  const here = people.filter(({ listed }) => listed !== undefined);
  const asked = [
    ['name only', ({ full_name: name }) => ({ name: [name] })],
    ['all fields', everything],
  ];
  const missed = [];
  const rows = asked.map(([how, properties]) => {
    const found = here.filter(({ person, listed }) => {
      const example = { schema: 'Person', properties: properties(person) };
      const { matches } = engine.match(example, { threshold: 0.01, limit: 1000 });
      const right = matches.find(({ entity }) => listed.has(entity.id));
      if (right !== undefined && right.score >= DEFAULT_THRESHOLD) return true;
      missed.push([how, person.full_name, right?.score.toFixed(4) ?? 'none', whyOf(right)]);
      return false;
    }).length;
    if (how === 'name only') {
      const measured = `${percent(found / here.length)} (${found} of ${here.length})`;
      const all = found === here.length;
      report.target(
        `people of the UN list of ${version} as written: found`,
        '100 %',
        measured,
        all,
      );
    }
    return [version, how, people.length, here.length, found];
  });
  report.table(
    `People of the UN list, version of ${version}`,
    ['version', 'asked with', 'people', 'whose name this version has', 'found'],
    rows,
    'The file of people is of another day than the list; who is not in a version cannot be found.',
  );
  if (missed.length > 0) {
    const title = `People of the UN list that were missed, version of ${version}`;
    report.show(title, ['asked with', 'name', 'score', 'strongest against'], missed);
  }
}

const keyOf = (name) => wordsOf(name).sort().join(' ');

function everything(person) {
  const properties = { name: [person.full_name] };
  if (person.date_of_birth !== '') properties.birthDate = [person.date_of_birth];
  if (person.nationality !== '') properties.nationality = [person.nationality];
  if (person.gender !== '') properties.gender = [person.gender];
  if (person.place_of_birth !== '') properties.birthPlace = [person.place_of_birth];
  return properties;
}

/** The evidence that counted most against a match, for whoever repairs it. */
function whyOf(match) {
  if (match === undefined) return 'not returned';
  const [worst] = [...match.evidence].sort((a, b) => a.points - b.points);
  if (worst === undefined) return '';
  return `${worst.feature} ${worst.agreement}: ${worst.query} | ${worst.listing} (${worst.points})`;
}

/** Properties in which a customer file would say each kind of number. */
const PROPERTIES = {
  passport: 'passportNumber',
  cedula: 'idNumber',
  curp: 'idNumber',
  national_id: 'idNumber',
  nit: 'taxNumber',
  rfc: 'taxNumber',
  tax_id: 'taxNumber',
  folio_mercantil: 'registrationNumber',
  matricula_mercantil: 'registrationNumber',
  registration: 'registrationNumber',
  uscc: 'registrationNumber',
  website: 'website',
  email: 'email',
};

/** Identifiers printed on listings: each alone, and beside the name it belongs to. */
export function identifiersReport(report, engine) {
  const kinds = new Map();
  for (const row of readTable('ofac_narcotics_identifiers.csv')) {
    const count = kinds.get(row.id_type) ?? { rows: 0, listed: 0, alone: 0, named: 0, strong: 0 };
    kinds.set(row.id_type, count);
    count.rows++;
    const entity = engine.entity(`ofac-${row.uid}`);
    if (entity === undefined || !states(entity, row.value)) continue;
    count.listed++;
    const property = PROPERTIES[row.id_type];
    const find = (properties) => {
      const { matches } = engine.match({ schema: entity.schema, properties }, { limit: 50 });
      return matches.find((match) => match.entity.id === entity.id);
    };
    if (find({ [property]: [row.value] })) count.alone++;
    const named = find({ [property]: [row.value], name: [row.name] });
    if (named) count.named++;
    if (named?.band === 'strong') count.strong++;
  }
  report.table(
    'Identifiers printed on listings',
    [
      'kind',
      'in the file',
      'still listed',
      'found by it alone',
      'with the name',
      'of these strong',
    ],
    [...kinds].map(([kind, { rows, listed, alone, named, strong }]) => [
      kind,
      rows,
      listed,
      `${alone} (${percent(alone / listed, 1)})`,
      `${named} (${percent(named / listed, 1)})`,
      strong,
    ]),
    `Threshold ${DEFAULT_THRESHOLD}. Many listings of the file have since been taken off the list.`,
  );
}

/** Whether a listing still states a number, whatever its spacing and the place behind it. */
function states(entity, number) {
  const bare = (text) =>
    text
      .replace(/\(.*?\)/g, '')
      .replace(/[^\p{L}\p{N}]/gu, '')
      .toLowerCase();
  const wanted = bare(number);
  return [...entity.properties.values()].some((values) =>
    values.some(({ value }) => bare(value) === wanted),
  );
}
