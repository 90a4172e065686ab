import type { Readable } from 'node:stream';
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { LIMITS, problem } from '../base/index.ts';
import { streamEvents } from './event-stream.ts';
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
});

const tags = ['Screening of files'];

interface Parts {
  readonly options: ServerOptions;
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
        }),
        response: answers({ 200: AnySchema, 404: DetailSchema }),
      },
    },
    async (request, reply) => {
      const { offset, limit } = request.query;
      const { hits } = screenings.get(request.params.id);
      const total = hits.count;
      return reply.send({ offset, limit, total, hits: await hits.page(offset, limit) });
    },
  );

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
  { options, screenings }: Parts,
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
          413: DetailSchema,
          429: DetailSchema,
        }),
      },
    },
    async (request, reply) => {
      const { name, threshold, limit, datasets } = request.query;
      for (const dataset of datasets) assertLoaded(options, dataset);
      const wishes = {
        name: name.slice(0, MOST_NAME) || 'upload',
        ...(threshold !== undefined && { threshold }),
        ...(limit !== undefined && { limit }),
        ...(datasets.length > 0 && { datasets }),
      };
      const screening = await screenings.add(wishes, (path) => receive(request, reply, path));
      reply.code(202).header('location', `/v1/screenings/${screening.id}`);
      return reply.send(describe(screening));
    },
  );
}

/** Longer names are no file's. */
const MOST_NAME = 255;

function assertLoaded(options: ServerOptions, dataset: string): void {
  const loaded = options.screener().engine.segments.map((segment) => segment.dataset);
  if (loaded.includes(dataset)) return;
  throw problem('USAGE_UNKNOWN_LIST', {
    found: JSON.stringify(dataset.slice(0, 100)),
    expected: `one of ${loaded.join(', ')}`,
  });
}

async function receive(
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
): Promise<number> {
  // A refused upload is not read to its end, so its connection cannot be used again.
  reply.header('connection', 'close');
  const size = await spool(request.body as Readable | undefined, request.headers, path);
  reply.removeHeader('connection');
  return size;
}

/** A screening as JSON. */
function describe(screening: Screening): object {
  const { id, wishes, state, progress, summary, hits } = screening;
  const self = `/v1/screenings/${id}`;
  return {
    id,
    name: wishes.name,
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
