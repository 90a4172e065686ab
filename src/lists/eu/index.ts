export { isEuCsv, readEuCsv } from './csv.ts';
export { readEuOldXml } from './old.ts';
export { readEuXml } from './read.ts';
