export { assertMayListen } from './listen.ts';
export type { RequestLine, ServerOptions } from './options.ts';
export { requestAgain } from './request-again.ts';
export { createServer } from './server.ts';
