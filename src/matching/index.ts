export { type Contradiction, contradictionsOf } from './contradictions.ts';
export { buildEngine, openEngine, type SegmentShelf, writeSegment } from './engine.ts';
export { scoreFingerprint, segmentFingerprint } from './fingerprint.ts';
export { ALGORITHM, bandOf, DEFAULT_THRESHOLD, MODEL } from './model.ts';
export { openPopulation, type Population } from './population.ts';
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
