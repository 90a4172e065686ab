import { commonSource, orderedProperties, sameSource } from '../comparison.ts';
import { displayValue } from '../display.ts';
import { useLanguage } from '../language.tsx';
import { useListTitle } from '../lists.ts';
import type { PartyAnswer, PartyListing } from '../partyWire.ts';
import type { Listing, SourcedValue } from '../wire.ts';
import { ListingDetails } from './ListingDetails.tsx';
import { SourceLine } from './SourceLine.tsx';

/** Every list that has the party: since when, under which names, by which acts. */
export function PartyListings({ party }: { readonly party: PartyAnswer }) {
  const { count } = useLanguage();
  return (
    <section className="card" aria-labelledby="party-lists">
      <h3 id="party-lists">{count('party.lists', party.listings.length)}</h3>
      <ul className="listings">
        {party.listings.map((listing) => (
          <li key={`${listing.list} ${listing.id}`} className="listing">
            <OneListing listing={listing} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Told for each listing before all the rest. */
const NAMES = ['name', 'alias', 'previousName', 'weakAlias'];
const FACTS = ['birthDate', 'status', 'summary'];

function OneListing({ listing }: { readonly listing: PartyListing }) {
  const { t } = useLanguage();
  const title = useListTitle();
  const { record, knownAt, heldFrom, list, id } = listing;
  const source: SourcedValue = {
    value: '',
    dataset: list,
    record: record ?? '',
    knownAt: knownAt ?? '',
    ...(heldFrom !== null && { heldFrom }),
  };
  const common = commonSource(listing) ?? source;
  return (
    <>
      <h4>
        {title(list)} <code>{id}</code>
      </h4>
      <SourceLine value={sameSource(source, common) ? source : common} />
      <dl>
        {[...NAMES, ...FACTS].map((property) => (
          <Values key={property} property={property} listing={listing} said={common} />
        ))}
        {listing.acts.length > 0 && (
          <div>
            <dt>{t('party.list.acts')}</dt>
            {listing.acts.map((act) => (
              <dd key={act.entity.id} dir="auto">
                <Act act={act} />
              </dd>
            ))}
          </div>
        )}
      </dl>
      <details>
        <summary>{t('party.list.all')}</summary>
        <ListingDetails id={id} listing={listing} />
      </details>
    </>
  );
}

interface ValuesProps {
  readonly property: string;
  readonly listing: Listing;
  readonly said: SourcedValue;
}

function Values({ property, listing, said }: ValuesProps) {
  const speaker = useLanguage();
  const values = listing.sources[property] ?? [];
  if (values.length === 0) return null;
  // What holds for the listing as a whole is said once, above.
  const own = ({ heldFrom, ...rest }: SourcedValue): SourcedValue =>
    heldFrom === undefined || heldFrom === said.heldFrom ? rest : { ...rest, heldFrom };
  return (
    <div>
      <dt>{speaker.label(`property.${property}`, property)}</dt>
      {values.map((value) => (
        <dd key={`${value.value} ${value.record}`} dir="auto">
          {displayValue(property, value.value, speaker)}
          <SourceLine value={own(value)} said={said} />
        </dd>
      ))}
    </div>
  );
}

/** What an act says, most telling first; ids and what it points at are left out. */
const TOLD = ['authority', 'program', 'programId', 'unscId', 'provisions', 'reason', 'recordId'];
const DAYS = ['startDate', 'listingDate', 'endDate'];

function Act({ act }: { readonly act: Listing }) {
  const { date } = useLanguage();
  const has = orderedProperties(act);
  const texts = (property: string): readonly string[] => act.entity.properties[property] ?? [];
  const told = TOLD.filter((name) => has.includes(name)).flatMap(texts);
  const days = DAYS.flatMap(texts).map(date);
  return [...new Set([...told, ...days])].join(' · ');
}
