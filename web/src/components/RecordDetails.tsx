import { type Pair, several } from '../comparison.ts';
import { displayValue } from '../display.ts';
import { useLanguage } from '../language.tsx';

/** All that the record says. */
export function RecordDetails({ pair }: { readonly pair: Pair }) {
  const speaker = useLanguage();
  const { t, label } = speaker;
  return (
    <section className="details">
      <h3>{t('compare.record.all')}</h3>
      <dl>
        {Object.entries(pair.query).map(([key, values]) => (
          <div key={key}>
            <dt>{pair.columns === undefined ? label(`property.${key}`, key) : key}</dt>
            {several(values).map((value) => (
              <dd key={value} dir="auto">
                {displayValue(pair.columns?.[key] ?? key, value, speaker)}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </section>
  );
}
