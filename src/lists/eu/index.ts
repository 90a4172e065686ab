export { readEuOldXml } from './old.ts';
export { readEuXml } from './read.ts';
