import { ListBoxItem } from 'react-aria-components';
import { programmes, topEvidence } from '../comparison.ts';
import { useLanguage } from '../language.tsx';
import { useListTitle } from '../lists.ts';
import type { ScoredListing } from '../wire.ts';
import { BandChip } from './BandChip.tsx';
import { Points } from './Points.tsx';
import { Score } from './Score.tsx';

/** One result: who, how much it says, from where, and why. */
export function ResultItem({ match }: { readonly match: ScoredListing }) {
  const { t, label, language } = useLanguage();
  const title = useListTitle();
  const { entity } = match;
  return (
    <ListBoxItem id={entity.id} className="result" textValue={entity.caption}>
      <div className="result-head">
        <strong className="caption">{entity.caption}</strong>
        <span className="quiet">{label(`schema.${entity.schema}`, entity.schema)}</span>
        <span className="result-score">
          <BandChip band={match.band} />
          <Score value={match.score} />
        </span>
      </div>
      <div className="result-from">
        {entity.datasets.map((dataset) => (
          <span key={dataset}>{title(dataset)}</span>
        ))}
        {programmes(entity.properties).map((programme) => (
          <span key={programme} className="tag">
            {programme}
          </span>
        ))}
      </div>
      {match.alsoListed.length > 0 && (
        <p className="quiet">
          {t('results.also')}{' '}
          {[...new Set(match.alsoListed.map(({ list }) => title(list)))].join(', ')}
        </p>
      )}
      <ul className="why">
        {topEvidence(match.evidence, 2).map((piece) => (
          <li key={`${piece.feature} ${piece.listing} ${piece.query}`}>
            <Points points={piece.points} />
            {piece.sentence[language]}
          </li>
        ))}
      </ul>
    </ListBoxItem>
  );
}
