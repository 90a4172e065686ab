import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { Field } from '../components/Field.tsx';
import { useLanguage } from '../language.tsx';
import { Checks } from './fields.tsx';

export const ROLES = [
  'analyst',
  'reviewer',
  'manager',
  'auditor',
  'administrator',
  'sar-officer',
] as const;

interface Props {
  /** Whether the person was invited. */
  readonly onInvite: (handle: string, input: object) => Promise<boolean>;
}

/** Invites a person under a handle, which stays in the record for good. */
export function InviteForm({ onInvite }: Props) {
  const { t } = useLanguage();
  const [handle, setHandle] = useState('');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<readonly string[]>([]);
  const [lacks, setLacks] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setLacks(roles.length === 0);
    if (roles.length === 0) return;
    const input = { name, roles, ...(email !== '' && { email }) };
    if (!(await onInvite(handle.trim(), input))) return;
    setHandle('');
    setName('');
    setEmail('');
    setRoles([]);
  };
  return (
    <section className="card" aria-labelledby="users-invite">
      <h3 id="users-invite">{t('users.invite')}</h3>
      <form className="form" onSubmit={submit}>
        <div className="filters">
          <Field
            label={t('users.handle')}
            hint={t('users.handle.hint')}
            value={handle}
            onChange={setHandle}
            isRequired
          />
          <Field label={t('users.name')} value={name} onChange={setName} isRequired />
          <Field label={t('users.email')} type="email" value={email} onChange={setEmail} />
        </div>
        <Checks
          legend={t('users.roles')}
          choices={ROLES.map((role) => [role, t(`role.${role}`)] as const)}
          chosen={roles}
          onChange={setRoles}
        />
        <p className="quiet">{t('users.roles.note')}</p>
        {lacks && (
          <p className="bad" role="alert">
            {t('users.roles.lack')}
          </p>
        )}
        <Button type="submit" className="button primary fit">
          {t('users.invite.do')}
        </Button>
      </form>
    </section>
  );
}
