import { useLanguage } from '../language.tsx';
import { type FieldSpec, FieldsForm } from './FieldsForm.tsx';
import type { ShownStep } from './StepPanel.tsx';
import type { FormProps } from './Steps.tsx';
import { useFieldSpecs } from './useFieldSpecs.ts';
import type { CaseRecord } from './wire.ts';
import { useWords } from './words.tsx';

/** Steps that answer the proposal which was read. */
const ANSWERS: ReadonlySet<string> = new Set(['approve', 'return', 'withdraw']);

interface Props extends FormProps {
  readonly step: ShownStep;
  readonly record: CaseRecord;
  /** Whoever looks. */
  readonly who: string;
}

/** What a step of a case asks for. */
export function StepForm({ step, record, who, ...form }: Props) {
  const { t } = useLanguage();
  const fields = useFieldsOf(record, who)[step] ?? [];
  const proposal = record.proposals.find(({ answer }) => answer === null);
  const notes: Readonly<Partial<Record<ShownStep, string>>> = {
    approve: t('step.approve.what'),
    withdraw: t('step.withdraw.what'),
  };
  return (
    <FieldsForm
      {...form}
      fields={fields}
      fixed={ANSWERS.has(step) ? { proposal: proposal?.id } : {}}
      note={notes[step]}
      submit={t(`step.${step}.do`)}
    />
  );
}

/** The fields of each step, in their order. */
function useFieldsOf(
  record: CaseRecord,
  who: string,
): Readonly<Partial<Record<ShownStep, readonly FieldSpec[]>>> {
  const { t } = useLanguage();
  const { priorities, reasons, people, person } = useWords();
  const { text, choice, endClock, extendClock, pin, returning } = useFieldSpecs();
  // Somebody who may investigate; oneself is one of them where one may.
  const able = people.filter(({ state, roles }) => state === 'active' && roles.includes('analyst'));
  const assignee: FieldSpec = {
    name: 'assignee',
    label: t('field.assignee'),
    as: 'choice',
    first: able.some(({ id }) => id === who) ? who : '',
    options: able.map(({ id }) => ({
      id,
      name: id === who ? t('cases.me', { handle: id }) : person(id),
    })),
  };
  return {
    assign: [assignee],
    wait: [
      choice('reason', t('field.waiting'), reasons.waiting),
      { name: 'until', label: t('field.until'), as: 'date' },
    ],
    prioritise: [
      { ...choice('priority', t('field.priority'), priorities), first: record.priority },
    ],
    approve: [{ ...text, optional: true }],
    return: [returning, text],
    reopen: [choice('reason', t('field.reopening'), reasons.reopening), text],
    'end-clock': endClock(record),
    'extend-clock': extendClock(record),
    pin,
  };
}
