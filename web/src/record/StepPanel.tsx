import { useLanguage } from '../language.tsx';
import { DecisionForm } from './DecisionForm.tsx';
import type { Read } from './read.ts';
import { StepForm } from './StepForm.tsx';
import { Steps } from './Steps.tsx';
import type { Taking } from './useStep.ts';
import type { CaseRecord } from './wire.ts';
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
  readonly read: Read<CaseRecord>;
  readonly taking: Taking;
  /** Whoever looks. */
  readonly who: string;
}

/** What may be done with a case now, by whoever looks. */
export function StepPanel({ read, taking, who }: Props) {
  const { t } = useLanguage();
  const free = SHOWN.filter((name) =>
    read.steps.some(({ step, hindrance }) => step === name && hindrance === null),
  );
  const offers = free.map((step) => ({
    key: step,
    command: step,
    label: t(`step.${step}`),
    isFirst: FIRST.has(step),
    isAtOnce: AT_ONCE.has(step),
  }));
  return (
    <Steps
      read={read}
      taking={taking}
      offers={offers}
      commands={SHOWN}
      form={({ key }, form) =>
        key === 'propose' ? (
          <DecisionForm {...form} record={read.record} />
        ) : (
          <StepForm {...form} step={key as ShownStep} record={read.record} who={who} />
        )
      }
    >
      <Why read={read} who={who} />
    </Steps>
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
