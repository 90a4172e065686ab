import { type Static, Type } from 'typebox';
import { problem } from '../base/index.ts';
import type { Json } from '../journal/index.ts';
import { type Command, type CommandContext, command, type Document } from '../store/index.ts';
import { formatAmount, parseAmount } from './amounts.ts';
import { CASE } from './case.ts';
import { clockCommands, startClocks } from './clocks.ts';
import { defined } from './folding.ts';
import {
  day,
  exactly,
  existingDay,
  handle,
  line,
  nothing,
  oneOf,
  pastDay,
  some,
  text,
} from './inputs.ts';
import { personOf, secondPerson } from './people.ts';
import { remarkCommands, theState } from './remarks.ts';
import { SAR, SAR_WORKFLOW, type SarState } from './sar.ts';
import { take } from './workflow.ts';

/** Characters of a narrative; FinCEN's form takes fewer, which the report itself checks. */
const NARRATIVE = 40_000;

const contentFields = {
  activities: some(handle('A kind of activity, by its code'), 40),
  from: Type.Optional(day('The first day of the activity')),
  until: Type.Optional(day('The last day of the activity')),
  amount: Type.Optional(Type.String({ maxLength: 30, description: 'US dollars, such as 5000.00' })),
  subjects: some(
    exactly({
      name: line('What they are called'),
      customer: Type.Optional(line("The customer's id in the organisation's own files")),
      role: Type.Optional(line('What they have to do with it')),
    }),
    200,
    0,
  ),
  narrative: text('What happened', NARRATIVE),
};
const Content = exactly(contentFields);

/** What a report says, as its events have it: what is about persons can be erased. */
function contentOf({ narrative, subjects, ...about }: Static<typeof Content>) {
  const { from, until, amount } = about;
  for (const on of [from, until]) if (on !== undefined) existingDay(on);
  if (from !== undefined && until !== undefined && from > until) {
    throw problem('STORE_INPUT', {
      where: 'until',
      expected: `no day before ${from}`,
      found: until,
    });
  }
  const exact = amount === undefined ? undefined : formatAmount(parseAmount(amount, 'USD'), 'USD');
  const kept = defined({ activities: about.activities, from, until, amount: exact });
  const content = { narrative, subjects: subjects.map((one) => defined(one)) };
  return { data: { about: kept }, personal: { content } };
}

/** The report, and the state that a step leads to. */
function stepOf(document: Document<SarState> | undefined, step: string) {
  const state = theState(document);
  return { state, to: take(SAR_WORKFLOW, state.status, step) };
}

const draft = command({
  kind: SAR,
  name: 'draft',
  summary: 'Drafts a report about the facts of a case. The case does not know.',
  right: 'sar:draft',
  creates: true,
  input: exactly({
    case: handle('The case whose facts it is about'),
    detected: day('The day on which the facts were first detected'),
    suspect: oneOf(['known', 'unknown'], 'Whether a suspect is known'),
    isUrgent: Type.Boolean({ description: 'It needs attention at once, so somebody must call' }),
    ...contentFields,
  }),
  decide: async (_, { case: caseId, detected, suspect, isUrgent, ...rest }, context) => {
    personOf(context);
    if ((await context.reader.document(CASE, caseId)) === undefined) {
      throw problem('STORE_ABSENT', { found: `no case ${caseId}` });
    }
    const file = suspect === 'known' ? 'sar.file' : 'sar.file.nosuspect';
    const starting = isUrgent ? [file, 'sar.phone'] : [file];
    const clocks = startClocks([], starting, pastDay(detected, context.now)) as Json;
    const { data: about, personal } = contentOf(rest);
    const to = SAR_WORKFLOW.initial;
    const data = { to, case: caseId, detected, suspect, ...about, clocks };
    return { outcomes: [{ type: 'sar.drafted', data, personal }] };
  },
});

const revise = command({
  kind: SAR,
  name: 'revise',
  summary: 'Writes a draft, or what was returned, anew.',
  right: 'sar:draft',
  creates: false,
  input: Content,
  decide: (document, input, context) => {
    personOf(context);
    const { to } = stepOf(document, 'revise');
    const { data, personal } = contentOf(input);
    return { outcomes: [{ type: 'sar.revised', data: { to, ...data }, personal }] };
  },
});

