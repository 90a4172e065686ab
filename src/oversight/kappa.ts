/**
 * Cohen's kappa of two readers: how far they agree beyond what chance would give (Cohen 1960,
 * Educational and Psychological Measurement 20, 37–46). Null where one of them said the same of
 * everything: then chance alone would make them agree as often, and kappa says nothing.
 */
export function cohensKappa(pairs: readonly (readonly [string, string])[]): number | null {
  const all = pairs.length;
  const count = (side: 0 | 1) => {
    const counts = new Map<string, number>();
    for (const pair of pairs) counts.set(pair[side], (counts.get(pair[side]) ?? 0) + 1);
    return counts;
  };
  const [first, second] = [count(0), count(1)];
  if (first.size < 2 || second.size < 2) return null;
  const observed = pairs.filter(([one, other]) => one === other).length / all;
  let byChance = 0;
  for (const [verdict, n] of first) byChance += (n / all) * ((second.get(verdict) ?? 0) / all);
  return (observed - byChance) / (1 - byChance);
}
