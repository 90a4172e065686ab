import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { Choice, Field } from '../../components/Field.tsx';
import { useLanguage } from '../../language.tsx';
import { calls } from '../calls.ts';
import { Checks } from '../fields.tsx';
import { Refusal } from '../Refusal.tsx';
import { useAnswer } from '../useAnswer.ts';

/** The longest that a key lasts. */
const MOST_DAYS = 366;

interface Props {
  /** Whether the key was granted. */
  readonly onGrant: (id: string, input: object) => Promise<boolean>;
}

/** Grants a key to somebody, who then makes its secret: whoever grants it never sees it. */
export function GrantForm({ onGrant }: Props) {
  const { t, label } = useLanguage();
  const { answer, error } = useAnswer('what keys may', async (signal) => {
    const [words, users] = await Promise.all([calls.keyWords(signal), calls.users(signal)]);
    return { scopes: words.scopes, users: users.results.filter(({ state }) => state === 'active') };
  });
  const [id, setId] = useState('');
  const [owner, setOwner] = useState('');
  const [what, setWhat] = useState('');
  const [days, setDays] = useState('90');
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const [lacks, setLacks] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setLacks(scopes.length === 0);
    if (scopes.length === 0) return;
    const input = { owner, label: what, scopes, days: Number(days) };
    if (!(await onGrant(id.trim(), input))) return;
    setId('');
    setWhat('');
    setScopes([]);
  };
  return (
    <section className="card" aria-labelledby="keys-grant">
      <h3 id="keys-grant">{t('keys.grant')}</h3>
      <p className="quiet">{t('keys.grant.what')}</p>
      {error !== undefined && <Refusal title={t('keys.failed')} error={error} />}
      <form className="form" onSubmit={submit}>
        <div className="filters">
          <Field
            label={t('keys.id')}
            hint={t('users.handle.hint')}
            value={id}
            onChange={setId}
            isRequired
          />
          <Choice label={t('keys.owner')} value={owner} onChange={setOwner} isRequired>
            <option value="">{t('choice.none')}</option>
            {answer?.users.map((user) => (
              <option key={user.id} value={user.id}>
                {user.name === undefined ? user.id : `${user.name} (${user.id})`}
              </option>
            ))}
          </Choice>
          <Field label={t('keys.label')} value={what} onChange={setWhat} isRequired />
          <Field
            label={t('keys.days')}
            type="number"
            max={MOST_DAYS}
            value={days}
            onChange={setDays}
            isRequired
          />
        </div>
        <Checks
          legend={t('keys.scopes')}
          choices={(answer?.scopes ?? []).map((scope) => [scope, label(`scope.${scope}`, scope)])}
          chosen={scopes}
          onChange={setScopes}
        />
        {lacks && (
          <p className="bad" role="alert">
            {t('keys.scopes.lack')}
          </p>
        )}
        <Button type="submit" className="button primary fit">
          {t('keys.grant.do')}
        </Button>
      </form>
    </section>
  );
}
