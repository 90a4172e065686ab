import { problem } from '../../base/index.ts';

/** The number of a record as a person gives it. @throws USAGE_OPTION */
export function recordNumber(text: string): number {
  if (/^(0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  throw problem('USAGE_OPTION', {
    where: '<number>',
    expected: 'the number of a record, from 0',
    found: JSON.stringify(text),
  });
}
