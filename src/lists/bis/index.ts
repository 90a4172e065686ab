export { isDpl } from './columns.ts';
export { readBisDenied } from './read.ts';
