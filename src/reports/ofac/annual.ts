import { sameAmount, sumOf } from '../decimal.ts';
import { filled, isFilled, type Missing } from '../form.ts';
import type { AnnualInput, BlockInput } from './forms.ts';

/** A row of part B: one block, or one part of an omnibus account. */
export interface AnnualRow {
  readonly id: string;
  readonly target: string;
  readonly programme: string;
  readonly kind: string;
  readonly description: string;
  readonly location: string;
  readonly account: string;
  readonly blocked: string;
  readonly amount: string;
  readonly currency: string;
  readonly valueUsd: string;
}

/** A block that does not belong in the report, and why. */
export interface LeftOut {
  readonly id: string;
  readonly why: 'blocked-later' | 'left' | 'licensed';
}

export interface Annual {
  /** 30 June of the year. */
  readonly asOf: string;
  /** What part A says: how many rows part B has. */
  readonly count: number;
  readonly rows: readonly AnnualRow[];
  readonly leftOut: readonly LeftOut[];
  readonly totalUsd: string;
}

/**
 * What the annual report has of all that was ever blocked: what was held on 30 June, one row a
 * block and none added up, an omnibus account as its parts. What was licensed or had left by then
 * stays out, and is told, so that somebody can check that nothing was forgotten.
 */
export function annualOf(input: AnnualInput): Annual {
  const asOf = `${input.year ?? '0000'}-06-30`;
  const rows: AnnualRow[] = [];
  const leftOut: LeftOut[] = [];
  for (const block of filled(input.blocks)) {
    const why = whyLeftOut(block, asOf);
    if (why !== undefined) leftOut.push({ id: block.id ?? '', why });
    else rows.push(...rowsOf(block));
  }
  const totalUsd = sumOf(rows.map(({ valueUsd }) => valueUsd || '0'));
  return { asOf, count: rows.length, rows, leftOut, totalUsd };
}

function whyLeftOut(
  { blocked, left, licensed }: BlockInput,
  asOf: string,
): LeftOut['why'] | undefined {
  if (blocked !== undefined && blocked > asOf) return 'blocked-later';
  if (left !== undefined && left <= asOf) return 'left';
  return licensed ? 'licensed' : undefined;
}

function rowsOf(block: BlockInput): AnnualRow[] {
  const whole: AnnualRow = {
    id: block.id ?? '',
    target: block.target ?? '',
    programme: block.programme ?? '',
    kind: block.kind ?? '',
    description: block.description ?? '',
    location: block.location ?? '',
    account: block.account ?? '',
    blocked: block.blocked ?? '',
    amount: block.value?.amount ?? '',
    currency: block.value?.currency ?? '',
    valueUsd: block.valueUsd ?? '',
  };
  const parts = filled(block.parts);
  if (!block.omnibus || parts.length === 0) return [whole];
  return parts.map((part, index) => ({
    ...whole,
    id: `${whole.id}/${index + 1}`,
    target: part.target ?? '',
    account: part.account ?? whole.account,
    amount: part.value?.amount ?? '',
    currency: part.value?.currency ?? '',
    valueUsd: part.valueUsd ?? '',
  }));
}

/** An omnibus account must be broken out. */
export function missingOfAnnual(input: AnnualInput): Missing[] {
  return (input.blocks ?? []).flatMap(({ omnibus, parts }, index) =>
    omnibus && !isFilled(parts)
      ? [
          {
            path: `blocks.${index}.parts`,
            label: {
              en: 'What the omnibus account consists of',
              es: 'Lo que integra la cuenta ómnibus',
            },
          },
        ]
      : [],
  );
}

/** Two blocks of one reference, days the wrong way round, parts that are not the whole. */
export function wrongInAnnual(input: AnnualInput): string | undefined {
  const seen = new Set<string>();
  for (const { id = '', blocked, left, omnibus, parts, valueUsd } of filled(input.blocks)) {
    if (id !== '' && seen.has(id)) return `the block ${id} twice`;
    seen.add(id);
    if (blocked !== undefined && left !== undefined && left < blocked) {
      return `the block ${id}, which left before it was blocked`;
    }
    const amounts = filled(parts).map((part) => part.valueUsd);
    if (!omnibus || valueUsd === undefined || amounts.length === 0) continue;
    if (amounts.includes(undefined)) continue;
    const sum = sumOf(amounts as string[]);
    if (!sameAmount(sum, valueUsd)) {
      return `the block ${id} of ${valueUsd} US dollars, whose parts add up to ${sum}`;
    }
  }
  return undefined;
}
