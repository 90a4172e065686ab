import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import type { ApiError } from '../api.ts';
import { Field } from '../components/Field.tsx';
import { useLanguage } from '../language.tsx';
import { calls } from './calls.ts';
import { NewPassword, PasswordRules } from './NewPassword.tsx';
import { Refusal } from './Refusal.tsx';

/** Chooses a password with the link of an invitation, which works once. */
export function JoinPage({ token }: { readonly token: string }) {
  const { t } = useLanguage();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const differs = again !== '' && again !== password;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (again !== password) return;
    setBusy(true);
    setError(undefined);
    try {
      const { tenant, handle } = await calls.join(token, password);
      const asked = new URLSearchParams({ organisation: tenant, handle });
      // The link is used up and has no place in the history of the browser.
      location.replace(`#/sign-in?${asked}`);
    } catch (failure) {
      setError(failure as ApiError);
      setBusy(false);
    }
  };
  return (
    <main className="page narrow">
      <section className="card" aria-labelledby="join-title">
        <h2 id="join-title">{t('join.title')}</h2>
        <p>{t('join.why')}</p>
        <PasswordRules />
        <form className="form" onSubmit={submit}>
          <NewPassword value={password} onChange={setPassword} />
          <Field
            label={t('join.again')}
            type="password"
            value={again}
            onChange={setAgain}
            autoComplete="new-password"
            isRequired
          />
          {differs && (
            <p className="bad" role="alert">
              {t('join.differs')}
            </p>
          )}
          {error !== undefined && <Refusal title={t('join.failed')} error={error} />}
          <Button type="submit" className="button primary" isDisabled={busy || differs}>
            {t('join.choose')}
          </Button>
        </form>
      </section>
    </main>
  );
}
