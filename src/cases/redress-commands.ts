import { Type } from 'typebox';
import { problem } from '../base/index.ts';
import type { Json } from '../journal/index.ts';
import { type Command, type CommandContext, command } from '../store/index.ts';
import { CASE } from './case.ts';
import { clockCommands, startClocks } from './clocks.ts';
import { defined } from './folding.ts';
import { day, digest, exactly, handle, line, oneOf, pastDay, text } from './inputs.ts';
import { personOf, secondPerson } from './people.ts';
import { PROPERTY } from './property.ts';
import { isOpenRedress, missingOf, REDRESS, type RedressState } from './redress.ts';
import { REDRESS_ANSWERS, REDRESS_TYPES, type RedressStep, redressType } from './redress-tables.ts';
import { remarkCommands, theState } from './remarks.ts';
import { idsOf } from './tables.ts';
import { take } from './workflow.ts';

/**
 * A step of a dossier by one of the commands, where its state and its pieces allow it.
 * @throws CASE_STATE, CASE_DOSSIER
 */
function stepBy(state: RedressState, by: RedressStep['by'], step: string): RedressStep {
  const type = redressType(state.type);
  take(type, state.status, step);
  const row = type.steps.find((one) => one.step === step && one.from.includes(state.status));
  if (row?.by !== by) {
    const other = row === undefined ? 'no step' : `a step of the command “${row.by}”`;
    throw problem('CASE_STATE', { expected: `a step of the command “${by}”`, found: other });
  }
  const missing = row.complete === true ? missingOf(state) : [];
  if (missing.length === 0) return row;
  throw problem('CASE_DOSSIER', { found: `nothing for ${idsOf(missing).join(', ')}` });
}

/** The first step by a command that the state allows; commands of one step need no name of it. */
function onlyStep(state: RedressState, by: RedressStep['by']): RedressStep {
  const { steps } = redressType(state.type);
  const row = steps.find((one) => one.by === by && one.from.includes(state.status));
  return stepBy(state, by, row?.step ?? by);
}

const toOf = (state: RedressState, { to }: RedressStep): string => to ?? state.status;

const open = command({
  kind: REDRESS,
  name: 'open',
  summary: 'Opens a dossier: for a release, a removal from a list, or a complaint.',
  right: 'redress:open',
  creates: true,
  input: exactly({
    type: oneOf(idsOf(REDRESS_TYPES), 'What is asked for'),
    case: Type.Optional(handle('The case that it is about')),
    property: Type.Optional(handle('The property that it is about')),
    person: line('The person concerned'),
  }),
  decide: async (_, { type, case: caseId, property, person }, { reader }) => {
    if (caseId !== undefined && (await reader.document(CASE, caseId)) === undefined) {
      throw problem('STORE_ABSENT', { found: `no case ${caseId}` });
    }
    const held = property === undefined ? undefined : await reader.document(PROPERTY, property);
    if (property !== undefined && held === undefined) {
      throw problem('STORE_ABSENT', { found: `no property ${property}` });
    }
    // Whoever decided the case must not answer the complaint, so it must be known which one it is.
    const about = caseId ?? held?.state.case ?? undefined;
    if (type === 'complaint' && about === undefined && property === undefined) {
      const expected = 'the case or the property that the complaint is about';
      throw problem('CASE_DOSSIER', { expected, found: 'neither' });
    }
    const data = defined({ type, case: about, property, to: redressType(type).initial });
    return { outcomes: [{ type: 'redress.opened', data, personal: { person } }] };
  },
});

const provide = command({
  kind: REDRESS,
  name: 'provide',
  summary: 'Gives a piece of the dossier: in words, as an attached file, or both.',
  right: 'redress:work',
  creates: false,
  input: exactly({
    item: oneOf(
      [...new Set(REDRESS_TYPES.flatMap(({ dossier }) => idsOf(dossier)))],
      'The piece, as data/cases/redress.json names it',
    ),
    text: Type.Optional(text('What it says')),
    sha256: Type.Optional(digest('The digest of a file that is attached')),
  }),
  decide: (document, { item, text: words, sha256 }) => {
    const state = theState(document);
    stepBy(state, 'provide', 'provide');
    const type = redressType(state.type);
    if (!type.dossier.some(({ id }) => id === item)) {
      const expected = `a piece of ${idsOf(type.dossier).join(', ')}`;
      throw problem('CASE_DOSSIER', { expected, found: item });
    }
    const isAttached = state.attachments.some((file) => file.sha256 === sha256);
    if (sha256 === undefined ? words === undefined : !isAttached) {
      const expected = 'words, or the digest of a file that is attached';
      throw problem('CASE_DOSSIER', { expected, found: sha256 ?? 'neither' });
    }
    const personal = words === undefined ? {} : { personal: { text: words } };
    const data = defined({ item, sha256 });
    return { outcomes: [{ type: 'redress.provided', data, ...personal }] };
  },
});

