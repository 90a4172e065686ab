import { lazy, Suspense, useEffect, useState } from 'react';
import type { Pair } from './comparison.ts';
import { Account } from './components/Account.tsx';
import { Comparison } from './components/Comparison.tsx';
import { Coverage } from './components/Coverage.tsx';
import { FilePanel } from './components/FilePanel.tsx';
import { Footer } from './components/Footer.tsx';
import { Header } from './components/Header.tsx';
import { PartyPage } from './components/PartyPage.tsx';
import { SearchPanel } from './components/SearchPanel.tsx';
import { TokenDialog } from './components/TokenDialog.tsx';
import { type StatusState, useStatus } from './hooks/useStatus.ts';
import { useLanguage } from './language.tsx';
import { ListTitles } from './lists.ts';
import { type Page, usePage } from './pages.ts';
import { mayAsk, type Session, useSession } from './session.ts';

/** Loaded where there are accounts only: who just looks names up need not wait for it. */
const RecordPages = lazy(() => import('./record/RecordPages.tsx'));

/** The whole page: what is covered, search, customer file, and the side-by-side on top. */
export function App() {
  const state = useStatus();
  const session = useSession();
  const page = usePageOf(session);
  const who = session.kind === 'person' ? session.person.handle : '';
  const [pair, setPair] = useState<Pair | null>(null);
  useFilesStayOutside();
  const opened = page.kind === 'party' ? page.route.id : page.kind;
  // A link to another page leads out of the side-by-side.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is the reason.
  useEffect(() => setPair(null), [opened]);
  return (
    <ListTitles value={state.status?.lists ?? []}>
      <Header>
        <Account session={session} page={page} />
      </Header>
      {page.kind === 'party' && <PartyPage key={who} route={page.route} />}
      {(session.kind === 'person' || session.kind === 'nobody') && (
        <Suspense fallback={<main className="page" aria-busy="true" />}>
          <RecordPages page={page} session={session} />
        </Suspense>
      )}
      <LookUp isHidden={page.kind !== 'look-up'} session={session} state={state} onOpen={setPair} />
      <Footer status={state.status} />
      <Comparison pair={pair} onClose={() => setPair(null)} />
      {session.kind === 'absent' && <TokenDialog />}
    </ListTitles>
  );
}

interface LookUpProps {
  readonly isHidden: boolean;
  readonly session: Session;
  readonly state: StatusState;
  readonly onOpen: (pair: Pair) => void;
}

/** It stays as it is behind another page, so that one comes back to what one found. */
function LookUp({ isHidden, session, state, onOpen }: LookUpProps) {
  const { t } = useLanguage();
  const mayNot = session.kind === 'person' && !mayAsk(session);
  return (
    <main className="page" hidden={isHidden}>
      {mayNot ? (
        <p className="notice">{t('account.asksNothing')}</p>
      ) : (
        <>
          <Coverage {...state} />
          <SearchPanel onOpen={onOpen} />
          <FilePanel onOpen={onOpen} />
        </>
      )}
    </main>
  );
}

/** The page that the address names, as far as the server has it. */
function usePageOf(session: Session): Page {
  const page = usePage();
  const isThere = session.kind !== 'absent' || page.kind === 'party';
  return isThere ? page : { kind: 'look-up' };
}

/** A file dropped beside the drop zone must not replace the page, as browsers do by default. */
function useFilesStayOutside(): void {
  useEffect(() => {
    const refuse = (event: DragEvent) => event.preventDefault();
    window.addEventListener('dragover', refuse);
    window.addEventListener('drop', refuse);
    return () => {
      window.removeEventListener('dragover', refuse);
      window.removeEventListener('drop', refuse);
    };
  }, []);
}
