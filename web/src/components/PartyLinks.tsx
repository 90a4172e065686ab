import { useLanguage } from '../language.tsx';
import { useListTitle } from '../lists.ts';
import type { PartyAnswer } from '../partyWire.ts';

type Name = PartyAnswer['links'][number]['one'];

/** Why the listings are one party, and what was seen and not followed. */
export function PartyLinks({ party }: { readonly party: PartyAnswer }) {
  const { t, language } = useLanguage();
  const { links, signals, listings } = party;
  return (
    <>
      <section className="card" aria-labelledby="party-links">
        <h3 id="party-links">{t('party.links')}</h3>
        {listings.length === 1 && <p className="quiet">{t('party.links.alone')}</p>}
        <ul className="links">
          {links.map(({ one, other, reasons }) => (
            <li key={`${one.list} ${one.id} ${other.list} ${other.id}`}>
              <Pair names={[one, other]} />
              {reasons.map(({ rule, value, sentence }) => (
                <p key={`${rule} ${value}`}>{sentence[language]}</p>
              ))}
            </li>
          ))}
        </ul>
      </section>
      {signals.length > 0 && (
        <section className="card" aria-labelledby="party-signals">
          <h3 id="party-signals">{t('party.signals')}</h3>
          <ul className="links">
            {signals.map(({ kind, sentence, listings: about }) => (
              <li key={`${kind} ${sentence.en} ${about.map(({ id }) => id).join(' ')}`}>
                <Pair names={about} />
                <p>{sentence[language]}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Pair({ names }: { readonly names: readonly Name[] }) {
  const title = useListTitle();
  return (
    <p className="pair">
      {names.map(({ list, id }, at) => (
        <span key={`${list} ${id}`}>
          {at > 0 && ' · '}
          {title(list)} <code>{id}</code>
        </span>
      ))}
    </p>
  );
}
