import type { Speaker } from './language.tsx';

const COUNTRIES = new Set([
  'nationality',
  'citizenship',
  'country',
  'jurisdiction',
  'birthCountry',
  'flag',
]);
const CODED = new Set(['topics', 'gender']);

/** A value for a reader: codes as words, everything else as it was given. */
export function displayValue(property: string, value: string, speaker: Speaker): string {
  if (COUNTRIES.has(property)) return speaker.country(value);
  return CODED.has(property) ? speaker.label(`${property}.${value}`, value) : value;
}
