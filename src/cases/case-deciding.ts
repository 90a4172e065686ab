import { Type } from 'typebox';
import { problem } from '../base/index.ts';
import type { Json } from '../journal/index.ts';
import {
  type Command,
  type CommandContext,
  command,
  type Happening,
  type Outcome,
} from '../store/index.ts';
import { CASE, type CaseState, openProposal, type Proposal } from './case.ts';
import { assigneeOf } from './case-work.ts';
import { startClocks } from './clocks.ts';
import { coverOpenAlerts, type Decision, DecisionInput, decisionOn } from './decision.ts';
import { defined } from './folding.ts';
import { exactly, nothing, oneOf, text } from './inputs.ts';
import { personOf, secondPerson } from './people.ts';
import { theState } from './remarks.ts';
import { revokeOfCase, SUPPRESSION } from './suppression.ts';
import { CASE_WORKFLOW, idsOf, OUTCOMES, REASONS } from './tables.ts';
import { take } from './workflow.ts';

const DAY_MS = 86_400_000;

/** The event by which a decision is proposed in a case. */
export function proposing(
  state: CaseState,
  decision: Decision,
  words: string,
  { to, bulk }: { readonly to: string; readonly bulk?: string },
): Outcome {
  const id = String(state.proposals.length + 1);
  const { rows, ...then } = decision;
  const data = defined({ to, id, rows: rows as readonly Json[], ...then, bulk });
  return { type: 'case.proposed', data, personal: { text: words } };
}

/**
 * The proposal that a person answers, which must be the one that they have read.
 * @throws CASE_PROPOSAL
 */
function proposalOf(state: CaseState, id: string): Proposal {
  const proposal = openProposal(state);
  if (proposal?.bulk != null) {
    throw problem('CASE_PROPOSAL', { found: `one of the bulk decision ${proposal.bulk}` });
  }
  if (proposal?.id === id) return proposal;
  throw problem('CASE_PROPOSAL', { found: proposal === undefined ? 'none' : `${proposal.id}` });
}

/**
 * What happens when a second person agrees with what was proposed: to the case, and to the
 * suppressions that come from it.
 * @throws CASE_STATE, CASE_ALERTS
 */
export function approval(
  caseId: string,
  state: CaseState,
  proposal: Proposal,
  { now, newId }: Pick<CommandContext, 'now' | 'newId'>,
): { readonly outcome: Omit<Outcome, 'personal'>; readonly happenings: readonly Happening[] } {
  const asks = proposal.outcome === null;
  const to = take(CASE_WORKFLOW, state.status, asks ? 'approve-question' : 'approve');
  // An alert that came since then was not read by whoever proposed it.
  coverOpenAlerts(state, proposal.rows);
  const clocks = clocksOf(state, proposal);
  const then = defined({ outcome: proposal.outcome ?? undefined, clocks: clocks as Json });
  const data = { to, proposal: proposal.id, ...then };
  const happenings = suppressionsOf(caseId, state, proposal, now).map((granted) => ({
    ...granted,
    id: newId(),
  }));
  return { outcome: { type: 'case.approved', data }, happenings };
}

/** The clocks of the law that start: those of the outcome which the pinned effects name. */
function clocksOf(state: CaseState, { outcome, day, rows }: Proposal) {
  const row = OUTCOMES.find(({ id }) => id === outcome);
  if (row === undefined || day === null) return [];
  const matched = rows.filter(({ verdict }) => verdict === 'true_match');
  const ids = new Set(matched.flatMap(({ alerts }) => alerts));
  const effects = state.alerts.filter(({ id }) => ids.has(id)).flatMap((alert) => alert.effects);
  const named = new Set(effects.flatMap(({ clocks }) => clocks));
  const starting = effects.length === 0 ? row.clocks : row.clocks.filter((id) => named.has(id));
  return startClocks(state.clocks, starting, day);
}

function suppressionsOf(
  caseId: string,
  state: CaseState,
  proposal: Proposal,
  now: Date,
): readonly Omit<Happening, 'id'>[] {
  const { customer } = state;
  return proposal.rows.flatMap(({ alerts: ids, suppressDays, reasons }) =>
    state.alerts.flatMap((alert) => {
      if (suppressDays === undefined || !ids.includes(alert.id)) return [];
      const { customerDigest, caption } = alert;
      // What was erased cannot be compared with anything.
      if (customer === null || customerDigest === null) return [];
      const { entity, dataset, listVersion, listingDigest, band } = alert;
      const until = new Date(now.getTime() + suppressDays * DAY_MS).toISOString();
      const compared = { entity, dataset, listVersion, listingDigest, band };
      const of = { case: caseId, alert: alert.id, reasons, proposedBy: proposal.by };
      return [
        {
          kind: SUPPRESSION.name,
          revision: 0,
          type: 'suppression.granted',
          data: { ...of, ...compared, until },
          personal: { customer, customerDigest, caption },
        },
      ];
    }),
  );
}

