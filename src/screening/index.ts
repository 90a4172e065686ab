export { type BestMatch, type CustomerHits, matchesOf } from './customers/asked.ts';
export type { Cause } from './customers/changed.ts';
export { Customers, type CustomersStatus } from './customers/customers.ts';
export type { LoadSummary } from './customers/load.ts';
export type { HitChange, RescreenSummary } from './customers/rescreen.ts';
export { lookUp } from './look-up.ts';
export { type OpenOptions, openScreener, readListStates } from './open.ts';
export type { Webhook } from './outbox/deliver.ts';
export { systemPost, webhookAddress } from './outbox/post.ts';
export { type SignedRequest, signer, verifyWebhook } from './outbox/signature.ts';
export { hitWriter, type OutputFormat, outputFormat } from './outputs/formats.ts';
export { type Sink, streamSink } from './outputs/sink.ts';
export { type FileOptions, screenFile } from './outputs/to-file.ts';
export type { HitWriter, Language } from './outputs/writer.ts';
export { type PastOptions, PastScreeners } from './past.ts';
export { archiveRecords, type CheckedArchive, checkArchive } from './recording/archive.ts';
export { Recorder } from './recording/recorder.ts';
export { type Replayed, replay } from './recording/replay.ts';
export { eraseQuestions } from './recording/retention.ts';
export { lookedUp, WAYS, type Way } from './recording/ways.ts';
export { type CustomerFile, type ReadOptions, readCustomers } from './records.ts';
export { screenCustomers } from './screen-file.ts';
export type {
  CustomerInput,
  CustomerRecord,
  HitRecord,
  ListState,
  RowSignal,
  Screener,
  ScreenOptions,
  ScreenSummary,
  Sentence,
} from './types.ts';
export { type UpdateOptions, updateLoaded } from './watch/update.ts';
export {
  type Taking,
  type WatchEvent,
  type WatchOptions,
  type WatchResult,
  watchDry,
  watchEvery,
  watchOnce,
} from './watch/watch.ts';
