import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { schemaOf } from '../../entity/index.ts';
import { isAlgorithm } from '../algorithms.ts';
import { refuse } from '../answers.ts';
import type { Datasets } from '../datasets.ts';
import { type Filters, TIME_PATTERN } from '../filters.ts';
import { API_HEADERS } from '../headers.ts';
import { isLoopback } from '../listen.ts';
import { AnySchema, answers, DetailSchema, limitParameter } from '../wire.ts';
import { extend } from './extend.ts';
import { addFormBodies, type Form } from './form-body.ts';
import { reconManifest } from './manifest.ts';
import { previewPage } from './preview.ts';
import { reconcile, reconEntity } from './queries.ts';
import { extensionProperties, schemasIn, suggestProperties, suggestTypes } from './types.ts';

type App = Parameters<FastifyPluginCallbackTypebox>[0];

const tags = ['Reconciliation'];
const DatasetPath = Type.Object({ dataset: Type.String() });
const PrefixQuery = Type.Object({ prefix: Type.String({ default: '' }) });

const BatchQuery = Type.Object({
  algorithm: Type.String({ default: 'best' }),
  changed_since: Type.Optional(Type.String({ pattern: TIME_PATTERN })),
  queries: Type.Optional(Type.String({ description: 'A batch of queries, as in the form.' })),
  extend: Type.Optional(Type.String({ description: 'A request for properties, as in the form.' })),
});
type Batch = { algorithm: string; changed_since?: string };

const FormSchema = Type.Unsafe<Form | undefined>({
  type: 'object',
  properties: {
    queries: { type: 'string', description: 'JSON: `{"q0": {"query": "Jane Doe", …}}`' },
    extend: { type: 'string', description: 'JSON: `{"ids": […], "properties": [{"id": …}]}`' },
  },
});

const both = answers({ 200: AnySchema, 400: DetailSchema, 404: DetailSchema });

/** OpenRefine's reconciliation protocol, version 0.2, as yente speaks it. */
export function reconcileRoutes(app: App, datasets: () => Datasets): void {
  addFormBodies(app);
  app.addHook('onRequest', async (request, reply) => openToThisMachine(request.headers, reply));
  app.addHook('preHandler', async (request, reply) => {
    const { dataset } = request.params as { dataset: string };
    if (datasets().has(dataset)) return undefined;
    return refuse(reply, { status: 404, detail: 'No such dataset.' });
  });
  serviceRoutes(app, datasets);
  suggestRoutes(app, datasets);
  extensionRoute(app);
  previewRoute(app, datasets);
}

/**
 * OpenRefine's page is served from this machine and reads the service from there. Only such pages
 * may read it: a page from elsewhere must not see what lists are here.
 */
function openToThisMachine(headers: { origin?: string | undefined }, reply: FastifyReply): void {
  reply.header('vary', 'Origin');
  const { origin } = headers;
  if (origin === undefined || !URL.canParse(origin)) return;
  if (!isLoopback(new URL(origin).hostname)) return;
  reply.header('access-control-allow-origin', origin);
}

function serviceRoutes(app: App, datasets: () => Datasets): void {
  app.get(
    '/reconcile/:dataset',
    {
      config: { asks: true },
      schema: {
        summary: 'The manifest of the reconciliation service, or answers to queries',
        tags,
        params: DatasetPath,
        querystring: BatchQuery,
        response: both,
      },
    },
    async (request, reply) => {
      const { dataset } = request.params;
      const { queries, extend: extension } = request.query;
      if (queries !== undefined || extension !== undefined) {
        return answerBatch(datasets(), dataset, request.query, request.query, reply);
      }
      // The manifest says nothing of any party.
      request.askedOf = undefined;
      const question = request.url.indexOf('?');
      const manifest = reconManifest({
        title: datasets().title(dataset) ?? 'All loaded lists',
        origin: `${request.protocol}://${request.headers.host ?? request.hostname}`,
        dataset,
        query: question < 0 ? '' : request.url.slice(question),
        schemas: await schemasIn(datasets(), dataset),
      });
      return reply.send(manifest);
    },
  );
  app.post(
    '/reconcile/:dataset',
    {
      config: { asks: true },
      schema: {
        summary: 'Answers to a batch of queries, or properties of entities',
        tags,
        consumes: ['application/x-www-form-urlencoded'],
        params: DatasetPath,
        querystring: BatchQuery,
        body: FormSchema,
        response: both,
      },
      // Without a body there is nothing to validate, and yente's words are said instead.
      validatorCompiler: ({ schema, httpPart }) =>
        httpPart === 'body'
          ? (value: unknown) => ({ value: value ?? {} })
          : (app.validatorCompiler?.({ schema, httpPart } as never) as never),
    },
    async (request, reply) => {
      const { dataset } = request.params;
      return answerBatch(datasets(), dataset, request.query, request.body ?? {}, reply);
    },
  );
}

