export { gbLayout } from './columns.ts';
export { readGbCsv } from './read.ts';
