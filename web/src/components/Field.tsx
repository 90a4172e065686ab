import { type ReactNode, useId } from 'react';

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly bad?: boolean;
  readonly type?: 'text' | 'password' | 'date' | 'number' | 'email';
  readonly autoComplete?: string;
  readonly isRequired?: boolean;
  /** The largest of a number, which begins at 1. */
  readonly max?: number;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A labelled field with a sentence below it, where there is one. */
export function Field(props: FieldProps) {
  const { label, hint, bad = false, type = 'text', autoComplete = 'off', max } = props;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={props.value}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        required={props.isRequired}
        {...(type === 'number' && { min: 1, max })}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        aria-invalid={bad}
        onChange={(event) => props.onChange(event.target.value)}
      />
      <Hint id={`${id}-hint`} text={hint} bad={bad} />
    </div>
  );
}

interface HintProps {
  readonly id: string;
  readonly text: string | undefined;
  readonly bad?: boolean;
}

/** The sentence below a field. */
export function Hint({ id, text, bad = false }: HintProps) {
  return text === undefined ? null : (
    <small id={id} className={bad ? 'bad' : 'quiet'}>
      {text}
    </small>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isRequired?: boolean;
  readonly children: ReactNode;
}

/** A labelled choice of a few. */
export function Choice({ label, value, onChange, isRequired, children }: ChoiceProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        required={isRequired}
        onChange={(event) => onChange(event.target.value)}
      >
        {children}
      </select>
    </div>
  );
}