async function answerBatch(
  datasets: Datasets,
  dataset: string,
  { algorithm, changed_since }: Batch,
  form: Form | { queries?: string; extend?: string },
  reply: FastifyReply,
): Promise<FastifyReply> {
  const extension = form.extend;
  if (extension !== undefined && extension.trim() !== '') {
    const answer = extend(datasets.engine, extension);
    if ('status' in answer) return refuse(reply, answer);
    reply.header('x-batch-size', String(Object.keys(answer.rows).length));
    return reply.send(answer);
  }
  const { queries } = form;
  if (queries === undefined) {
    return refuse(reply, { status: 400, detail: 'No queries or extend request provided.' });
  }
  if (!isAlgorithm(algorithm)) {
    return refuse(reply, { status: 400, detail: `Invalid algorithm: ${algorithm}` });
  }
  const filters: Filters = {
    dataset,
    ...{ includeDataset: [], excludeDataset: [], excludeSchema: [], excludeIds: [] },
    ...{ changedSince: changed_since, fields: [], every: false },
  };
  const answer = await reconcile(datasets, filters, queries);
  if (isRefusal(answer)) return refuse(reply, answer);
  reply.header('x-batch-size', String(Object.keys(answer).length));
  return reply.send(answer);
}

/** A client may call a query `status`; only a refusal has a number there. */
function isRefusal(answer: object): answer is Parameters<typeof refuse>[1] {
  return typeof Reflect.get(answer, 'status') === 'number';
}

function suggestRoutes(app: App, datasets: () => Datasets): void {
  const suggested = (prefix: string, result: readonly object[]) => ({
    code: '/api/status/ok',
    status: '200 OK',
    prefix,
    result,
  });
  const schema = { tags, params: DatasetPath, response: both };
  app.get(
    '/reconcile/:dataset/suggest/entity',
    {
      config: { asks: true },
      schema: {
        ...schema,
        summary: 'Entities whose names begin so',
        querystring: Type.Object({ ...PrefixQuery.properties, limit: limitParameter(10) }),
      },
    },
    (request, reply) => {
      const { prefix, limit } = request.query;
      const found = suggestEntities(datasets(), request.params.dataset, prefix, limit);
      return reply.send(suggested(prefix, found));
    },
  );
  app.get(
    '/reconcile/:dataset/suggest/property',
    { schema: { ...schema, summary: 'Properties that begin so', querystring: PrefixQuery } },
    async (request, reply) => {
      const schemas = await schemasIn(datasets(), request.params.dataset);
      const { prefix } = request.query;
      return reply.send(suggested(prefix, suggestProperties(schemas, prefix)));
    },
  );
  app.get(
    '/reconcile/:dataset/suggest/type',
    { schema: { ...schema, summary: 'Types that begin so', querystring: PrefixQuery } },
    async (request, reply) => {
      const schemas = await schemasIn(datasets(), request.params.dataset);
      const { prefix } = request.query;
      return reply.send(suggested(prefix, suggestTypes(schemas, prefix)));
    },
  );
}

function extensionRoute(app: App): void {
  app.get(
    '/reconcile/:dataset/extend/property',
    {
      schema: {
        tags,
        params: DatasetPath,
        response: both,
        summary: 'Properties that can be fetched for a type',
        querystring: Type.Object({
          type: Type.String({ default: 'Thing' }),
          limit: Type.Integer({ default: 0 }),
        }),
      },
    },
    (request, reply) => {
      const { type, limit } = request.query;
      const found = schemaOf(type);
      if (found === undefined) {
        return refuse(reply, { status: 400, detail: `Invalid type: ${type.slice(0, 100)}` });
      }
      return reply.send({ limit, type, properties: extensionProperties(found, limit) });
    },
  );
}

function suggestEntities(
  datasets: Datasets,
  dataset: string,
  prefix: string,
  limit: number,
): readonly object[] {
  if (prefix.trim() === '') return [];
  const found: object[] = [];
  for (const id of datasets.engine.search(prefix)) {
    if (found.length >= limit) break;
    const entity = datasets.engine.entity(id);
    if (entity !== undefined && datasets.covers(dataset, entity)) found.push(reconEntity(entity));
  }
  return found;
}

function previewRoute(app: App, datasets: () => Datasets): void {
  app.get(
    '/reconcile/:dataset/preview',
    {
      schema: {
        summary: 'An entity as a small page',
        tags,
        params: DatasetPath,
        querystring: Type.Object({ id: Type.String({ default: '' }) }),
        response: answers({ 200: Type.String(), 404: DetailSchema }),
      },
    },
    (request, reply) => {
      const entity = datasets().engine.entity(request.query.id);
      if (entity === undefined) return refuse(reply, { status: 404, detail: 'No such entity!' });
      const policy = "default-src 'none'; frame-ancestors http://127.0.0.1:* http://localhost:*";
      return reply
        .headers({ ...API_HEADERS, 'content-security-policy': policy })
        .type('text/html; charset=utf-8')
        .send(previewPage(entity));
    },
  );
}
