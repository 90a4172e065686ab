import { type Static, Type } from 'typebox';
import { problem } from '../base/index.ts';
import type { Example } from '../entity/index.ts';
import { type LawAnswer, lawVersion } from '../law/index.ts';
import {
  type Band,
  type Engine,
  type Evidence,
  type Match,
  scoreFingerprint,
} from '../matching/index.ts';
import { customerDigest, evidenceDigest, listingDigest } from './compared.ts';
import { anyText, asKept, digest, exactly, line, oneOf, some, tag } from './inputs.ts';
import { CASE_LIMITS } from './limits.ts';
import type { Verdict } from './tables.ts';

const BANDS = ['none', 'possible', 'strong'] as const satisfies readonly Band[];

/** Whether a band is stronger than another. */
export const isStronger = (band: Band, than: Band): boolean =>
  BANDS.indexOf(band) > BANDS.indexOf(than);

const evidenceText = anyText(CASE_LIMITS.evidenceCharacters);

const EvidenceInput = exactly({
  feature: Type.String({ minLength: 1, maxLength: 40, pattern: '^[A-Za-z]+$' }),
  agreement: oneOf(['equal', 'similar', 'partial', 'contradicting', 'missing'], 'What it says'),
  query: evidenceText,
  listing: evidenceText,
  points: Type.Number({ minimum: -10_000, maximum: 10_000 }),
  sentence: exactly({ en: evidenceText, es: evidenceText }),
});

const EffectInput = exactly({
  id: tag('The effect, as data/law names it'),
  programme: tag('The programme that it belongs to'),
  act: tag('What it asks for: block, hold-and-report, reject …'),
  standing: oneOf(['in-force', 'uncertain', 'announced'], 'Whether it is in force'),
  clocks: some(tag('A clock of data/law'), 20, 0),
  citations: some(tag('A citation of data/law'), 40, 0),
});

/** A hit as it comes into a case. `alertOf` makes it. */
export const AlertInput = exactly({
  entity: tag('The id of the listing'),
  dataset: tag('The list'),
  listVersion: tag('The version of the list'),
  listingDigest: digest('SHA-256 of the listing as it was compared'),
  customerDigest: digest('SHA-256 of the customer as it was compared'),
  caption: line('What the list calls the listing'),
  score: Type.Number({ minimum: 0, maximum: 1 }),
  band: oneOf(BANDS, 'How strong the match is'),
  explanation: some(EvidenceInput, CASE_LIMITS.evidence),
  effects: some(EffectInput, CASE_LIMITS.effects, 0),
  /** Which law the effects were worked out by. */
  law: tag('The version of the tables of the law'),
  engine: tag('The fingerprint of the rules of scoring'),
  record: Type.Optional(Type.Integer({ minimum: 0, description: 'The record of the question' })),
});
export type AlertInput = Static<typeof AlertInput>;

/** A legal effect, as it was pinned when the alert was raised. */
export type AlertEffect = Static<typeof EffectInput>;

/** What became of an alert. */
export type AlertStanding =
  /** It is to be decided about. */
  | 'open'
  /** A suppression held. */
  | 'suppressed'
  /** The same pair came again with other values; that alert is to be decided about. */
  | 'superseded'
  /** Two people agreed on a verdict. */
  | 'decided';

/** A hit about the customer of a case, with all that it was made of. */
export interface Alert {
  /** Its number in the case, from 1. */
  readonly id: string;
  readonly at: string;
  readonly entity: string;
  readonly dataset: string;
  readonly listVersion: string;
  readonly listingDigest: string;
  readonly score: number;
  readonly band: Band;
  readonly effects: readonly AlertEffect[];
  readonly law: string;
  readonly engine: string;
  /** The record of the journal that has the question, where there is one. */
  readonly record: number | null;
  readonly standing: AlertStanding;
  readonly suppression: string | null;
  readonly supersededBy: string | null;
  readonly verdict: Verdict | null;
  readonly reasons: readonly string[];
  /** Null where what was said of persons was erased, as everything below. */
  readonly customerDigest: string | null;
  readonly evidenceDigest: string | null;
  readonly caption: string | null;
  readonly explanation: readonly Evidence[] | null;
}

/** What an event says for good of an alert that comes into a case. */
export type RaisedAlert = Omit<AlertInput, PersonalOfAlert> & {
  readonly id: string;
  readonly suppression?: string;
  /** Open alerts of the same pair whose place it takes. */
  readonly supersedes?: readonly string[];
};
type PersonalOfAlert = 'customerDigest' | 'caption' | 'explanation';

