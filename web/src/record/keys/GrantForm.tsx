import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { Choice, Field } from '../../components/Field.tsx';
import { useLanguage } from '../../language.tsx';
import { calls } from '../calls.ts';
import { Checks } from '../fields.tsx';
import { Refusal } from '../Refusal.tsx';
import { useAnswer } from '../useAnswer.ts';
import type { UserRecord } from '../wire.ts';

/** The longest that a key lasts. */
const MOST_DAYS = 366;

interface Props {
  /** Whether the key was granted. */
  readonly onGrant: (id: string, input: object) => Promise<boolean>;
}

/** What of a key is typed. */
interface Typed {
  readonly id: string;
  readonly owner: string;
  readonly label: string;
  readonly days: string;
}

const NOTHING: Typed = { id: '', owner: '', label: '', days: '90' };

/** Grants a key to somebody, who then makes its secret: whoever grants it never sees it. */
export function GrantForm({ onGrant }: Props) {
  const { t, label } = useLanguage();
  const { answer, error } = useAnswer('what keys may', async (signal) => {
    const [words, users] = await Promise.all([calls.keyWords(signal), calls.users(signal)]);
    return { scopes: words.scopes, users: users.results.filter(({ state }) => state === 'active') };
  });
  const [typed, setTyped] = useState(NOTHING);
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const [lacks, setLacks] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setLacks(scopes.length === 0);
    if (scopes.length === 0) return;
    const { id, days, ...given } = typed;
    if (!(await onGrant(id.trim(), { ...given, scopes, days: Number(days) }))) return;
    setTyped(NOTHING);
    setScopes([]);
  };
  return (
    <section className="card" aria-labelledby="keys-grant">
      <h3 id="keys-grant">{t('keys.grant')}</h3>
      <p className="quiet">{t('keys.grant.what')}</p>
      {error !== undefined && <Refusal title={t('keys.failed')} error={error} />}
      <form className="form" onSubmit={submit}>
        <GrantFields
          typed={typed}
          users={answer?.users ?? []}
          onChange={(change) => setTyped((before) => ({ ...before, ...change }))}
        />
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

interface FieldsProps {
  readonly typed: Typed;
  readonly users: readonly UserRecord[];
  readonly onChange: (change: Partial<Typed>) => void;
}

function GrantFields({ typed, users, onChange }: FieldsProps) {
  const { t } = useLanguage();
  return (
    <div className="filters">
      <Field
        label={t('keys.id')}
        hint={t('users.handle.hint')}
        value={typed.id}
        onChange={(id) => onChange({ id })}
        isRequired
      />
      <Choice
        label={t('keys.owner')}
        value={typed.owner}
        onChange={(owner) => onChange({ owner })}
        isRequired
      >
        <option value="">{t('choice.none')}</option>
        {users.map(({ id, name }) => (
          <option key={id} value={id}>
            {name === undefined ? id : `${name} (${id})`}
          </option>
        ))}
      </Choice>
      <Field
        label={t('keys.label')}
        value={typed.label}
        onChange={(label) => onChange({ label })}
        isRequired
      />
      <Field
        label={t('keys.days')}
        type="number"
        max={MOST_DAYS}
        value={typed.days}
        onChange={(days) => onChange({ days })}
        isRequired
      />
    </div>
  );
}
