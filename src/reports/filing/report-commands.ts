import { Type } from 'typebox';
import { problem } from '../../base/index.ts';
import {
  CASE,
  day,
  defined,
  digest,
  exactly,
  handle,
  nothing,
  oneOf,
  PROPERTY,
  pastDay,
  personOf,
  REDRESS,
  remarkCommands,
  secondPerson,
  take,
  text,
  theState,
} from '../../cases/index.ts';
import type { Json } from '../../journal/index.ts';
import {
  type Command,
  type CommandContext,
  command,
  type Document,
  type Kind,
} from '../../store/index.ts';
import { REPORTS, reportNamed } from '../reports.ts';
import { assertComplete, assertUsable, digestOf, pin } from './pins.ts';
import { FILING_WAYS, REPORT, REPORT_WORKFLOW, type ReportState, type Subject } from './report.ts';

/** Reports of a compartment have a kind of their own, which the others know nothing of. */
const OPEN_REPORTS = REPORTS.filter(({ compartment }) => compartment === undefined);

export const FormInput = Type.Unsafe<object>(
  Type.Object(
    {},
    { additionalProperties: true, description: 'What the form says: `GET /v1/reports/forms`' },
  ),
);

/** That whoever approves read the input as it stands. */
export function assertPreviewed(stands: string, previewed: string | undefined): void {
  if (previewed === stands) return;
  throw problem('REPORT_PREVIEW', { expected: stands, found: previewed ?? 'none' });
}

/** What an event says of an input: it is about persons, and can be erased. */
export const filling = (input: object) => ({
  data: { digest: digestOf(input) },
  personal: { input: input as Json },
});

function stepOf(document: Document<ReportState> | undefined, step: string) {
  const state = theState(document);
  return { state, to: take(REPORT_WORKFLOW, state.status, step) };
}

const KINDS: Readonly<Record<keyof Subject, Kind>> = {
  case: CASE as Kind,
  property: PROPERTY as Kind,
  redress: REDRESS as Kind,
};

/** @throws STORE_ABSENT where what it is about is not there */
async function assertThere(of: Subject, { reader }: CommandContext): Promise<void> {
  for (const [name, kind] of Object.entries(KINDS)) {
    const id = of[name as keyof Subject];
    if (id === undefined || (await reader.document(kind, id)) !== undefined) continue;
    throw problem('STORE_ABSENT', { found: `no ${name} ${id}` });
  }
}

const draft = command({
  kind: REPORT,
  name: 'draft',
  summary: 'Drafts a report or a letter, empty or filled in as far as it is known.',
  right: 'report:draft',
  creates: true,
  input: exactly({
    report: oneOf(
      OPEN_REPORTS.map(({ name }) => name),
      'The report',
    ),
    case: Type.Optional(handle('The case that it is about')),
    property: Type.Optional(handle('The property that it is about')),
    redress: Type.Optional(handle('The redress that it is about')),
    input: FormInput,
  }),
  decide: async (_, { report, input, ...of }, context) => {
    personOf(context);
    await assertThere(of, context);
    await assertUsable(reportNamed(report), input);
    const { data, personal } = filling(input);
    const about = defined({ to: REPORT_WORKFLOW.initial, report, ...of, ...data });
    return { outcomes: [{ type: 'report.drafted', data: about, personal }] };
  },
});

const edit = command({
  kind: REPORT,
  name: 'edit',
  summary: 'Writes the whole input of a draft, or of what was returned, anew.',
  right: 'report:draft',
  creates: false,
  input: exactly({ input: FormInput }),
  decide: async (document, { input }, context) => {
    personOf(context);
    const { state, to } = stepOf(document, 'edit');
    await assertUsable(reportNamed(state.report), input);
    const { data, personal } = filling(input);
    return { outcomes: [{ type: 'report.edited', data: { to, ...data }, personal }] };
  },
});

const propose = command({
  kind: REPORT,
  name: 'propose',
  summary: 'Proposes a report of which nothing is missing, for a second person to approve.',
  right: 'report:propose',
  creates: false,
  input: nothing,
  decide: (document, _, context) => {
    personOf(context);
    const { state, to } = stepOf(document, 'propose');
    assertComplete(reportNamed(state.report), state.input);
    return { outcomes: [{ type: 'report.proposed', data: { to } }] };
  },
});

const approve = command({
  kind: REPORT,
  name: 'approve',
  summary: 'Agrees with a report as it was previewed, by a person who had no part in it.',
  right: 'report:approve',
  creates: false,
  input: exactly({ digest: digest('The digest of the input that was previewed') }),
  decide: async (document, { digest: previewed }, context) => {
    const { state, to } = stepOf(document, 'approve');
    secondPerson(context, state.workers);
    assertPreviewed(state.digest, previewed);
    const report = reportNamed(state.report);
    const input = assertComplete(report, state.input);
    const by = state.proposedBy ?? state.draftedBy;
    const pinned = await pin(report, input, { now: context.now, by });
    return { outcomes: [{ type: 'report.approved', data: { to, pinned } }] };
  },
});

const giveBack = command({
  kind: REPORT,
  name: 'return',
  summary: 'Gives a report back with the reason, also one that is approved and not filed yet.',
  right: 'report:approve',
  creates: false,
  input: exactly({ text: text('Why') }),
  decide: (document, { text: words }, context) => {
    const { state, to } = stepOf(document, 'return');
    secondPerson(context, state.workers);
    return { outcomes: [{ type: 'report.returned', data: { to }, personal: { text: words } }] };
  },
});

const file = command({
  kind: REPORT,
  name: 'file',
  summary: 'Records that an approved report was filed: when, by what way, under which number.',
  right: 'report:file',
  creates: false,
  input: exactly({
    day: day('The day on which it was filed'),
    way: oneOf(FILING_WAYS, 'By what way'),
    reference: Type.Optional(handle('What the authority calls it')),
  }),
  decide: (document, { day: on, way, reference }, context) => {
    personOf(context);
    const { to } = stepOf(document, 'file');
    const data = defined({ to, day: pastDay(on, context.now), way, reference });
    return { outcomes: [{ type: 'report.filed', data }] };
  },
});

const withdraw = command({
  kind: REPORT,
  name: 'withdraw',
  summary: 'Gives a report up that nobody has approved, with the reason.',
  right: 'report:draft',
  creates: false,
  input: exactly({ text: text('Why') }),
  decide: (document, { text: words }, context) => {
    personOf(context);
    const { to } = stepOf(document, 'withdraw');
    return { outcomes: [{ type: 'report.withdrawn', data: { to }, personal: { text: words } }] };
  },
});

/** What may be asked for of reports that are of no compartment. */
export const REPORT_COMMANDS: readonly Command[] = [
  ...([draft, edit, propose, approve, giveBack, file, withdraw] as readonly Command[]),
  ...remarkCommands(
    REPORT,
    { comment: 'report:comment', work: 'report:draft' },
    ({ status }, remark) => {
      if (remark !== 'comment') take(REPORT_WORKFLOW, status, 'edit');
    },
  ),
];
