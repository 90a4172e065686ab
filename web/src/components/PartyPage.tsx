import { useEffect, useRef } from 'react';
import { useParty } from '../hooks/useParty.ts';
import { useLanguage } from '../language.tsx';
import { ListTitles, titleOf } from '../lists.ts';
import type { PartyAnswer } from '../partyWire.ts';
import type { PartyRoute } from '../route.ts';
import { PartyControls } from './PartyControls.tsx';
import { PartyLaw } from './PartyLaw.tsx';
import { PartyLinks } from './PartyLinks.tsx';
import { PartyListings } from './PartyListings.tsx';
import { ProblemCard } from './ProblemCard.tsx';

/** One party: what binds whoever asks, every list that has it, and why these are one. */
export function PartyPage({ route }: { readonly route: PartyRoute }) {
  const { t } = useLanguage();
  const { party, busy, error } = useParty(route);
  const title = useFocusOnce(route.id, party !== undefined || error !== undefined);
  return (
    <main className="page party-page" aria-busy={busy}>
      <nav>
        <a className="party-link" href="#/">
          ← {t('party.back')}
        </a>
      </nav>
      <header className="party-head">
        <h2 ref={title} tabIndex={-1} dir="auto">
          {party?.caption ?? route.id}
        </h2>
        {party !== undefined && <PartyKind party={party} />}
      </header>
      <PartyControls route={route} />
      {error !== undefined && <ProblemCard title={t('party.failed')} problem={error.problem} />}
      <p className="quiet" role="status">
        {busy ? t('party.loading') : ''}
      </p>
      {party !== undefined && (
        <ListTitles value={party.lists}>
          <PartyLaw law={party.law} />
          <PartyListings party={party} />
          <PartyLinks party={party} />
          <Versions party={party} />
        </ListTitles>
      )}
    </main>
  );
}

function PartyKind({ party }: { readonly party: PartyAnswer }) {
  const { count, label } = useLanguage();
  const schema = party.listings[0]?.entity.schema ?? '';
  return (
    <p className="quiet">
      {label(`schema.${schema}`, schema)} · <code>{party.id}</code> ·{' '}
      {count('party.lists', party.listings.length)}
    </p>
  );
}

/** Which versions of which lists this was answered from. */
function Versions({ party }: { readonly party: PartyAnswer }) {
  const { t, date, language } = useLanguage();
  return (
    <section className="card versions">
      <h3>{t('party.versions')}</h3>
      <p>{party.coverage.sentence[language]}</p>
      <ul>
        {party.lists.map((list) => {
          const when = list.published ?? list.fetched;
          return (
            <li key={list.name}>
              {titleOf(list, language)}
              <small className="source">
                {[
                  ...(when === null ? [] : [date(when)]),
                  ...(list.version === null ? [] : [t('party.version', { version: list.version })]),
                ].join(' · ')}
              </small>
            </li>
          );
        })}
      </ul>
      <p className="heard">{t('caveat.heard')}</p>
    </section>
  );
}

/**
 * Brings a reader to the title when another party's page is there, unless they are at work on it
 * already. Not sooner: the side-by-side that led here gives the focus back while it closes.
 */
function useFocusOnce(id: string, ready: boolean) {
  const title = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another party is the reason.
  useEffect(() => {
    const page = title.current?.closest('main');
    if (!ready || page?.contains(document.activeElement)) return;
    title.current?.focus();
    window.scrollTo(0, 0);
  }, [id, ready]);
  return title;
}
