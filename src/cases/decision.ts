import { type Static, Type } from 'typebox';
import { problem } from '../base/index.ts';
import type { Alert } from './alert.ts';
import { type CaseState, type DecisionRow, openAlertsOf } from './case.ts';
import { waitingDay } from './case-work.ts';
import { day, exactly, oneOf, pastDay, some, text } from './inputs.ts';
import { CASE_LIMITS } from './limits.ts';
import { type CaseOutcome, idsOf, OUTCOMES, REASONS, VERDICTS, type Verdict } from './tables.ts';

/** What a proposed decision must be, before a second person is asked. */

const reasonIds = [...new Set(VERDICTS.flatMap((verdict) => idsOf(REASONS.verdicts[verdict])))];

/** What is decided, and why, without saying about which alerts. */
export const VerdictFields = {
  verdict: oneOf(VERDICTS, 'What it is'),
  reasons: some(oneOf(reasonIds, 'A reason of data/cases/reasons.json for the verdict'), 10),
  suppressDays: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: CASE_LIMITS.suppressionDays,
      description: 'For how many days a false positive is not asked about again',
    }),
  ),
};

/** What then happens. */
export const ThenFields = {
  outcome: Type.Optional(oneOf(idsOf(OUTCOMES), 'How the case ends, where it is a true match')),
  day: Type.Optional(day('The day on which property was blocked, or a transaction rejected')),
  until: Type.Optional(day('Until when it waits, where more is asked for')),
  waitFor: Type.Optional(oneOf(idsOf(REASONS.waiting), 'What it then waits for')),
};

const AlertNumber = Type.String({ pattern: '^[1-9]\\d{0,3}$' });

export const DecisionInput = exactly({
  rows: some(
    exactly({ alerts: some(AlertNumber, CASE_LIMITS.bulkAlerts), ...VerdictFields }),
    CASE_LIMITS.decisionRows,
  ),
  ...ThenFields,
  text: text('The decision in words, for whoever reads it in years'),
});

type Then = Partial<Pick<Static<typeof DecisionInput>, 'outcome' | 'day' | 'until' | 'waitFor'>>;

/** A decision that holds together. */
export interface Decision {
  readonly rows: readonly DecisionRow[];
  /** Undefined where more is asked for. */
  readonly outcome?: string;
  readonly day?: string;
  readonly until?: string;
  readonly waitFor?: string;
}

/**
 * A decision about all open alerts of a case, as it can be proposed.
 * @throws CASE_ALERTS, CASE_EVIDENCE, CASE_REASON, STORE_INPUT
 */
export function decisionOn(
  state: CaseState,
  input: Omit<Static<typeof DecisionInput>, 'text'>,
  now: Date,
): Decision {
  const { rows, ...then } = input;
  coverOpenAlerts(state, rows);
  const checked = rows.map((row) => {
    const { verdict, reasons, alerts, suppressDays } = row;
    sameEvidence(openAlertsOf(state).filter(({ id }) => alerts.includes(id)));
    const known = checkedVerdict(verdict as Verdict, reasons, suppressDays);
    return { alerts: [...alerts], ...known };
  });
  const verdicts = checked.map(({ verdict }) => verdict);
  return { rows: checked, ...checkedThen(verdicts, then, now) };
}

/**
 * That rows are about every open alert once, and about no other.
 * @throws CASE_ALERTS
 */
export function coverOpenAlerts(
  state: CaseState,
  rows: readonly { readonly alerts: readonly string[] }[],
): void {
  const said = rows.flatMap(({ alerts }) => alerts);
  const open = openAlertsOf(state).map(({ id }) => id);
  const missing = open.filter((id) => !said.includes(id));
  const foreign = said.filter((id, at) => !open.includes(id) || said.indexOf(id) !== at);
  if (missing.length === 0 && foreign.length === 0) return;
  throw problem('CASE_ALERTS', {
    expected: `each open alert once: ${open.join(', ')}`,
    found: said.join(', '),
  });
}

/**
 * That alerts have identical evidence, so that one reason can be true of all.
 * @throws CASE_EVIDENCE
 */
export function sameEvidence(alerts: readonly Pick<Alert, 'id' | 'evidenceDigest'>[]): void {
  if (alerts.length < 2) return;
  const digests = new Set(alerts.map(({ evidenceDigest }) => evidenceDigest));
  if (digests.size === 1 && !digests.has(null)) return;
  const found = digests.has(null) ? 'evidence that was erased' : `${digests.size} kinds`;
  throw problem('CASE_EVIDENCE', { found });
}

/**
 * A verdict with reasons that carry it.
 * @throws CASE_REASON
 */
export function checkedVerdict(
  verdict: Verdict,
  reasons: readonly string[],
  suppressDays: number | undefined,
): Omit<DecisionRow, 'alerts'> {
  const known = REASONS.verdicts[verdict];
  const wrong = reasons.find((id) => !known.some((reason) => reason.id === id));
  if (wrong !== undefined) {
    throw problem('CASE_REASON', { expected: `of ${idsOf(known).join(', ')}`, found: wrong });
  }
  const chosen = known.filter(({ id }) => reasons.includes(id));
  if (verdict === 'true_match' && !chosen.some(({ beyondName }) => beyondName)) {
    const expected = 'a reason besides the name: a name alone never confirms';
    throw problem('CASE_REASON', { expected, found: reasons.join(', ') });
  }
  if (suppressDays !== undefined && verdict !== 'false_positive') {
    const expected = 'a false positive where something is not to be asked again';
    throw problem('CASE_REASON', { expected, found: verdict });
  }
  const more = suppressDays === undefined ? {} : { suppressDays };
  return { verdict, reasons: idsOf(chosen), ...more };
}

/**
 * What then happens: the case ends with an outcome, or waits for what is asked for.
 * @throws CASE_REASON, STORE_INPUT
 */
export function checkedThen(
  verdicts: readonly Verdict[],
  then: Then,
  now: Date,
): Omit<Decision, 'rows'> {
  if (verdicts.includes('needs_information')) {
    const { until, waitFor, outcome } = then;
    if (until === undefined || waitFor === undefined || outcome !== undefined) {
      const expected = 'for what it waits and until when, and no outcome yet';
      throw problem('CASE_REASON', { expected, found: JSON.stringify(then) });
    }
    return { until: waitingDay(until, now), waitFor };
  }
  const wanted = verdicts.includes('true_match') ? 'true_match' : 'false_positive';
  const id = then.outcome ?? (wanted === 'false_positive' ? 'false_positive' : undefined);
  const outcome = OUTCOMES.find((one) => one.id === id);
  if (outcome?.verdict !== wanted || then.until !== undefined || then.waitFor !== undefined) {
    const possible = OUTCOMES.filter(({ verdict }) => verdict === wanted);
    const expected = `an outcome of ${idsOf(possible).join(', ')}, and nothing to wait for`;
    throw problem('CASE_REASON', { expected, found: JSON.stringify(then) });
  }
  return { outcome: outcome.id, ...dayOf(outcome, then.day, now) };
}

function dayOf(outcome: CaseOutcome, on: string | undefined, now: Date): { day?: string } {
  if (outcome.day ? on === undefined : on !== undefined) {
    const expected = `${outcome.day ? 'the' : 'no'} day, for ${outcome.id}`;
    throw problem('CASE_REASON', { expected, found: on ?? 'none' });
  }
  return on === undefined ? {} : { day: pastDay(on, now) };
}
