/** What a proposed decision is made of while it is being written, apart from how it is drawn. */
import type { Alert } from './wire.ts';

/** One row as it is being written. */
export interface Row {
  readonly verdict: string;
  readonly reasons: readonly string[];
  /** Days; empty for none. */
  readonly suppressDays: string;
}

export const NO_ROW: Row = { verdict: '', reasons: [], suppressDays: '' };

/** What then happens, as it is being written. */
export interface Then {
  readonly outcome: string;
  readonly day: string;
  readonly until: string;
  readonly waitFor: string;
}

export const NO_THEN: Then = { outcome: '', day: '', until: '', waitFor: '' };

/** Alerts that are decided about with one reason. */
export interface Group {
  readonly key: string;
  readonly alerts: readonly Alert[];
}

/**
 * The open alerts, together where their evidence is identical: only of these can one reason be
 * true at once. What was erased stays by itself.
 */
export function groupsOf(alerts: readonly Alert[]): readonly Group[] {
  const groups = new Map<string, Alert[]>();
  for (const alert of alerts) {
    if (alert.standing !== 'open') continue;
    const key = alert.evidenceDigest ?? `erased ${alert.id}`;
    groups.set(key, [...(groups.get(key) ?? []), alert]);
  }
  return [...groups].map(([key, own]) => ({ key, alerts: own }));
}

/** What follows from the verdicts that were chosen; undefined while one is missing. */
export function verdictOfAll(rows: readonly Row[]): string | undefined {
  const verdicts = rows.map(({ verdict }) => verdict);
  if (verdicts.length === 0 || verdicts.includes('')) return undefined;
  if (verdicts.includes('needs_information')) return 'needs_information';
  return verdicts.includes('true_match') ? 'true_match' : 'false_positive';
}

/** The body of the request that proposes it. */
export function decisionInput(
  groups: readonly Group[],
  rowOf: (key: string) => Row,
  { outcome, day, until, waitFor }: Then,
  text: string,
  asksDay: boolean,
): object {
  const rows = groups.map(({ key, alerts }) => {
    const { verdict, reasons, suppressDays } = rowOf(key);
    const days = verdict === 'false_positive' && suppressDays !== '';
    return {
      alerts: alerts.map(({ id }) => id),
      verdict,
      reasons,
      ...(days && { suppressDays: Number(suppressDays) }),
    };
  });
  const verdict = verdictOfAll(groups.map(({ key }) => rowOf(key)));
  if (verdict === 'needs_information') return { rows, text, until, waitFor };
  if (verdict === 'false_positive') return { rows, text, outcome: 'false_positive' };
  return { rows, text, outcome, ...(asksDay && { day }) };
}
