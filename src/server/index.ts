export { assertMayListen } from './listen.ts';
export type { RequestLine, ServerOptions } from './options.ts';
export { RECORD_KINDS, recordParts } from './record/composition.ts';
export type { RecordParts } from './record/parts.ts';
export { requestAgain } from './request-again.ts';
export { createServer } from './server.ts';
