export { readChXml } from './read.ts';
