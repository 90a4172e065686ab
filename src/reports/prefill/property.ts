import { problem } from '../../base/index.ts';
import type { Holding, PropertyState, RecordedEntry } from '../../cases/index.ts';
import type { AnnualInput, BlockedInput, RejectedInput, UnblockedInput } from '../ofac/forms.ts';
import {
  authorityOf,
  copiesOf,
  type Draft,
  filledIn,
  fitting,
  type Institution,
  money,
  sumIn,
  usd,
} from './fit.ts';

/** A piece of property with what else is on record about it. */
export interface PropertySource {
  readonly id: string;
  readonly state: PropertyState;
  readonly institution: Institution | undefined;
  /** What the authority calls the report of its blocking, where that was filed. */
  readonly priorReference?: string | undefined;
  /** The entry that the report is about; without it that which the form is usually about. */
  readonly entry?: string | undefined;
}

/** What the ledger calls a thing, as the forms call it. */
const KINDS = {
  account: 'account',
  transaction: 'transfer',
  wallet: 'virtual',
  securities: 'securities',
  goods: 'goods',
  'real-estate': 'real',
  other: 'other',
} as const;

const kindOf = (form: string) => (KINDS as Readonly<Record<string, keyOfKinds>>)[form];
type keyOfKinds = (typeof KINDS)[keyof typeof KINDS];

/** Entries that hold: neither reversed nor a reversal. */
export function effective(state: PropertyState): readonly RecordedEntry[] {
  const reversed = new Set(state.entries.flatMap(({ of }) => of ?? []));
  return state.entries.filter(({ id, of }) => of === undefined && !reversed.has(id));
}

/** The entries of some types; one that is named, or all. */
function entriesOf({ state, entry }: PropertySource, types: readonly string[]) {
  const found = effective(state).filter(({ type }) => types.includes(type));
  const named = entry === undefined ? found : found.filter(({ id }) => id === entry);
  if (named.length > 0) return named;
  const expected = `an entry of the property of the type ${types.join(' or ')}, not reversed`;
  throw problem('CASE_ENTRY', { expected, found: entry ?? 'none' });
}

/** The first and the last by day, then in the order in which they were entered. */
const firstOf = (entries: readonly RecordedEntry[]) =>
  entries.reduce((first, entry) => (entry.day < first.day ? entry : first));
const lastOf = (entries: readonly RecordedEntry[]) =>
  entries.reduce((last, entry) => (entry.day >= last.day ? entry : last));

/** What was blocked on one day, in one currency; two currencies are two reports. */
export function blockOf(source: PropertySource) {
  const blocks = entriesOf(source, ['block']);
  const { day, currency } = firstOf(blocks);
  const same = blocks.filter((entry) => entry.day === day && entry.currency === currency);
  const amounts = same.map(({ amount }) => amount);
  return { day, currency, amount: sumIn(currency, amounts) };
}

const targetOf = ({ holder, entity, programmes }: PropertyState) => ({
  name: fitting(500, holder),
  listing: fitting(100, entity),
  programme: programmes.length === 0 ? undefined : fitting(200, programmes.join(', ')),
});

const propertyOf = ({ form, description, reference }: PropertyState) => ({
  kind: kindOf(form),
  description: fitting(4_000, description),
  account: fitting(100, reference),
});

const valuesOf = ({ amount, currency }: { amount: string; currency: string }) => ({
  value: money(amount, currency),
  valueUsd: usd(amount, currency),
});

/** The initial report of what was blocked. */
export function blockedInput(source: PropertySource): BlockedInput {
  const { id, state, institution } = source;
  const block = blockOf(source);
  return filledIn<BlockedInput>({
    reference: fitting(100, id),
    holder: institution as Draft<BlockedInput['holder']>,
    target: targetOf(state),
    property: propertyOf(state),
    blocked: block.day,
    ...valuesOf(block),
    authority: authorityOf(state.programmes),
    attachments: copiesOf(state.attachments) as never,
  });
}

/** The report of what was released, transferred or paid under a licence. */
export function unblockedInput(source: PropertySource): UnblockedInput {
  const { id, state, institution, priorReference } = source;
  const entry = lastOf(entriesOf(source, ['release', 'transfer', 'spend']));
  const { entry: _, ...whole } = source;
  return filledIn<UnblockedInput>({
    reference: fitting(100, `${id}/${entry.id}`),
    priorReference: fitting(100, priorReference),
    blocked: blockOf(whole).day,
    holder: institution as Draft<UnblockedInput['holder']>,
    target: targetOf(state),
    property: propertyOf(state),
    action: entry.type === 'transfer' ? 'transferred' : 'unblocked',
    day: entry.day,
    ground: fitting(300, entry.licence),
    ...valuesOf(entry),
    authority: authorityOf(state.programmes),
    attachments: copiesOf(state.attachments) as never,
  });
}

/** The report of a transaction that was rejected. */
export function rejectedInput(source: PropertySource): RejectedInput {
  const { id, state, institution } = source;
  const entry = lastOf(entriesOf(source, ['reject']));
  const { day, amount, currency, text } = entry;
  return filledIn<RejectedInput>({
    reference: fitting(100, id),
    rejecter: institution as Draft<RejectedInput['rejecter']>,
    rejected: day,
    why: fitting(4_000, text),
    party: fitting(500, state.holder),
    listing: fitting(100, state.entity),
    authority: authorityOf(state.programmes),
    transaction: {
      reference: fitting(100, state.reference),
      description: fitting(4_000, state.description),
      value: money(amount, currency),
    },
    valueUsd: usd(amount, currency),
    attachments: copiesOf(state.attachments) as never,
  });
}

/**
 * The annual report: what was held on 30 June, one row for each block and currency. What is under
 * a licence or had left by then was not held, and is in no row.
 */
export function annualInput(
  year: number,
  holdings: readonly Holding[],
  institution: Institution | undefined,
): AnnualInput {
  const blocks = holdings.flatMap(({ id, state, amounts, blockedOn }) => {
    const currencies = Object.keys(amounts).sort();
    const { kind, account } = propertyOf(state);
    return currencies.map((currency) => ({
      id: fitting(100, currencies.length === 1 ? id : `${id}/${currency}`),
      target: fitting(500, state.holder),
      programme: targetOf(state).programme,
      kind,
      description: fitting(1_000, state.description),
      account,
      blocked: blockedOn,
      value: money(amounts[currency], currency),
      valueUsd: usd(amounts[currency], currency),
    }));
  });
  const holder = institution as Draft<AnnualInput['holder']>;
  return filledIn<AnnualInput>({ year, holder, blocks });
}
