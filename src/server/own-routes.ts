import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { LIMITS, packageRoot, problem } from '../base/index.ts';
import { type Entity, propertiesOf, schemaOf } from '../entity/index.ts';
import { ALGORITHM, DEFAULT_THRESHOLD, type Engine, type Match } from '../matching/index.ts';
import { partyJson, partyOfListing } from '../parties/index.ts';
import { refuse } from './answers.ts';
import { readExample } from './example.ts';
import { asOfParameter, type ListsAt } from './lists-at.ts';
import { matchAs, quoted, widestSchemas } from './open-question.ts';
import type { ServerOptions } from './options.ts';
import {
  AnySchema,
  answers,
  DetailSchema,
  type RawProperties,
  RawPropertiesSchema,
  wireEntity,
  wireSourced,
} from './wire.ts';

const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
  version: string;
};

/** The version of this package, for the status and the OpenAPI document. */
export const VERSION: string = version;

const tags = ['Tamiz'];

type App = Parameters<FastifyPluginCallbackTypebox>[0];

/** Our own endpoints: what yente's forms have no place for. */
export const ownRoutes: FastifyPluginCallbackTypebox<{
  readonly options: ServerOptions;
  readonly lists: ListsAt;
}> = (app, { lists }, done) => {
  statusRoute(app, lists);
  matchRoute(app, lists);
  entityRoute(app, lists);
  done();
};

const AsOfQuery = Type.Object({ as_of: asOfParameter });

function statusRoute(app: App, at: ListsAt): void {
  app.get(
    '/v1/status',
    {
      schema: {
        summary: 'Version, lists, coverage; with a day, as they stood',
        tags,
        querystring: AsOfQuery,
        response: answers({ 200: AnySchema, 404: DetailSchema }),
      },
    },
    async (request, reply) => {
      const asOf = request.query.as_of;
      const { lists, coverage } = await at.screener(reply, asOf);
      return reply.send({
        version: VERSION,
        asOf: asOf ?? null,
        lists,
        coverage,
        algorithm: ALGORITHM,
        threshold: DEFAULT_THRESHOLD,
      });
    },
  );
}

function matchRoute(app: App, at: ListsAt): void {
  app.post(
    '/v1/match',
    {
      config: { asks: true },
      schema: {
        summary: 'One question, with the sources of every value and the evidence',
        tags,
        querystring: AsOfQuery,
        body: Type.Object({
          schema: Type.Optional(Type.String()),
          properties: RawPropertiesSchema,
          threshold: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
          limit: Type.Optional(Type.Integer({ minimum: 0, maximum: LIMITS.matchResults })),
        }),
        response: answers({ 200: AnySchema, 400: DetailSchema, 404: DetailSchema }),
      },
    },
    async (request, reply) => {
      const { schema, properties, threshold, limit } = request.body;
      if (schema !== undefined) assertProperties(schema, properties);
      const schemas = schema === undefined ? widestSchemas(Object.keys(properties)) : [schema];
      const { engine, coverage } = await at.screener(reply, request.query.as_of);
      const { matches, total } = await matchAs(engine, schemas, properties, {
        ...(threshold !== undefined && { threshold }),
        ...(limit !== undefined && { limit }),
      });
      const sent: object[] = [];
      for (const [i, match] of matches.entries()) {
        // Many matches must not keep the requests of others waiting.
        if (i > 0 && i % MATCHES_A_TURN === 0) await setImmediate();
        sent.push(wireMatch(engine, match));
      }
      return reply.send({ matches: sent, total, schemas, coverage });
    },
  );
}

function entityRoute(app: App, at: ListsAt): void {
  app.get(
    '/v1/entities/:id',
    {
      schema: {
        summary: 'An entity with the sources of every value and everything linked to it',
        tags,
        params: Type.Object({ id: Type.String() }),
        querystring: AsOfQuery,
        response: answers({ 200: AnySchema, 404: DetailSchema }),
      },
    },
    async (request, reply) => {
      const { engine } = await at.screener(reply, request.query.as_of);
      const entity = engine.entity(request.params.id);
      if (entity === undefined) return refuse(reply, { status: 404, detail: 'No such entity!' });
      return reply.send({
        ...wireSourced(entity),
        linked: linkedTo(engine, entity),
        party: partyJson(partyOfListing(engine, entity)),
      });
    },
  );
}

/** Who names a schema hears of every property that it does not have. */
function assertProperties(schema: string, properties: RawProperties): void {
  const read = readExample({ schema, properties });
  if ('problem' in read) throw problem('USAGE_PROPERTY', { found: read.problem });
  if (read.unknown.length === 0) return;
  throw problem('USAGE_PROPERTY', {
    expected: `properties of ${schema}`,
    found: quoted(read.unknown),
    remedy: 'Name the schema that has them, such as Person, or leave the schema out.',
  });
}

/** Finding what else lists have of a match takes less than a millisecond. */
const MATCHES_A_TURN = 20;

/** A match with everything a reviewer needs, and where else its party is listed. */
function wireMatch(engine: Engine, { entity, ...rest }: Match): object {
  const { listings } = partyOfListing(engine, entity);
  const alsoListed = listings.slice(1).map((listing) => {
    return { list: listing.list, id: listing.entity.id, caption: listing.entity.caption };
  });
  return { ...wireSourced(entity), ...rest, alsoListed };
}

/** More neighbours than this are read through `/entities`. */
const MOST_LINKED = 500;

/**
 * What an entity points at and what points at it. `property` is the link's name as this entity
 * sees it; behind an edge such as an ownership, `far` is who is on its other side.
 */
function linkedTo(engine: Engine, entity: Entity): object[] {
  const out = linkNames(entity).flatMap((property) =>
    entity.texts(property).map((id) => ({ property, id, other: engine.entity(id) })),
  );
  const into = engine.pointingAt(entity.id).flatMap((other) =>
    linkNames(other)
      .filter((name) => other.texts(name).includes(entity.id))
      .map((name) => ({ property: reverseOf(other, name), id: other.id, other })),
  );
  return [...out, ...into].slice(0, MOST_LINKED).map(({ property, id, other }) => {
    if (other === undefined) return { property, id };
    return { property, id, ...wireSourced(other), far: farSides(engine, other, entity.id) };
  });
}

function farSides(engine: Engine, edge: Entity, from: string): object[] {
  if (schemaOf(edge.schema)?.isEdge !== true) return [];
  return linkNames(edge).flatMap((property) =>
    edge
      .texts(property)
      .filter((id) => id !== from)
      .map((id) => {
        const far = engine.entity(id);
        return { property, id, ...(far !== undefined && { entity: wireEntity(far) }) };
      }),
  );
}

function linkNames(entity: Entity): readonly string[] {
  const known = propertiesOf(entity.schema);
  return [...entity.properties.keys()].filter((name) => known.get(name)?.type.isEntity ?? false);
}

function reverseOf(entity: Entity, name: string): string {
  const property = propertiesOf(entity.schema).get(name);
  return property?.hasReverse === true ? property.getReverse().name : name;
}
