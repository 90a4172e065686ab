import type { StatusState } from '../hooks/useStatus.ts';
import { useLanguage } from '../language.tsx';
import { titleOf } from '../lists.ts';
import type { ListState } from '../wire.ts';
import { ProblemCard } from './ProblemCard.tsx';

/** Which lists are loaded; how to get the full ones while only the register is there. */
export function Coverage({ status, error }: StatusState) {
  const { t, language } = useLanguage();
  if (error !== undefined) {
    return error.status === 401 ? null : (
      <ProblemCard title={t('coverage.failed')} problem={error.problem} />
    );
  }
  if (status === undefined) return <div className="coverage coverage-waiting" />;
  const loaded = status.lists.filter((list) => list.state !== 'absent');
  return (
    <section className="coverage" aria-label={t('coverage.label')}>
      <ul className="coverage-lists">
        {loaded.map((list) => (
          <CoveredList key={list.name} list={list} />
        ))}
      </ul>
      {status.coverage.registerOnly && (
        <div className="notice" role="note">
          <p>{status.coverage.sentence[language]}</p>
          <p>
            {t('coverage.more')} <code>tamiz lists update</code>
          </p>
        </div>
      )}
    </section>
  );
}

function CoveredList({ list }: { readonly list: ListState }) {
  const { date, count, language } = useLanguage();
  const when = list.published ?? list.fetched;
  return (
    <li title={list.publisher}>
      <span className="dot" aria-hidden="true" />
      <strong>{titleOf(list, language)}</strong>
      <span className="quiet">
        {when !== null && `${date(when)} · `}
        {count('entities', list.entities)}
      </span>
    </li>
  );
}
