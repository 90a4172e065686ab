import { Button, Disclosure, DisclosurePanel } from 'react-aria-components';
import { useLanguage } from '../language.tsx';
import { hasBirthDate, isBirthDate, type SearchFields } from '../query.ts';
import { CountryOptions } from './CountryOptions.tsx';
import { Choice, Field } from './Field.tsx';

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
          <Field
            label={t('search.asOf')}
            hint={t('search.asOf.hint')}
            type="date"
            value={fields.asOf}
            onChange={set('asOf')}
          />
        </div>
      </DisclosurePanel>
    </Disclosure>
  );
}
