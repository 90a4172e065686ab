/** The 97.5th percentile of the normal distribution. */
const Z = 1.959964;

/**
 * Wilson's 95 % interval of a share (Wilson 1927, Journal of the American Statistical Association
 * 22, 209–212): it says something also where nothing or everything was counted.
 */
export function wilson(counted: number, of: number): readonly [number, number] {
  if (of === 0) return [0, 1];
  const share = counted / of;
  const z2 = Z * Z;
  const middle = share + z2 / (2 * of);
  const half = Z * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of));
  const scale = 1 + z2 / of;
  return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
}
