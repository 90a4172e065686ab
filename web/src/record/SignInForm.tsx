import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import type { ApiError } from '../api.ts';
import { Field } from '../components/Field.tsx';
import { useLanguage } from '../language.tsx';
import { calls } from './calls.ts';
import { Refusal } from './Refusal.tsx';

interface Props {
  readonly organisation: string;
  readonly handle: string;
}

/** Organisation, handle and password. A mistaken one leaves the rest as it was typed. */
export function SignInForm({ organisation: usual, handle: known }: Props) {
  const { t } = useLanguage();
  const [organisation, setOrganisation] = useState(usual);
  const [handle, setHandle] = useState(known);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await calls.signIn({ organisation, handle, password });
    } catch (failure) {
      setError(failure as ApiError);
      setPassword('');
      setBusy(false);
    }
  };
  return (
    <form className="form" onSubmit={submit}>
      <Field
        label={t('signIn.organisation')}
        value={organisation}
        onChange={setOrganisation}
        autoComplete="organization"
        isRequired
      />
      <Field
        label={t('signIn.handle')}
        value={handle}
        onChange={setHandle}
        autoComplete="username"
        isRequired
      />
      <Field
        label={t('signIn.password')}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        isRequired
      />
      {error !== undefined && <Refusal title={t('signIn.failed')} error={error} />}
      <Button type="submit" className="button primary" isDisabled={busy}>
        {t('account.signIn')}
      </Button>
    </form>
  );
}
