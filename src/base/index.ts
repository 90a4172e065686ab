export { assert } from './assert.ts';
export {
  type Clock,
  fixedClock,
  systemClock,
  systemWait,
  type Wait,
  wireTime,
} from './clock.ts';
export { loadData, packageRoot } from './data.ts';
export { ERRORS, type ErrorCode, EXIT, hasErrno, problem, TamizError } from './errors.ts';
export { diskProblem, fileSha256, sha256, writeAtomically } from './files.ts';
export { fingerprintOf, type Makers } from './fingerprint.ts';
export { lazyLibrary } from './lazy.ts';
export { LIMITS } from './limits.ts';
export { acquireLock, type Lock, withHomeLock, withLock } from './lock.ts';
export { damageOf, packedLines, toChunks, writePacked } from './packed-file.ts';
export type { Post } from './post.ts';
export { type OnProgress, type Progress, silent } from './progress.ts';
export { type Entropy, type Random, randomId, seededRandom, systemEntropy } from './random.ts';
export { receiveError, type SentError, sendError } from './sent-error.ts';
export { answerTasks, WorkerPool } from './worker-pool.ts';
export {
  contentTypes,
  PACKAGE_RELS,
  row,
  STYLES,
  sheet,
  workbook,
  workbookRels,
} from './xlsx-parts.ts';
