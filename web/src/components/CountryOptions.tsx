import { useMemo } from 'react';
import { useLanguage } from '../language.tsx';
import { COUNTRIES } from '../query.ts';

/** Every country, sorted as the language sorts. */
export function CountryOptions() {
  const { country, collator } = useLanguage();
  const sorted = useMemo(
    () =>
      COUNTRIES.map((code) => [code, country(code)] as const).sort((a, b) =>
        collator.compare(a[1], b[1]),
      ),
    [country, collator],
  );
  return sorted.map(([code, name]) => (
    <option key={code} value={code}>
      {name}
    </option>
  ));
}
