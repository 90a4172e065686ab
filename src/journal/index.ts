export { announce, announced, newToken, proofOf } from './announce.ts';
export { type ArchiveFiles, packArchive, type Unpacked, unpackArchive } from './archive.ts';
export { canonicalJson, type Json } from './canonical-json.ts';
export { type Checkpoint, readCheckpoint } from './checkpoint.ts';
export type { Seal } from './commitment.ts';
export { FILES, readKey, readOwn, readWitnesses } from './create.ts';
export { type Exported, exportJournal } from './export.ts';
export type { JournalFiles } from './files.ts';
export {
  createHomeJournal,
  type JournalHome,
  type OpenJournal,
  openJournal,
  readJournal,
  withJournal,
  withStillFiles,
} from './home.ts';
export type { Entry, Journal, KeptRecord, Receipt } from './journal.ts';
export { parseVerifier, type Signer, type Verifier } from './key.ts';
export { NodeDisk } from './node-disk.ts';
export { formatNote } from './note.ts';
export { checkProof, checkpointFor, PROOF_BYTES, type Proven, proveRecord } from './proof.ts';
export {
  isPersonalOf,
  type Personal,
  readPersonal,
  readRecord,
  readSeal,
  witnessedBy,
} from './read.ts';
export type { JournalRecord } from './record.ts';
export { erasedBy, type Recovery } from './recover.ts';
export { askKeeper, type KeeperAddress, remoteJournal } from './remote.ts';
export { type Finding, type Verdict, type VerifyOptions, verifyJournal } from './verify.ts';
export { inventedName } from './witness.ts';
export { type Cosigned, cosignBy } from './witness-client.ts';
export { type StartedWitness, startWitness } from './witness-server.ts';
