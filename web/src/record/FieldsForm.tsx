import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { Choice, Field } from '../components/Field.tsx';
import { useLanguage } from '../language.tsx';
import { LongText } from './fields.tsx';
import type { FormProps } from './Steps.tsx';

/** What was typed, by the names of fields in requests. */
export type Typed = Readonly<Record<string, string>>;

/** A field of a form, as its request calls it. */
export interface FieldSpec {
  readonly name: string;
  readonly label: string;
  readonly as: 'text' | 'line' | 'date' | 'choice';
  /** What is chosen from. */
  readonly options?: readonly { readonly id: string; readonly name: string }[];
  /** What stands there at first. */
  readonly first?: string;
  /** Whether it may stay empty, which other fields may decide. */
  readonly optional?: boolean | ((typed: Typed) => boolean);
  readonly hint?: string;
}

interface Props extends FormProps {
  readonly fields: readonly FieldSpec[];
  /** What is sent beside what is typed. */
  readonly fixed?: object;
  readonly note?: string | undefined;
  /** What the button says. */
  readonly submit: string;
}

/** A form made from its fields. What was typed stays until it was done. */
export function FieldsForm({ fields, fixed, note, submit, isFree, busy, onTake, onLeave }: Props) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState<Typed>(() =>
    Object.fromEntries(fields.map(({ name, first = '' }) => [name, first])),
  );
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const given = fields
      .map(({ name }) => [name, typed[name] ?? ''] as const)
      .filter(([, value]) => value.trim() !== '');
    onTake({ ...fixed, ...Object.fromEntries(given) });
  };
  return (
    <form className="form" onSubmit={onSubmit}>
      {note !== undefined && <p>{note}</p>}
      {fields.map((spec) => (
        <OneField
          key={spec.name}
          spec={spec}
          typed={typed}
          onChange={(value) => setTyped((before) => ({ ...before, [spec.name]: value }))}
        />
      ))}
      <div className="form-foot">
        <Button type="submit" className="button primary" isDisabled={busy || !isFree}>
          {submit}
        </Button>
        <Button className="button" onPress={onLeave}>
          {t('step.leave')}
        </Button>
      </div>
    </form>
  );
}

interface FieldProps {
  readonly spec: FieldSpec;
  readonly typed: Typed;
  readonly onChange: (value: string) => void;
}

function OneField({ spec, typed, onChange }: FieldProps) {
  const { t } = useLanguage();
  const { name, as, options = [], first = '', optional = false, hint } = spec;
  const isOptional = typeof optional === 'function' ? optional(typed) : optional;
  const label = isOptional ? t('field.optional', { name: spec.label }) : spec.label;
  const value = typed[name] ?? '';
  const field = { label, value, onChange, isRequired: !isOptional, ...(hint && { hint }) };
  if (as === 'text') return <LongText {...field} />;
  if (as === 'line') return <Field {...field} />;
  if (as === 'date') return <Field {...field} type="date" />;
  return (
    <Choice {...field}>
      {first === '' && <option value="">{t('choice.none')}</option>}
      {options.map((option) => (
        <option key={option.id} value={option.id}>
          {option.name}
        </option>
      ))}
    </Choice>
  );
}
