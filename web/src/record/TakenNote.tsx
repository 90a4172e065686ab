import { useLanguage } from '../language.tsx';
import { EventLine } from './History.tsx';
import { Refusal } from './Refusal.tsx';
import type { Taking } from './useStep.ts';
import type { Happened } from './wire.ts';

interface Props {
  readonly taking: Taking;
  /** The steps that are told about here. */
  readonly steps: readonly string[];
  readonly history: readonly Happened[];
}

/** That a step was taken, or why not; and what others did meanwhile, where they were faster. */
export function TakenNote({ taking, steps, history }: Props) {
  const { t } = useLanguage();
  const { step = '', error, lateAt, isDone } = taking;
  const isHere = steps.includes(step);
  const meanwhile = lateAt === undefined ? [] : history.slice(lateAt);
  return (
    <>
      <p className="done" role="status">
        {isHere && isDone === true ? t('step.done') : ''}
      </p>
      {isHere && error !== undefined && meanwhile.length > 0 && (
        <div className="problem late" role="alert">
          <h4>{t('step.late')}</h4>
          <ul>
            {meanwhile.map((event) => (
              <li key={`${event.seq} ${event.type}`}>
                <EventLine event={event} />
              </li>
            ))}
          </ul>
          <p>{t('step.late.kept')}</p>
        </div>
      )}
      {isHere && error !== undefined && meanwhile.length === 0 && (
        <Refusal title={t('step.refused')} error={error} />
      )}
    </>
  );
}
