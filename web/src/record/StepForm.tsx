import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { Choice, Field } from '../components/Field.tsx';
import { useLanguage } from '../language.tsx';
import { LongText } from './fields.tsx';
import type { FormProps, ShownStep } from './StepPanel.tsx';
import { TermOptions, useWords } from './words.tsx';

type Typed = Readonly<Record<string, string>>;

/** Fields of each step, in their order; those with a question mark may stay empty. */
const FIELDS: Readonly<Partial<Record<ShownStep, readonly string[]>>> = {
  assign: ['assignee'],
  wait: ['waiting', 'until'],
  prioritise: ['priority'],
  approve: ['text?'],
  return: ['returning', 'text'],
  reopen: ['reopening', 'text'],
  'end-clock': ['clock', 'as', 'day', 'reference?'],
  'extend-clock': ['clock', 'extension', 'by'],
  pin: ['sort', 'pinned', 'text'],
};

/** How fields are called in requests, where it is another word. */
const WIRE: Readonly<Record<string, string>> = {
  waiting: 'reason',
  returning: 'reason',
  reopening: 'reason',
  pinned: 'reference',
};

/** Steps that answer the proposal which was read. */
const ANSWERS: ReadonlySet<string> = new Set(['approve', 'return', 'withdraw']);

/** What a step asks for. What was typed stays until the step was taken. */
export function StepForm({ step, isFree, read, who, busy, onTake, onLeave }: FormProps) {
  const { t } = useLanguage();
  const names = (FIELDS[step] ?? []).map((name) => name.replace('?', ''));
  const optional = (FIELDS[step] ?? []).filter((name) => name.endsWith('?'));
  const [typed, setTyped] = useState<Typed>(() => firstValues(names, who, read));
  const proposal = read.record.proposals.find(({ answer }) => answer === null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const given = names
      .filter((name) => (typed[name] ?? '').trim() !== '')
      .map((name) => [WIRE[name] ?? name, typed[name]]);
    const answered = ANSWERS.has(step) ? { proposal: proposal?.id } : {};
    onTake({ ...answered, ...Object.fromEntries(given) });
  };
  return (
    <form className="form" onSubmit={submit}>
      {step === 'approve' && <p>{t('step.approve.what')}</p>}
      {step === 'withdraw' && <p>{t('step.withdraw.what')}</p>}
      {names.map((name) => (
        <OneField
          key={name}
          name={name}
          isRequired={!optional.includes(`${name}?`)}
          value={typed[name] ?? ''}
          onChange={(value) => setTyped((before) => ({ ...before, [name]: value }))}
          read={read}
          who={who}
        />
      ))}
      <div className="form-foot">
        <Button type="submit" className="button primary" isDisabled={busy || !isFree}>
          {t(`step.${step}.do`)}
        </Button>
        <Button className="button" onPress={onLeave}>
          {t('step.leave')}
        </Button>
      </div>
    </form>
  );
}

function firstValues(names: readonly string[], who: string, { record }: FormProps['read']): Typed {
  const running = record.clocks.find(({ ended }) => ended === null);
  const usual: Typed = {
    assignee: who,
    priority: record.priority,
    clock: running?.id ?? '',
    as: 'done',
    sort: 'record',
  };
  return Object.fromEntries(names.map((name) => [name, usual[name] ?? '']));
}

interface FieldProps {
  readonly name: string;
  readonly isRequired: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly read: FormProps['read'];
  readonly who: string;
}

function OneField({ name, read, ...field }: FieldProps) {
  const { t } = useLanguage();
  const words = useWords();
  const named = t(`field.${name as 'text'}`);
  const label = field.isRequired ? named : t('field.optional', { name: named });
  const terms = termsOf(name, words);
  if (name === 'text') return <LongText label={label} {...field} />;
  if (name === 'until' || name === 'day') return <Field label={label} type="date" {...field} />;
  if (name === 'assignee') return <Assignee label={label} {...field} />;
  if (name === 'clock') {
    return (
      <Choice label={label} {...field}>
        {read.record.clocks
          .filter(({ ended }) => ended === null)
          .map(({ id, clock, due }) => (
            <option key={id} value={id}>
              {id}. {words.term(words.clocks, clock)} ({due})
            </option>
          ))}
      </Choice>
    );
  }
  if (name === 'as' || name === 'sort') {
    const choices = name === 'as' ? (['done', 'void'] as const) : PINS;
    return (
      <Choice label={label} {...field}>
        {choices.map((one) => (
          <option key={one} value={one}>
            {t(`choice.${one}`)}
          </option>
        ))}
      </Choice>
    );
  }
  if (terms === undefined) return <Field label={label} {...field} />;
  return (
    <Choice label={label} {...field}>
      <option value="">{t('choice.none')}</option>
      <TermOptions terms={terms} />
    </Choice>
  );
}

const PINS = ['record', 'list-version', 'document', 'announcement'] as const;

function termsOf(name: string, { priorities, reasons }: ReturnType<typeof useWords>) {
  if (name === 'priority') return priorities;
  if (name === 'waiting') return reasons.waiting;
  if (name === 'returning') return reasons.returning;
  return name === 'reopening' ? reasons.reopening : undefined;
}

/** Somebody who may investigate; oneself is one of them where one may. */
function Assignee({
  label,
  who,
  ...field
}: Omit<FieldProps, 'name' | 'read'> & { readonly label: string }) {
  const { t } = useLanguage();
  const { people, person } = useWords();
  const able = people.filter(({ state, roles }) => state === 'active' && roles.includes('analyst'));
  return (
    <Choice label={label} {...field}>
      <option value="">{t('choice.none')}</option>
      {able.map(({ id }) => (
        <option key={id} value={id}>
          {id === who ? t('cases.me', { handle: id }) : person(id)}
        </option>
      ))}
    </Choice>
  );
}