const propose = command({
  kind: CASE,
  name: 'propose',
  summary: 'Proposes a decision about all open alerts, for a second person to approve.',
  right: 'case:propose',
  creates: false,
  input: DecisionInput,
  decide: (document, { text: words, ...input }, context) => {
    const state = theState(document);
    const to = take(CASE_WORKFLOW, state.status, 'propose');
    assigneeOf(state, context);
    const decision = decisionOn(state, input, context.now);
    return { outcomes: [proposing(state, decision, words, { to })] };
  },
});

const ProposalNumber = Type.String({
  pattern: '^[1-9]\\d{0,5}$',
  description: 'The number of the proposal that was read',
});

const withdraw = command({
  kind: CASE,
  name: 'withdraw',
  summary: 'Takes a proposal back, by whoever made it.',
  right: 'case:propose',
  creates: false,
  input: exactly({ proposal: ProposalNumber }),
  decide: (document, { proposal: id }, context) => {
    const state = theState(document);
    const to = take(CASE_WORKFLOW, state.status, 'withdraw');
    const proposal = proposalOf(state, id);
    if (personOf(context) !== proposal.by) {
      throw problem('CASE_ASSIGNEE', { expected: 'whoever proposed it', found: context.actor.id });
    }
    return { outcomes: [{ type: 'case.withdrawn', data: { to, proposal: id } }] };
  },
});

const approve = command({
  kind: CASE,
  name: 'approve',
  summary: 'Agrees with a proposal, by a person who had no part in it.',
  right: 'case:approve',
  creates: false,
  input: exactly({ proposal: ProposalNumber, text: Type.Optional(text('A remark')) }),
  decide: (document, { proposal: id, text: words }, context) => {
    const state = theState(document);
    take(CASE_WORKFLOW, state.status, 'approve');
    const proposal = proposalOf(state, id);
    secondPerson(context, state.workers);
    const { outcome, happenings } = approval(context.id, state, proposal, context);
    const personal = words === undefined ? {} : { personal: { text: words } };
    return { outcomes: [{ ...outcome, ...personal }], happenings };
  },
});

const giveBack = command({
  kind: CASE,
  name: 'return',
  summary: 'Gives a proposal back with the reason, by a person who had no part in it.',
  right: 'case:approve',
  creates: false,
  input: exactly({
    proposal: ProposalNumber,
    reason: oneOf(idsOf(REASONS.returning), 'Why'),
    text: text('Why, in words'),
  }),
  decide: (document, { proposal: id, reason, text: words }, context) => {
    const state = theState(document);
    const to = take(CASE_WORKFLOW, state.status, 'return');
    proposalOf(state, id);
    secondPerson(context, state.workers);
    const data = { to, proposal: id, reason };
    return { outcomes: [{ type: 'case.returned', data, personal: { text: words } }] };
  },
});

const close = command({
  kind: CASE,
  name: 'close',
  summary:
    'Closes a case whose decision was approved. Its clocks go on until what they ask is done.',
  right: 'case:close',
  creates: false,
  input: nothing,
  decide: (document, _, context) => {
    const state = theState(document);
    const to = take(CASE_WORKFLOW, state.status, 'close');
    personOf(context);
    if (state.openAlerts > 0) {
      const expected = 'no alert that is not decided about';
      throw problem('CASE_ALERTS', { expected, found: `${state.openAlerts}` });
    }
    return { outcomes: [{ type: 'case.closed', data: { to } }] };
  },
});

const reopen = command({
  kind: CASE,
  name: 'reopen',
  summary: 'Opens a closed case again: all its alerts are open, and what it suppressed is not.',
  right: 'case:reopen',
  creates: false,
  input: exactly({
    reason: oneOf(idsOf(REASONS.reopening), 'Why'),
    text: text('Why, in words'),
  }),
  decide: async (document, { reason, text: words }, context) => {
    const state = theState(document);
    const to = take(CASE_WORKFLOW, state.status, 'reopen');
    personOf(context);
    const happenings = await revokeOfCase(context, 'mistake');
    const reopened = { type: 'case.reopened', data: { to, reason }, personal: { text: words } };
    return { outcomes: [reopened], happenings };
  },
});

/** How a case is decided about. */
export const DECIDING_COMMANDS = [
  propose,
  withdraw,
  approve,
  giveBack,
  close,
  reopen,
] as readonly Command[];
