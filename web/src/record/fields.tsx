import { useId } from 'react';
import { Hint } from '../components/Field.tsx';

interface LongProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly isRequired?: boolean;
}

/** A labelled text of several lines. */
export function LongText({ label, value, onChange, hint, isRequired }: LongProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={3}
        maxLength={8000}
        value={value}
        required={isRequired}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      <Hint id={`${id}-hint`} text={hint} />
    </div>
  );
}

interface ChecksProps {
  readonly legend: string;
  readonly choices: readonly (readonly [id: string, name: string])[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** A labelled choice of several. */
export function Checks({ legend, choices, chosen, onChange }: ChecksProps) {
  const toggle = (id: string): void =>
    onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <fieldset className="checks">
      <legend>{legend}</legend>
      {choices.map(([id, name]) => (
        <label key={id}>
          <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}
