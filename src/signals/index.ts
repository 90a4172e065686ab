export type { Verdict } from './decide.ts';
export type { Signals } from './events.ts';
export { isKnownParty } from './kept.ts';
export type { FeedNote } from './make-item.ts';
export type { KnownParty } from './parties.ts';
export { type Feed, readFeed } from './read-feed.ts';
export { kindName } from './rules.ts';
export { type ReadOptions, SignalStore, type SignalStoreOptions, type Taken } from './store.ts';
export {
  type Decision,
  type Evidence,
  type FeedFormat,
  type FeedItem,
  KINDS,
  type Kind,
  type KindFound,
  type PartyFound,
  type ProgrammeFound,
  type Proposal,
  type SignalEvent,
} from './types.ts';
