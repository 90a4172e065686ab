import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import type { ApiError } from '../api.ts';
import { Choice } from '../components/Field.tsx';
import { useLanguage } from '../language.tsx';
import { useListTitle } from '../lists.ts';
import { caseHash, suppressionsHash } from '../pages.ts';
import { may, type Session } from '../session.ts';
import { calls, PAGE } from './calls.ts';
import { LongText } from './fields.tsx';
import { Pages } from './Pages.tsx';
import { Refusal } from './Refusal.tsx';
import { useMoment } from './time.ts';
import { useAnswer } from './useAnswer.ts';
import type { SuppressionRecord } from './wire.ts';
import { TermOptions, useWords } from './words.tsx';

interface Props {
  readonly standing: string;
  readonly page: number;
  readonly session: Session;
}

/** What is not asked again, until when and why; each can be ended. */
export function SuppressionsPage({ standing, page, session }: Props) {
  const { t, count } = useLanguage();
  const { answer, error, busy, again } = useAnswer(suppressionsHash(standing, page), (signal) =>
    calls.suppressions(standing, page, signal),
  );
  return (
    <main className="page record-page" aria-busy={busy}>
      <h2>{t('suppressions.title')}</h2>
      <p className="quiet">{t('suppressions.what')}</p>
      <section className="card filters" aria-label={t('cases.filters')}>
        <Choice
          label={t('cases.status')}
          value={standing}
          onChange={(next) => location.replace(suppressionsHash(next))}
        >
          <option value="active">{t('suppressions.notRevoked')}</option>
          <option value="revoked">{t('suppression.revoked')}</option>
          <option value="">{t('cases.any')}</option>
        </Choice>
      </section>
      {error !== undefined && <Refusal title={t('suppressions.failed')} error={error} />}
      <p className="results-count" role="status">
        {answer === undefined ? '' : count('suppressions', answer.total)}
      </p>
      {answer?.total === 0 && <p className="nothing">{t('suppressions.none')}</p>}
      <ul className="case-list">
        {answer?.results.map((record) => (
          <SuppressionRow
            key={record.id}
            record={record}
            mayRevoke={may(session, 'suppression:revoke')}
            onRevoked={again}
          />
        ))}
      </ul>
      {answer !== undefined && (
        <Pages
          page={page}
          size={PAGE}
          total={answer.total}
          hashOf={(next) => suppressionsHash(standing, next)}
        />
      )}
    </main>
  );
}

interface RowProps {
  readonly record: SuppressionRecord;
  readonly mayRevoke: boolean;
  readonly onRevoked: () => void;
}

function SuppressionRow({ record, mayRevoke, onRevoked }: RowProps) {
  const { t, count } = useLanguage();
  const moment = useMoment();
  const title = useListTitle();
  const { reasons, term, person } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { customer, caption, entity, dataset, standing, until, uses, revoked } = record;
  const why = record.reasons.map((id) => term(reasons.verdicts['false_positive'] ?? [], id));
  return (
    <li className="case-row">
      <div className="case-row-head">
        <strong dir="auto">
          {customer ?? t('case.erased')} ≠ {caption ?? entity}
        </strong>
        <span className="state">{t(`suppression.${standing}`)}</span>
      </div>
      <p className="quiet">
        {[
          title(dataset),
          t('suppressions.until', { at: moment(until) }),
          count('uses', uses),
          t('suppressions.by', {
            proposed: person(record.proposedBy),
            approved: person(record.approvedBy),
          }),
        ].join(' · ')}
      </p>
      <p>{why.join(' · ')}</p>
      {revoked !== null && (
        <p className="quiet">
          {t('suppressions.revoked', { by: person(revoked.by), at: moment(revoked.at) })} ·{' '}
          {term(reasons.revoking, revoked.reason)}
          {revoked.text !== null && ` · ${revoked.text}`}
        </p>
      )}
      <p className="row-tools">
        <a className="party-link" href={caseHash(record.case)}>
          {t('suppressions.case')}
        </a>
        {mayRevoke && record.status === 'active' && (
          <Button className="button" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
            {t('suppressions.revoke')}
          </Button>
        )}
      </p>
      {isOpen && record.status === 'active' && <RevokeForm record={record} onRevoked={onRevoked} />}
    </li>
  );
}

function RevokeForm({ record, onRevoked }: Omit<RowProps, 'mayRevoke'>) {
  const { t } = useLanguage();
  const { reasons } = useWords();
  const [reason, setReason] = useState('');
  const [text, setText] = useState('');
  const [error, setError] = useState<ApiError>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setError(undefined);
    try {
      await calls.revoke(record.id, { reason, text }, record.revision);
    } catch (failure) {
      setError(failure as ApiError);
      // Somebody else changed it: what was typed stays, over what it is now.
      if ((failure as ApiError).status !== 409) return;
    }
    onRevoked();
  };
  return (
    <form className="form" onSubmit={submit}>
      <Choice label={t('field.revoking')} value={reason} onChange={setReason} isRequired>
        <option value="">{t('choice.none')}</option>
        <TermOptions terms={reasons.revoking} />
      </Choice>
      <LongText label={t('field.text')} value={text} onChange={setText} isRequired />
      {error !== undefined && <Refusal title={t('step.refused')} error={error} />}
      <Button type="submit" className="button primary fit">
        {t('suppressions.revoke.do')}
      </Button>
    </form>
  );
}
