import type { KeyboardEvent } from 'react';
import { Choice } from '../components/Field.tsx';
import { useLanguage } from '../language.tsx';
import { type CaseSearch, caseHash, casesHash } from '../pages.ts';
import type { Session } from '../session.ts';
import { calls, PAGE } from './calls.ts';
import { DueLine } from './Due.tsx';
import { Pages } from './Pages.tsx';
import { Refusal } from './Refusal.tsx';
import { useMoment } from './time.ts';
import { useAnswer } from './useAnswer.ts';
import type { CaseRecord } from './wire.ts';
import { TermOptions, useWords } from './words.tsx';

interface Props {
  readonly search: CaseSearch;
  readonly session: Session;
}

/** The cases of the organisation, those that are open first. The address holds what is asked. */
export function CasesPage({ search, session }: Props) {
  const { t, count } = useLanguage();
  const { states } = useWords();
  const open = states.filter((state) => state.open).map(({ id }) => id);
  const { answer, error, busy } = useAnswer(casesHash(search), (signal) =>
    calls.cases(search, open, signal),
  );
  const go = (page: number): string => casesHash({ ...search, page });
  return (
    <main className="page record-page" aria-busy={busy}>
      <h2>{t('cases.title')}</h2>
      <Filters search={search} session={session} />
      {error !== undefined && <Refusal title={t('cases.failed')} error={error} />}
      <p className="results-count" role="status">
        {answer === undefined ? t('cases.loading') : count('cases', answer.total)}
      </p>
      {answer?.total === 0 && <p className="nothing">{t('cases.none')}</p>}
      {answer !== undefined && answer.results.length > 0 && (
        <ul className="case-list" onKeyDown={moveByArrows} aria-label={t('cases.title')}>
          {answer.results.map((record) => (
            <CaseRow key={record.id} record={record} />
          ))}
        </ul>
      )}
      {answer !== undefined && (
        <Pages page={search.page} size={PAGE} total={answer.total} hashOf={go} />
      )}
    </main>
  );
}

function Filters({ search, session }: Props) {
  const { t } = useLanguage();
  const { states, priorities, people } = useWords();
  const go = (change: Partial<CaseSearch>): void => {
    location.replace(casesHash({ ...search, page: 0, ...change }));
  };
  const own = session.kind === 'person' ? session.person.handle : '';
  const others = people.filter(({ id, roles }) => id !== own && roles.includes('analyst'));
  return (
    <section className="card filters" aria-label={t('cases.filters')}>
      <Choice label={t('cases.status')} value={search.status} onChange={(status) => go({ status })}>
        <option value="open">{t('cases.status.open')}</option>
        <TermOptions terms={states} />
        <option value="">{t('cases.any')}</option>
      </Choice>
      <Choice
        label={t('cases.assignee')}
        value={search.assignee}
        onChange={(assignee) => go({ assignee })}
      >
        <option value="">{t('cases.any')}</option>
        <option value={own}>{t('cases.me', { handle: own })}</option>
        {others.map(({ id }) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </Choice>
      <Choice
        label={t('cases.priority')}
        value={search.priority}
        onChange={(priority) => go({ priority })}
      >
        <option value="">{t('cases.any')}</option>
        <TermOptions terms={priorities} />
      </Choice>
      <Choice
        label={t('cases.order')}
        value={search.order}
        onChange={(order) => go({ order: order as CaseSearch['order'] })}
      >
        <option value="newest">{t('cases.order.newest')}</option>
        <option value="oldest">{t('cases.order.oldest')}</option>
        <option value="due">{t('cases.order.due')}</option>
      </Choice>
    </section>
  );
}

function CaseRow({ record }: { readonly record: CaseRecord }) {
  const { t, count } = useLanguage();
  const moment = useMoment();
  const { states, priorities, term, person } = useWords();
  const { customer, customerName, assignee, priority, openedAt } = record;
  return (
    <li className="case-row">
      <div className="case-row-head">
        <a href={caseHash(record.id)} className="case-link" dir="auto">
          {customerName ?? customer ?? t('case.erased')}
        </a>
        <span className={`state priority-${priority}`}>{term(priorities, priority)}</span>
        <span className="state">{term(states, record.status)}</span>
      </div>
      <p className="quiet">
        {[
          customer ?? '',
          count('alerts.open', record.openAlerts),
          assignee === null ? t('case.unassigned') : t('case.assigned', { to: person(assignee) }),
          t('case.opened', { at: moment(openedAt) }),
        ]
          .filter((text) => text !== '')
          .join(' · ')}
      </p>
      <DueLine record={record} />
    </li>
  );
}

/** Arrow keys go from case to case; Tab and Enter work as with any link. */
function moveByArrows(event: KeyboardEvent<HTMLUListElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('.case-link')];
  const next = links[links.indexOf(document.activeElement as HTMLElement) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
