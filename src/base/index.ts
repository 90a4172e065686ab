export { assert } from './assert.ts';
export { type Clock, fixedClock, systemClock, wireTime } from './clock.ts';
export { loadData, packageRoot } from './data.ts';
export { ERRORS, type ErrorCode, EXIT, hasErrno, problem, TamizError } from './errors.ts';
export { diskProblem, fileSha256, sha256, writeAtomically } from './files.ts';
export { LIMITS } from './limits.ts';
export { acquireLock, type Lock } from './lock.ts';
export { type OnProgress, type Progress, silent } from './progress.ts';
export { type Random, randomId, seededRandom } from './random.ts';
