export { readAuXlsx } from './read.ts';
