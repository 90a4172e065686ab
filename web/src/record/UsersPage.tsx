import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { ApiError } from '../api.ts';
import { useLanguage } from '../language.tsx';
import type { Session } from '../session.ts';
import { calls } from './calls.ts';
import { Checks } from './fields.tsx';
import { InviteForm, ROLES } from './InviteForm.tsx';
import { type Link, LinkOnce } from './LinkOnce.tsx';
import { Refusal } from './Refusal.tsx';
import { useAnswer } from './useAnswer.ts';
import type { UserRecord } from './wire.ts';

/** The people of an organisation: who they are, what they may, and how they join. */
export function UsersPage({ session }: { readonly session: Session }) {
  const { t } = useLanguage();
  const [link, setLink] = useState<Link>();
  const [failed, setFailed] = useState<ApiError>();
  const { answer, error, busy, again } = useAnswer('users', (signal) => calls.users(signal));
  const own = session.kind === 'person' ? session.person.handle : '';
  const act = async (handle: string, what: string, input: object = {}): Promise<boolean> => {
    setFailed(undefined);
    setLink(undefined);
    try {
      const { token, expires } = await calls.user(handle, what, input);
      if (token !== undefined) setLink({ handle, token, expires: expires ?? '' });
      again();
      return true;
    } catch (failure) {
      setFailed(failure as ApiError);
      return false;
    }
  };
  return (
    <main className="page record-page" aria-busy={busy}>
      <h2>{t('users.title')}</h2>
      {link !== undefined && <LinkOnce link={link} />}
      {failed !== undefined && <Refusal title={t('step.refused')} error={failed} />}
      {error !== undefined && <Refusal title={t('users.failed')} error={error} />}
      <InviteForm onInvite={(handle, input) => act(handle, 'invite', input)} />
      <section className="card" aria-labelledby="users-list">
        <h3 id="users-list">{t('users.list')}</h3>
        <ul className="case-list">
          {answer?.results.map((user) => (
            <UserRow key={user.id} user={user} isOwn={user.id === own} onAct={act} />
          ))}
        </ul>
      </section>
    </main>
  );
}

interface RowProps {
  readonly user: UserRecord;
  readonly isOwn: boolean;
  readonly onAct: (handle: string, what: string, input?: object) => Promise<boolean>;
}

function UserRow({ user, isOwn, onAct }: RowProps) {
  const { t, label } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const { id, name, email, roles, state } = user;
  return (
    <li className="case-row">
      <div className="case-row-head">
        <strong>{id}</strong>
        <span dir="auto">{name}</span>
        <span className={`state user-${state}`}>{t(`user.${state}`)}</span>
      </div>
      <p className="quiet">
        {[...roles.map((role) => label(`role.${role}`, role)), ...(email ? [email] : [])].join(
          ' · ',
        )}
      </p>
      {isOwn ? (
        <p className="quiet">{t('users.own')}</p>
      ) : (
        <p className="row-tools">
          <Button className="button" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
            {t('users.roles')}
            <span className="hidden">: {id}</span>
          </Button>
          {state !== 'disabled' && (
            <Button className="button" onPress={() => void onAct(id, 'link')}>
              {t('users.link')}
              <span className="hidden">: {id}</span>
            </Button>
          )}
          <Button
            className="button"
            onPress={() => void onAct(id, state === 'disabled' ? 'enable' : 'disable')}
          >
            {state === 'disabled' ? t('users.enable') : t('users.disable')}
            <span className="hidden">: {id}</span>
          </Button>
        </p>
      )}
      {isOpen && (
        <RolesForm
          roles={roles}
          onRoles={async (next) => {
            if (await onAct(id, 'set-roles', { roles: next })) setOpen(false);
          }}
        />
      )}
    </li>
  );
}

interface RolesProps {
  readonly roles: readonly string[];
  readonly onRoles: (roles: readonly string[]) => Promise<void>;
}

function RolesForm({ roles, onRoles }: RolesProps) {
  const { t } = useLanguage();
  const [chosen, setChosen] = useState(roles);
  return (
    <div className="form">
      <Checks
        legend={t('users.roles')}
        choices={ROLES.map((role) => [role, t(`role.${role}`)] as const)}
        chosen={chosen}
        onChange={setChosen}
      />
      <p className="quiet">{t('users.roles.note')}</p>
      <Button className="button primary fit" onPress={() => void onRoles(chosen)}>
        {t('users.roles.set')}
      </Button>
    </div>
  );
}
