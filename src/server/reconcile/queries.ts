import { setImmediate } from 'node:timers/promises';
import { LIMITS } from '../../base/index.ts';
import { type Entity, propertiesOf, schemaOf } from '../../entity/index.ts';
import { DEFAULT_THRESHOLD } from '../../matching/index.ts';
import type { Refusal } from '../answers.ts';
import type { Datasets } from '../datasets.ts';
import { type RawExample, readExample } from '../example.ts';
import { acceptance, type Filters } from '../filters.ts';
import { type ReconType, reconType } from './types.ts';

/** A candidate for a cell of a table. */
interface ReconCandidate extends ReconEntity {
  readonly score: number;
  readonly match: boolean;
}

/** An entity as the reconciliation protocol has it. */
interface ReconEntity {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly type: readonly ReconType[];
}

type ReconAnswer = Readonly<Record<string, { readonly result: readonly ReconCandidate[] }>>;

export function reconEntity({ id, caption, schema: name }: Entity): ReconEntity {
  const schema = schemaOf(name);
  const type = schema === undefined ? [] : [reconType(schema)];
  return { id, name: caption, description: schema?.label ?? name, type };
}

/** One question of a batch, in the form of the protocol's version 0.2. */
interface ReconQuery {
  readonly example: RawExample;
  readonly limit: number;
}

const refusal = (detail: string): Refusal => ({ status: 400, detail });

/**
 * Answers a batch of reconciliation queries. Every candidate is given, however unlike: a person
 * chooses among them in a table.
 */
export async function reconcile(
  datasets: Datasets,
  filters: Filters,
  text: string,
): Promise<ReconAnswer | Refusal> {
  const batch = parseJson(text);
  if (!isObject(batch)) return refusal('Cannot decode reconciliation queries');
  const entries = Object.entries(batch);
  if (entries.length > LIMITS.matchQueries) {
    return refusal(`Too many queries in one batch (limit: ${LIMITS.matchQueries})`);
  }
  const questions: [string, ReconQuery][] = [];
  for (const [name, value] of entries) {
    const query = readQuery(value);
    if (typeof query === 'string')
      return refusal(`Invalid query ${JSON.stringify(name)}: ${query}`);
    questions.push([name, query]);
  }
  const accept = acceptance(datasets, filters);
  const answers: [string, { result: readonly ReconCandidate[] }][] = [];
  for (const [name, { example: raw, limit }] of questions) {
    const read = readExample(raw);
    if ('problem' in read) return refusal(read.problem);
    if (answers.length > 0) await setImmediate();
    const options = { threshold: 0, limit, ...(accept !== undefined && { accept }) };
    const { matches } = datasets.engine.match(read.example, options);
    const result = matches
      .filter(({ score }) => score > 0)
      .map(({ entity, score }) => ({
        ...reconEntity(entity),
        score,
        match: score >= DEFAULT_THRESHOLD,
      }));
    answers.push([name, { result }]);
  }
  return Object.fromEntries(answers);
}

/** Reads one query, or says what is wrong with it. */
function readQuery(value: unknown): ReconQuery | string {
  if (!isObject(value)) return 'it is no object';
  const { query, type, limit = 5, properties = [] } = value;
  const values = new Map<string, unknown[]>();
  if (query !== undefined && query !== null) {
    if (typeof query !== 'string') return 'query is no text';
    values.set('name', [query]);
  }
  const schema = typeName(Array.isArray(type) ? type[0] : type);
  if (schema === undefined) return 'type is no text';
  const most = Number(limit ?? 5);
  if (!Number.isInteger(most)) return 'limit is no whole number';
  if (!Array.isArray(properties)) return 'properties is no list';
  for (const entry of properties) {
    if (!isObject(entry) || typeof entry['pid'] !== 'string') return 'a property has no pid';
    const name = propertyOf(entry['pid']);
    if (name === undefined) continue;
    values.set(name, [...(values.get(name) ?? []), ...[entry['v']].flat().map(cellOf)]);
  }
  return {
    example: { schema, properties: Object.fromEntries(values) },
    limit: Math.min(Math.max(0, most), LIMITS.matchResults),
  };
}

/** OpenRefine sends a type as its id, or as an object with one; without a type it is `Thing`. */
function typeName(type: unknown): string | undefined {
  if (type === undefined || type === null) return 'Thing';
  const id = isObject(type) ? type['id'] : type;
  return typeof id === 'string' ? id : undefined;
}

/** The property of an id such as `Thing:country`; an id that means nothing is skipped, as there. */
function propertyOf(pid: string): string | undefined {
  const [, schema = '', property = ''] = /^([^:]+):(.+)$/s.exec(pid) ?? [];
  return propertiesOf(schema).has(property) ? property : undefined;
}

/** A cell that was reconciled before comes as an object; its name is what stands in it. */
function cellOf(value: unknown): unknown {
  if (!isObject(value)) return value;
  return value['str'] ?? value['name'] ?? value['id'];
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
