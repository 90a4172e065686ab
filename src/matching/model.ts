import { loadData } from '../base/index.ts';
import type { DateAgreement } from './facts/date-agreement.ts';
import type { Band } from './types.ts';

/** Costs of the first, second … part of a name; the last one stands for all that follow. */
type PartCosts = Readonly<
  Record<'name' | 'patronymic' | 'generic' | 'initial' | 'number' | 'place', readonly number[]>
>;

/**
 * The matching model as data: every weight in decibans, in one readable file. The code beside it
 * only says when a weight applies.
 */
interface Model {
  readonly score: { readonly evenOdds: number; readonly scale: number };
  readonly threshold: number;
  readonly strongScore: number;
  readonly name: {
    readonly pointsPerBit: number;
    readonly bitsCap: number;
    /** Most points of all agreeing parts together. */
    readonly agreeingMost: number;
    /** What it costs that two words agree by a key of this kind, and not letter by letter. */
    readonly key: Readonly<Record<string, number>>;
    /**
     * What the first and the second slip cost, times the letters of the longer word but one: slips
     * are worse in short words.
     */
    readonly slipTimesLetters: readonly [number, number];
    /** What it costs that two words differ only in an ending that tells women from men. */
    readonly otherGender: number;
    readonly bothCommon: number;
    readonly initial: number;
    /** What it costs that parts are written together on one side. */
    readonly joined: number;
    /** What the first, second … part costs that only the listing has, by the kind of part. */
    readonly missing: PartCosts;
    /** The same for parts that only the query has. */
    readonly extra: PartCosts;
    /** The same for two parts that stand against each other. */
    readonly contradicting: PartCosts;
    readonly givenNamesDisagree: number;
    readonly legalFormEqual: number;
    /** Another legal form of the same family: `LLC` and `S. de R.L.`. */
    readonly legalFormRelated: number;
    readonly legalFormDifferent: number;
    readonly numberDifferent: number;
    readonly complete: number;
  };
  /** Where points count less without another fact that agrees, and what they never reach. */
  readonly alone: { readonly from: number; readonly most: number };
  readonly weakAlias: { readonly most: number };
  readonly acronym: { readonly most: number };
  /** One weight for every way in which two birth dates stand to each other. */
  readonly birthDate: Readonly<Record<DateAgreement | 'several', number>>;
  /** Points of a birth date or a phone from which they say that more than the name agrees. */
  readonly corroborating: number;
  /** Points from which, downwards, what contradicts keeps a match from being `strong`. */
  readonly contradictingFrom: number;
  readonly deathDate: { readonly year: number; readonly contradicting: number };
  readonly incorporationDate: Readonly<Record<'day' | 'month' | 'year' | 'contradicting', number>>;
  readonly gender: { readonly equal: number; readonly contradicting: number };
  readonly country: {
    readonly shared: number;
    readonly disjoint: number;
    readonly jurisdictionDisjoint: number;
  };
  readonly nationality: { readonly shared: number; readonly disjoint: number };
  readonly birthPlace: Readonly<
    Record<'place' | 'state' | 'country' | 'stateDifferent' | 'countryDifferent', number>
  >;
  readonly address: { readonly house: number; readonly street: number; readonly city: number };
  readonly nameLetters: Readonly<
    Record<'fit' | 'onePart' | 'moreParts' | 'companyFit' | 'companyMisfit', number>
  >;
  readonly vessel: Readonly<
    Record<'type' | 'tonnage' | 'tonnageDifferent' | 'built' | 'builtDifferent', number>
  >;
  /** Most points of all facts together that are neither a birth date nor an identifier. */
  readonly smallFactsMost: number;
  readonly identifier: {
    readonly equal: Readonly<Record<string, number>>;
    /** A number of fewer than seven characters, which many files may hold by chance. */
    readonly short: number;
    /** The first ten characters of an RFC, which namesakes born on the same day share. */
    readonly rfcWithoutHomoclave: number;
    /** A CURP or RFC with one slip, or an RFC without its homoclave beside a whole one. */
    readonly near: number;
    readonly contradicting: Readonly<Record<string, number>>;
    readonly nameContradicts: number;
  };
  /** Ways to reach somebody, which households and firms share. */
  readonly contact: Readonly<Record<'email' | 'roleEmail' | 'phone' | 'domain', number>>;
  /** Least points of a name before any other evidence counts, an equal identifier apart. */
  readonly gate: number;
}

export const MODEL: Model = loadData<Model>('matching/model.json');

/** The name of the algorithm in `/algorithms`. */
export const ALGORITHM = 'tamiz-1';

export const DEFAULT_THRESHOLD: number = MODEL.threshold;

/** Points have one decimal, so that what is shown adds up to the digit. */
export function tenths(points: number): number {
  return Math.round(points * 10) / 10;
}

/** Points as whole tenths, in which alignments count: sums are then the same in any order. */
export function inTenths(points: number): number {
  return Math.round(points * 10);
}

/** The score in [0, 1] of a sum of points: a logistic curve, even odds at `evenOdds`. */
export function scoreOf(points: number): number {
  return 1 / (1 + 10 ** (-(points - MODEL.score.evenOdds) / MODEL.score.scale));
}

/**
 * The least points that reach a score; the inverse of `scoreOf`, a hair lower, so that rounding
 * never hides a match at the very threshold.
 */
export function pointsFor(score: number): number {
  if (score <= 0) return Number.NEGATIVE_INFINITY;
  if (score >= 1) return Number.POSITIVE_INFINITY;
  return MODEL.score.evenOdds + MODEL.score.scale * Math.log10(score / (1 - score)) - 1e-6;
}

/** The band of a score; `corroborated` is whether anything but the name agrees. */
export function bandOf(score: number, corroborated: boolean): Band {
  if (score >= MODEL.strongScore && corroborated) return 'strong';
  return score >= MODEL.threshold ? 'possible' : 'none';
}
