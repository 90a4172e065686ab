import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useLanguage } from '../language.tsx';
import { calls } from './calls.ts';
import { Refusal } from './Refusal.tsx';
import { useAnswer } from './useAnswer.ts';
import type { CaseWords, Term, UserRecord } from './wire.ts';

/** What cases are told in: the tables of the server, and the people of the organisation. */
export interface Words extends CaseWords {
  readonly people: readonly UserRecord[];
  /** What a term is called; its id where the table has it no more. */
  readonly term: (terms: readonly Term[], id: string | null) => string;
  /** What a person is called, with their handle. */
  readonly person: (handle: string | null) => string;
}

const Context = createContext<Words | undefined>(undefined);

/** Gives pages the words of cases, once the server has told them. */
export function WordsOfCases({ children }: { readonly children: ReactNode }) {
  const { t, language } = useLanguage();
  const { answer, error } = useAnswer('words', async (signal) => {
    const [words, users] = await Promise.all([calls.words(signal), calls.users(signal)]);
    return { ...words, people: users.results };
  });
  const value = useMemo(() => {
    if (answer === undefined) return undefined;
    const names = new Map(answer.people.map(({ id, name }) => [id, name]));
    const term: Words['term'] = (terms, id) =>
      terms.find((one) => one.id === id)?.name[language] ?? id ?? '';
    const person: Words['person'] = (handle) => {
      if (handle === null) return '';
      const name = names.get(handle);
      return name === undefined ? handle : `${name} (${handle})`;
    };
    return { ...answer, term, person };
  }, [answer, language]);
  if (error !== undefined) {
    return (
      <main className="page">
        <Refusal title={t('words.failed')} error={error} />
      </main>
    );
  }
  if (value === undefined) return <main className="page" aria-busy="true" />;
  return <Context value={value}>{children}</Context>;
}

export function useWords(): Words {
  const value = useContext(Context);
  if (value === undefined) throw new Error('useWords outside of WordsOfCases');
  return value;
}

/** Terms as the options of a select element. */
export function TermOptions({ terms }: { readonly terms: readonly Term[] }) {
  const { language } = useLanguage();
  return terms.map(({ id, name }) => (
    <option key={id} value={id}>
      {name[language]}
    </option>
  ));
}
