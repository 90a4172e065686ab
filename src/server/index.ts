export { assertMayListen, ownAddress } from './listen.ts';
export type { RequestLine, ServerOptions } from './options.ts';
export { loadComposition } from './record/load.ts';
export type { RecordParts } from './record/parts.ts';
export { requestAgain } from './request-again.ts';
export { createServer } from './server.ts';
