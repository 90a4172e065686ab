import type { Json } from '../journal/index.ts';
import type { Kind, StoredEvent } from '../store/index.ts';

/** What an event does to a document. */
export type Fold<State> = (state: State, event: StoredEvent) => State;

/** A kind whose documents are folded from events by their type; other types change nothing. */
export function folded<State extends object>(definition: {
  readonly name: string;
  readonly compartment?: string;
  readonly fields: readonly (keyof State & string)[];
  /** The document before its first event. */
  readonly empty: State;
  readonly folds: Readonly<Record<string, Fold<State>>>;
}): Kind<State> {
  const { name, compartment, fields, empty, folds } = definition;
  return {
    name,
    ...(compartment === undefined ? {} : { compartment }),
    fields,
    evolve: (state, event) => {
      const fold = Object.hasOwn(folds, event.type) ? folds[event.type] : undefined;
      const before = state ?? empty;
      return fold === undefined ? before : fold(before, event);
    },
  };
}

/** What an event says for good, in the form in which its command said it. */
export const said = <Said>(event: StoredEvent): Said => event.data as unknown as Said;

/** What an event says about persons; nothing of it is there once it was erased. */
export const told = <Told>(event: StoredEvent): Partial<Told> =>
  (event.personal ?? {}) as unknown as Partial<Told>;

type Values = { readonly [key: string]: Json | undefined };

/** The same without what is undefined, which has no form in JSON. */
export function defined(values: Values): { readonly [key: string]: Json } {
  const entries = Object.entries(values).filter((entry) => entry[1] !== undefined);
  return Object.fromEntries(entries) as { readonly [key: string]: Json };
}

/** The moment of an event, as a document keeps it. */
export const momentOf = (event: StoredEvent): string => event.at.toISOString();
