import type { FastifyInstance } from 'fastify';
import type { ServerOptions } from './options.ts';

/**
 * Logs what was asked of the server without what was asked about: the pattern of the route, never
 * its values. Gives the function that logs an unexpected error of no request.
 */
export function addRequestLog(
  app: FastifyInstance,
  { logger, clock }: ServerOptions,
): (fault: string) => void {
  const started = new WeakMap<object, number>();
  app.addHook('onRequest', async (request) => {
    started.set(request, clock.elapsedMs());
  });
  app.addHook('onResponse', async (request, reply) => {
    const now = clock.elapsedMs();
    logger?.({
      method: request.method,
      route: request.routeOptions.url ?? '(unknown)',
      status: reply.statusCode,
      ms: Math.round((now - (started.get(request) ?? now)) * 10) / 10,
    });
  });
  return (fault) => logger?.({ method: '-', route: '-', status: 500, ms: 0, fault });
}
