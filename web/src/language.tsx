import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import {
  type Args,
  type Language,
  type MessageKey,
  type PluralKey,
  say,
  text,
} from './messages/index.ts';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', es: 'es-MX' };
const KEY = 'tamiz.language';

export interface Speaker {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  /** The message of a key, with its placeholders filled. */
  readonly t: <K extends MessageKey>(key: K, ...args: Args<K>) => string;
  /** The message for a count: `hits` picks `hits.one` or `hits.other`. */
  readonly count: (key: PluralKey, count: number) => string;
  /** The message of a key that comes from data, or `fallback` when there is none. */
  readonly label: (key: string, fallback: string) => string;
  readonly number: (value: number, options?: Intl.NumberFormatOptions) => string;
  /** A day or a moment of ISO form; a date of lower precision stays as it is. */
  readonly date: (iso: string) => string;
  readonly country: (code: string) => string;
  readonly collator: Intl.Collator;
}

function speaker(language: Language, setLanguage: (language: Language) => void): Speaker {
  const locale = LOCALES[language];
  const number = (value: number, options?: Intl.NumberFormatOptions): string =>
    new Intl.NumberFormat(locale, options).format(value);
  const plural = new Intl.PluralRules(locale);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const regions = new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' });
  return {
    language,
    setLanguage,
    t: (key, ...args) => say(language, key, args[0] ?? {}, number),
    count: (key, n) =>
      say(language, `${key}.${plural.select(n) === 'one' ? 'one' : 'other'}`, { n }, number),
    label: (key, fallback) => text(language, key) ?? fallback,
    number,
    date: (iso) => {
      const moment = iso.length >= 10 ? Date.parse(iso) : Number.NaN;
      return Number.isNaN(moment) ? iso : day.format(moment);
    },
    country: (code) => (/^[a-z]{2}$/i.test(code) ? (regions.of(code.toUpperCase()) ?? code) : code),
    collator: new Intl.Collator(locale, { numeric: true }),
  };
}

const Context = createContext<Speaker | undefined>(undefined);

function firstLanguage(): Language {
  const stored = localStorage.getItem(KEY);
  if (stored === 'en' || stored === 'es') return stored;
  return navigator.language.toLowerCase().startsWith('es') ? 'es' : 'en';
}

/** Gives everything below it the language of the user, and react-aria's own texts with it. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  const value = useMemo(
    () =>
      speaker(language, (next) => {
        localStorage.setItem(KEY, next);
        setLanguage(next);
      }),
    [language],
  );
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <Context value={value}>
      <I18nProvider locale={LOCALES[language]}>{children}</I18nProvider>
    </Context>
  );
}

export function useLanguage(): Speaker {
  const value = useContext(Context);
  if (value === undefined) throw new Error('useLanguage outside of LanguageProvider');
  return value;
}
