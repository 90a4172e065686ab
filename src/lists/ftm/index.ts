export { applyChanges, type Changes, readChanges } from './delta.ts';
export { type DeltaStep, parseDeltaIndex, stepsBetween } from './delta-index.ts';
export { readFtmJson } from './read.ts';
