import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sha256 } from '../base/index.ts';
import type { Json } from '../journal/index.ts';
import type { Engine } from '../matching/index.ts';
import type { Recorder } from '../screening/index.ts';
import { ListsAt } from './lists-at.ts';
import type { ServerOptions } from './options.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The lists are asked about a party: what is asked and answered is taken down. */
    asks?: boolean;
  }
  interface FastifyRequest {
    /** The lists that it is answered from, where it is taken down. */
    askedOf: Engine | undefined;
  }
}

/** A request as it is taken down. */
export interface Taken {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly type: string;
  readonly body: Json;
}

/**
 * Takes down each request that asks the lists about a party, and what came of it, before it is
 * answered: an answer that cannot be recorded is not given.
 */
export function addRecording(
  app: FastifyInstance,
  options: ServerOptions & { readonly recorder: Recorder },
): void {
  const lists = new ListsAt(options);
  app.decorateRequest('askedOf', undefined);
  app.addHook('preHandler', async (request) => {
    if (request.routeOptions.config.asks !== true) return;
    const { as_of: asOf } = request.query as { readonly as_of?: string };
    request.askedOf = (await lists.at(asOf)).engine;
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const engine = request.askedOf;
    // What was refused was not asked.
    if (engine === undefined || reply.statusCode >= 400) return payload;
    request.askedOf = undefined;
    const answer = typeof payload === 'string' ? payload : '';
    const manner = { way: 'http', parameters: { route: request.routeOptions.url ?? '' } };
    await options.recorder.record(engine, manner, {
      questions: takenOf(request) as unknown as Json,
      answers: sha256(answer),
      count: { questions: questionsIn(request) },
    });
    return payload;
  });
}

function takenOf(request: FastifyRequest): Taken {
  return {
    method: request.method === 'POST' ? 'POST' : 'GET',
    url: request.url,
    type: request.headers['content-type'] ?? '',
    body: (request.body ?? null) as Json,
  };
}

/** A batch has several. */
function questionsIn({ body }: FastifyRequest): number {
  const queries = (body as { readonly queries?: unknown } | null)?.queries;
  return typeof queries === 'object' && queries !== null ? Object.keys(queries).length : 1;
}
