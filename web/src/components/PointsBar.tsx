/** Thirty decibans, odds a thousand times better or worse, fill half of the bar. */
const FULL = 30;

/** Points as a bar from the middle: to the right they speak for a match, to the left against it. */
export function PointsBar({ points }: { readonly points: number }) {
  const length = (Math.min(Math.abs(points), FULL) / FULL) * 50;
  return (
    <svg className="points-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect className="bar-track" width="100" height="6" rx="2" />
      <rect
        className={points < 0 ? 'bar-against' : 'bar-for'}
        x={points < 0 ? 50 - length : 50}
        width={length}
        height="6"
      />
      <rect className="bar-middle" x="49.5" width="1" height="6" />
    </svg>
  );
}
