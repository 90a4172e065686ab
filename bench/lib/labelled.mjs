/** The labelled data beside the checkout, and our own cases, each in one form. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { root } from '../../tools/steps.mjs';
import { data } from '../common.mjs';

/** The rows of a table in `matching`, gzipped or not. */
export function readTable(name) {
  const bytes = readFileSync(join(data, 'matching', name));
  return parse(name.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true });
}

/** Triples: the better question must score higher than the worse one for the same listing. */
export function readRankingCases() {
  const text = readFileSync(join(data, 'matching', 'ranking_cases.json'), 'utf8');
  return JSON.parse(text).map(({ schema, better, worse, result }) => ({
    schema,
    better: listsOf(better),
    worse: listsOf(worse),
    result: listsOf(result),
  }));
}

/** Pairs of entities: a question, a listing, and whether they are the same. */
export function readEntityBench() {
  return parseChecks(readFileSync(join(data, 'matching', 'entity_bench.yml'), 'utf8')).map(
    ({ match, schema, label = '', query, candidate }) => ({
      schema,
      label,
      query: listsOf(query),
      listing: listsOf(candidate),
      same: match === 'true',
    }),
  );
}

/** Our own synthetic cases, with the file that each stands in. */
export function readOwnCases() {
  const folder = join(root, 'bench', 'cases');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) => {
      const { schema, pairs } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      return pairs.map((pair) => ({
        group: file.slice(0, -'.json'.length),
        schema: pair.schema ?? schema,
        query: listsOf(pair.query),
        listing: listsOf(pair.listing),
        same: pair.same,
        why: pair.why,
      }));
    });
}

const listsOf = (properties) =>
  Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      Array.isArray(value) ? value : [value],
    ]),
  );

/**
 * Reads the one shape of YAML that the entity bench is written in: a list of maps with at most one
 * map inside. Whatever else appears stops it.
 */
export function parseChecks(text) {
  const checks = [];
  let inner;
  let last;
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '' || /^\s*#/.test(line) || line === 'checks:') return;
    const [, indent, dash, key, value] = /^( +)(- )?(?:([A-Za-z]+):(?: (.*))?)?/.exec(line) ?? [];
    const depth = (indent?.length ?? 0) + (dash?.length ?? 0);
    if (dash !== undefined && depth === 4) checks.push({});
    const check = checks.at(-1);
    if (check === undefined) throw new Error(`line ${index + 1} stands before the first case`);
    if (depth === 8 && key === undefined && last !== undefined) {
      // A text that goes on in the next line.
      last.map[last.key] = `${last.map[last.key]} ${line.trim()}`;
      return;
    }
    if (depth === 4 && key !== undefined && value === undefined) {
      inner = {};
      check[key] = inner;
    } else if ((depth === 4 || depth === 6) && key !== undefined) {
      last = { map: depth === 4 ? check : inner, key };
      last.map[key] = scalar(value);
    } else {
      throw new Error(`line ${index + 1} is not of the known shape: ${line}`);
    }
  });
  return checks;
}

function scalar(text) {
  if (text.startsWith('"')) return JSON.parse(text);
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  return text;
}
