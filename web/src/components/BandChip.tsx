import { useLanguage } from '../language.tsx';
import type { Band } from '../wire.ts';

interface Props {
  readonly band: Band;
  /** In a column whose heading says what it is about. */
  readonly short?: boolean;
}

/** How much a match says, in words and in form as well as in colour. */
export function BandChip({ band, short = false }: Props) {
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
      {t(short ? `band.short.${band}` : `band.${band}`)}
    </span>
  );
}
