import { problem } from '../base/index.ts';
import { Entity, type Source, type Value } from './entity.ts';
import { propertyType, schemaOf } from './model.ts';

/** An entity as FollowTheMoney JSON, the shape that OpenSanctions publishes and yente serves. */
export interface FtmEntity {
  readonly id: string;
  readonly caption: string;
  readonly schema: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
  readonly datasets: readonly string[];
  readonly referents: readonly string[];
  readonly target: boolean;
  readonly first_seen: string | null;
  readonly last_seen: string | null;
  readonly last_change: string | null;
}

/**
 * OpenSanctions' topics that make an entity a target: reasons to look, taken from the topic names
 * of the FollowTheMoney documentation.
 */
const RISK_TOPICS = new Set([
  'crime',
  'crime.boss',
  'crime.cyber',
  'crime.env',
  'crime.fin',
  'crime.fraud',
  'crime.terror',
  'crime.theft',
  'crime.traffick',
  'crime.traffick.drug',
  'crime.traffick.human',
  'crime.war',
  'debarment',
  'export.control',
  'export.risk',
  'poi',
  'reg.action',
  'reg.warn',
  'role.pep',
  'role.rca',
  'sanction',
  'sanction.counter',
  'sanction.control',
  'sanction.linked',
  'wanted',
]);

/** Whether an entity carries a topic that is a reason to look at it. */
export function isTarget(entity: Entity): boolean {
  return entity.texts('topics').some((topic) => RISK_TOPICS.has(topic));
}

/**
 * The FollowTheMoney JSON of an entity; sources are left out, as that format has no place for them.
 */
export function toFtm(entity: Entity): FtmEntity {
  const properties: Record<string, string[]> = {};
  for (const [name, values] of entity.properties) {
    properties[name] = [...new Set(values.map((value) => value.value))];
  }
  return {
    id: entity.id,
    caption: entity.caption,
    schema: entity.schema,
    properties,
    datasets: entity.datasets,
    referents: entity.referents,
    target: isTarget(entity),
    first_seen: entity.firstSeen ?? null,
    last_seen: entity.lastSeen ?? null,
    last_change: entity.lastChange ?? null,
  };
}

/** Our own complete form, one line of JSON an entity: sources once, values pointing at them. */
interface Stored {
  readonly id: string;
  readonly schema: string;
  readonly caption: string;
  readonly sources: readonly Source[];
  /** Property name to `[value, index of its source, original?]`. */
  readonly properties: Readonly<Record<string, readonly (readonly [string, number, string?])[]>>;
  readonly referents?: readonly string[];
  readonly datasets: readonly string[];
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  readonly lastChange?: string;
}

/** Writes an entity with all its sources as one line of JSON without line breaks. */
export function encodeEntity(entity: Entity): string {
  const sources: Source[] = [];
  const indexes = new Map<Source, number>();
  const indexOf = (source: Source): number => {
    const known = indexes.get(source);
    if (known !== undefined) return known;
    indexes.set(source, sources.push(source) - 1);
    return sources.length - 1;
  };
  const properties: Record<string, [string, number, string?][]> = {};
  for (const [name, values] of entity.properties) {
    properties[name] = values.map((v) =>
      v.original === undefined
        ? [v.value, indexOf(v.source)]
        : [v.value, indexOf(v.source), v.original],
    );
  }
  const stored: Stored = {
    id: entity.id,
    schema: entity.schema,
    caption: entity.caption,
    sources,
    properties,
    datasets: entity.datasets,
    ...(entity.referents.length > 0 && { referents: entity.referents }),
    ...(entity.firstSeen !== undefined && { firstSeen: entity.firstSeen }),
    ...(entity.lastSeen !== undefined && { lastSeen: entity.lastSeen }),
    ...(entity.lastChange !== undefined && { lastChange: entity.lastChange }),
  };
  return JSON.stringify(stored);
}

/** Reads what `encodeEntity` wrote. */
export function decodeEntity(line: string): Entity {
  const stored = JSON.parse(line) as Stored;
  const properties = new Map<string, Value[]>();
  for (const [name, values] of Object.entries(stored.properties)) {
    properties.set(
      name,
      values.map(([value, index, original]) => {
        const source = stored.sources[index] as Source;
        return original === undefined ? { value, source } : { value, source, original };
      }),
    );
  }
  const { id, schema, caption, datasets, referents, firstSeen, lastSeen, lastChange } = stored;
  return new Entity({
    id,
    schema,
    caption,
    properties,
    datasets,
    ...(referents && { referents }),
    ...(firstSeen && { firstSeen }),
    ...(lastSeen && { lastSeen }),
    ...(lastChange && { lastChange }),
  });
}

/** A question in FollowTheMoney's form: what is known of a party that may be on a list. */
export interface Example {
  readonly id?: string;
  readonly schema: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
}

/** Makes an entity of an example, so that both sides of a comparison have one form. */
export function exampleToEntity(example: Example, dataset = 'query'): Entity {
  if (schemaOf(example.schema) === undefined) {
    throw problem('USAGE_UNKNOWN_SCHEMA', { found: JSON.stringify(example.schema) });
  }
  const source: Source = { dataset, record: example.id ?? '', knownAt: '' };
  const properties = new Map<string, Value[]>();
  for (const [name, texts] of Object.entries(example.properties)) {
    if (propertyType(example.schema, name) === undefined) continue;
    const values = texts.filter((text) => text.trim() !== '').map((value) => ({ value, source }));
    if (values.length > 0) properties.set(name, values);
  }
  return new Entity({ id: example.id ?? '', schema: example.schema, properties });
}
