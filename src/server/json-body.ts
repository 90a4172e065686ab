import type { FastifyInstance } from 'fastify';
import type { FieldProblem } from './validation.ts';

/**
 * Takes every body as JSON whatever its Content-Type says, or if it says nothing, as yente does.
 * What is no JSON gets FastAPI's 422.
 */
export function addJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    if (body.length === 0) {
      done(null, undefined);
      return;
    }
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(body as Buffer);
      done(null, JSON.parse(text));
    } catch {
      // The parser's own message quotes the body, which is personal data.
      const validation: FieldProblem[] = [
        { loc: ['body'], msg: 'JSON decode error', type: 'json_invalid' },
      ];
      done(Object.assign(new Error('JSON decode error'), { validation }));
    }
  });
}
