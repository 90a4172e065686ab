import { type FormEvent, useId, useState } from 'react';
import { Button } from 'react-aria-components';
import { type ApiError, api, type Raised } from '../api.ts';
import { type Pair, several } from '../comparison.ts';
import { useLanguage } from '../language.tsx';
import { caseHash } from '../pages.ts';
import { may, useSession } from '../session.ts';
import { ProblemCard } from './ProblemCard.tsx';

interface Props {
  readonly pair: Pair;
  /** What the listing is, for a question that did not say what it is about. */
  readonly schema: string | undefined;
}

/** Brings what was compared before a person who decides, for whoever may do that. */
export function OpenCase({ pair, schema }: Props) {
  const { t } = useLanguage();
  const session = useSession();
  const [isOpen, setOpen] = useState(false);
  // What is pinned is in a case already.
  if (!may(session, 'case:open') || pair.pinned !== undefined || schema === undefined) return null;
  if (!isOpen) {
    return (
      <Button className="button fit" onPress={() => setOpen(true)}>
        {t('raise.button')}
      </Button>
    );
  }
  return <RaiseForm pair={pair} schema={schema} />;
}

function RaiseForm({ pair, schema }: { readonly pair: Pair; readonly schema: string }) {
  const { t } = useLanguage();
  const id = useId();
  const [customer, setCustomer] = useState(pair.record ?? '');
  const [raised, setRaised] = useState<Raised>();
  const [error, setError] = useState<ApiError>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setError(undefined);
    try {
      const asked = { customer, schema, properties: propertiesOf(pair) };
      setRaised(await api.raise(asked, thresholdFor(pair.score)));
    } catch (failure) {
      setError(failure as ApiError);
    }
  };
  return (
    <form className="open-case" onSubmit={submit}>
      <p className="quiet">{t('raise.what')}</p>
      <div className="field">
        <label htmlFor={id}>{t('raise.customer')}</label>
        <input
          id={id}
          value={customer}
          maxLength={256}
          autoComplete="off"
          required
          onChange={(event) => setCustomer(event.target.value)}
        />
      </div>
      <Button type="submit" className="button primary fit">
        {t('raise.do')}
      </Button>
      <Outcome raised={raised} />
      {error !== undefined && <ProblemCard title={t('raise.failed')} problem={error.problem} />}
    </form>
  );
}

function Outcome({ raised }: { readonly raised: Raised | undefined }) {
  const { t, count } = useLanguage();
  if (raised === undefined) return null;
  if (raised.error !== undefined) {
    return <ProblemCard title={t('raise.failed')} problem={{ found: raised.error }} />;
  }
  if (raised.case === null) return <p role="status">{t('raise.none')}</p>;
  return (
    <p role="status">
      {count('raise.opened', raised.hits)}{' '}
      <a className="party-link" href={caseHash(raised.case)}>
        {t('raise.go')}
      </a>
    </p>
  );
}

/** What is known of the customer, by property; headings of a file are read as the file was. */
function propertiesOf({ query, columns }: Pair): Record<string, string[]> {
  const properties: Record<string, string[]> = {};
  for (const [heading, values] of Object.entries(query)) {
    const property = columns === undefined ? heading : columns[heading];
    if (property == null || property === 'id' || property === 'schema') continue;
    const said = several(values).filter((value) => value.trim() !== '');
    if (said.length > 0) properties[property] = [...(properties[property] ?? []), ...said];
  }
  return properties;
}

/** What is usual for cases; less where somebody wants a case about a weaker match they saw. */
const thresholdFor = (score: number): number => Math.min(0.7, Math.floor(score * 100) / 100);
