import { GENERIC, GIVEN, NAME, PATRONYMIC, PLACE, roleCode, saidOf } from './part-codes.ts';

/**
 * Neighbouring parts of a name that may be one word in another writing: `de la Cruz` is `Delacruz`.
 * Two or three names or particles, on one side of the comma, at least one of them a name, and
 * together long enough to be no other word by chance.
 */
export const MOST_IN_RUN = 3;
export const SHORTEST_RUN = 6;

const PARTICLE = 2;
const JOINABLE = Uint8Array.from({ length: 16 }, (_, role) =>
  role === NAME || role === GENERIC || role === PLACE || role === PARTICLE ? 1 : 0,
);

/** The side of the comma that a part stands on; patronymics stand beside given names. */
function sideOf(code: number): number {
  const said = saidOf(code);
  return said === PATRONYMIC ? GIVEN : said;
}

/** Whether the parts `from` up to `from + count` can be written together, however short. */
export function canJoin(codes: Uint8Array, from: number, count: number): boolean {
  const side = sideOf(codes[from] as number);
  let named = false;
  for (let at = from; at < from + count; at++) {
    const code = codes[at] as number;
    if (JOINABLE[roleCode(code)] !== 1 || sideOf(code) !== side) return false;
    named ||= roleCode(code) !== PARTICLE;
  }
  return named;
}

/** A run of parts, and how it is written together. */
export interface Run {
  readonly from: number;
  readonly count: number;
  readonly text: string;
}

/** All runs of a name that can be written together. */
export function runsOf(codes: Uint8Array, texts: readonly string[]): readonly Run[] {
  const runs: Run[] = [];
  for (let from = 0; from + 1 < texts.length; from++) {
    let text = texts[from] as string;
    for (let count = 2; count <= MOST_IN_RUN && from + count <= texts.length; count++) {
      text += texts[from + count - 1];
      if (text.length >= SHORTEST_RUN && canJoin(codes, from, count))
        runs.push({ from, count, text });
    }
  }
  return runs;
}
