import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sha256 } from '../base/index.ts';
import type { Json } from '../journal/index.ts';
import type { Engine } from '../matching/index.ts';
import type { Recorder } from '../screening/index.ts';
import { ListsAt } from './lists-at.ts';
import type { ServerOptions } from './options.ts';
import { isObject, parseJson } from './reconcile/queries.ts';

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
  /** What the client takes: Watchman's search has several forms of answers. */
  readonly accept: string;
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
    if (typeof payload !== 'string') throw new TypeError('Only a text can be taken down.');
    const manner = { way: 'http', parameters: { route: request.routeOptions.url ?? '' } };
    await options.recorder.record(engine, manner, {
      questions: takenOf(request) as unknown as Json,
      answers: sha256(payload),
      count: { questions: questionsIn(request) },
    });
    return payload;
  });
}

function takenOf(request: FastifyRequest): Taken {
  return {
    method: request.method === 'POST' ? 'POST' : 'GET',
    url: request.url,
    accept: request.headers.accept ?? '',
    body: (request.body ?? null) as Json,
  };
}

/** A batch has several; that of a reconciliation stands as text in its form or in its address. */
function questionsIn({ body, query }: FastifyRequest): number {
  const { queries } = { ...(query as object), ...(body as object | null) } as { queries?: unknown };
  const batch = typeof queries === 'string' ? parseJson(queries) : queries;
  return isObject(batch) ? Object.keys(batch).length : 1;
}
