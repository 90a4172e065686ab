export {
  type Command,
  type CommandContext,
  command,
  type Decided,
  type Outcome,
} from './command.ts';
export { openStore, rebuildStore, type StorePlace } from './open.ts';
export { type Performed, perform, type Wish } from './perform.ts';
export {
  type CommitAsked,
  openRemoteStore,
  type RemoteStore,
} from './remote.ts';
export { ID_PATTERN } from './transaction-record.ts';
export type {
  Actor,
  Committed,
  Document,
  Happening,
  Kind,
  Reader,
  Scope,
  Search,
  Store,
  StoredEvent,
} from './types.ts';
