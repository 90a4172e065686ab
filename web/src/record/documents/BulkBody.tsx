import { caseHash } from '../../pages.ts';
import { Alerts } from '../Alerts.tsx';
import { calls } from '../calls.ts';
import { Refusal } from '../Refusal.tsx';
import type { Read } from '../read.ts';
import { useAnswer } from '../useAnswer.ts';
import type { BulkRecord } from '../wire.ts';
import { useTelling } from './kind.ts';

/** What is decided about whom, with the evidence, which is the same in all of the cases. */
export function BulkBody({ read: { record } }: { readonly read: Read<BulkRecord> }) {
  const { t, reasons, term, person, moment } = useTelling();
  const { verdict, answeredBy, answeredAt, reason, status, text } = record;
  const why = record.reasons.map((one) => term(reasons.verdicts[verdict] ?? [], one));
  return (
    <>
      <section className="card" aria-labelledby="bulk-decision">
        <h3 id="bulk-decision">{t('bulk.decision')}</h3>
        <p>{why.join(' · ')}</p>
        <blockquote dir="auto">{text ?? t('case.erased')}</blockquote>
        {answeredBy !== null && (
          <p>
            <strong>{t(`bulk.status.${status}`)}</strong>{' '}
            {t('proposals.by', { by: person(answeredBy), at: moment(answeredAt ?? record.at) })}
            {reason !== null && ` · ${term(reasons.returning, reason)}`}
          </p>
        )}
      </section>
      <BulkCases record={record} />
    </>
  );
}

function BulkCases({ record }: { readonly record: BulkRecord }) {
  const { t, states, term } = useTelling();
  const { answer, error } = useAnswer(`${record.id} ${record.revision}`, (signal) =>
    Promise.all(record.cases.map((id) => calls.case(id, signal))),
  );
  const [first] = answer ?? [];
  return (
    <>
      <section className="card" aria-labelledby="bulk-cases">
        <h3 id="bulk-cases">{t('bulk.about')}</h3>
        {error !== undefined && <Refusal title={t('cases.failed')} error={error} />}
        <ul className="rows">
          {answer?.map(({ id, customer, customerName, status }) => (
            <li key={id}>
              <a className="case-link" href={caseHash(id)} dir="auto">
                {customerName ?? customer ?? t('case.erased')}
              </a>{' '}
              <span className="quiet">{customer ?? ''}</span>{' '}
              <span className="state">{term(states, status)}</span>
            </li>
          ))}
        </ul>
        <p className="quiet">{t('bulk.same')}</p>
      </section>
      {first !== undefined && <Alerts record={first} />}
    </>
  );
}
