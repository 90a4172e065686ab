import { Button } from 'react-aria-components';
import { ask } from '../api.ts';
import { useLanguage } from '../language.tsx';
import type { Page } from '../pages.ts';
import { may, mayAsk, type Session, sessionEnded } from '../session.ts';

interface Props {
  readonly session: Session;
  readonly page: Page;
}

/** The ways to the pages that whoever is signed in may see, and who that is. */
export function Account({ session, page }: Props) {
  const { t } = useLanguage();
  if (session.kind === 'asking' || session.kind === 'absent') return null;
  if (session.kind === 'nobody') {
    return (
      <div className="account">
        <p className="quiet">{t('account.nobody')}</p>
        <a className="button" href="#/sign-in">
          {t('account.signIn')}
        </a>
      </div>
    );
  }
  const { organisation, handle, roles } = session.person;
  return (
    <div className="account">
      <Ways session={session} page={page} />
      <p className="who">
        <span className="hidden">{t('account.who')} </span>
        <a href="#/account">{handle}</a>{' '}
        <span className="quiet">
          {organisation} · <Roles roles={roles} />
        </span>
      </p>
      <Button className="button" onPress={signOut}>
        {t('account.signOut')}
      </Button>
    </div>
  );
}

function Roles({ roles }: { readonly roles: readonly string[] }) {
  const { label } = useLanguage();
  return roles.map((role) => label(`role.${role}`, role)).join(', ');
}

function Ways({ session, page }: Props) {
  const { t } = useLanguage();
  const ways = [
    ['look-up', '#/', mayAsk(session)],
    ['cases', '#/cases', may(session, 'case:read')],
    ['redress', '#/redress', may(session, 'redress:read')],
    ['properties', '#/properties', may(session, 'property:read')],
    ['suppressions', '#/suppressions', may(session, 'suppression:read')],
    ['bulks', '#/bulks', may(session, 'bulk:read')],
    ['users', '#/users', may(session, 'user:invite')],
    ['keys', '#/keys', may(session, 'key:read')],
  ] as const;
  const at = wayTo(page);
  return (
    <nav className="ways" aria-label={t('account.ways')}>
      {ways.map(([name, hash, open]) =>
        open ? (
          <a key={name} href={hash} aria-current={name === at ? 'page' : undefined}>
            {t(`way.${name}`)}
          </a>
        ) : null,
      )}
    </nav>
  );
}

/** The way that leads to a page; that of a document is the one of its list. */
function wayTo(page: Page): string {
  if (page.kind === 'case') return 'cases';
  return page.kind === 'documents' || page.kind === 'document' ? page.of : page.kind;
}

/** Ends the session; whatever it was about leaves the page with it. */
async function signOut(): Promise<void> {
  try {
    await ask('session', { method: 'DELETE' });
  } finally {
    location.hash = '#/';
    sessionEnded();
  }
}
