import { useLanguage } from '../language.tsx';
import type { Band } from '../wire.ts';

/** How much a match says, in words and in form as well as in colour. */
export function BandChip({ band }: { readonly band: Band }) {
  const { t } = useLanguage();
  return (
    <span className={`chip chip-${band}`}>
      <svg viewBox="0 0 10 10" aria-hidden="true">
        <circle className="chip-ring" cx="5" cy="5" r="4" />
        {band !== 'none' && (
          <path
            className="chip-fill"
            d={band === 'strong' ? 'M5 1a4 4 0 0 1 0 8a4 4 0 0 1 0-8z' : 'M5 1a4 4 0 0 1 0 8z'}
          />
        )}
      </svg>
      {t(`band.${band}`)}
    </span>
  );
}
