import { type ReactNode, useId, useMemo } from 'react';
import { Button, Disclosure, DisclosurePanel } from 'react-aria-components';
import { useLanguage } from '../language.tsx';
import { COUNTRIES, hasBirthDate, isBirthDate, type SearchFields } from '../query.ts';

interface Props {
  readonly fields: SearchFields;
  readonly onChange: (fields: SearchFields) => void;
}

const SCHEMAS = ['Person', 'Organization', 'Company', 'Vessel'] as const;

/** What else is known of the party; each field makes the answer surer. */
export function MoreFields({ fields, onChange }: Props) {
  const { t } = useLanguage();
  const set = (name: keyof SearchFields) => (value: string) =>
    onChange({ ...fields, [name]: value });
  const badDate = !isBirthDate(fields.birthDate);
  return (
    <Disclosure className="more">
      <Button slot="trigger" className="more-button">
        <span className="more-arrow" aria-hidden="true">
          ▸
        </span>
        {t('search.more')}
      </Button>
      <DisclosurePanel>
        <div className="more-grid">
          <Choice label={t('search.type')} value={fields.schema} onChange={set('schema')}>
            <option value="">{t('search.type.any')}</option>
            {SCHEMAS.map((schema) => (
              <option key={schema} value={schema}>
                {t(`schema.${schema}`)}
              </option>
            ))}
          </Choice>
          {hasBirthDate(fields.schema) && (
            <Field
              label={t('search.birthDate')}
              hint={badDate ? t('search.birthDate.bad') : t('search.birthDate.hint')}
              bad={badDate}
              value={fields.birthDate}
              onChange={set('birthDate')}
            />
          )}
          <Field
            label={t('search.id')}
            hint={t('search.id.hint')}
            value={fields.id}
            onChange={set('id')}
          />
          <Choice label={t('search.country')} value={fields.country} onChange={set('country')}>
            <option value="">{t('search.country.any')}</option>
            <CountryOptions />
          </Choice>
        </div>
      </DisclosurePanel>
    </Disclosure>
  );
}

function CountryOptions() {
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

interface FieldProps {
  readonly label: string;
  readonly hint: string;
  readonly bad?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Field({ label, hint, bad = false, value, onChange }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        aria-invalid={bad}
        onChange={(event) => onChange(event.target.value)}
      />
      <small id={`${id}-hint`} className={bad ? 'bad' : 'quiet'}>
        {hint}
      </small>
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: ReactNode;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
    </div>
  );
}
