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
