import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { problem, TamizError } from '../base/index.ts';
import type { FieldProblem } from './validation.ts';

/** A reason that a request cannot be served, in yente's words, for `refuse`. */
export interface Refusal {
  readonly status: number;
  readonly detail: string | readonly FieldProblem[];
}

/** Answers in yente's error shape, `{"detail": …}`, and nothing else. */
export function refuse(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return reply.code(refusal.status).send({ detail: refusal.detail });
}

/** One of our own errors as an answer: yente's `detail` with the parts of the error beside it. */
export function problemBody(error: TamizError): Record<string, string> {
  const { message, code, expected, found, remedy } = error;
  return { detail: message, code, expected, found, remedy };
}

/**
 * Makes every error an answer that says what to do, or nothing at all of what went wrong inside.
 */
export function addErrorAnswers(app: FastifyInstance, onFault: (fault: string) => void): void {
  app.setErrorHandler((error: FastifyError | TamizError, request, reply) => {
    if (error instanceof TamizError) {
      if (error.code === 'SERVER_BUSY') reply.header('retry-after', '30');
      return reply.code(error.http).send(problemBody(error));
    }
    if (error.validation !== undefined) {
      return reply.code(422).send({ detail: error.validation });
    }
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
      const limit = `${request.routeOptions.bodyLimit} bytes`;
      const own = problem('INPUT_TOO_LARGE', {
        where: 'request body',
        expected: `at most ${limit}`,
        found: 'more',
      });
      return reply.code(own.http).send(problemBody(own));
    }
    // Fastify's own complaints about a request carry a status and a harmless message.
    if (error.statusCode !== undefined && error.statusCode < 500) {
      return reply.code(error.statusCode).send({ detail: error.message });
    }
    onFault(faultOf(error));
    return reply.code(500).send({ status: 'error' });
  });
}

/** The kind of an error and where it was raised; its message may quote personal data. */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something thrown that is no error';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 8).map((line) => line.trim())].join(' ');
}
