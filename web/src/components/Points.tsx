import { useLanguage } from '../language.tsx';

/** Decibans with their sign. */
export function Points({ points }: { readonly points: number }) {
  const { t, number } = useLanguage();
  const kind = points > 0 ? 'for' : points < 0 ? 'against' : 'neutral';
  return (
    <span className={`points points-${kind}`} title={t('points.title')}>
      {number(points, { signDisplay: 'exceptZero', maximumFractionDigits: 1 })}
    </span>
  );
}
