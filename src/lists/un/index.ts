export { readUnXml } from './read.ts';
