import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import type { ApiError } from '../api.ts';
import { Field } from '../components/Field.tsx';
import { useLanguage } from '../language.tsx';
import { type Person, sessionEnded } from '../session.ts';
import { calls } from './calls.ts';
import { OwnKeys } from './keys/OwnKeys.tsx';
import { NewPassword, PasswordRules } from './NewPassword.tsx';
import { Refusal } from './Refusal.tsx';

/** One's own account: another password, and the end of all one's sessions. */
export function AccountPage({ person }: { readonly person: Person }) {
  const { t } = useLanguage();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<ApiError>();
  const act = async (what: string, input: object): Promise<void> => {
    setError(undefined);
    try {
      await calls.user(person.handle, what, input);
      sessionEnded();
    } catch (failure) {
      setError(failure as ApiError);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void act('change-password', { current, password });
  };
  return (
    <main className="page narrow record-page">
      <section className="card" aria-labelledby="account-title">
        <h2 id="account-title">{t('own.title', { handle: person.handle })}</h2>
        <form className="form" onSubmit={submit}>
          <h3>{t('own.password')}</h3>
          {/* For whoever keeps passwords in the browser: it tells whose this one is. */}
          <input type="text" autoComplete="username" value={person.handle} readOnly hidden />
          <PasswordRules />
          <Field
            label={t('own.current')}
            type="password"
            value={current}
            onChange={setCurrent}
            autoComplete="current-password"
            isRequired
          />
          <NewPassword value={password} onChange={setPassword} />
          {error !== undefined && <Refusal title={t('step.refused')} error={error} />}
          <Button type="submit" className="button primary fit">
            {t('own.change')}
          </Button>
        </form>
        <p className="quiet">{t('own.everywhere.why')}</p>
        <Button className="button fit" onPress={() => void act('sign-out', {})}>
          {t('own.everywhere')}
        </Button>
      </section>
      <OwnKeys person={person} />
    </main>
  );
}
