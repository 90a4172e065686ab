import { useLanguage } from '../language.tsx';

/** A score in [0, 1], always with two decimals so that columns line up. */
export function Score({ value }: { readonly value: number }) {
  const { t, number } = useLanguage();
  return (
    <span className="score">
      <span className="hidden">{t('score')} </span>
      {number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}
    </span>
  );
}
