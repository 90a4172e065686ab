import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PAGE_HEADERS } from './headers.ts';

const MISSING = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Tamiz</title>
<h1>Tamiz is running</h1>
<p>The workbench has not been built. Run <code>npm run build</code> in the folder of Tamiz and
start it again.</p>
<p>The HTTP interface works: <a href="/openapi.json">openapi.json</a> describes it.</p>
</html>
`;

/**
 * Serves the built page and its files. They hold nothing secret, so they need no token. A page
 * asks for its own addresses too (a bookmark of a screening), so unknown ones get the page.
 */
export async function addWorkbench(
  app: FastifyInstance,
  webRoot: string | undefined,
  methodsOf: (url: string) => readonly string[],
): Promise<void> {
  const built = webRoot !== undefined && existsSync(join(webRoot, 'index.html'));
  if (built) {
    await app.register(async (scope) => {
      scope.addHook('onRoute', (route) => {
        route.config = { ...route.config, public: true };
        route.schema = { ...route.schema, hide: true };
      });
      await scope.register(fastifyStatic, {
        root: webRoot,
        // Names of built files carry a hash of what is in them, except the page's own.
        cacheControl: false,
        setHeaders: (response, path) => {
          const fixed = path.startsWith(join(webRoot, 'assets'));
          const cache = fixed ? 'public, max-age=31536000, immutable' : 'no-cache';
          response.header('cache-control', cache);
          for (const [name, value] of Object.entries(PAGE_HEADERS)) response.header(name, value);
        },
      });
    });
  } else {
    app.get('/', { config: { public: true }, schema: { hide: true } }, (_request, reply) =>
      reply.headers(PAGE_HEADERS).type('text/html; charset=utf-8').send(MISSING),
    );
  }
  app.setNotFoundHandler((request, reply) => {
    if (built && wantsPage(request)) return reply.sendFile('index.html', webRoot);
    const methods = methodsOf(request.url);
    if (methods.length === 0) return notFound(reply);
    reply.header('allow', methods.join(', '));
    return reply.code(405).send({ detail: 'Method Not Allowed' });
  });
}

/** FastAPI's answer to an unknown address, which yente's clients know. */
function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ detail: 'Not Found' });
}

/** A browser that asks for an address of the page, not a program, and not for a file. */
function wantsPage(request: FastifyRequest): boolean {
  const path = request.url.split('?', 1)[0] ?? '';
  const page = /text\/html/.test(request.headers.accept ?? '');
  return request.method === 'GET' && page && !/^\/v1\//.test(path) && !/\.[a-z0-9]+$/i.test(path);
}
