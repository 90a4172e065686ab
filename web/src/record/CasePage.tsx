import { useEffect, useRef } from 'react';
import { useLanguage } from '../language.tsx';
import type { Session } from '../session.ts';
import { Alerts } from './Alerts.tsx';
import { Comments } from './Comments.tsx';
import { Clocks, DueLine } from './Due.tsx';
import { CaseDocuments } from './documents/CaseDocuments.tsx';
import { History } from './History.tsx';
import { Proposals } from './Proposals.tsx';
import { Refusal } from './Refusal.tsx';
import { readDocument } from './read.ts';
import { StepPanel } from './StepPanel.tsx';
import { useMoment } from './time.ts';
import { useAnswer } from './useAnswer.ts';
import { useStep } from './useStep.ts';
import type { CaseRecord } from './wire.ts';
import { useWords } from './words.tsx';

interface Props {
  readonly id: string;
  readonly session: Session;
}

/** One case: who it is about, why, until when, what was done, and what may be done now. */
export function CasePage({ id, session }: Props) {
  const { t } = useLanguage();
  const who = session.kind === 'person' ? session.person.handle : '';
  const { answer, error, busy, again } = useAnswer(`${id} ${who}`, (signal) =>
    readDocument<CaseRecord>('cases', id, signal),
  );
  const step = useStep('cases', id, answer?.record.revision ?? 0, again);
  return (
    <main className="page record-page case-page" aria-busy={busy}>
      <nav>
        <a className="party-link" href="#/cases">
          ← {t('case.back')}
        </a>
      </nav>
      {error !== undefined && <Refusal title={t('case.failed')} error={error} />}
      {answer === undefined ? (
        <p className="quiet" role="status">
          {busy ? t('case.loading') : ''}
        </p>
      ) : (
        <>
          <CaseHead record={answer.record} />
          <Alerts record={answer.record} />
          <Proposals record={answer.record} />
          <StepPanel read={answer} taking={step} who={who} />
          <Clocks record={answer.record} />
          <CaseDocuments record={answer.record} />
          <Comments read={answer} taking={step} />
          <History events={answer.history} />
        </>
      )}
    </main>
  );
}

function CaseHead({ record }: { readonly record: CaseRecord }) {
  const { t } = useLanguage();
  const moment = useMoment();
  const { states, priorities, outcomes, reasons, term, person } = useWords();
  const { customer, customerName, assignee, priority, status, outcome, waiting } = record;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
    window.scrollTo(0, 0);
  }, []);
  const parts = [
    ...(customer === null ? [] : [t('case.customer', { id: customer })]),
    assignee === null ? t('case.unassigned') : t('case.assigned', { to: person(assignee) }),
    t('case.opened.by', { at: moment(record.openedAt), by: person(record.openedBy) }),
  ];
  return (
    <header className="party-head case-head">
      <h2 ref={title} tabIndex={-1} dir="auto">
        {customerName ?? customer ?? t('case.erased')}
      </h2>
      <p className="states">
        <span className="state state-now">{term(states, status)}</span>
        <span className={`state priority-${priority}`}>{term(priorities, priority)}</span>
        {outcome !== null && <span className="state">{term(outcomes, outcome)}</span>}
      </p>
      <p className="quiet">{parts.join(' · ')}</p>
      {waiting !== null && (
        <p className="notice">
          {t('case.waits', { for: term(reasons.waiting, waiting.reason), until: waiting.until })}
        </p>
      )}
      <DueLine record={record} />
    </header>
  );
}
