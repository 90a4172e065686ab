import { type Entity, parseIsoDate } from '../../entity/index.ts';
import { MODEL, tenths } from '../model.ts';
import type { Evidence } from '../types.ts';
import {
  type DateAgreement,
  dateAgreement,
  isContradictingDate,
  packDate,
} from './date-agreement.ts';
import { sentences } from './sentences.ts';

/** A date of a party, ready to be compared. */
export interface DateFact {
  readonly packed: number;
  /** As it is shown. */
  readonly text: string;
  /** The identifier it follows from, such as the CURP that holds a birth date. */
  readonly from?: string;
}

/** What publishers write before or behind a date that they do not know exactly. */
const ROUGH = /\bcirca\b|\bca?\.|\bapprox|\babout\b|\baprox|\bhacia\b|\baround\b/i;

/** The dates of a property that are dates; what else stands there cannot be compared. */
export function statedDates(entity: Entity, property: string): readonly DateFact[] {
  return entity.values(property).flatMap(({ value, original }) => {
    if (parseIsoDate(value) === undefined) return [];
    return [{ packed: packDate(value, ROUGH.test(original ?? '')), text: value }];
  });
}

/** A date that an identifier holds. */
export function impliedDate(date: string, from: string): DateFact {
  return { packed: packDate(date), text: date, from };
}

/** Whether a date is known to the day. */
export const isToTheDay = ({ packed }: DateFact): boolean => packed % 100 > 0;

/** The most that a birth date can be worth, by how exactly it is known. */
export function mostDatePoints(dates: readonly DateFact[]): number {
  return dates.reduce((most, { packed }) => Math.max(most, mostOf(packed)), 0);
}

const { birthDate } = MODEL;
const CONTRADICTING_MOST = Math.max(
  birthDate.sameYear,
  birthDate.yearApart,
  birthDate.yearsApart,
  birthDate.decadesApart,
);

/** A date is worth at most what it is worth beside itself, or beside less of itself. */
function mostOf(packed: number): number {
  const own = birthDate[dateAgreement(packed, packed)];
  const { month, year, yearPlaceholder, circa, nextYear } = birthDate;
  const known = packed % 10_000 === 0 ? 0 : month;
  return Math.max(own, known, year, yearPlaceholder, circa, nextYear, CONTRADICTING_MOST);
}

interface BestDates {
  readonly how: DateAgreement;
  readonly ours: DateFact;
  readonly theirs: DateFact;
}

/** The pair of dates that is worth most; ties go to the first. */
function bestDates(query: readonly DateFact[], listing: readonly DateFact[]) {
  let best: BestDates | undefined;
  for (const ours of query) {
    for (const theirs of listing) {
      const how = dateAgreement(ours.packed, theirs.packed);
      if (best === undefined || birthDate[how] > birthDate[best.how]) best = { how, ours, theirs };
    }
  }
  return best;
}

const distinct = (dates: readonly DateFact[]): number =>
  dates.length < 2 ? dates.length : new Set(dates.map(({ packed }) => packed)).size;

/**
 * The evidence of birth dates: the best pair counts. Of several dates on one side one agrees by
 * chance more often, so that it counts for less.
 */
export function birthDateEvidence(
  query: readonly DateFact[],
  listing: readonly DateFact[],
): readonly Evidence[] {
  const [first] = listing;
  if (first === undefined) return [];
  const best = bestDates(query, listing);
  if (best === undefined) return [missingDate(first)];
  const { how, ours, theirs } = best;
  const several = birthDate[how] > 0 && distinct(query) * distinct(listing) > 1;
  return [
    {
      feature: 'birthDate',
      agreement: agreementOf(how),
      query: ours.text,
      listing: theirs.text,
      points: several ? Math.max(0, tenths(birthDate[how] + birthDate.several)) : birthDate[how],
      sentence: sentences.birthDate(how, ours.from ?? theirs.from, several),
    },
  ];
}

function missingDate({ text }: DateFact): Evidence {
  return {
    feature: 'birthDate',
    agreement: 'missing',
    query: '',
    listing: text,
    points: 0,
    sentence: sentences.birthDateMissing(),
  };
}

function agreementOf(how: DateAgreement): Evidence['agreement'] {
  if (isContradictingDate(how)) return 'contradicting';
  if (how === 'day') return 'equal';
  return how === 'digit' || how === 'swapped' || how === 'yearDigit' ? 'similar' : 'partial';
}

/** Dates of death: their years. */
export function deathDateEvidence(
  query: readonly DateFact[],
  listing: readonly DateFact[],
): readonly Evidence[] {
  const best = bestDates(query, listing);
  if (best === undefined) return [];
  const contradicts = isContradictingDate(best.how) && best.how !== 'sameYear';
  const { year, contradicting } = MODEL.deathDate;
  return [
    {
      feature: 'deathDate',
      agreement: contradicts ? 'contradicting' : best.how === 'day' ? 'equal' : 'partial',
      query: best.ours.text,
      listing: best.theirs.text,
      points: contradicts ? contradicting : year,
      sentence: sentences.deathDate(!contradicts),
    },
  ];
}

/** When a company was founded; registers renew their entries, so that another date says little. */
export function incorporationDateEvidence(
  query: readonly DateFact[],
  listing: readonly DateFact[],
): readonly Evidence[] {
  const best = bestDates(query, listing);
  if (best === undefined) return [];
  const { how, ours, theirs } = best;
  const points = incorporationPoints(how);
  if (points === 0) return [];
  return [
    {
      feature: 'incorporationDate',
      agreement: points < 0 ? 'contradicting' : how === 'day' ? 'equal' : 'partial',
      query: ours.text,
      listing: theirs.text,
      points,
      sentence: sentences.incorporationDate(points > 0, ours.from ?? theirs.from),
    },
  ];
}

function incorporationPoints(how: DateAgreement): number {
  const { day, month, year, contradicting } = MODEL.incorporationDate;
  if (how === 'day' || how === 'dayPlaceholder') return day;
  if (how === 'month' || how === 'swapped') return month;
  if (how === 'year' || how === 'yearPlaceholder') return year;
  return how === 'yearsApart' || how === 'decadesApart' ? contradicting : 0;
}
