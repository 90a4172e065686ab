import '../styles/record.css';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useLanguage } from '../language.tsx';
import type { Page, RecordPage } from '../pages.ts';
import { may, type Session } from '../session.ts';
import { CasePage } from './CasePage.tsx';
import { CasesPage } from './CasesPage.tsx';
import { JoinPage } from './JoinPage.tsx';
import { SignInForm } from './SignInForm.tsx';
import { SuppressionsPage } from './SuppressionsPage.tsx';
import { UsersPage } from './UsersPage.tsx';
import { WordsOfCases } from './words.tsx';

interface Props {
  readonly page: Page;
  readonly session: Session;
}

/** The right that each page needs. */
const RIGHTS: Readonly<Partial<Record<RecordPage['kind'], string>>> = {
  cases: 'case:read',
  case: 'case:read',
  suppressions: 'suppression:read',
  users: 'user:invite',
};

/** Pages of accounts, and of what belongs to organisations. */
export default function RecordPages({ page, session }: Props) {
  const isLost = session.kind === 'nobody' && session.wanted;
  const asksThere = page.kind === 'sign-in' || page.kind === 'join';
  return (
    <>
      {page.kind !== 'look-up' && page.kind !== 'party' && (
        <OnePage page={page} session={session} isLost={isLost} />
      )}
      <SignInDialog isOpen={isLost && !asksThere} />
    </>
  );
}

function OnePage({ page, session, isLost }: Props & { page: RecordPage; isLost: boolean }) {
  const { t } = useLanguage();
  if (page.kind === 'join') return <JoinPage token={page.token} />;
  if (page.kind === 'sign-in') return <SignInPage {...page} />;
  // What was being written stays there while somebody signs in again.
  if (session.kind === 'nobody' && !isLost) return <SignInPage organisation="main" handle="" />;
  if (session.kind === 'person' && !may(session, RIGHTS[page.kind] ?? '')) {
    return (
      <main className="page">
        <p className="notice">{t('account.noRight')}</p>
      </main>
    );
  }
  if (page.kind === 'users') return <UsersPage session={session} />;
  return (
    <WordsOfCases>
      {page.kind === 'cases' && <CasesPage search={page.search} session={session} />}
      {page.kind === 'case' && <CasePage key={page.id} id={page.id} session={session} />}
      {page.kind === 'suppressions' && <SuppressionsPage {...page} session={session} />}
    </WordsOfCases>
  );
}

interface SignInProps {
  readonly organisation: string;
  readonly handle: string;
}

function SignInPage({ organisation, handle }: SignInProps) {
  const { t } = useLanguage();
  return (
    <main className="page narrow">
      <section className="card" aria-labelledby="sign-in-title">
        <h2 id="sign-in-title">{t('signIn.title')}</h2>
        {handle !== '' && <p className="notice">{t('signIn.joined')}</p>}
        <SignInForm
          organisation={organisation}
          handle={handle}
          onDone={() => {
            if (location.hash.startsWith('#/sign-in')) location.replace('#/');
          }}
        />
      </section>
    </main>
  );
}

/** Over the page, when a session ended while somebody was at work. */
function SignInDialog({ isOpen }: { readonly isOpen: boolean }) {
  const { t } = useLanguage();
  return (
    <ModalOverlay className="overlay" isOpen={isOpen} isKeyboardDismissDisabled>
      <Modal className="modal modal-small">
        <Dialog>
          <Heading slot="title">{t('signIn.again')}</Heading>
          <p>{t('signIn.again.why')}</p>
          <SignInForm organisation="main" handle="" />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
