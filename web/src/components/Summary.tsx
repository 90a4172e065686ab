import { useLanguage } from '../language.tsx';
import type { ScreenSummary } from '../wire.ts';

/** The figures of a screened file, how it was read, and what to look at in it. */
export function Summary({ summary }: { readonly summary: ScreenSummary }) {
  const { t, number, language } = useLanguage();
  const figures = [
    ['summary.records', summary.records],
    ['summary.withHits', summary.recordsWithHits],
    ['summary.strong', summary.hits.strong],
    ['summary.possible', summary.hits.possible],
  ] as const;
  return (
    <div className="summary">
      <dl className="figures">
        {figures.map(([key, value]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>{number(value)}</dd>
          </div>
        ))}
      </dl>
      {summary.recordsWithHits === 0 && <p className="nothing">{t('hits.none')}</p>}
      <p className="quiet">{summary.coverage[language]}</p>
      <Signals signals={summary.signals} />
      <Reading summary={summary} />
    </div>
  );
}

function Signals({ signals }: { readonly signals: ScreenSummary['signals'] }) {
  const { t, label, number } = useLanguage();
  const kinds = Object.entries(signals).filter(([, times]) => times > 0);
  if (kinds.length === 0) return null;
  return (
    <div className="signals">
      <h4>{t('summary.signals')}</h4>
      <ul>
        {kinds.map(([kind, times]) => (
          <li key={kind}>
            <strong>{number(times)} ×</strong> {label(`signal.${kind}`, kind)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Reading({ summary }: { readonly summary: ScreenSummary }) {
  const { t, label, count } = useLanguage();
  const columns = Object.entries(summary.columns);
  const unused = columns.filter(([, property]) => property === null);
  return (
    <details className="reading">
      <summary>
        {t('summary.reading')}
        {unused.length > 0 && (
          <span className="quiet"> {count('summary.unused', unused.length)}</span>
        )}
      </summary>
      <p>
        {t('summary.encoding', {
          encoding: summary.encoding,
          delimiter: label(`delimiter.${summary.delimiter}`, summary.delimiter),
        })}
      </p>
      <ul className="columns">
        {columns.map(([heading, property]) => (
          <li key={heading} className={property === null ? 'unused' : ''}>
            <code>{heading}</code> →{' '}
            {property === null ? t('summary.notUsed') : label(`property.${property}`, property)}
          </li>
        ))}
      </ul>
    </details>
  );
}
