import { createContext, useContext } from 'react';
import { useLanguage } from './language.tsx';
import type { Language } from './messages/index.ts';
import type { ListState } from './wire.ts';

/** The lists that the server knows, for their titles. */
export const ListTitles = createContext<readonly ListState[]>([]);

/** The title of a dataset for readers; its name where the server does not know it. */
export function useListTitle(): (dataset: string) => string {
  const lists = useContext(ListTitles);
  const { language } = useLanguage();
  return (dataset) => {
    const list = lists.find(({ name }) => name === dataset);
    return list === undefined ? dataset : titleOf(list, language);
  };
}

/** A list's title in a language of the page. */
export function titleOf({ title, titleEs }: ListState, language: Language): string {
  return language === 'es' ? titleEs : title;
}