const propose = command({
  kind: SAR,
  name: 'propose',
  summary: 'Proposes a report, for a second person to approve.',
  right: 'sar:propose',
  creates: false,
  input: nothing,
  decide: (document, _, context) => {
    personOf(context);
    const { state, to } = stepOf(document, 'propose');
    if (state.content === null) {
      throw problem('CASE_DOSSIER', { expected: 'a narrative', found: 'one that was erased' });
    }
    return { outcomes: [{ type: 'sar.proposed', data: { to } }] };
  },
});

const approve = command({
  kind: SAR,
  name: 'approve',
  summary: 'Agrees with a report, by a person who neither wrote nor proposed it.',
  right: 'sar:approve',
  creates: false,
  input: nothing,
  decide: (document, _, context) => {
    const { state, to } = stepOf(document, 'approve');
    secondPerson(context, state.workers);
    return { outcomes: [{ type: 'sar.approved', data: { to } }] };
  },
});

const giveBack = command({
  kind: SAR,
  name: 'return',
  summary: 'Gives a report back with the reason.',
  right: 'sar:approve',
  creates: false,
  input: exactly({ text: text('Why') }),
  decide: (document, { text: words }, context) => {
    const { state, to } = stepOf(document, 'return');
    secondPerson(context, state.workers);
    return { outcomes: [{ type: 'sar.returned', data: { to }, personal: { text: words } }] };
  },
});

/** The clocks that the filing ends. */
const FILING = ['sar.file', 'sar.file.nosuspect'];

function endsFiling(state: SarState, on: string, { actor }: Pick<CommandContext, 'actor'>) {
  return state.clocks
    .filter(({ clock, ended }) => FILING.includes(clock) && ended === null)
    .map(({ id }) => ({
      type: 'clock.ended',
      data: { id, as: 'done', day: on, by: actor.id },
    }));
}

const filed = command({
  kind: SAR,
  name: 'filed',
  summary: 'Records that an approved report was filed; it is then to be kept.',
  right: 'sar:filed',
  creates: false,
  input: exactly({ day: day('The day on which it was filed') }),
  decide: (document, { day: on }, context) => {
    personOf(context);
    const { state, to } = stepOf(document, 'filed');
    const clocks = startClocks(state.clocks, ['sar.records'], pastDay(on, context.now)) as Json;
    const outcome = { type: 'sar.filed', data: { to, day: on, clocks } };
    return { outcomes: [outcome, ...endsFiling(state, on, context)] };
  },
});

const acknowledge = command({
  kind: SAR,
  name: 'acknowledge',
  summary: 'Records what the authority answered: its number of the report, or its errors.',
  right: 'sar:acknowledge',
  creates: false,
  input: exactly({
    as: oneOf(['accepted', 'rejected'], 'Whether it was taken'),
    reference: Type.Optional(handle('What the authority calls it')),
    text: Type.Optional(text('The errors, where it was not')),
  }),
  decide: (document, { as, reference, text: words }) => {
    const { to } = stepOf(document, as);
    const needed = as === 'accepted' ? reference : words;
    if (needed === undefined) {
      const expected = as === 'accepted' ? "the authority's number" : 'its errors';
      throw problem('STORE_INPUT', { expected, found: 'nothing' });
    }
    if (as === 'accepted') {
      return { outcomes: [{ type: 'sar.acknowledged', data: { to, reference: needed } }] };
    }
    return { outcomes: [{ type: 'sar.rejected', data: { to }, personal: { text: needed } }] };
  },
});

const abandon = command({
  kind: SAR,
  name: 'abandon',
  summary: 'Gives a report up that is not filed. No reason has to be recorded; its clocks end.',
  right: 'sar:approve',
  creates: false,
  input: nothing,
  decide: (document, _, context) => {
    const by = personOf(context);
    const { state, to } = stepOf(document, 'abandon');
    const on = context.now.toISOString().slice(0, 10);
    const ends = state.clocks
      .filter(({ ended }) => ended === null)
      .map(({ id }) => ({ type: 'clock.ended', data: { id, as: 'void', day: on, by } }));
    return { outcomes: [{ type: 'sar.abandoned', data: { to } }, ...ends] };
  },
});

/** What may be asked for of reports, by those who may know of them. */
export const SAR_COMMANDS: readonly Command[] = [
  ...([
    draft,
    revise,
    propose,
    approve,
    giveBack,
    filed,
    acknowledge,
    abandon,
  ] as readonly Command[]),
  ...remarkCommands(SAR, { comment: 'sar:draft', work: 'sar:draft' }, ({ status }, remark) => {
    if (remark !== 'comment') take(SAR_WORKFLOW, status, 'revise');
  }),
  ...clockCommands(SAR),
];
