import { createContext, useContext } from 'react';
import type { ListState } from './wire.ts';

/** The lists that the server knows, for their titles. */
export const ListTitles = createContext<readonly ListState[]>([]);

/** The title of a dataset for readers; its name where the server does not know it. */
export function useListTitle(): (dataset: string) => string {
  const lists = useContext(ListTitles);
  return (dataset) => lists.find((list) => list.name === dataset)?.title ?? dataset;
}
