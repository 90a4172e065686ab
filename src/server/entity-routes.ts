import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { Entity } from '../entity/index.ts';
import { adjacent, adjacentBy } from './adjacent.ts';
import { refuse } from './answers.ts';
import type { Datasets } from './datasets.ts';
import { asOfParameter, type ListsAt } from './lists-at.ts';
import { nested } from './nesting.ts';
import { readSort } from './sorting.ts';
import {
  AdjacentAnswerSchema,
  AdjacentPageSchema,
  answers,
  DetailSchema,
  EntitySchema,
  limitParameter,
  offsetParameter,
  repeated,
} from './wire.ts';

type App = Parameters<FastifyPluginCallbackTypebox>[0];

const tags = ['Data access'];

const PageQuery = Type.Object({
  limit: limitParameter(10),
  offset: offsetParameter,
  sort: repeated('`field`, `field:asc` or `field:desc`; by default the order of the lists.'),
  as_of: asOfParameter,
});

/** `/entities/{id}` and what is adjacent to it, in yente's forms. */
export function entityRoutes(app: App, lists: ListsAt): void {
  app.get(
    '/entities/:id',
    {
      schema: {
        summary: 'An entity with its neighbours',
        tags,
        params: Type.Object({ id: Type.String() }),
        querystring: Type.Object({
          nested: Type.Boolean({ default: true }),
          as_of: asOfParameter,
        }),
        response: answers({ 200: EntitySchema, 404: DetailSchema }),
      },
    },
    (request, reply) =>
      withEntity(lists, request, reply, (entity, datasets) => {
        reply.header('link', `<${partyPath(entity, request.query.as_of)}>; rel="related"`);
        return reply.send(request.query.nested ? nested(datasets, entity) : datasets.wire(entity));
      }),
  );
  app.get(
    '/entities/:id/adjacent',
    {
      schema: {
        summary: 'What is linked to an entity, by property and page by page',
        tags,
        params: Type.Object({ id: Type.String() }),
        querystring: PageQuery,
        response: answers({ 200: AdjacentAnswerSchema, 400: DetailSchema, 404: DetailSchema }),
      },
    },
    (request, reply) =>
      withEntity(lists, request, reply, async (entity, datasets) => {
        const page = pageOf(request.query);
        if ('status' in page) return refuse(reply, page);
        return reply.send(await adjacent(datasets, entity, page));
      }),
  );
  app.get(
    '/entities/:id/adjacent/:property',
    {
      schema: {
        summary: 'What is linked to an entity through one property',
        tags,
        params: Type.Object({ id: Type.String(), property: Type.String() }),
        querystring: PageQuery,
        response: answers({ 200: AdjacentPageSchema, 400: DetailSchema, 404: DetailSchema }),
      },
    },
    (request, reply) =>
      withEntity(lists, request, reply, async (entity, datasets) => {
        const page = pageOf(request.query);
        if ('status' in page) return refuse(reply, page);
        const found = await adjacentBy(datasets, entity, request.params.property, page);
        if (found !== undefined) return reply.send(found);
        return refuse(reply, { status: 404, detail: 'No such property!' });
      }),
  );
}

function pageOf(query: { limit: number; offset: number; sort: string[] }) {
  const sort = readSort(query.sort);
  if ('status' in sort) return sort;
  return { ...sort, limit: Math.max(0, query.limit), offset: Math.max(0, query.offset) };
}

/** Where the whole party stands, with what else lists have of it: yente's forms have no place. */
function partyPath(entity: Entity, asOf: string | undefined): string {
  const query = asOf === undefined ? '' : `?as_of=${asOf}`;
  return `/v1/parties/${encodeURIComponent(entity.id)}${query}`;
}

/** Answers for the entity of the path; who asks by a referent is sent to the same place of it. */
async function withEntity(
  lists: ListsAt,
  request: {
    readonly params: { readonly id: string };
    readonly query: { readonly as_of?: string };
    readonly url: string;
  },
  reply: FastifyReply,
  answer: (entity: Entity, datasets: Datasets) => FastifyReply | Promise<FastifyReply>,
): Promise<FastifyReply> {
  const datasets = await lists.datasets(reply, request.query.as_of);
  const entity = datasets.engine.entity(request.params.id);
  if (entity === undefined) return refuse(reply, { status: 404, detail: 'No such entity!' });
  if (entity.id === request.params.id) return answer(entity, datasets);
  const rest = request.url.replace(/^\/entities\/[^/?]*/, '');
  return reply.redirect(`/entities/${encodeURIComponent(entity.id)}${rest}`, 308);
}
