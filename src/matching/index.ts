export { buildEngine, openEngine, writeSegment } from './engine.ts';
export { segmentFingerprint } from './fingerprint.ts';
export { ALGORITHM, bandOf, DEFAULT_THRESHOLD, MODEL } from './model.ts';
export { attachEngine, type SharedEngine, shareEngine } from './share.ts';
export type {
  Band,
  Engine,
  Evidence,
  Feature,
  Match,
  MatchOptions,
  MatchResult,
  SegmentInfo,
} from './types.ts';
