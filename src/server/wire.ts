/**
 * The forms on the wire as TypeBox schemas: they validate requests, and the OpenAPI document is
 * made of them. Answers are described by them but written by `JSON.stringify`, which loses nothing.
 */
import { type TSchema, Type } from 'typebox';
import { LIMITS, wireTime } from '../base/index.ts';
import { type Entity, type FtmEntity, toFtm, type Value } from '../entity/index.ts';

/** An object whose keys are the client's own; every value must fit, whatever its key. */
export function mapOf<Item>(item: TSchema) {
  return Type.Unsafe<Record<string, Item>>({ type: 'object', additionalProperties: item });
}

/** The answers of a route by status, for the OpenAPI document; handlers are not held to them. */
export const answers = (byStatus: Readonly<Record<number, TSchema>>): object => byStatus;

const texts = Type.Array(Type.String());
const moment = Type.Union([Type.String(), Type.Null()]);

const entityProperties = {
  id: Type.String(),
  caption: Type.String(),
  schema: Type.String(),
  properties: mapOf(Type.Array(Type.Unknown())),
  datasets: texts,
  referents: texts,
  target: Type.Boolean(),
  first_seen: moment,
  last_seen: moment,
  last_change: moment,
};

export const EntitySchema = Type.Object(entityProperties);
export const DetailSchema = Type.Object({ detail: Type.Unknown() });
export const StatusSchema = Type.Object({ status: Type.String() });
export const AnySchema = Type.Object({}, { additionalProperties: true });

const total = Type.Object({ value: Type.Integer(), relation: Type.String() });

export const AdjacentPageSchema = Type.Object({
  results: Type.Array(EntitySchema),
  total,
  limit: Type.Integer(),
  offset: Type.Integer(),
});
export const AdjacentAnswerSchema = Type.Object({
  entity: EntitySchema,
  adjacent: mapOf(AdjacentPageSchema),
});

const plainTypes = [
  { type: 'string' },
  { type: 'number' },
  { type: 'boolean' },
  { type: 'null' },
] as const;
const plainValue = Type.Unsafe<string | number | boolean | null>({ anyOf: plainTypes });
const rawValues = Type.Unsafe<string | number | boolean | null | unknown[]>({
  anyOf: [...plainTypes, { type: 'array' }],
});
export type RawProperties = Record<string, string | number | boolean | null | unknown[]>;
export const RawPropertiesSchema = mapOf<RawProperties[string]>(rawValues);

const ExampleSchema = Type.Object({
  id: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  schema: Type.String(),
  properties: RawPropertiesSchema,
});

export interface RawQuery {
  readonly id?: string | null;
  readonly schema: string;
  readonly properties: RawProperties;
}

export const MatchBodySchema = Type.Object({
  weights: Type.Optional(mapOf<number>(Type.Number())),
  config: Type.Optional(mapOf<string | number | boolean | null>(plainValue)),
  queries: mapOf<RawQuery>(ExampleSchema),
});

const explanation = Type.Object({
  detail: Type.String(),
  score: Type.Number({ description: 'Decibans: ten points make the odds ten times better.' }),
  query: Type.String(),
  candidate: Type.String(),
});

export const MatchAnswerSchema = Type.Object({
  responses: mapOf(
    Type.Object({
      status: Type.Integer(),
      results: Type.Array(
        Type.Object({
          ...entityProperties,
          score: Type.Number(),
          explanations: mapOf(explanation),
          match: Type.Boolean(),
        }),
      ),
      total,
      query: ExampleSchema,
    }),
  ),
  limit: Type.Integer(),
});

export const SearchAnswerSchema = Type.Object({
  limit: Type.Integer(),
  offset: Type.Integer(),
  total,
  results: Type.Array(EntitySchema),
  facets: mapOf(
    Type.Object({
      label: Type.String(),
      values: Type.Array(
        Type.Object({ name: Type.String(), label: Type.String(), count: Type.Integer() }),
      ),
    }),
  ),
});

/** A query parameter that may be repeated. */
export const repeated = (description: string, more: object = {}) =>
  Type.Array(Type.String(), { description, default: [], ...more });

export const limitParameter = (fallback: number) =>
  Type.Integer({ maximum: LIMITS.matchResults, default: fallback });

/** yente's window of results ends at 9,999, and a page has up to 500. */
export const offsetParameter = Type.Integer({ maximum: 9_499, default: 0 });

/** An entity in FollowTheMoney's form, its times to the second without zone, as yente has them. */
export function wireEntity(entity: Entity): FtmEntity {
  const plain = toFtm(entity);
  return {
    ...plain,
    first_seen: wireMoment(plain.first_seen),
    last_seen: wireMoment(plain.last_seen),
    last_change: wireMoment(plain.last_change),
  };
}

function wireMoment(text: string | null): string | null {
  if (text === null || /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(text)) return text;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : wireTime(date);
}

/** Our own form beside FollowTheMoney's: for each value where it comes from and since when. */
export type WireSources = Record<string, readonly WireValue[]>;

interface WireValue {
  readonly value: string;
  readonly dataset: string;
  readonly record: string;
  readonly knownAt: string;
  readonly heldFrom?: string;
  readonly heldUntil?: string;
  readonly original?: string;
}

function wireSources(entity: Entity): WireSources {
  const entries = [...entity.properties].map(([name, values]) => [name, values.map(wireValue)]);
  return Object.fromEntries(entries) as WireSources;
}

/** An entity with where each of its values comes from. */
export const wireSourced = (entity: Entity): object => ({
  entity: wireEntity(entity),
  sources: wireSources(entity),
});

function wireValue({ value, source, original }: Value): WireValue {
  return { value, ...source, ...(original !== undefined && { original }) };
}
