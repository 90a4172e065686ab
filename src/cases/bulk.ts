import { Type } from 'typebox';
import { problem } from '../base/index.ts';
import {
  type Command,
  type CommandContext,
  command,
  type Document,
  type Happening,
  type Kind,
} from '../store/index.ts';
import { CASE, type CaseState, openAlertsOf, openProposal, type Proposal } from './case.ts';
import { approval, proposing } from './case-deciding.ts';
import { decisionOn, sameEvidence, ThenFields, VerdictFields } from './decision.ts';
import { folded, momentOf, said, told } from './folding.ts';
import { exactly, handle, nothing, oneOf, text } from './inputs.ts';
import { CASE_LIMITS } from './limits.ts';
import { personOf, secondPerson } from './people.ts';
import { theState } from './remarks.ts';
import { CASE_WORKFLOW, idsOf, REASONS } from './tables.ts';
import { take } from './workflow.ts';

/** One decision about several cases whose evidence is identical, which a second person answers. */
export interface BulkState {
  readonly status: 'proposed' | 'approved' | 'returned' | 'withdrawn';
  readonly by: string;
  readonly at: string;
  readonly verdict: string;
  readonly reasons: readonly string[];
  readonly cases: readonly string[];
  /** How many alerts it decides about. */
  readonly alerts: number;
  /** Null where it was erased. */
  readonly text: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
  readonly reason: string | null;
}

type Proposed = Pick<BulkState, 'verdict' | 'reasons' | 'cases' | 'alerts'>;

const EMPTY: BulkState = {
  status: 'proposed',
  by: '',
  at: '',
  verdict: '',
  reasons: [],
  cases: [],
  alerts: 0,
  text: null,
  answeredBy: null,
  answeredAt: null,
  reason: null,
};

const ANSWERS = ['approved', 'returned', 'withdrawn'] as const;

/** A bulk decision, folded from its events. */
export const BULK: Kind<BulkState> = folded<BulkState>({
  name: 'bulk',
  fields: ['status', 'by', 'verdict', 'at'],
  empty: EMPTY,
  folds: {
    'bulk.proposed': (_, event) => {
      const { text: words = null } = told<{ text: string }>(event);
      const by = { by: event.actor.id, at: momentOf(event) };
      return { ...EMPTY, ...said<Proposed>(event), ...by, text: words };
    },
    ...Object.fromEntries(
      ANSWERS.map((status) => [
        `bulk.${status}`,
        (state: BulkState, event): BulkState => {
          const { reason = null } = said<{ reason?: string }>(event);
          const answer = { answeredBy: event.actor.id, answeredAt: momentOf(event), reason };
          return { ...state, status, ...answer };
        },
      ]),
    ),
  },
});

type CaseDocument = Document<CaseState>;

async function casesOf(
  ids: readonly string[],
  { reader }: Pick<CommandContext, 'reader'>,
): Promise<readonly CaseDocument[]> {
  const found: CaseDocument[] = [];
  for (const id of ids) {
    const document = await reader.document(CASE, id);
    if (document === undefined) throw problem('STORE_ABSENT', { found: `no case ${id}` });
    found.push(document);
  }
  return found;
}

/**
 * That one reason can be true of all: the evidence is identical everywhere, and not too much is
 * decided at once.
 * @throws CASE_EVIDENCE, CASE_LIMIT
 */
function checkTogether(cases: readonly CaseDocument[]): number {
  const alerts = cases.flatMap(({ state }) => openAlertsOf(state));
  sameEvidence(alerts);
  if (alerts.length <= CASE_LIMITS.bulkAlerts) return alerts.length;
  throw problem('CASE_LIMIT', {
    expected: `at most ${CASE_LIMITS.bulkAlerts} alerts (bulkAlerts)`,
    found: `${alerts.length}`,
  });
}

const { until, waitFor } = ThenFields;
/** True matches are decided one by one: each is against somebody. */
const verdict = oneOf(['false_positive', 'needs_information'], 'What all of them are');

