import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Clock } from '../base/index.ts';
import type { Screener } from '../screening/index.ts';
import { algorithmsAnswer } from './algorithms.ts';
import { refuse } from './answers.ts';
import { catalogAnswer, catalogTag, tagMatches } from './catalog.ts';
import type { Datasets } from './datasets.ts';
import { entityRoutes } from './entity-routes.ts';
import { DEFAULT_FACETS, FACETS, type FacetName } from './facets.ts';
import { type Filters, TIME_PATTERN } from './filters.ts';
import { asOfParameter, ListsAt, sayVersions } from './lists-at.ts';
import { matchBatch } from './match.ts';
import type { ServerOptions } from './options.ts';
import { reconcileRoutes } from './reconcile/routes.ts';
import { search } from './search.ts';
import { updateRoute } from './update-route.ts';
import {
  AnySchema,
  answers,
  DetailSchema,
  limitParameter,
  MatchAnswerSchema,
  MatchBodySchema,
  offsetParameter,
  repeated,
  SearchAnswerSchema,
  StatusSchema,
} from './wire.ts';

const DatasetPath = Type.Object({
  dataset: Type.String({ description: 'A loaded list, or `default` for all of them.' }),
});

const changedSince = Type.Optional(
  Type.String({ pattern: TIME_PATTERN, description: 'Only what changed after this moment.' }),
);

/** yente's limit for the ids that one request leaves out. */
const MOST_EXCLUDED_IDS = 50;

const MatchQuery = Type.Object({
  limit: limitParameter(5),
  threshold: Type.Number({ default: 0.7, description: 'Least score of a match.' }),
  cutoff: Type.Number({ default: 0.7, deprecated: true }),
  algorithm: Type.String({ default: 'best' }),
  include_dataset: repeated('Only these datasets.'),
  exclude_dataset: repeated('Without these datasets.'),
  exclude_schema: repeated('Without entities of these schemas.'),
  topics: repeated('Only entities with one of these topics.'),
  changed_since: changedSince,
  exclude_entity_ids: repeated('Without these entities, by id or referent.', {
    maxItems: MOST_EXCLUDED_IDS,
  }),
  as_of: asOfParameter,
});

const choice = <Name extends string>(names: readonly Name[], more: object = {}) =>
  Type.Unsafe<Name>({ type: 'string', enum: names, ...more });

const SearchQuery = Type.Object({
  q: Type.String({ default: '', description: 'Words; the last of a name may be unfinished.' }),
  schema: Type.String({ default: 'Thing' }),
  include_dataset: repeated('Only these datasets.'),
  exclude_dataset: repeated('Without these datasets.'),
  exclude_schema: repeated('Without entities of these schemas.'),
  changed_since: changedSince,
  countries: repeated('Country codes.'),
  topics: repeated('Topics.'),
  datasets: repeated('Datasets, as a filter of the facets.'),
  filter: repeated('`field:value`, such as `properties.birthDate:1966`.'),
  limit: limitParameter(10),
  offset: offsetParameter,
  sort: repeated('`field`, `field:asc` or `field:desc`.'),
  target: Type.Optional(Type.Boolean({ deprecated: true })),
  fuzzy: Type.Boolean({ default: false }),
  simple: Type.Boolean({ default: false }),
  facets: Type.Array(choice<FacetName>(FACETS), { default: [...DEFAULT_FACETS] }),
  filter_op: choice(['OR', 'AND'] as const, { default: 'OR' }),
  as_of: asOfParameter,
});

/** What `/match` and `/search` ask of an entity alike. */
function filtersOf(
  dataset: string,
  query: {
    include_dataset: string[];
    exclude_dataset: string[];
    exclude_schema: string[];
    changed_since?: string;
  },
): Filters {
  return {
    dataset,
    includeDataset: query.include_dataset,
    excludeDataset: query.exclude_dataset,
    excludeSchema: query.exclude_schema,
    excludeIds: [],
    changedSince: query.changed_since,
    fields: [],
    every: false,
  };
}

const atLeastZero = (number: number): number => Math.max(0, number);

type App = Parameters<FastifyPluginCallbackTypebox>[0];

/** The endpoints in yente's exact forms. */
export const yenteRoutes: FastifyPluginCallbackTypebox<
  ServerOptions & { readonly onFault: (fault: string) => void }
> = (app, options, done) => {
  const { screener } = options;
  const lists = new ListsAt(options);
  const datasets = () => lists.today;
  matchRoute(app, lists, options.clock);
  searchRoute(app, lists, options.clock);
  void app.register(async (scope) => {
    // yente's forms have no place for it, but no answer may hide how little it was held against.
    scope.addHook('preHandler', async (_request, reply) => sayVersions(reply, screener()));
    void scope.register(async (form) => reconcileRoutes(form as App, datasets));
  });
  entityRoutes(app, lists);
  catalogRoutes(app, screener, datasets);
  healthRoutes(app, screener);
  updateRoute(app, options.update, options.onFault);
  done();
};

