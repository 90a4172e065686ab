import { factEvidence, isContradicting, isCorroborating, sharesKeptNumber } from './facts.ts';
import { bandOf, MODEL, scoreOf, tenths } from './model.ts';
import type { PartyFacts } from './party.ts';
import { type Alignment, type BestName, nameEvidence, namePointsOf } from './score-name.ts';
import { sentences } from './sentences.ts';
import type { Evidence, Match } from './types.ts';

/** What a listing is worth against a query. */
export type Score = Pick<Match, 'score' | 'band' | 'evidence'>;

/**
 * Scores one listing against a query: the best pair of names, then every other fact. Undefined when
 * it stays under `threshold`, or when the names do not reach the gate and no identifier is equal: a
 * birth date and a country that agree are shared by thousands.
 *
 * `held` is the evidence of identifiers that the listing has by way of another entity, its wallet.
 */
export function scoreListing(
  query: PartyFacts,
  listing: PartyFacts,
  best: BestName | undefined,
  held: readonly Evidence[],
  threshold: number,
): Score | undefined {
  const facts = [...factEvidence(query, listing), ...held];
  const identified = facts.some((e) => e.feature === 'identifier' && e.agreement === 'equal');
  if (!identified && (best === undefined || namePointsOf(best) < MODEL.gate)) return undefined;
  const corroborated = identified || facts.some(isCorroborating);
  // What is held through another entity is a wallet.
  const keepsNumber = held.length > 0 || sharesKeptNumber(query, listing);
  const fit = fitOf(best, identified, keepsNumber);
  const sum = tenths(namePoints(best, fit) + sumOf(facts));
  const points = corroborated ? sum : countedAlone(sum);
  const score = scoreOf(points);
  if (score < threshold) return undefined;
  const contradicted =
    fit === 'contradicting' ||
    facts.some(isContradicting) ||
    (!identified && best !== undefined && isOpposed(best.alignment));
  const evidence = [...namesOf(best, fit), ...facts];
  if (points < sum) evidence.push(nameAlone(best, tenths(points - sum)));
  return { score, band: bandOf(score, corroborated && !contradicted), evidence };
}

/**
 * How the names stand to an equal identifier: `aligned` where they fit or nothing else is equal,
 * `contradicting` where they do not fit, `renamed` where that says nothing: a ship keeps its IMO
 * number and a wallet its address, and renaming is how listed ships go on sailing.
 */
type Fit = 'aligned' | 'contradicting' | 'renamed';

function fitOf(best: BestName | undefined, identified: boolean, keepsNumber: boolean): Fit {
  if (!identified || best === undefined || namePointsOf(best) >= MODEL.gate) return 'aligned';
  return keepsNumber ? 'renamed' : 'contradicting';
}

function namePoints(best: BestName | undefined, fit: Fit): number {
  if (fit === 'aligned') return best === undefined ? 0 : namePointsOf(best);
  return fit === 'renamed' ? 0 : MODEL.identifier.nameContradicts;
}

/** Relatives share surnames and, twins, birth dates: another given name keeps them apart. */
function isOpposed({ givenNamesDisagree, numbersDiffer, contradicting }: Alignment): boolean {
  return givenNamesDisagree || numbersDiffer || contradicting.length > 0;
}

const sumOf = (evidence: readonly Evidence[]): number =>
  evidence.reduce((sum, item) => sum + item.points, 0);

/**
 * A name alone never confirms: without another fact that agrees, points above `alone.from` count
 * less and less and never reach `alone.most`. The order of listings stays what it was.
 */
function countedAlone(points: number): number {
  const { from, most } = MODEL.alone;
  if (points <= from) return points;
  const room = most - from;
  return tenths(from + room * (1 - Math.exp(-(points - from) / (4 * room))));
}

function nameAlone(best: BestName | undefined, points: number): Evidence {
  return {
    feature: 'name',
    agreement: 'partial',
    query: best?.query.text ?? '',
    listing: best?.listing.text ?? '',
    points,
    sentence: sentences.nameAlone(),
  };
}

function namesOf(best: BestName | undefined, fit: Fit): readonly Evidence[] {
  if (best === undefined) return [];
  if (fit === 'aligned') return nameEvidence(best);
  // Part by part it would only say many times that the names are different.
  const evidence: Evidence = {
    feature: 'name',
    agreement: 'contradicting',
    query: best.query.text,
    listing: best.listing.text,
    points: namePoints(best, fit),
    sentence: fit === 'renamed' ? sentences.nameDiffers() : sentences.nameAgainstIdentifier(),
  };
  return [evidence];
}