const propose = command({
  kind: BULK,
  name: 'propose',
  summary: 'Proposes one decision about several cases whose alerts have identical evidence.',
  right: 'bulk:propose',
  creates: true,
  input: exactly({
    cases: Type.Array(handle('The id of a case'), {
      minItems: 1,
      maxItems: CASE_LIMITS.bulkCases,
      uniqueItems: true,
    }),
    ...VerdictFields,
    verdict,
    until,
    waitFor,
    text: text('The decision in words, for whoever reads it in years'),
  }),
  decide: async (_, { cases: ids, verdict: is, reasons, suppressDays, ...rest }, context) => {
    const by = personOf(context);
    const { text: words, ...then } = rest;
    const cases = await casesOf(ids, context);
    const alerts = checkTogether(cases);
    const happenings = cases.map(({ id, revision, state }): Happening => {
      const to = take(CASE_WORKFLOW, state.status, 'propose-in-bulk');
      if (state.assignee !== null && state.assignee !== by) {
        throw problem('CASE_ASSIGNEE', { where: id, found: `“${by}”` });
      }
      const days = suppressDays === undefined ? {} : { suppressDays };
      const row = { verdict: is, reasons, ...days };
      const rows = [{ ...row, alerts: openAlertsOf(state).map((alert) => alert.id) }];
      const decision = decisionOn(state, { rows, ...then }, context.now);
      const proposed = proposing(state, decision, words, { to, bulk: context.id });
      return { kind: CASE.name, id, revision, ...proposed };
    });
    const data = { cases: [...ids], verdict: is, reasons: [...reasons], alerts };
    return { outcomes: [{ type: 'bulk.proposed', data, personal: { text: words } }], happenings };
  },
});

/** The cases of a bulk decision, each with its part of it. */
async function parts(
  { id }: { readonly id: string },
  state: BulkState,
  context: CommandContext,
): Promise<readonly (CaseDocument & { readonly proposal: Proposal })[]> {
  if (state.status !== 'proposed') {
    throw problem('CASE_STATE', { expected: 'a proposed bulk decision', found: state.status });
  }
  return (await casesOf(state.cases, context)).map((one) => {
    const proposal = openProposal(one.state);
    if (proposal?.bulk === id) return { ...one, proposal };
    throw problem('CASE_PROPOSAL', { where: one.id, found: 'another' });
  });
}

/** The second person must have had no part in any of the cases. */
function checkSecondPerson(cases: readonly CaseDocument[], context: CommandContext): void {
  for (const { state } of cases) secondPerson(context, state.workers);
}

const approve = command({
  kind: BULK,
  name: 'approve',
  summary: 'Agrees with a bulk decision, by a person who had no part in any of its cases.',
  right: 'bulk:approve',
  creates: false,
  input: nothing,
  decide: async (document, _, context) => {
    const cases = await parts(context, theState(document), context);
    checkSecondPerson(cases, context);
    const happenings = cases.flatMap(({ id, revision, state, proposal }): Happening[] => {
      const { outcome, happenings: granted } = approval(id, state, proposal, context);
      return [{ kind: CASE.name, id, revision, ...outcome }, ...granted];
    });
    return { outcomes: [{ type: 'bulk.approved', data: {} }], happenings };
  },
});

const giveBack = command({
  kind: BULK,
  name: 'return',
  summary: 'Gives a bulk decision back with the reason; each of its cases goes back.',
  right: 'bulk:approve',
  creates: false,
  input: exactly({ reason: oneOf(idsOf(REASONS.returning), 'Why'), text: text('Why, in words') }),
  decide: async (document, { reason, text: words }, context) => {
    const cases = await parts(context, theState(document), context);
    checkSecondPerson(cases, context);
    const happenings = cases.map(({ id, revision, state, proposal }): Happening => {
      const to = take(CASE_WORKFLOW, state.status, 'return');
      const data = { to, proposal: proposal.id, reason };
      const personal = { text: words };
      return { kind: CASE.name, id, revision, type: 'case.returned', data, personal };
    });
    return { outcomes: [{ type: 'bulk.returned', data: { reason } }], happenings };
  },
});

const withdraw = command({
  kind: BULK,
  name: 'withdraw',
  summary: 'Takes a bulk decision back, by whoever proposed it.',
  right: 'bulk:propose',
  creates: false,
  input: nothing,
  decide: async (document, _, context) => {
    const bulk = theState(document);
    const cases = await parts(context, bulk, context);
    if (personOf(context) !== bulk.by) {
      throw problem('CASE_ASSIGNEE', { expected: 'whoever proposed it', found: context.actor.id });
    }
    const happenings = cases.map(({ id, revision, state, proposal }): Happening => {
      // Most of these cases were never assigned: they go back, to be taken up by somebody.
      const to = take(CASE_WORKFLOW, state.status, 'return');
      const data = { to, proposal: proposal.id };
      return { kind: CASE.name, id, revision, type: 'case.withdrawn', data };
    });
    return { outcomes: [{ type: 'bulk.withdrawn', data: {} }], happenings };
  },
});

/** What may be asked for of bulk decisions. */
export const BULK_COMMANDS = [propose, approve, giveBack, withdraw] as readonly Command[];
