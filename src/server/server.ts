import { join } from 'node:path';
import fastifySwagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { LIMITS } from '../base/index.ts';
import { screenCustomers } from '../screening/index.ts';
import { addErrorAnswers } from './answers.ts';
import { addGuards } from './guard.ts';
import { addHeaders } from './headers.ts';
import { addJsonBodies } from './json-body.ts';
import { assertMayListen } from './listen.ts';
import { ListsAt } from './lists-at.ts';
import { knownMethods } from './methods.ts';
import type { ServerOptions } from './options.ts';
import { ownRoutes, VERSION } from './own-routes.ts';
import { partyRoutes } from './party-routes.ts';
import { loadRoutes } from './record/load.ts';
import { addRecording } from './recording.ts';
import { addRequestLog } from './request-log.ts';
import { screeningRoutes } from './screening-routes.ts';
import { type ScreenFile, Screenings } from './screenings.ts';
import { schemaErrorFormatter, validatorCompiler } from './validation.ts';
import { watchmanRoutes } from './watchman/routes.ts';
import { addWorkbench } from './workbench.ts';
import { yenteRoutes } from './yente-routes.ts';

/**
 * The server, ready to `listen` on the host that was given. `close()` ends it: screenings stop,
 * their files are deleted, open event streams end. Throws `USAGE_LISTEN` for an open host without
 * a token.
 */
export function createServer(options: ServerOptions): Promise<FastifyInstance> {
  return serverWith(options, screenCustomers);
}

/** The same with something else in the place of the screening, for tests. */
export async function serverWith(
  options: ServerOptions,
  screen: ScreenFile,
): Promise<FastifyInstance> {
  assertMayListen(options.host, options.token, options.record?.publicUrl !== undefined);
  const app = newApp();
  const log = addRequestLog(app, options);
  const lists = new ListsAt(options);
  const screenings = await Screenings.open({
    lists: (asOf) => lists.at(asOf),
    screen,
    clock: options.clock,
    folder: join(options.workFolder, 'screenings'),
    onFault: log,
    ...(options.recorder && { recorder: options.recorder }),
  });
  // Before the connections are closed, so that event streams end by themselves.
  app.addHook('preClose', () => screenings.close());
  addErrorAnswers(app, log);
  addGuards(app, options);
  const { record } = options;
  const routes = record && (await loadRoutes());
  if (record !== undefined) routes?.addAccess(app, record, options);
  // Before answers are packed: what is taken down is the answer, not one of its packings.
  if (options.recorder !== undefined) {
    addRecording(app, { ...options, recorder: options.recorder });
  }
  addHeaders(app);
  addJsonBodies(app);
  await addOpenApi(app);
  const methodsOf = knownMethods(app);
  await app.register(yenteRoutes, { ...options, onFault: log });
  await app.register(async (scope) => watchmanRoutes(scope as never, options));
  await app.register(ownRoutes, { options, lists });
  await app.register(partyRoutes, { options, lists });
  await app.register(screeningRoutes, { options, lists, screenings });
  if (record !== undefined) await routes?.addRecord(app, { parts: record, lists, options });
  await addWorkbench(app, options.webRoot, methodsOf);
  return app;
}

/** Times and sizes that a client may take up. */
function newApp(): FastifyInstance {
  const app = Fastify({
    bodyLimit: LIMITS.jsonBodyBytes,
    // The largest upload at 10 Mbit/s takes a little less than this.
    requestTimeout: 15 * 60_000,
    connectionTimeout: 0,
    keepAliveTimeout: 30_000,
    // Starting waits for the disk and the processor, which others may keep busy for a while.
    pluginTimeout: 120_000,
    forceCloseConnections: 'idle',
    http: { headersTimeout: 15_000, maxHeaderSize: 131_072 },
    routerOptions: { maxParamLength: 1_000 },
    frameworkErrors: (error, _request, reply) => {
      void (reply as FastifyReply).code(error.statusCode ?? 400).send({ detail: error.message });
    },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSchemaErrorFormatter(schemaErrorFormatter);
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  return app.withTypeProvider<TypeBoxTypeProvider>() as unknown as FastifyInstance;
}

async function addOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tamiz',
        version: VERSION,
        description: 'Screening against official lists, in the forms of yente and in our own.',
        license: { name: 'Apache-2.0' },
      },
    },
  });
  app.get('/openapi.json', { schema: { hide: true } }, (_request, reply) =>
    reply.send(app.swagger()),
  );
}
