import { useEffect, useState } from 'react';
import type { Pair } from './comparison.ts';
import { Comparison } from './components/Comparison.tsx';
import { Coverage } from './components/Coverage.tsx';
import { FilePanel } from './components/FilePanel.tsx';
import { Footer } from './components/Footer.tsx';
import { Header } from './components/Header.tsx';
import { PartyPage } from './components/PartyPage.tsx';
import { SearchPanel } from './components/SearchPanel.tsx';
import { TokenDialog } from './components/TokenDialog.tsx';
import { useStatus } from './hooks/useStatus.ts';
import { ListTitles } from './lists.ts';
import { useRoute } from './route.ts';

/** The whole page: what is covered, search, customer file, and the side-by-side on top. */
export function App() {
  const state = useStatus();
  const [pair, setPair] = useState<Pair | null>(null);
  const route = useRoute();
  useFilesStayOutside();
  const opened = route?.id;
  // A link to a party's page leads out of the side-by-side.
  useEffect(() => {
    if (opened !== undefined) setPair(null);
  }, [opened]);
  return (
    <ListTitles value={state.status?.lists ?? []}>
      <Header />
      {route !== undefined && <PartyPage route={route} />}
      {/* It stays as it is behind a party's page, so that one comes back to what one found. */}
      <main className="page" hidden={route !== undefined}>
        <Coverage {...state} />
        <SearchPanel onOpen={setPair} />
        <FilePanel onOpen={setPair} />
      </main>
      <Footer status={state.status} />
      <Comparison pair={pair} onClose={() => setPair(null)} />
      <TokenDialog />
    </ListTitles>
  );
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
