import { type ErrorCode, problem, TamizError } from './errors.ts';

/** An error as it travels between threads, which lose its class and most of what it carries. */
export type SentError =
  | {
      readonly code: ErrorCode;
      readonly found: string;
      readonly where?: string;
      readonly expected: string;
      readonly remedy: string;
    }
  | {
      readonly name: string;
      readonly message: string;
      readonly stack?: string;
      /** Node's own code, such as `ENOENT`. */
      readonly errno?: string;
    };

/** Takes an error apart for another thread. */
export function sendError(error: unknown): SentError {
  if (error instanceof TamizError) {
    const { code, found, where, expected, remedy } = error;
    return { code, found, expected, remedy, ...(where !== undefined && { where }) };
  }
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack } = error;
  const errno = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    name,
    message,
    ...(stack !== undefined && { stack }),
    ...(errno !== undefined && { errno }),
  };
}

/** Puts an error of another thread together again. */
export function receiveError(sent: SentError): Error {
  if ('code' in sent) {
    const { code, ...details } = sent;
    return problem(code, details);
  }
  const { name, message, stack, errno } = sent;
  const error = new Error(message);
  error.name = name;
  // Where it happened is over there, not here.
  if (stack !== undefined) error.stack = stack;
  return errno === undefined ? error : Object.assign(error, { code: errno });
}