/** What it says of persons, by the number of the alert. */
export type ToldAlert = Pick<AlertInput, PersonalOfAlert> & { readonly evidenceDigest: string };

/** Takes apart what stays for good and what can be erased. */
export function splitAlert(alert: AlertInput): { kept: Omit<RaisedAlert, 'id'>; told: ToldAlert } {
  const { customerDigest: digestOfCustomer, caption, explanation, ...kept } = alert;
  const evidence = explanation as readonly Evidence[];
  const told = { customerDigest: digestOfCustomer, caption, explanation };
  return { kept, told: { ...told, evidenceDigest: evidenceDigest(evidence) } };
}

/** The alert as it stands when it comes in. */
export function raisedAlert(kept: RaisedAlert, told: ToldAlert | undefined, at: string): Alert {
  const { suppression, supersedes: _, record, band, ...rest } = kept;
  return {
    ...rest,
    band: band as Band,
    record: record ?? null,
    at,
    standing: suppression === undefined ? 'open' : 'suppressed',
    suppression: suppression ?? null,
    supersededBy: null,
    verdict: null,
    reasons: [],
    customerDigest: told?.customerDigest ?? null,
    evidenceDigest: told?.evidenceDigest ?? null,
    caption: told?.caption ?? null,
    explanation: (told?.explanation as readonly Evidence[] | undefined) ?? null,
  };
}

/** Whether two alerts of one customer are about the same listing. */
export const samePair = (
  one: Pick<Alert, 'entity' | 'dataset'>,
  other: Pick<Alert, 'entity' | 'dataset'>,
): boolean => one.entity === other.entity && one.dataset === other.dataset;

/** Whether a hit says again what an alert says: the same pair, and nothing compared has changed. */
export const saysTheSame = (alert: Alert, hit: AlertInput): boolean =>
  samePair(alert, hit) &&
  alert.listingDigest === hit.listingDigest &&
  alert.customerDigest === hit.customerDigest &&
  !isStronger(hit.band as Band, alert.band);

/** What an answer about the law says of a listed party, as it is pinned to an alert. */
export function effectsForAlert(answer: LawAnswer): AlertEffect[] {
  return answer.effects.map(({ id, programme, act, standing, clocks, citations }) => ({
    ...{ id, programme, act, standing },
    clocks: [...clocks],
    citations: [...citations],
  }));
}

/** A piece of evidence as it can be kept: customers' own words may be anything. */
function pinned({ query, listing, sentence, ...piece }: Evidence): PinnedEvidence {
  const kept = (words: string) => asKept(words, CASE_LIMITS.evidenceCharacters);
  const { en, es } = sentence;
  const words = { query: kept(query), listing: kept(listing) };
  return { ...piece, ...words, sentence: { en: kept(en), es: kept(es) } };
}
type PinnedEvidence = Static<typeof EvidenceInput>;

/** What an alert is made of. */
export interface AlertSource {
  readonly engine: Engine;
  readonly match: Match;
  /** The customer as it was asked about. */
  readonly customer: Example;
  /** What the law says of the listed party, where that was asked. */
  readonly law?: LawAnswer;
  /** The record of the journal that has the question. */
  readonly record?: number;
}

/**
 * The alert of a match, with all that a person needs who decides about it, whatever becomes of the
 * lists.
 * @throws CASE_ALERTS where the engine has not the list of the match
 */
export function alertOf({ engine, match, customer, law, record }: AlertSource): AlertInput {
  const dataset = engine.listOf(match.entity);
  const list = engine.segments.find((segment) => segment.dataset === dataset);
  if (list === undefined) {
    throw problem('CASE_ALERTS', { expected: 'a match of a list of the engine', found: dataset });
  }
  return {
    entity: match.entity.id,
    dataset,
    listVersion: list.version,
    listingDigest: listingDigest(engine, match.entity),
    customerDigest: customerDigest(customer),
    caption: asKept(match.entity.caption, CASE_LIMITS.lineCharacters),
    score: match.score,
    band: match.band,
    explanation: match.evidence.slice(0, CASE_LIMITS.evidence).map(pinned),
    effects: law === undefined ? [] : effectsForAlert(law),
    law: law?.lawVersion ?? lawVersion,
    engine: scoreFingerprint(),
    ...(record === undefined ? {} : { record }),
  };
}
