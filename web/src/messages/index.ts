import type { documentsEn } from './documents-en.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import type { recordEn } from './record-en.ts';

export type Language = 'en' | 'es';
export type MessageKey = keyof All;
type All = typeof en & typeof recordEn & typeof documentsEn;
type Template<K extends MessageKey> = All[K];
type RecordTexts = Readonly<Record<keyof typeof recordEn | keyof typeof documentsEn, string>>;

type Placeholders<S extends string> = S extends `${string}{${infer P}}${infer Rest}`
  ? P | Placeholders<Rest>
  : never;

/** The arguments of a message: none, or an object with exactly its placeholders. */
export type Args<K extends MessageKey> = [Placeholders<Template<K>>] extends [never]
  ? []
  : [Readonly<Record<Placeholders<Template<K>>, string | number>>];

/** Keys that have the two forms `.one` and `.other`. */
export type PluralKey = MessageKey extends infer K
  ? K extends `${infer Stem}.one`
    ? Stem
    : never
  : never;

const catalogues: Record<Language, Record<string, string>> = { en: { ...en }, es: { ...es } };

/** Every text by its key; those of accounts and cases from when their pages were loaded. */
export const CATALOGUES = catalogues as Readonly<
  Record<Language, Readonly<Record<MessageKey, string>>>
>;

/** Adds what pages of accounts and cases say, which come with these pages. */
export function learn(texts: Readonly<Record<Language, RecordTexts>>): void {
  Object.assign(catalogues.en, texts.en);
  Object.assign(catalogues.es, texts.es);
}

/** The message of a key that comes from data; undefined when the catalogue has none. */
export function text(language: Language, key: string): string | undefined {
  const catalogue: Readonly<Record<string, string>> = CATALOGUES[language];
  return Object.hasOwn(catalogue, key) ? catalogue[key] : undefined;
}

/** Fills the placeholders of a message; numbers are written as the language does. */
export function say(
  language: Language,
  key: MessageKey,
  values: Readonly<Record<string, string | number>>,
  number: (value: number) => string,
): string {
  return CATALOGUES[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? number(value) : value;
  });
}
