import { parseLooseDate } from '../../entity/index.ts';

const DAY = /\d{1,2}\s+[A-Z][a-z]{2,8}\.?\s+\d{4}|\d{1,2}\/\d{1,2}\/\d{4}/.source;

/** `Listed on 25 January 2001`, `designated under … on 2 March 2012`; not `relisted on …`. */
const LISTED = new RegExp(
  `(?:^|[^-\\w])(?<!last )(?:listed|designated)\\b(?:(?!re-?listed).){0,160}?\\bon:?\\s+(${DAY})`,
  'is',
);

/** The day on which words say that a party was listed first; undefined when they do not. */
export function listingDay(text: string): string | undefined {
  const found = parseLooseDate(LISTED.exec(text)?.[1] ?? '');
  return found.kind === 'date' || found.kind === 'ambiguous' ? found.date : undefined;
}
