import type { FastifyInstance } from 'fastify';

/**
 * Which methods an address takes, for whoever asked with another: FastAPI answers 405 there and
 * not 404. Must be called before the routes are added.
 */
export function knownMethods(app: FastifyInstance): (url: string) => readonly string[] {
  const routes: { readonly form: RegExp; readonly methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    const form = url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('/');
    routes.push({ form: new RegExp(`^${form}$`), methods: [method].flat() });
  });
  return (url) => {
    const path = url.split('?', 1)[0] ?? '';
    return [...new Set(routes.filter(({ form }) => form.test(path)).flatMap((r) => r.methods))];
  };
}
