import { commonSource, orderedProperties } from '../comparison.ts';
import { displayValue } from '../display.ts';
import { useLanguage } from '../language.tsx';
import type { LinkedListing, SourcedValue } from '../wire.ts';
import { LinkedThings } from './LinkedThings.tsx';
import { SourceLine } from './SourceLine.tsx';

interface Props {
  readonly id: string;
  readonly listing: LinkedListing | undefined;
}

/** The source of a value without what belongs to that value alone. */
function bare({ dataset, record, knownAt }: SourcedValue): SourcedValue {
  return { value: '', dataset, record, knownAt };
}

/** All that the listing says, with the source of every value: the common one is said once. */
export function ListingDetails({ id, listing }: Props) {
  const speaker = useLanguage();
  const { t, label } = speaker;
  const common = listing && commonSource(listing);
  return (
    <section className="details">
      <h3>
        {t('compare.listing.all')} <code>{id}</code>
      </h3>
      {listing === undefined && <p className="quiet">{t('compare.loading')}</p>}
      {common !== undefined && (
        <p className="common-source">
          {t('source.common')} <SourceLine value={bare(common)} />
        </p>
      )}
      {listing !== undefined && (
        <dl>
          {orderedProperties(listing).map((property) => (
            <div key={property}>
              <dt>{label(`property.${property}`, property)}</dt>
              {listing.sources[property]?.map((value) => (
                <dd key={`${value.value} ${value.dataset} ${value.record}`} dir="auto">
                  {displayValue(property, value.value, speaker)}
                  <SourceLine value={value} said={common} />
                </dd>
              ))}
            </div>
          ))}
        </dl>
      )}
      {listing?.linked !== undefined && <LinkedThings linked={listing.linked} said={common} />}
    </section>
  );
}
