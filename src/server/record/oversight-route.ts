import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { endOf, kindsFor, oversightCsv, oversightOf } from '../../oversight/index.ts';
import { AnySchema, answers, DetailSchema } from '../wire.ts';
import { scopeOf } from './access.ts';
import { OVERSEEN } from './composition.ts';
import type { RecordParts } from './parts.ts';

const Query = Type.Object({
  until: Type.Optional(
    Type.String({
      maxLength: 40,
      description: 'A day that is over, or a moment that has passed; now without it.',
    }),
  ),
  format: Type.Optional(Type.Unsafe<'json' | 'csv'>({ type: 'string', enum: ['json', 'csv'] })),
});

/** How the work of the organisation stood at a moment, worked out from what happened until then. */
export const oversightRoute: FastifyPluginCallbackTypebox<RecordParts> = (app, parts, done) => {
  const { store, world, listDates } = parts;
  // All that ever happened is read: two at a time would only keep each other waiting, and others.
  let before: Promise<unknown> = Promise.resolve();
  app.get(
    '/v1/oversight',
    {
      config: { right: 'oversight:read' },
      schema: {
        'x-right': 'oversight:read',
        summary: 'Measures of the work as it stood at a moment, each with the records behind it',
        tags: ['Record'],
        querystring: Query,
        response: answers({
          200: AnySchema,
          400: DetailSchema,
          401: DetailSchema,
          403: DetailSchema,
        }),
      },
    },
    async (request, reply) => {
      const { until, format = 'json' } = request.query;
      const now = world.clock.now();
      const scope = scopeOf(request);
      const question = {
        until: until === undefined ? now : endOf(until, now),
        compartments: scope.compartments,
        others: OVERSEEN,
        ...(listDates !== undefined && { listDates }),
      };
      const work = before.then(() =>
        store.read(scope, (reader) =>
          oversightOf(reader.events(kindsFor(question), question.until), question),
        ),
      );
      before = work.catch(() => undefined);
      const oversight = await work;
      if (format === 'json') return reply.send({ ...oversight });
      return reply.type('text/csv; charset=utf-8').send(oversightCsv(oversight));
    },
  );
  done();
};
