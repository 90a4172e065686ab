import { Field } from '../components/Field.tsx';
import { useLanguage } from '../language.tsx';

/** What a password must have at least; the server says so too. */
const LEAST = 15;

/** What a password has to be. */
export function PasswordRules() {
  const { t } = useLanguage();
  return (
    <ul className="rules">
      <li>{t('join.rule.length', { n: LEAST })}</li>
      <li>{t('join.rule.letters')}</li>
      <li>{t('join.rule.name')}</li>
      <li>{t('join.rule.free')}</li>
    </ul>
  );
}

interface NewPasswordProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A password that is being chosen, with how long it is. */
export function NewPassword({ value, onChange }: NewPasswordProps) {
  const { t } = useLanguage();
  return (
    <Field
      label={t('join.password')}
      type="password"
      value={value}
      onChange={onChange}
      autoComplete="new-password"
      hint={t('join.length', { n: [...value].length })}
      isRequired
    />
  );
}
