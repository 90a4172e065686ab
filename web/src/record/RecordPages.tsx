import '../styles/record.css';
import './texts.ts';
import { useEffect, useRef } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useLanguage } from '../language.tsx';
import type { Page, RecordPage } from '../pages.ts';
import { beginning, may, type Session } from '../session.ts';
import { AccountPage } from './AccountPage.tsx';
import { CasePage } from './CasePage.tsx';
import { CasesPage } from './CasesPage.tsx';
import { DocumentPage } from './documents/DocumentPage.tsx';
import { DocumentsPage } from './documents/DocumentsPage.tsx';
import { KINDS } from './documents/kinds.ts';
import { JoinPage } from './JoinPage.tsx';
import { KeysPage } from './keys/KeysPage.tsx';
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
  keys: 'key:read',
};

/** The right that a page needs. */
function rightOf(page: RecordPage): string {
  if (page.kind !== 'documents' && page.kind !== 'document') return RIGHTS[page.kind] ?? '';
  return `${KINDS[page.of].name}:read`;
}

/** Pages of accounts, and of what belongs to organisations. */
export default function RecordPages({ page, session: now }: Props) {
  const isLost = now.kind === 'nobody' && now.wanted;
  const last = useRef(now);
  if (!isLost) last.current = now;
  // What was being written stays there while somebody signs in again.
  const session = isLost ? last.current : now;
  const wasNobody = session.kind === 'nobody';
  const isOpenPage = page.kind === 'look-up' || page.kind === 'party';
  const asksThere = page.kind === 'sign-in' || page.kind === 'join' || (wasNobody && !isOpenPage);
  return (
    <>
      {page.kind !== 'look-up' && page.kind !== 'party' && (
        <OnePage page={page} session={session} />
      )}
      <SignInDialog isOpen={isLost && !asksThere} session={session} />
    </>
  );
}

function OnePage({ page, session }: { readonly page: RecordPage; readonly session: Session }) {
  const { t } = useLanguage();
  if (page.kind === 'join') return <JoinPage token={page.token} />;
  if (page.kind === 'sign-in') return <SignInPage {...page} session={session} />;
  if (session.kind === 'nobody') {
    return <SignInPage organisation="main" handle="" session={session} />;
  }
  if (session.kind !== 'person') return <main className="page" aria-busy="true" />;
  if (page.kind === 'account') return <AccountPage person={session.person} />;
  if (!may(session, rightOf(page))) {
    return (
      <main className="page">
        <p className="notice">{t('account.noRight')}</p>
      </main>
    );
  }
  if (page.kind === 'users') return <UsersPage session={session} />;
  if (page.kind === 'keys') return <KeysPage page={page.page} session={session} />;
  return (
    <WordsOfCases>
      {page.kind === 'cases' && <CasesPage search={page.search} session={session} />}
      {page.kind === 'case' && <CasePage key={page.id} id={page.id} session={session} />}
      {page.kind === 'suppressions' && <SuppressionsPage {...page} session={session} />}
      {page.kind === 'documents' && <DocumentsPage key={page.of} {...page} session={session} />}
      {page.kind === 'document' && (
        <DocumentPage key={`${page.of} ${page.id}`} {...page} session={session} />
      )}
    </WordsOfCases>
  );
}

interface SignInProps {
  readonly organisation: string;
  readonly handle: string;
  readonly session: Session;
}

/** Asks who somebody is; whoever has said so begins where their role has something to do. */
function SignInPage({ organisation, handle, session }: SignInProps) {
  const { t } = useLanguage();
  useEffect(() => {
    if (session.kind === 'person') location.replace(beginning(session));
  }, [session]);
  return (
    <main className="page narrow">
      <section className="card" aria-labelledby="sign-in-title">
        <h2 id="sign-in-title">{t('signIn.title')}</h2>
        {handle !== '' && <p className="notice">{t('signIn.joined')}</p>}
        <SignInForm organisation={organisation} handle={handle} />
      </section>
    </main>
  );
}

interface DialogProps {
  readonly isOpen: boolean;
  /** Of whoever was at work. */
  readonly session: Session;
}

/** Over the page, when a session ended while somebody was at work. */
function SignInDialog({ isOpen, session }: DialogProps) {
  const { t } = useLanguage();
  const person = session.kind === 'person' ? session.person : undefined;
  return (
    <ModalOverlay className="overlay" isOpen={isOpen} isKeyboardDismissDisabled>
      <Modal className="modal modal-small">
        <Dialog>
          <Heading slot="title">{t(person ? 'signIn.again' : 'signIn.title')}</Heading>
          <p>{t(person ? 'signIn.again.why' : 'signIn.why')}</p>
          <SignInForm organisation={person?.organisation ?? 'main'} handle={person?.handle ?? ''} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
