import { Type } from 'typebox';
import { problem } from '../base/index.ts';
import type { Json } from '../journal/index.ts';
import {
  type Command,
  type CommandContext,
  command,
  type Document,
  type Reader,
} from '../store/index.ts';
import {
  type Alert,
  AlertInput,
  type RaisedAlert,
  samePair,
  saysTheSame,
  splitAlert,
  type ToldAlert,
} from './alert.ts';
import { CASE, type CaseState } from './case.ts';
import { exactly, line, oneOf, some, text } from './inputs.ts';
import { CASE_LIMITS } from './limits.ts';
import { room, theState } from './remarks.ts';
import { SuppressionUses, suppressionOf } from './suppression.ts';
import { CASE_WORKFLOW, idsOf, OPEN_STATES, SERVICE_LEVELS } from './tables.ts';
import { take } from './workflow.ts';

/** The case in which the question about a customer is open; a customer has one at a time. */
export async function openCaseOf(
  reader: Reader,
  customer: string,
): Promise<Document<CaseState> | undefined> {
  const where = { customer, status: OPEN_STATES };
  const { documents } = await reader.find(CASE, { where, limit: 1 });
  return documents[0];
}

/** Priorities by their number, the most pressing first. */
const PRIORITIES = idsOf(SERVICE_LEVELS.priorities);

/** The priority of alerts where nobody says one: what binds now and is strong comes first. */
export function priorityOf(alerts: readonly Pick<AlertInput, 'band' | 'effects'>[]): string {
  const strong = alerts.filter(({ band }) => band === 'strong');
  const stops = ({ act, standing }: AlertInput['effects'][number]) =>
    standing === 'in-force' && (act === 'block' || act === 'hold-and-report');
  if (strong.some(({ effects }) => effects.some(stops))) return 'urgent';
  return strong.length > 0 ? 'high' : 'normal';
}

const morePressing = (one: string, other: string): string =>
  PRIORITIES.indexOf(one) <= PRIORITIES.indexOf(other) ? one : other;

/** Alerts as they come into a case: without repetitions, and told which are kept away. */
async function sortIn(
  hits: readonly AlertInput[],
  before: readonly Alert[],
  customer: string,
  context: CommandContext,
) {
  const uses = new SuppressionUses();
  const raised: RaisedAlert[] = [];
  const told: Record<string, ToldAlert> = {};
  const seen: AlertInput[] = [];
  for (const hit of hits) {
    const isThere =
      before.some((alert) => alert.standing !== 'superseded' && saysTheSame(alert, hit)) ||
      seen.some((other) => samePair(other, hit));
    if (isThere) continue;
    seen.push(hit);
    const id = String(before.length + raised.length + 1);
    const suppression = await suppressionOf(context.reader, { ...hit, customer }, context.now);
    const { kept, told: ofPersons } = splitAlert(hit);
    const supersedes = before
      .filter((alert) => alert.standing === 'open' && samePair(alert, hit))
      .map((alert) => alert.id);
    const more = suppression === undefined ? { supersedes } : { suppression: suppression.id };
    if (suppression !== undefined) uses.add(suppression, hit, context.id);
    raised.push({ id, ...kept, ...more });
    told[id] = ofPersons;
  }
  return { raised, told, happenings: uses.happenings };
}

const Alerts = some(AlertInput, CASE_LIMITS.alertsAtOnce);

const Open = exactly({
  customer: text("The customer's id in the organisation's own files", 256),
  customerName: Type.Optional(line('What the customer is called')),
  alerts: Alerts,
  priority: Type.Optional(oneOf(PRIORITIES, 'How pressing it is, where somebody knows better')),
});

const open = command({
  kind: CASE,
  name: 'open',
  summary: 'Opens the case of a customer with alerts; makes none where all of them are suppressed.',
  right: 'case:open',
  creates: true,
  input: Open,
  decide: async (_, { customer, customerName, alerts, priority }, context) => {
    const other = await openCaseOf(context.reader, customer);
    if (other !== undefined) throw problem('CASE_OPEN', { found: `the case ${other.id}` });
    const { raised, told, happenings } = await sortIn(alerts, [], customer, context);
    if (raised.every(({ suppression }) => suppression !== undefined)) {
      return { outcomes: [], happenings };
    }
    const data = { alerts: raised, priority: priority ?? priorityOf(alerts) };
    const name = customerName === undefined ? {} : { customerName };
    const personal = { customer, ...name, alerts: told as Json };
    return { outcomes: [{ type: 'case.opened', data, personal }], happenings };
  },
});

const addAlerts = command({
  kind: CASE,
  name: 'add-alerts',
  summary: 'Adds alerts about the same customer; what the case says already is left out.',
  right: 'case:open',
  creates: false,
  input: exactly({ alerts: Alerts }),
  decide: async (document, { alerts }, context) => {
    const state = theState(document);
    take(CASE_WORKFLOW, state.status, 'add-alerts');
    if (state.customer === null) {
      throw problem('CASE_ALERTS', { expected: 'a customer', found: 'one who was erased' });
    }
    const sorted = await sortIn(alerts, state.alerts, state.customer, context);
    const { raised, told, happenings } = sorted;
    if (raised.length === 0) return { outcomes: [] };
    room(state.alerts, 'alerts', raised.length);
    const isOpen = raised.some(({ suppression }) => suppression === undefined);
    const priority = isOpen ? morePressing(priorityOf(alerts), state.priority) : state.priority;
    const data = { alerts: raised, priority };
    const personal = { alerts: told as Json };
    return { outcomes: [{ type: 'case.raised', data, personal }], happenings };
  },
});

/** How alerts come into cases. */
export const OPENING_COMMANDS = [open, addAlerts] as readonly Command[];
