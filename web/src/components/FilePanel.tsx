import { useState } from 'react';
import type { Pair } from '../comparison.ts';
import { useScreening } from '../hooks/useScreening.ts';
import { useLanguage } from '../language.tsx';
import { isDay } from '../route.ts';
import { DropArea } from './DropArea.tsx';
import { Field } from './Field.tsx';
import { FinishedScreening } from './FinishedScreening.tsx';
import { ProblemCard } from './ProblemCard.tsx';
import { RunningScreening } from './RunningScreening.tsx';

/** Screen a customer file: drop it, watch it, read the hits. */
export function FilePanel({ onOpen }: { readonly onOpen: (pair: Pair) => void }) {
  const { t } = useLanguage();
  const { job, start, cancel, reset } = useScreening();
  const [asOf, setAsOf] = useState('');
  return (
    <section className="card file" aria-labelledby="file-title">
      <h2 id="file-title">{t('file.title')}</h2>
      {job.kind === 'failed' && (
        <ProblemCard title={t('file.failed', { name: job.name })} problem={job.problem} />
      )}
      {(job.kind === 'idle' || job.kind === 'failed') && (
        <>
          <DropArea onFile={(file) => start(file, isDay(asOf) ? asOf : '')} />
          <div className="file-as-of">
            <Field
              label={t('search.asOf')}
              hint={t('search.asOf.hint')}
              type="date"
              value={asOf}
              onChange={setAsOf}
            />
          </div>
        </>
      )}
      {(job.kind === 'uploading' || job.kind === 'running') && (
        <RunningScreening job={job} onCancel={cancel} />
      )}
      {job.kind === 'finished' && (
        <FinishedScreening
          key={job.screening.id}
          screening={job.screening}
          onOpen={onOpen}
          onAgain={reset}
        />
      )}
    </section>
  );
}
