import { ListBox } from 'react-aria-components';
import type { Pair } from '../comparison.ts';
import type { SearchState } from '../hooks/useSearch.ts';
import { useLanguage } from '../language.tsx';
import type { MatchQuery, ScoredListing } from '../wire.ts';
import { ProblemCard } from './ProblemCard.tsx';
import { ResultItem } from './ResultItem.tsx';

interface Props {
  readonly query: MatchQuery | null;
  readonly search: SearchState;
  readonly onOpen: (pair: Pair) => void;
}

/** The answer to a search in each of its states: nothing asked, waiting, failed, none, some. */
export function Results({ query, search, onOpen }: Props) {
  const { t, count } = useLanguage();
  const { answer, error, busy } = search;
  if (query === null) return <p className="search-hint quiet">{t('search.hint')}</p>;
  if (error !== undefined) {
    return <ProblemCard title={t('search.failed')} problem={error.problem} />;
  }
  const matches = answer?.matches ?? [];
  const open = (id: unknown): void => {
    const match = matches.find((candidate) => candidate.entity.id === id);
    if (match !== undefined) onOpen(pairOf(query, match));
  };
  return (
    <div className="results" aria-busy={busy}>
      <p className="results-count" role="status">
        {answer === undefined ? t('search.busy') : count('results', answer.total)}
        {answer !== undefined && answer.total > matches.length && (
          <span className="quiet"> {t('results.shown', { n: matches.length })}</span>
        )}
      </p>
      {answer !== undefined && matches.length === 0 ? (
        <p className="nothing">{t('results.none')}</p>
      ) : (
        <ListBox
          className="result-list"
          aria-label={t('results.label')}
          items={matches.map((match) => ({ id: match.entity.id, match }))}
          onAction={open}
        >
          {({ match }) => <ResultItem match={match} />}
        </ListBox>
      )}
      {matches.length > 0 && <p className="caveat quiet">{t('caveat.name')}</p>}
    </div>
  );
}

function pairOf(query: MatchQuery, match: ScoredListing): Pair {
  const { entity, sources, score, band, evidence } = match;
  return {
    query: query.properties,
    entity: entity.id,
    caption: entity.caption,
    score,
    band,
    evidence,
    listing: { entity, sources },
    ...(query.asOf !== undefined && { asOf: query.asOf }),
  };
}
