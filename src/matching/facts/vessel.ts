import type { Entity } from '../../entity/index.ts';
import { MODEL } from '../model.ts';
import type { Evidence } from '../types.ts';
import { sentences } from './sentences.ts';

/** What is built stays built: type, size and year of a ship or an aircraft. */
export interface Build {
  readonly types: readonly string[];
  readonly tonnages: readonly number[];
  readonly years: readonly number[];
}

const NOTHING: Build = { types: [], tonnages: [], years: [] };

/** The build of a party; the same empty one for all that have none. */
export function buildOf(entity: Entity): Build {
  const types = entity.texts('type');
  const tonnages = [...entity.texts('grossRegisteredTonnage'), ...entity.texts('tonnage')]
    .map((text) => Number(text.replaceAll(',', '')))
    .filter((tons) => Number.isFinite(tons) && tons > 0);
  const years = entity
    .texts('buildDate')
    .map((date) => Number(date.slice(0, 4)))
    .filter((year) => year > 0);
  if (types.length + tonnages.length + years.length === 0) return NOTHING;
  return { types, tonnages, years };
}

/** Tonnages are rounded and measured anew; this far apart they are of two ships. */
const SAME_TONS = 0.02;
const OTHER_TONS = 0.25;

/** The evidence of type, tonnage and year of construction. */
export function vesselEvidence(query: Build, listing: Build): readonly Evidence[] {
  if (query === NOTHING || listing === NOTHING) return [];
  return [
    ...typeEvidence(query.types, listing.types),
    ...tonnageEvidence(query.tonnages, listing.tonnages),
    ...builtEvidence(query.years, listing.years),
  ];
}

const fold = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function typeEvidence(query: readonly string[], listing: readonly string[]): readonly Evidence[] {
  const ours = query.find((type) => listing.some((other) => fold(other) === fold(type)));
  if (ours === undefined) return [];
  return [piece(ours, ours, MODEL.vessel.type, sentences.vesselType())];
}

function tonnageEvidence(query: readonly number[], listing: readonly number[]) {
  const best = closest(query, listing, (a, b) => Math.abs(a - b) / Math.max(a, b));
  if (best === undefined || (best.apart > SAME_TONS && best.apart < OTHER_TONS)) return [];
  const equal = best.apart <= SAME_TONS;
  const points = equal ? MODEL.vessel.tonnage : MODEL.vessel.tonnageDifferent;
  return [piece(String(best.ours), String(best.theirs), points, sentences.tonnage(equal))];
}

/** Laid down, launched and delivered may lie a year apart. */
function builtEvidence(query: readonly number[], listing: readonly number[]) {
  const best = closest(query, listing, (a, b) => Math.abs(a - b));
  if (best === undefined || best.apart === 1) return [];
  const equal = best.apart === 0;
  const points = equal ? MODEL.vessel.built : MODEL.vessel.builtDifferent;
  return [piece(String(best.ours), String(best.theirs), points, sentences.built(equal))];
}

function closest(
  query: readonly number[],
  listing: readonly number[],
  distance: (a: number, b: number) => number,
): { ours: number; theirs: number; apart: number } | undefined {
  let best: { ours: number; theirs: number; apart: number } | undefined;
  for (const ours of query) {
    for (const theirs of listing) {
      const apart = distance(ours, theirs);
      if (best === undefined || apart < best.apart) best = { ours, theirs, apart };
    }
  }
  return best;
}

function piece(
  query: string,
  listing: string,
  points: number,
  sentence: Evidence['sentence'],
): Evidence {
  const agreement = points > 0 ? 'equal' : 'contradicting';
  return { feature: 'vessel', agreement, query, listing, points, sentence };
}
