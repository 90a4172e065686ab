export type {
  CustomerRecord,
  HitRecord,
  ListState,
  RowSignal,
  Screener,
  ScreenOptions,
  ScreenSummary,
  Sentence,
} from './types.ts';
