import { type ReactNode, useId } from 'react';

interface FieldProps {
  readonly label: string;
  readonly hint: string;
  readonly bad?: boolean;
  readonly type?: 'text' | 'date';
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A labelled field with a sentence below it. */
export function Field({ label, hint, bad = false, type = 'text', value, onChange }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        aria-invalid={bad}
        onChange={(event) => onChange(event.target.value)}
      />
      <small id={`${id}-hint`} className={bad ? 'bad' : 'quiet'}>
        {hint}
      </small>
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: ReactNode;
}

/** A labelled choice of a few. */
export function Choice({ label, value, onChange, children }: ChoiceProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
    </div>
  );
}
