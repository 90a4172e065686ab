import { Button } from 'react-aria-components';
import type { Pair } from '../comparison.ts';
import { useHits } from '../hooks/useHits.ts';
import { useLanguage } from '../language.tsx';
import type { Screening } from '../wire.ts';
import { Downloads } from './Downloads.tsx';
import { Hits } from './Hits.tsx';
import { ProblemCard } from './ProblemCard.tsx';
import { Summary } from './Summary.tsx';

interface Props {
  readonly screening: Screening;
  readonly onOpen: (pair: Pair) => void;
  readonly onAgain: () => void;
}

/** What a file held, and every hit in it. */
export function FinishedScreening({ screening, onOpen, onAgain }: Props) {
  const { t, date } = useLanguage();
  const state = useHits(screening.id);
  return (
    <div className="finished">
      <div className="finished-head">
        <h3>{screening.name}</h3>
        <Button className="button" onPress={onAgain}>
          {t('file.again')}
        </Button>
      </div>
      {screening.state === 'cancelled' && <p className="notice">{t('file.cancelled')}</p>}
      {screening.asOf !== null && (
        <p className="notice">{t('file.asOf', { date: date(screening.asOf) })}</p>
      )}
      {screening.summary !== undefined && <Summary summary={screening.summary} />}
      {state.error !== undefined && (
        <ProblemCard title={t('hits.failed')} problem={state.error.problem} />
      )}
      <Hits
        state={state}
        columns={screening.summary?.columns ?? {}}
        asOf={screening.asOf}
        onOpen={onOpen}
      />
      {state.total > 0 && <Downloads id={screening.id} />}
    </div>
  );
}