const stepNames = [
  ...new Set(
    REDRESS_TYPES.flatMap(({ steps }) => steps.filter(({ by }) => by === 'step')).map(
      (step) => step.step,
    ),
  ),
];

const step = command({
  kind: REDRESS,
  name: 'step',
  summary: 'Takes a step that needs no second person, such as sending what was approved.',
  right: 'redress:work',
  creates: false,
  input: exactly({
    step: oneOf(stepNames, 'The step, as data/cases/redress.json names it'),
    day: Type.Optional(day('The day on which it happened, where a clock starts with it')),
  }),
  decide: (document, { step: name, day: on }, context) => {
    personOf(context);
    const state = theState(document);
    const row = stepBy(state, 'step', name);
    const starting = redressType(state.type).clocks.filter((clock) => clock.step === name);
    if (starting.length > 0 && on === undefined) {
      throw problem('CASE_CLOCK', { expected: 'the day on which its clock starts', found: 'none' });
    }
    const clocks =
      on === undefined
        ? []
        : startClocks(
            state.clocks,
            starting.map(({ clock }) => clock),
            pastDay(on, context.now),
          );
    const data = defined({ step: name, to: toOf(state, row), day: on, clocks: clocks as Json });
    return { outcomes: [{ type: 'redress.stepped', data }] };
  },
});

const answer = command({
  kind: REDRESS,
  name: 'answer',
  summary: "Records the authority's answer, or proposes one to a complaint.",
  right: 'redress:answer',
  creates: false,
  input: exactly({
    as: oneOf(idsOf(REDRESS_ANSWERS), 'The answer'),
    text: text('The answer in words'),
  }),
  decide: (document, { as, text: words }, context) => {
    personOf(context);
    const state = theState(document);
    const row = onlyStep(state, 'answer');
    if (row.answers?.includes(as) !== true) {
      const expected = `an answer of ${row.answers?.join(', ')}`;
      throw problem('CASE_DOSSIER', { expected, found: as });
    }
    const data = { as, to: toOf(state, row) };
    return { outcomes: [{ type: 'redress.answered', data, personal: { text: words } }] };
  },
});

/** Whoever had a part in the dossier, or in the case that it complains about: none answers it. */
export async function partInRedress(
  state: RedressState,
  { reader }: Pick<CommandContext, 'reader'>,
): Promise<readonly string[]> {
  const document = state.case === null ? undefined : await reader.document(CASE, state.case);
  if (document === undefined) return state.workers;
  const approvers = document.state.proposals.flatMap(({ answer: said }) => said?.by ?? []);
  return [...state.workers, ...document.state.workers, ...approvers];
}

/**
 * A person who had no part in it.
 * @throws CASE_PERSON, CASE_SECOND_PERSON
 */
async function independent(state: RedressState, context: CommandContext): Promise<void> {
  secondPerson(context, await partInRedress(state, context));
}

const approve = command({
  kind: REDRESS,
  name: 'approve',
  summary: 'Agrees with a dossier or an answer, by a person who had no part in it or in the case.',
  right: 'redress:approve',
  creates: false,
  input: exactly({}),
  decide: async (document, _, context) => {
    const state = theState(document);
    const row = onlyStep(state, 'approve');
    await independent(state, context);
    return { outcomes: [{ type: 'redress.approved', data: { to: toOf(state, row) } }] };
  },
});

const giveBack = command({
  kind: REDRESS,
  name: 'return',
  summary: 'Gives a dossier or an answer back with the reason.',
  right: 'redress:approve',
  creates: false,
  input: exactly({ text: text('Why') }),
  decide: async (document, { text: words }, context) => {
    const state = theState(document);
    const row = onlyStep(state, 'return');
    await independent(state, context);
    const data = { to: toOf(state, row) };
    return { outcomes: [{ type: 'redress.returned', data, personal: { text: words } }] };
  },
});

/** What may be asked for of redress. */
export const REDRESS_COMMANDS: readonly Command[] = [
  ...([open, provide, step, answer, approve, giveBack] as readonly Command[]),
  ...remarkCommands(
    REDRESS,
    { comment: 'redress:comment', work: 'redress:work' },
    (state, remark) => {
      if (remark === 'comment' || isOpenRedress(state)) return;
      throw problem('CASE_STATE', { expected: 'open redress', found: state.status });
    },
  ),
  ...clockCommands(REDRESS),
];
