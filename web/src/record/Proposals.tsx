import { useLanguage } from '../language.tsx';
import { documentHash } from '../pages.ts';
import { useMoment } from './time.ts';
import type { CaseRecord, Proposal } from './wire.ts';
import { useWords } from './words.tsx';

/** What was proposed, by whom, and what a second person said of it; the last one first. */
export function Proposals({ record }: { readonly record: CaseRecord }) {
  const { t } = useLanguage();
  if (record.proposals.length === 0) return null;
  return (
    <section className="card" aria-labelledby="case-proposals">
      <h3 id="case-proposals">{t('proposals.title')}</h3>
      <ul className="listings">
        {record.proposals.toReversed().map((proposal) => (
          <li key={proposal.id}>
            <ProposalCard proposal={proposal} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ProposalCard({ proposal }: { readonly proposal: Proposal }) {
  const { t, date } = useLanguage();
  const moment = useMoment();
  const { outcomes, reasons, term, person } = useWords();
  const { id, at, by, rows, outcome, day, until, waitFor, bulk, text } = proposal;
  return (
    <article className="listing">
      <h4>{t('proposals.number', { id, by: person(by), at: moment(at) })}</h4>
      <ul className="rows">
        {rows.map(({ alerts, verdict, reasons: why, suppressDays }) => (
          <li key={alerts.join()}>
            {t('proposals.alerts', { ids: alerts.join(', ') })}{' '}
            <strong>{t(`verdict.${verdict}`)}</strong>{' '}
            <span className="quiet">
              {why.map((one) => term(reasons.verdicts[verdict] ?? [], one)).join(' · ')}
              {suppressDays !== undefined && ` · ${t('proposals.suppress', { n: suppressDays })}`}
            </span>
          </li>
        ))}
      </ul>
      <p>
        {outcome !== null && (
          <>
            {t('proposals.outcome')} <strong>{term(outcomes, outcome)}</strong>
            {day !== null && `, ${date(day)}`}
          </>
        )}
        {until !== null &&
          t('proposals.waits', { for: term(reasons.waiting, waitFor), until: date(until) })}
      </p>
      {bulk !== null && (
        <p>
          <a className="party-link" href={documentHash('bulks', bulk)}>
            {t('proposals.bulk')}
          </a>
        </p>
      )}
      {text !== null && <blockquote dir="auto">{text}</blockquote>}
      <Answer proposal={proposal} />
    </article>
  );
}

function Answer({ proposal: { answer } }: { readonly proposal: Proposal }) {
  const { t } = useLanguage();
  const moment = useMoment();
  const { reasons, term, person } = useWords();
  if (answer === null) return <p className="state fit">{t('proposals.open')}</p>;
  const { as, at, by, reason, text } = answer;
  return (
    <>
      <p>
        <strong>{t(`proposals.${as}`)}</strong>{' '}
        {t('proposals.by', { by: person(by), at: moment(at) })}
        {reason !== null && ` · ${term(reasons.returning, reason)}`}
      </p>
      {text !== null && <blockquote dir="auto">{text}</blockquote>}
    </>
  );
}
