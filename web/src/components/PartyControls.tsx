import { useEffect, useState } from 'react';
import { useActors } from '../hooks/useParty.ts';
import { useLanguage } from '../language.tsx';
import { isDay, type PartyRoute, partyHash } from '../route.ts';
import { CountryOptions } from './CountryOptions.tsx';
import { Choice, Field } from './Field.tsx';

/** Who asks, and for which days. The address holds it, so that a page can be kept and sent on. */
export function PartyControls({ route }: { readonly route: PartyRoute }) {
  const { t, language } = useLanguage();
  const kinds = useActors();
  const [, country = '', kind = ''] = /^([a-z]+)-(.+)$/.exec(route.actor) ?? [];
  const go = (change: Partial<PartyRoute>) => {
    location.replace(partyHash({ ...route, ...change }));
  };
  return (
    <section className="card party-controls" aria-label={t('party.asks')}>
      <Choice
        label={t('party.country')}
        value={country}
        onChange={(next) => go({ actor: `${next}-${kind}` })}
      >
        <option value="foreign">{t('party.country.foreign')}</option>
        <CountryOptions />
      </Choice>
      <Choice
        label={t('party.actor')}
        value={kind}
        onChange={(next) => go({ actor: `${country}-${next}` })}
      >
        {kinds.length === 0 && <option value={kind}>{kind}</option>}
        {kinds.map((one) => (
          <option key={one.kind} value={one.kind}>
            {one.name[language]}
          </option>
        ))}
      </Choice>
      <DayField
        label={t('party.date')}
        hint={t('party.date.hint')}
        day={route.date}
        onDay={(date) => go({ date })}
      />
      <DayField
        label={t('party.asOf')}
        hint={t('party.asOf.hint')}
        day={route.asOf}
        onDay={(asOf) => go({ asOf })}
      />
    </section>
  );
}

interface DayProps {
  readonly label: string;
  readonly hint: string;
  readonly day: string;
  readonly onDay: (day: string) => void;
}

/** A day that is asked for once it is whole; what is being typed stays as it is. */
function DayField({ label, hint, day, onDay }: DayProps) {
  const [typed, setTyped] = useState(day);
  useEffect(() => setTyped(day), [day]);
  return (
    <Field
      label={label}
      hint={hint}
      type="date"
      value={typed}
      onChange={(text) => {
        setTyped(text);
        // While 2026 is typed the year is 0002, 0020 and 0202, of which no answer is wanted.
        if (text === '' || (isDay(text) && text >= '1000')) onDay(text);
      }}
    />
  );
}
