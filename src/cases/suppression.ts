import type { Band } from '../matching/index.ts';
import {
  type Command,
  type CommandContext,
  command,
  type Document,
  type Happening,
  type Kind,
  type Reader,
} from '../store/index.ts';
import { type AlertInput, isStronger } from './alert.ts';
import { folded, momentOf, said, told } from './folding.ts';
import { exactly, oneOf, text } from './inputs.ts';
import { personOf } from './people.ts';
import { theState } from './remarks.ts';
import { idsOf, REASONS } from './tables.ts';

/** That an approved false positive is not asked about again, while nothing has changed. */
export interface SuppressionState {
  /** Whether it was revoked; that it has run out, only a moment can tell. */
  readonly status: 'active' | 'revoked';
  readonly from: string;
  /** The first moment at which it no longer holds. */
  readonly until: string;
  /** The case and the alert that it comes from. */
  readonly case: string;
  readonly alert: string;
  readonly reasons: readonly string[];
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly entity: string;
  readonly dataset: string;
  readonly listVersion: string;
  readonly listingDigest: string;
  readonly band: Band;
  /** Null where it was erased; then it holds no longer. */
  readonly customer: string | null;
  readonly customerDigest: string | null;
  readonly caption: string | null;
  /** How many alerts it has kept away. */
  readonly uses: number;
  readonly lastUsed: string | null;
  readonly revoked: {
    readonly at: string;
    readonly by: string;
    readonly reason: string;
    readonly text: string | null;
  } | null;
}

/** What an approved decision says for good of a suppression that it grants. */
export type GrantedSuppression = Pick<
  SuppressionState,
  'case' | 'alert' | 'reasons' | 'proposedBy' | 'entity' | 'dataset' | 'listVersion'
> &
  Pick<SuppressionState, 'listingDigest' | 'band' | 'until'>;

/** What it says of persons. */
export type ToldSuppression = {
  readonly customer: string;
  readonly customerDigest: string;
  readonly caption: string | null;
};

const EMPTY: SuppressionState = {
  status: 'active',
  from: '',
  until: '',
  case: '',
  alert: '',
  reasons: [],
  proposedBy: '',
  approvedBy: '',
  entity: '',
  dataset: '',
  listVersion: '',
  listingDigest: '',
  band: 'none',
  customer: null,
  customerDigest: null,
  caption: null,
  uses: 0,
  lastUsed: null,
  revoked: null,
};

/** A suppression, folded from its events. */
export const SUPPRESSION: Kind<SuppressionState> = folded<SuppressionState>({
  name: 'suppression',
  fields: ['status', 'case', 'entity', 'dataset', 'customer', 'until'],
  empty: EMPTY,
  folds: {
    'suppression.granted': (_, event) => {
      const {
        customer = null,
        customerDigest = null,
        caption = null,
      } = told<ToldSuppression>(event);
      const granted = said<GrantedSuppression>(event);
      const by = { from: momentOf(event), approvedBy: event.actor.id };
      return { ...EMPTY, ...granted, ...by, customer, customerDigest, caption };
    },
    'suppression.used': (state, event) => ({
      ...state,
      uses: state.uses + 1,
      lastUsed: momentOf(event),
    }),
    'suppression.revoked': (state, event) => {
      const { reason } = said<{ reason: string }>(event);
      const { text: written = null } = told<{ text: string }>(event);
      const revoked = { at: momentOf(event), by: event.actor.id, reason, text: written };
      return { ...state, status: 'revoked', revoked };
    },
  },
});

/** An alert as far as a suppression asks for it. */
export type SuppressedAlert = Pick<
  AlertInput,
  'entity' | 'dataset' | 'listingDigest' | 'customerDigest' | 'band'
>;

/**
 * Whether a suppression keeps an alert about a customer away. It does while it is neither revoked
 * nor has run out, and nothing that was compared has changed on either side. A match that has
 * become stronger by better rules is asked about again as well.
 */