function matchRoute(app: App, lists: ListsAt, clock: Clock): void {
  app.post(
    '/match/:dataset',
    {
      config: { asks: true },
      schema: {
        summary: 'Parties on the lists that may be those described',
        tags: ['Matching'],
        params: DatasetPath,
        querystring: MatchQuery,
        body: MatchBodySchema,
        response: answers({ 200: MatchAnswerSchema, 400: DetailSchema, 404: DetailSchema }),
      },
    },
    async (request, reply) => {
      const { query, body } = request;
      const filters: Filters = {
        ...filtersOf(request.params.dataset, query),
        excludeIds: query.exclude_entity_ids,
        fields: query.topics.map((topic) => ['topics', topic]),
      };
      const asked = {
        queries: body.queries,
        config: body.config ?? {},
        algorithm: query.algorithm,
        filters,
        limit: atLeastZero(query.limit),
        threshold: query.threshold,
        cutoff: query.cutoff,
      };
      const datasets = await lists.datasets(reply, query.as_of);
      const answer = await matchBatch(datasets, asked, clock);
      if ('detail' in answer) return refuse(reply, answer);
      const unused = [body.weights, body.config].some((part) => Object.keys(part ?? {}).length > 0);
      if (unused) reply.header('x-tamiz-unused', 'weights, config');
      reply.header('x-batch-size', String(Object.keys(answer.responses).length));
      return reply.send(answer);
    },
  );
}

function searchRoute(app: App, lists: ListsAt, clock: Clock): void {
  app.get(
    '/search/:dataset',
    {
      config: { asks: true },
      schema: {
        summary: 'Entities that hold every word',
        tags: ['Matching'],
        params: DatasetPath,
        querystring: SearchQuery,
        response: answers({ 200: SearchAnswerSchema, 400: DetailSchema, 404: DetailSchema }),
      },
    },
    async (request, reply) => {
      const { query } = request;
      const fields: (readonly [string, string])[] = [
        ...query.countries.map((code) => ['countries', code] as const),
        ...query.topics.map((topic) => ['topics', topic] as const),
        ...query.datasets.map((name) => ['datasets', name] as const),
      ];
      for (const text of query.filter) {
        const colon = text.indexOf(':');
        if (colon < 0) {
          return refuse(reply, { status: 400, detail: `Invalid filter: '${text}'` });
        }
        fields.push([text.slice(0, colon), text.slice(colon + 1)]);
      }
      if (query.target !== undefined) fields.push(['target', String(query.target)]);
      const every = query.filter_op === 'AND';
      const asked = {
        ...query,
        filters: { ...filtersOf(request.params.dataset, query), fields, every },
        limit: atLeastZero(query.limit),
        offset: atLeastZero(query.offset),
      };
      const datasets = await lists.datasets(reply, query.as_of);
      const answer = await search(datasets, asked, clock);
      return 'detail' in answer ? refuse(reply, answer) : reply.send(answer);
    },
  );
}

/** What is loaded, and how it is compared. */
function catalogRoutes(app: App, lists: () => Screener, datasets: () => Datasets): void {
  for (const path of ['/catalog', '/manifest']) {
    app.get(
      path,
      {
        schema: {
          summary: 'What is loaded',
          tags: ['Data access'],
          hide: path === '/manifest',
          response: answers({ 200: AnySchema }),
        },
      },
      (request, reply) => {
        const answer = catalogAnswer(lists(), datasets().catalog);
        const tag = catalogTag(answer);
        reply.header('etag', tag).header('cache-control', 'public, max-age=300');
        if (tagMatches(request.headers['if-none-match'], tag)) return reply.code(304).send();
        return reply.send(answer);
      },
    );
  }

  app.get(
    '/algorithms',
    {
      schema: {
        summary: 'How parties are compared',
        tags: ['System information'],
        response: answers({ 200: AnySchema }),
      },
    },
    (_request, reply) => reply.send(algorithmsAnswer()),
  );
}

/** Whether it runs, and whether it has lists. */
function healthRoutes(app: App, lists: () => Screener): void {
  const health = { summary: 'Whether it runs', tags: ['System information'] };
  app.get(
    '/healthz',
    { config: { public: true }, schema: { ...health, response: answers({ 200: StatusSchema }) } },
    (_request, reply) => reply.send({ status: 'ok' }),
  );

  app.get(
    '/readyz',
    {
      config: { public: true },
      schema: { ...health, response: answers({ 200: StatusSchema, 503: DetailSchema }) },
    },
    (_request, reply) => {
      const ready = lists().engine.segments.length > 0;
      if (!ready) return refuse(reply, { status: 503, detail: 'Index not ready.' });
      return reply.send({ status: 'ok' });
    },
  );
}
