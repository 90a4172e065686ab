export { readFtmJson } from './read.ts';
