export { readCaXml } from './read.ts';
