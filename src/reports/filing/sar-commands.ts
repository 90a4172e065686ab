import { Type } from 'typebox';
import { assert, problem, sha256 } from '../../base/index.ts';
import {
  CASE_COMMANDS,
  defined,
  digest,
  exactly,
  oneOf,
  personOf,
  SAR,
  SAR_WORKFLOW,
  type SarState,
  take,
  theState,
} from '../../cases/index.ts';
import type { Json } from '../../journal/index.ts';
import { type Command, command } from '../../store/index.ts';
import { type Acknowledgement, readAcknowledgement } from '../fincen/acknowledgement.ts';
import { REPORTS, reportNamed } from '../reports.ts';
import { assertComplete, assertUsable, pin } from './pins.ts';
import { assertPreviewed, FormInput, filling } from './report-commands.ts';

/**
 * The authority's form of a report of suspicious activity: it is filled in, approved and answered
 * in the document of the report itself, so that there is one state, one second person and one
 * compartment.
 */

const FORMS = REPORTS.filter(({ compartment }) => compartment === SAR.compartment);

/** A command of the room of cases, which knows no forms. */
function plain(name: string): Command<SarState> {
  const found = CASE_COMMANDS.find((one) => one.kind.name === SAR.name && one.name === name);
  assert(found !== undefined, `there is a command sar/${name}`);
  return found as unknown as Command<SarState>;
}

const fill = command({
  kind: SAR,
  name: 'fill',
  summary: "Fills in the authority's form of a draft, or of what was returned, as a whole.",
  right: 'sar:draft',
  creates: false,
  input: exactly({
    report: oneOf(
      FORMS.map(({ name }) => name),
      'The form',
    ),
    input: FormInput,
  }),
  decide: async (document, { report, input }, context) => {
    personOf(context);
    const to = take(SAR_WORKFLOW, theState(document).status, 'revise');
    await assertUsable(reportNamed(report, true), input);
    const { data, personal } = filling(input);
    return { outcomes: [{ type: 'sar.filled', data: { to, report, ...data }, personal }] };
  },
});

const plainPropose = plain('propose');
const propose: Command<SarState> = {
  ...plainPropose,
  summary: 'Proposes a report, whose form lacks nothing, for a second person to approve.',
  decide: (document, input, context) => {
    const { form = null } = theState(document);
    const decided = plainPropose.decide(document, input, context);
    if (form !== null) assertComplete(reportNamed(form.report, true), form.input);
    return decided;
  },
};

const plainApprove = plain('approve');
const approve = command({
  ...plainApprove,
  summary: 'Agrees with a report as it was previewed, by a person who had no part in it.',
  input: exactly({
    digest: Type.Optional(digest('The digest of the form that was previewed, where there is one')),
  }),
  decide: async (document, { digest: previewed }, context) => {
    const { form = null, proposedBy, draftedBy } = theState(document);
    const decided = await plainApprove.decide(document, {}, context);
    if (form === null) return decided;
    assertPreviewed(form.digest, previewed);
    const report = reportNamed(form.report, true);
    const input = assertComplete(report, form.input);
    const by = proposedBy ?? draftedBy;
    const pinned: Json = await pin(report, input, { now: context.now, by });
    const outcomes = decided.outcomes.map((one) => ({ ...one, data: { ...one.data, pinned } }));
    return { ...decided, outcomes };
  },
});

/** Characters of an acknowledgement; that of one report has some thousands. */
const ANSWER = 2_000_000;
/** Findings that are told in words; the file itself has all of them. */
const FINDINGS = 40;

/** What was found, in words that fit. */
function findingsOf({ reports }: Acknowledgement): string {
  const all = reports.flatMap(({ errors }) => errors);
  const lines = all
    .slice(0, FINDINGS)
    .map(({ level, code, text: words }) => `${level} ${code}: ${words}`.trim().slice(0, 180));
  if (all.length > FINDINGS) lines.push(`… ${all.length - FINDINGS}`);
  return lines.join('\n');
}

const plainAcknowledge = plain('acknowledge');
const readAnswer = command({
  kind: SAR,
  name: 'read-acknowledgement',
  summary: "Reads FinCEN's acknowledgement file: its number of the report, or its errors.",
  right: 'sar:acknowledge',
  creates: false,
  input: exactly({
    xml: Type.String({ minLength: 1, maxLength: ANSWER, description: 'The file, as text' }),
  }),
  decide: async (document, { xml }, context) => {
    const { form = null } = theState(document);
    if (form !== null && form.report !== 'us-fincen-sar') {
      throw problem('REPORT_ANSWER', { found: `a report by the form ${form.report}` });
    }
    const bytes = Buffer.from(xml);
    const answer = await readAcknowledgement(bytes);
    const [report, ...others] = answer.reports;
    if (report === undefined || others.length > 0) {
      const found = `${answer.reports.length} reports`;
      throw problem('REPORT_ANSWER', { expected: 'an answer to one report', found });
    }
    const findings = findingsOf(answer);
    const said = answer.isAccepted
      ? { as: 'accepted', reference: report.bsaId }
      : { as: 'rejected', text: `${answer.status}\n${findings}` };
    const decided = await plainAcknowledge.decide(document, defined(said), context);
    const data = { sort: 'document', reference: 'acknowledgement', sha256: sha256(bytes) };
    const personal = { text: findings === '' ? answer.status : findings };
    return {
      ...decided,
      outcomes: [...decided.outcomes, { type: 'remark.pinned', data, personal }],
    };
  },
});

/** What reports of suspicious activity can beside what they can without a form, or in its place. */
const WITH_FORMS = [fill, propose, approve, readAnswer] as readonly unknown[] as readonly Command[];

/** Commands with those that know forms; each takes the place of the plain one of its name. */
export function withForms(commands: readonly Command[]): readonly Command[] {
  const named = ({ kind, name }: Command) => `${kind.name}/${name}`;
  const taken = new Set(WITH_FORMS.map(named));
  return [...commands.filter((one) => !taken.has(named(one))), ...WITH_FORMS];
}
