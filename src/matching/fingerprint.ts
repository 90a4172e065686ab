import { fingerprintOf } from '../base/index.ts';

let known: string | undefined;
let knownScores: string | undefined;

/** Changes whenever what lays out a segment changes; a segment file carries it in its name. */
export function segmentFingerprint(): string {
  known ??= fingerprintOf({
    rooms: ['entity', 'identifiers', 'matching', 'names'],
    tables: ['countries.json', 'identifiers', 'names'],
    libraries: ['@opensanctions/followthemoney', 'any-ascii', 'pinyin-pro'],
  });
  return known;
}

/** Changes whenever the same question and listing may score otherwise. */
export function scoreFingerprint(): string {
  knownScores ??= fingerprintOf({
    rooms: ['entity', 'identifiers', 'matching', 'names'],
    tables: ['countries.json', 'identifiers', 'matching', 'names'],
    libraries: ['@opensanctions/followthemoney', 'any-ascii', 'pinyin-pro'],
  });
  return knownScores;
}
