import { LIMITS } from '../../base/index.ts';
import { type Entity, propertiesOf } from '../../entity/index.ts';
import type { Engine } from '../../matching/index.ts';
import type { Refusal } from '../answers.ts';
import { isObject, parseJson } from './queries.ts';

interface ExtendAnswer {
  readonly meta: readonly { readonly id: string; readonly name: string }[];
  readonly rows: Readonly<Record<string, Readonly<Record<string, readonly { str: string }[]>>>>;
}

interface ExtendProperty {
  readonly id: string;
  /** Most values; 0 for all. */
  readonly limit: number;
  /** The value itself instead of its label: `ru` and not `Russia`. */
  readonly raw: boolean;
}

const refusal = (detail: string): Refusal => ({ status: 400, detail });

/** Fetches properties of entities that were found before, for the columns of a table. */
export function extend(engine: Engine, text: string): ExtendAnswer | Refusal {
  const request = readExtend(text);
  if ('status' in request) return request;
  const { ids, properties } = request;
  if (ids.length > LIMITS.matchQueries) {
    return refusal(`Too many queries in one batch (limit: ${LIMITS.matchQueries})`);
  }
  const names = new Map<string, string>();
  const rows: [string, Record<string, readonly { str: string }[]>][] = [];
  for (const id of ids) {
    const entity = engine.entity(id);
    if (entity !== undefined && entity.id !== id) {
      return refusal('Please specify the canonical entity ID, not a referent');
    }
    rows.push([id, entity === undefined ? {} : rowOf(entity, properties, names)]);
  }
  return {
    meta: [...names].map(([id, name]) => ({ id, name })),
    rows: Object.fromEntries(rows),
  };
}

function rowOf(
  entity: Entity,
  properties: readonly ExtendProperty[],
  names: Map<string, string>,
): Record<string, readonly { str: string }[]> {
  const known = propertiesOf(entity.schema);
  const cells = properties.flatMap(({ id, limit, raw }) => {
    const property = known.get(id);
    if (property === undefined) return [];
    if (!names.has(id)) names.set(id, property.label);
    const values = entity.texts(property.name);
    const shown = limit > 0 ? values.slice(0, limit) : values;
    const label = (value: string): string => (raw ? value : property.type.getLabel(value) || value);
    return [[id, shown.map((value) => ({ str: label(value) }))] as const];
  });
  return Object.fromEntries(cells);
}

function readExtend(
  text: string,
): { ids: readonly string[]; properties: readonly ExtendProperty[] } | Refusal {
  const request = parseJson(text);
  if (!isObject(request)) return refusal('Cannot decode extension request');
  const { ids, properties } = request;
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string')) {
    return refusal('Invalid extension request: ids is no list of texts');
  }
  if (!Array.isArray(properties)) {
    return refusal('Invalid extension request: properties is no list');
  }
  const read = properties.map(readProperty);
  const whole = read.filter((property) => property !== undefined);
  if (whole.length < read.length) return refusal('Invalid extension request: a bad property');
  return { ids, properties: whole };
}

function readProperty(value: unknown): ExtendProperty | undefined {
  if (!isObject(value) || typeof value['id'] !== 'string') return undefined;
  const settings = value['settings'] ?? {};
  if (!isObject(settings)) return undefined;
  const { limit = 0, render = 'caption' } = settings;
  // A form has texts where the protocol has numbers.
  const most = Number(limit);
  if (!Number.isInteger(most) || (render !== 'caption' && render !== 'raw')) return undefined;
  return { id: value['id'], limit: most, raw: render === 'raw' };
}
