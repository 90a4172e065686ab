import type { FastifyInstance } from 'fastify';

/** The fields of a form; of one that stands twice, the last counts, as in FastAPI. */
export type Form = Readonly<Record<string, string>>;

/** Reads bodies as HTML forms write them, whatever else the Content-Type says. */
export function addFormBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, readForm(body as Buffer));
  });
}

/** Every sequence of bytes is a form, though perhaps one without any known field. */
export function readForm(body: Uint8Array): Form {
  const fields = new URLSearchParams(new TextDecoder().decode(body));
  return Object.fromEntries(fields);
}
