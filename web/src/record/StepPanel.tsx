import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useLanguage } from '../language.tsx';
import type { ReadCase } from './CasePage.tsx';
import { DecisionForm } from './DecisionForm.tsx';
import { StepForm } from './StepForm.tsx';
import { TakenNote } from './TakenNote.tsx';
import type { Taking } from './useStep.ts';
import { useWords } from './words.tsx';

/** Steps in the order in which they are offered. */
const SHOWN = [
  'triage',
  'assign',
  'investigate',
  'propose',
  'approve',
  'return',
  'withdraw',
  'close',
  'wait',
  'prioritise',
  'end-clock',
  'extend-clock',
  'pin',
  'reopen',
] as const;
export type ShownStep = (typeof SHOWN)[number];

/** Steps that ask for nothing and are taken at once. */
const AT_ONCE: ReadonlySet<string> = new Set(['triage', 'investigate', 'close']);

/** What most people come for, by the step. */
const FIRST: ReadonlySet<string> = new Set(['triage', 'investigate', 'propose', 'approve']);

interface Props {
  readonly read: ReadCase;
  readonly taking: Taking;
  /** Whoever looks. */
  readonly who: string;
}

/** What may be done now, exactly, by whoever looks; and why something else may not. */
export function StepPanel({ read, taking, who }: Props) {
  const { t } = useLanguage();
  const [open, setOpen] = useState<ShownStep>();
  const title = useFocusKept(read.record.revision);
  const free = SHOWN.filter((name) =>
    read.steps.some(({ step, hindrance }) => step === name && hindrance === null),
  );
  const choose = (step: ShownStep): void => {
    taking.forget();
    if (AT_ONCE.has(step)) void taking.take(step, {});
    else setOpen(step);
  };
  const take = async (step: ShownStep, input: object): Promise<void> => {
    if (await taking.take(step, input)) setOpen(undefined);
  };
  return (
    <section className="card steps" aria-labelledby="case-steps">
      <h3 id="case-steps" ref={title} tabIndex={-1}>
        {t('steps.title')}
      </h3>
      <Why read={read} who={who} />
      {free.length === 0 && <p className="quiet">{t('steps.none')}</p>}
      <div className="step-buttons">
        {free.map((step) => (
          <Button
            key={step}
            className={`button ${FIRST.has(step) ? 'primary' : ''}`}
            {...(!AT_ONCE.has(step) && { 'aria-expanded': open === step })}
            isDisabled={taking.busy}
            onPress={() => choose(step)}
          >
            {t(`step.${step}`)}
          </Button>
        ))}
      </div>
      {open !== undefined && (
        <OpenStep
          key={open}
          step={open}
          isFree={free.includes(open)}
          read={read}
          who={who}
          onTake={(input) => void take(open, input)}
          onLeave={() => {
            taking.forget();
            setOpen(undefined);
          }}
          busy={taking.busy}
        />
      )}
      <TakenNote taking={taking} steps={SHOWN} history={read.history} />
    </section>
  );
}

/** Keeps a reader by keyboard where they are when the button that they pressed is gone. */
function useFocusKept(revision: number) {
  const title = useRef<HTMLHeadingElement>(null);
  const before = useRef(revision);
  useEffect(() => {
    const isNew = before.current !== revision;
    before.current = revision;
    if (isNew && document.activeElement === document.body) title.current?.focus();
  }, [revision]);
  return title;
}

export interface FormProps {
  readonly step: ShownStep;
  /** Whether the step can still be taken; what was typed stays where it cannot. */
  readonly isFree: boolean;
  readonly read: ReadCase;
  readonly who: string;
  readonly busy: boolean;
  readonly onTake: (input: object) => void;
  readonly onLeave: () => void;
}

function OpenStep(props: FormProps) {
  const { t } = useLanguage();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div className="open-step">
      <h4 ref={title} tabIndex={-1}>
        {t(`step.${props.step}`)}
      </h4>
      {!props.isFree && <p className="notice">{t('step.noMore')}</p>}
      {props.step === 'propose' ? <DecisionForm {...props} /> : <StepForm {...props} />}
    </div>
  );
}

/** Why the next step is not for whoever looks: it is another's, or a second person's. */
function Why({ read, who }: Omit<Props, 'taking'>) {
  const { t } = useLanguage();
  const { person } = useWords();
  const { record, steps } = read;
  const hindranceOf = (name: string) => steps.find(({ step }) => step === name)?.hindrance;
  const texts: string[] = [];
  if (record.status === 'decision_proposed') {
    const mayAnswer = hindranceOf('approve') === null;
    const tookPart = record.workers.includes(who);
    if (hindranceOf('approve') === 'bulk') texts.push(t('why.bulk'));
    else if (tookPart) {
      const workers = record.workers.map(person).join(', ');
      texts.push(`${t('why.secondPerson', { who: workers })} ${t('why.secondPerson.more')}`);
    } else if (!mayAnswer) texts.push(t('why.noRight'));
  }
  const isForOther = ['investigate', 'propose'].some((name) => hindranceOf(name) === 'assignee');
  if (isForOther) texts.push(t('why.assignee', { who: person(record.assignee) }));
  if (hindranceOf('close') === 'alerts') texts.push(t('why.alerts'));
  return texts.map((text) => (
    <p key={text} className="notice">
      {text}
    </p>
  ));
}
