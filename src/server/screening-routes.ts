import type { Readable } from 'node:stream';
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { LIMITS, problem } from '../base/index.ts';
import {
  type HitWriter,
  hitWriter,
  type Language,
  type OutputFormat,
  type Screener,
  type Sink,
} from '../screening/index.ts';
import { hitStream } from './download.ts';
import { streamEvents } from './event-stream.ts';
import { asOfParameter, type ListsAt } from './lists-at.ts';
import type { ServerOptions } from './options.ts';
import type { Screening, Screenings } from './screenings.ts';
import { spool } from './upload.ts';
import { AnySchema, answers, DetailSchema, repeated } from './wire.ts';

const IdPath = Type.Object({ id: Type.String() });

const UploadQuery = Type.Object({
  name: Type.String({ default: 'upload', description: 'The name of the file, for messages.' }),
  threshold: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.matchResults })),
  datasets: repeated('Only these lists.'),
  as_of: asOfParameter,
});

const tags = ['Screening of files'];

interface Parts {
  readonly options: ServerOptions;
  readonly lists: ListsAt;
  readonly screenings: Screenings;
}

/** Files: received, screened in the background, watched, read, deleted. */
export const screeningRoutes: FastifyPluginCallbackTypebox<Parts> = (app, parts, done) => {
  const { screenings } = parts;
  // Whatever it says it is, a file is taken as bytes and told by its content.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, ready) => ready(null, payload));
  uploadRoute(app, parts);

  app.get(
    '/v1/screenings/:id',
    { schema: { tags, params: IdPath, response: answers({ 200: AnySchema, 404: DetailSchema }) } },
    (request, reply) => reply.send(describe(screenings.get(request.params.id))),
  );

  app.get('/v1/screenings/:id/events', { schema: { tags, params: IdPath } }, (request, reply) => {
    streamEvents(screenings.get(request.params.id).events, request, reply);
  });

  app.get(
    '/v1/screenings/:id/hits',
    {
      schema: {
        tags,
        params: IdPath,
        querystring: Type.Object({
          offset: Type.Integer({ minimum: 0, default: 0 }),
          limit: Type.Integer({ minimum: 0, maximum: LIMITS.matchResults, default: 100 }),
          band: Type.Optional(
            Type.Unsafe<'strong' | 'possible'>({ type: 'string', enum: ['strong', 'possible'] }),
          ),
          sort: Type.Unsafe<'score' | 'file'>({
            type: 'string',
            enum: ['score', 'file'],
            default: 'file',
            description: 'Best first, or as the customers stand in the file.',
          }),
        }),
        response: answers({ 200: AnySchema, 404: DetailSchema }),
      },
    },
    async (request, reply) => {
      const { offset, limit, band, sort } = request.query;
      const { hits } = screenings.get(request.params.id);
      return reply.send({ offset, limit, ...(await hits.select({ band, sort }, offset, limit)) });
    },
  );

  downloadRoutes(app, parts);
  app.delete(
    '/v1/screenings/:id',
    { schema: { tags, params: IdPath, response: answers({ 404: DetailSchema }) } },
    async (request, reply) => {
      await screenings.remove(request.params.id);
      return reply.code(204).send();
    },
  );
  done();
};

function uploadRoute(
  app: Parameters<FastifyPluginCallbackTypebox>[0],
  { lists, screenings }: Parts,
): void {
  app.post(
    '/v1/screenings',
    {
      bodyLimit: LIMITS.uploadBytes,
      schema: {
        summary: 'Screen a customer file; its bytes are the body',
        tags,
        querystring: UploadQuery,
        response: answers({
          202: AnySchema,
          400: DetailSchema,
          404: DetailSchema,
          413: DetailSchema,
          429: DetailSchema,
        }),
      },
    },
    async (request, reply) => {
      const { name, threshold, limit, datasets, as_of: asOf } = request.query;
      // A refused upload is not read to its end, so its connection cannot be used again.
      reply.header('connection', 'close');
      const screener = await lists.screener(reply, asOf);
      for (const dataset of datasets) assertLoaded(screener, dataset);
      const wishes = {
        name: name.slice(0, MOST_NAME) || 'upload',
        ...(threshold !== undefined && { threshold }),
        ...(limit !== undefined && { limit }),
        ...(datasets.length > 0 && { datasets }),
        ...(asOf !== undefined && { asOf }),
      };
      const screening = await screenings.add(wishes, (path) =>
        spool(request.body as Readable | undefined, request.headers, path),
      );
      reply.removeHeader('connection');
      reply.code(202).header('location', `/v1/screenings/${screening.id}`);
      return reply.send(describe(screening));
    },
  );
}

const FORMATS: Readonly<Record<OutputFormat, string>> = {
  jsonl: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

function downloadRoutes(
  app: Parameters<FastifyPluginCallbackTypebox>[0],
  { options, screenings }: Parts,
): void {
  for (const [format, type] of Object.entries(FORMATS) as [OutputFormat, string][]) {
    app.get(
      `/v1/screenings/:id/hits.${format}`,
      {
        schema: {
          summary: `All hits as a file: ${format}`,
          tags,
          params: IdPath,
          querystring: Type.Object({
            language: Type.Unsafe<Language>({ type: 'string', enum: ['en', 'es'], default: 'en' }),
          }),
          response: answers({ 404: DetailSchema, 409: DetailSchema }),
        },
      },
      (request, reply) => {
        const screening = screenings.get(request.params.id);
        if (screening.summary === undefined) {
          throw problem('SERVER_NOT_DONE', { found: `one that is ${screening.state}` });
        }
        const { lists = [], summary, hits } = screening;
        const writer = (sink: Sink): HitWriter =>
          hitWriter(format, sink, { ...options.screener(), lists }, request.query.language);
        reply.type(type).header('content-disposition', `attachment; filename="hits.${format}"`);
        return reply.send(hitStream(hits.all(), summary, writer, reply.raw));
      },
    );
  }
}

/** Longer names are no file's. */
const MOST_NAME = 255;

function assertLoaded({ engine }: Screener, dataset: string): void {
  const loaded = engine.segments.map((segment) => segment.dataset);
  if (loaded.includes(dataset)) return;
  throw problem('USAGE_UNKNOWN_LIST', {
    found: JSON.stringify(dataset.slice(0, 100)),
    expected: `one of ${loaded.join(', ')}`,
  });
}

/** A screening as JSON. */
function describe(screening: Screening): object {
  const { id, wishes, state, progress, summary, hits } = screening;
  const self = `/v1/screenings/${id}`;
  return {
    id,
    name: wishes.name,
    asOf: wishes.asOf ?? null,
    lists: screening.lists ?? null,
    state,
    hits: hits.count,
    expires: new Date(screening.expires).toISOString(),
    ...(progress !== undefined && { progress }),
    ...(summary !== undefined && { summary }),
    ...(screening.problem !== undefined && { problem: screening.problem }),
    self,
    events: `${self}/events`,
  };
}
