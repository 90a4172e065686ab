export { analyseName } from './analyse.ts';
export { bitsOf } from './bits.ts';
export { wordKeys } from './facts.ts';
export { otherReadings } from './readings.ts';
export { skeletonKey } from './romanisation.ts';
export type { AnalysedName, NameKind, Role, Token } from './types.ts';
export { normaliseName } from './words.ts';
