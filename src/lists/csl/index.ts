export { isCsl } from './columns.ts';
export { readCslCsv } from './read.ts';
