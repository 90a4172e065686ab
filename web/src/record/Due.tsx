import { useLanguage } from '../language.tsx';
import { useMoment } from './time.ts';
import type { CaseRecord } from './wire.ts';
import { useWords } from './words.tsx';

/** What a case is measured by now: levels that are not met yet, and the first day of the law. */
export function DueLine({ record }: { readonly record: CaseRecord }) {
  const { t, date } = useLanguage();
  const moment = useMoment();
  const open = record.levels.filter(({ metAt }) => metAt === null);
  const running = record.clocks.filter(({ ended }) => ended === null);
  const first = running.toSorted((a, b) => a.due.localeCompare(b.due))[0];
  if (first === undefined && (open.length === 0 || record.status === 'closed')) return null;
  return (
    <ul className="dues">
      {record.status !== 'closed' &&
        open.map(({ measure, standing, breachAt }) => (
          <li key={measure} className={`due due-${standing}`}>
            {t('due.level', { level: t(`level.${measure}`), at: moment(breachAt) })}{' '}
            <strong>{t(`standing.${standing}`)}</strong>
          </li>
        ))}
      {first !== undefined && (
        <li className={`due due-${standingOf(record, first.id)}`}>
          {t('due.law', { at: date(first.due) })}{' '}
          <strong>{t(`standing.${standingOf(record, first.id)}`)}</strong>
        </li>
      )}
    </ul>
  );
}

/** A document that the law gives clocks; cases also have levels of the organisation. */
type WithClocks = Pick<CaseRecord, 'clocks' | 'clocksAt'> & Partial<Pick<CaseRecord, 'levels'>>;

const standingOf = ({ clocksAt }: Pick<CaseRecord, 'clocksAt'>, id: string) =>
  clocksAt.find((clock) => clock.id === id)?.standing ?? 'running';

/** Every clock of the law and level of the organisation that a case has, and how it stands. */
export function Clocks({ record }: { readonly record: WithClocks }) {
  const { t, date } = useLanguage();
  const moment = useMoment();
  const words = useWords();
  return (
    <section className="card" aria-labelledby="case-clocks">
      <h3 id="case-clocks">{t('clocks.title')}</h3>
      <ul className="clocks">
        {record.clocks.map(({ id, clock, event, due, ended }) => (
          <li key={id} className={`due due-${standingOf(record, id)}`}>
            <p>
              <strong>{words.term(words.clocks, clock)}</strong>{' '}
              <span className="state">{t(`standing.${standingOf(record, id)}`)}</span>
            </p>
            <p className="quiet">
              {t('clocks.law', { id, from: date(event), due: date(due) })}
              {ended !== null && ` · ${t('clocks.ended', { day: date(ended.day), by: ended.by })}`}
              {ended?.reference != null && ` · ${ended.reference}`}
            </p>
          </li>
        ))}
        {record.levels?.map(({ measure, from, breachAt, metAt, standing }) => (
          <li key={measure} className={`due due-${standing}`}>
            <p>
              <strong>{t(`level.${measure}`)}</strong>{' '}
              <span className="state">{t(`standing.${standing}`)}</span>
            </p>
            <p className="quiet">
              {t('clocks.level', { from: moment(from), due: moment(breachAt) })}
              {metAt !== null && ` · ${t('clocks.met', { at: moment(metAt) })}`}
            </p>
          </li>
        ))}
      </ul>
      <p className="quiet">{t('clocks.note')}</p>
    </section>
  );
}