export function suppresses(
  suppression: SuppressionState,
  alert: SuppressedAlert & { readonly customer: string },
  now: Date,
): boolean {
  return (
    suppression.status === 'active' &&
    now.getTime() < Date.parse(suppression.until) &&
    suppression.customer === alert.customer &&
    suppression.customerDigest === alert.customerDigest &&
    suppression.entity === alert.entity &&
    suppression.dataset === alert.dataset &&
    suppression.listingDigest === alert.listingDigest &&
    !isStronger(alert.band as Band, suppression.band)
  );
}

/** How a suppression stands at a moment. */
export function suppressionAt(
  { status, until, customer }: SuppressionState,
  now: Date,
): 'active' | 'expired' | 'revoked' | 'erased' {
  if (status === 'revoked') return 'revoked';
  if (customer === null) return 'erased';
  return now.getTime() < Date.parse(until) ? 'active' : 'expired';
}

/** The most that are looked through for one pair; older ones have run out long before. */
const MOST_OF_A_PAIR = 100;

/** The suppression that keeps an alert away, if there is one. */
export async function suppressionOf(
  reader: Reader,
  alert: SuppressedAlert & { readonly customer: string },
  now: Date,
): Promise<Document<SuppressionState> | undefined> {
  const { customer, entity, dataset } = alert;
  const where = { status: 'active', customer, entity, dataset };
  const search = { where, orderBy: 'until', descending: true, limit: MOST_OF_A_PAIR };
  const { documents } = await reader.find(SUPPRESSION, search);
  return documents.find(({ state }) => suppresses(state, alert, now));
}

/** Counts the uses of suppressions, several of one among them. */
export class SuppressionUses {
  readonly #happenings: Happening[] = [];
  readonly #uses = new Map<string, number>();

  get happenings(): readonly Happening[] {
    return this.#happenings;
  }

  add({ id, revision }: Document<SuppressionState>, alert: SuppressedAlert, caseId?: string): void {
    const before = this.#uses.get(id) ?? 0;
    this.#uses.set(id, before + 1);
    const { entity, dataset, band } = alert;
    const data = { entity, dataset, band, ...(caseId === undefined ? {} : { case: caseId }) };
    const use = { kind: SUPPRESSION.name, id, revision: revision + before };
    this.#happenings.push({ ...use, type: 'suppression.used', data });
  }
}

/** What revokes every suppression that a case granted and that is not revoked yet. */
export async function revokeOfCase(
  { reader, id }: Pick<CommandContext, 'reader' | 'id'>,
  reason: string,
): Promise<readonly Happening[]> {
  const found: Happening[] = [];
  for (;;) {
    const where = { case: id, status: 'active' };
    const page = { where, limit: 100, offset: found.length };
    const { documents } = await reader.find(SUPPRESSION, page);
    if (documents.length === 0) return found;
    for (const { id: own, revision } of documents) {
      const revoked = { kind: SUPPRESSION.name, id: own, revision };
      found.push({ ...revoked, type: 'suppression.revoked', data: { reason } });
    }
  }
}

const revoke = command({
  kind: SUPPRESSION,
  name: 'revoke',
  summary: 'Ends a suppression; alerts of the same come again from the next screening on.',
  right: 'suppression:revoke',
  creates: false,
  input: exactly({
    reason: oneOf(idsOf(REASONS.revoking), 'Why'),
    text: text('Why, in words'),
  }),
  decide: (document, { reason, text: written }, context) => {
    personOf(context);
    const { status } = theState(document);
    if (status === 'revoked') return { outcomes: [] };
    const personal = { text: written };
    return { outcomes: [{ type: 'suppression.revoked', data: { reason }, personal }] };
  },
});

/** What may be asked for of suppressions. They are granted by decisions alone. */
export const SUPPRESSION_COMMANDS = [revoke] as readonly Command[];
