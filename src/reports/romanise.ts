import anyAscii from 'any-ascii';
import { oneLine } from './text.ts';

/** The same name in Latin letters; what has no letters in it comes out empty. */
export const romanised = (text: string): string => oneLine(anyAscii(oneLine(text)));
