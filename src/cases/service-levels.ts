import type { CaseState } from './case.ts';
import { MEASURES, type Measure, SERVICE_LEVELS, type ServiceLevels } from './tables.ts';

const HOUR_MS = 3_600_000;

/** How a case stands with one of an organisation's own service levels. */
export interface LevelStanding {
  readonly measure: Measure;
  readonly from: string;
  /** Moments, moved on by the time that the case waited, where that is agreed. */
  readonly warningAt: string;
  readonly breachAt: string;
  /** When it was met; null while it is not. */
  readonly metAt: string | null;
  readonly standing: 'running' | 'warning' | 'breached' | 'met' | 'met-late';
}

interface Span {
  readonly measure: Measure;
  readonly from: string;
  readonly metAt: string | null;
  /** Milliseconds of waiting that lie in it. */
  readonly waited: number;
}

/**
 * How a case stands with the service levels at a moment, those that have begun. These are the
 * organisation's own; what the law sets is in `clocksAt`, and never pauses.
 */
export function serviceLevelsAt(
  state: CaseState,
  now: Date,
  levels: ServiceLevels = SERVICE_LEVELS,
): readonly LevelStanding[] {
  const priority = levels.priorities.find(({ id }) => id === state.priority);
  if (priority === undefined) return [];
  return spansOf(state, now).map(({ measure, from, metAt, waited }) => {
    const { warning, breach } = priority[measure];
    const start = Date.parse(from) + (levels.pausesWhileWaiting ? waited : 0);
    const [warningMs, breachMs] = [start + warning * HOUR_MS, start + breach * HOUR_MS];
    const at = metAt === null ? now.getTime() : Date.parse(metAt);
    const open = at >= breachMs ? 'breached' : at >= warningMs ? 'warning' : 'running';
    const met = at <= breachMs ? 'met' : 'met-late';
    return {
      measure,
      from,
      warningAt: new Date(warningMs).toISOString(),
      breachAt: new Date(breachMs).toISOString(),
      metAt,
      standing: metAt === null ? open : met,
    };
  });
}

/** What has been measured of a case since it was opened, or opened again. */
function spansOf(state: CaseState, now: Date): readonly Span[] {
  const from = state.reopenedAt ?? state.openedAt;
  const proposals = state.proposals.filter(({ at }) => at >= from);
  const current = proposals.at(-1);
  const first = proposals[0];
  // Nobody can have triaged later what was decided about in bulk.
  const triagedAt = state.triagedAt ?? first?.at ?? null;
  const isWaiting = state.status === 'waiting';
  const waitsSince = isWaiting ? now.getTime() - Date.parse(state.since) : 0;
  const answered = current?.answer ?? null;
  // What was returned, withdrawn or answered by a question is not decided.
  const isDecided = current !== undefined && (answered === null || isEnd(state));
  const spans: Record<Measure, Span | undefined> = {
    triage: { measure: 'triage', from, metAt: triagedAt, waited: 0 },
    decision: {
      measure: 'decision',
      from,
      metAt: isDecided ? current.at : null,
      waited: state.waited + waitsSince,
    },
    approval:
      current === undefined
        ? undefined
        : { measure: 'approval', from: current.at, metAt: answered?.at ?? null, waited: 0 },
  };
  return MEASURES.flatMap((measure) => spans[measure] ?? []);
}

const isEnd = ({ status, openAlerts }: CaseState): boolean =>
  (status === 'approved' && openAlerts === 0) || status === 'closed';

/** Whether a case waits for something that should have come. */
export const hasWaitedOut = ({ waiting }: CaseState, now: Date): boolean =>
  waiting !== null && now.toISOString().slice(0, 10) > waiting.until;
