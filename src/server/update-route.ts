import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { faultOf, refuse } from './answers.ts';
import type { ServerOptions } from './options.ts';
import { answers, DetailSchema, StatusSchema } from './wire.ts';

type App = Parameters<FastifyPluginCallbackTypebox>[0];

const UpdateQuery = Type.Object({
  token: Type.String({ default: '', description: 'The value of TAMIZ_UPDATE_TOKEN.' }),
  sync: Type.Boolean({ default: false, description: 'Wait until the lists are updated.' }),
});

/**
 * `/updatez`: gets what is new of the lists. One update at a time: whoever asks meanwhile waits for
 * the one that runs. A server that was given no token for it lets nobody.
 */
export function updateRoute(
  app: App,
  update: ServerOptions['update'],
  onFault: (fault: string) => void,
): void {
  let running: Promise<void> | undefined;
  const start = (run: () => Promise<void>): Promise<void> => {
    running ??= run().finally(() => {
      running = undefined;
    });
    return running;
  };
  app.post(
    '/updatez',
    {
      schema: {
        summary: 'Get what is new of the lists',
        tags: ['System information'],
        querystring: UpdateQuery,
        response: answers({ 200: StatusSchema, 403: DetailSchema }),
      },
    },
    async (request, reply) => {
      const { token, sync } = request.query;
      if (update === undefined || update.token === '' || !isSame(token, update.token)) {
        return refuse(reply, { status: 403, detail: 'Invalid token.' });
      }
      const done = start(update.run);
      if (sync) await done;
      else done.catch((error: unknown) => onFault(faultOf(error)));
      return reply.send({ status: 'ok' });
    },
  );
}

/** Hashes have one length, so the comparison takes one time whatever was given. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
