import { Button, Label, ProgressBar } from 'react-aria-components';
import type { Job } from '../hooks/useScreening.ts';
import { type Speaker, useLanguage } from '../language.tsx';
import type { ScreeningProgress } from '../wire.ts';

type Active = Extract<Job, { readonly kind: 'uploading' | 'running' }>;

interface Props {
  readonly job: Active;
  readonly onCancel: () => void;
}

/** How far a file has come, what was found so far, and the way out. */
export function RunningScreening({ job, onCancel }: Props) {
  const { t, number } = useLanguage();
  const fraction = fractionOf(job);
  const title =
    job.kind === 'uploading'
      ? t('file.uploading', { name: job.name })
      : t('file.running', { name: job.name });
  return (
    <div className="running">
      <ProgressBar
        className="progress"
        isIndeterminate={fraction === undefined}
        value={(fraction ?? 0) * 100}
      >
        <div className="progress-head">
          <Label>{title}</Label>
          {fraction !== undefined && <span>{number(fraction, { style: 'percent' })}</span>}
        </div>
        <svg
          className="progress-bar"
          viewBox="0 0 100 2"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <rect className="bar-track" width="100" height="2" />
          <rect
            className={fraction === undefined ? 'bar-waiting' : 'bar-done'}
            width={fraction === undefined ? 25 : fraction * 100}
            height="2"
          />
        </svg>
      </ProgressBar>
      <div className="running-foot">
        <Found job={job} />
        <Button className="button" onPress={onCancel}>
          {t('file.cancel')}
        </Button>
      </div>
    </div>
  );
}

function Found({ job }: { readonly job: Active }) {
  const { t, count, label } = useLanguage();
  if (job.kind === 'uploading') return <p className="quiet">{t('file.uploading.note')}</p>;
  const { progress, tally } = job;
  const parts = [
    ...(progress ? [label(`stage.${progress.stage}`, progress.stage)] : []),
    ...(progress?.unit === 'records' ? [count('records', progress.done)] : []),
    atLeast(tally.strong + tally.possible, count),
    ...(tally.signals > 0 ? [count('signals', tally.signals)] : []),
  ];
  return <p>{parts.join(' · ')}</p>;
}

/** The server tells the first thousand hits one by one; how many more there are, the summary. */
function atLeast(hits: number, count: Speaker['count']): string {
  return hits >= 1000 ? `≥ ${count('hits', hits)}` : count('hits', hits);
}

function fractionOf(job: Active): number | undefined {
  if (job.kind === 'uploading') return job.fraction;
  const progress: ScreeningProgress | undefined = job.progress;
  if (progress?.total === undefined || progress.total === 0) return undefined;
  return Math.min(progress.done / progress.total, 1);
}
