import { useEffect, useRef, useState } from 'react';
import { Autocomplete, Button, Input, Label, SearchField } from 'react-aria-components';
import type { Pair } from '../comparison.ts';
import { useSearch } from '../hooks/useSearch.ts';
import { useLanguage } from '../language.tsx';
import { matchQuery, NO_FIELDS, type SearchFields } from '../query.ts';
import { MoreFields } from './MoreFields.tsx';
import { Results } from './Results.tsx';

/** Search one party: results as you type, arrows and Enter to open one. */
export function SearchPanel({ onOpen }: { readonly onOpen: (pair: Pair) => void }) {
  const { t } = useLanguage();
  const [fields, setFields] = useState<SearchFields>(NO_FIELDS);
  const box = useSlashKey();
  const query = matchQuery(fields);
  const search = useSearch(query);
  return (
    <section className="card search" aria-labelledby="search-title">
      <h2 id="search-title">{t('search.title')}</h2>
      <Autocomplete
        disableAutoFocusFirst
        inputValue={fields.name}
        onInputChange={(name) => setFields((before) => ({ ...before, name }))}
      >
        <SearchField className="search-field">
          <Label className="hidden">{t('search.label')}</Label>
          <SearchIcon />
          <Input ref={box} placeholder={t('search.placeholder')} autoComplete="off" />
          <SlashKey />
          <Button className="clear" aria-label={t('search.clear')}>
            ×
          </Button>
        </SearchField>
        <MoreFields fields={fields} onChange={setFields} />
        <Results query={query} search={search} onOpen={onOpen} />
      </Autocomplete>
    </section>
  );
}

/** A picture of the key, for the eye only: the hint below says it in words. */
function SlashKey() {
  return (
    <svg className="slash-key" viewBox="0 0 24 24" aria-hidden="true">
      <rect x="1.5" y="1.5" width="21" height="21" rx="5" />
      <path d="M14.5 7l-5 10" />
    </svg>
  );
}

function SearchIcon() {
  return (
    <svg className="search-icon" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="10.5" cy="10.5" r="6.5" />
      <path d="M15.5 15.5L21 21" />
    </svg>
  );
}

/** `/` brings the cursor to the search box from anywhere but another field. */
function useSlashKey() {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      const typing = target.matches('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || typing || document.querySelector('[role=dialog]') !== null) return;
      event.preventDefault();
      box.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return box;
}
