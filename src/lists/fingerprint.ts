import { fingerprintOf } from '../base/index.ts';

let known: string | undefined;

/** Changes whenever a reader may read something else in the same file; manifests carry it. */
export function readerFingerprint(): string {
  known ??= fingerprintOf({
    rooms: ['entity', 'lists'],
    tables: ['countries.json', 'genders.json', 'lists'],
    libraries: ['@opensanctions/followthemoney', 'csv-parse'],
  });
  return known;
}
