/**
 * People whose names are drawn as they were counted: read from the files beside the checkout, and
 * nothing of them is kept here. Surnames of the United States are weighted by the share of their
 * bearers that the census gives each group, and have the given names of the nearest table.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { data } from '../common.mjs';
import { nameGroups, pool } from './name-groups.mjs';

function rowsOf(file) {
  const bytes = readFileSync(join(data, 'names', file));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  return text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
}

const counted = (rows) => rows.slice(1).map(([name, count]) => [[name], Number(count)]);

/** Mexico, Spain, and four groups of surnames of the United States. */
export function censusGroups() {
  const spanish = (given, family) => (random) =>
    `${given(random)} ${family(random)} ${family(random)}`;
  const both = (a, b) => pool(counted(rowsOf(a)).concat(counted(rowsOf(b))));
  const mexicans = both('mx_sep_given_male.csv', 'mx_sep_given_female.csv');
  const spaniards = both('es_ine_given_male.csv', 'es_ine_given_female.csv');
  const surnames = ['es_ine_surnames_part1.csv', 'es_ine_surnames_part2_freq20.csv'];
  return [
    { group: 'Mexico', draw: spanish(mexicans, pool(counted(rowsOf('mx_sep_surnames.csv')))) },
    { group: 'Spain', draw: spanish(spaniards, both(...surnames)) },
    ...unitedStates(mexicans),
  ];
}

function unitedStates(hispanicGiven) {
  const counts = new Map(rowsOf('us_census2000_surnames_counts.csv'));
  const own = new Map(nameGroups().map(({ group, draw }) => [group, draw]));
  const first = (group) => (random) => own.get(group)(random).split(' ')[0];
  const asian = [first('South Asian'), first('Korean'), first('Chinese, Cantonese and Hokkien')];
  const english = first('English-speaking');
  const rows = rowsOf('us_census2010_surname_race_prob.csv.gz').slice(1);
  const family = (column) =>
    pool(
      rows
        .map((row) => [[row[0]], Number(row[column]) * Number(counts.get(row[0]) ?? 0)])
        .filter(([, weight]) => weight > 0),
    );
  return [
    ['white', 1, english],
    ['Black', 2, english],
    ['Hispanic', 3, hispanicGiven],
    ['Asian', 4, (random) => random.pick(asian)(random)],
  ].map(([name, column, given]) => {
    const drawn = family(column);
    return {
      group: `United States, surnames of ${name} people`,
      draw: (random) => `${given(random)} ${drawn(random)}`,
    };
  });
}
