import { useMemo } from 'react';
import { useLanguage } from '../language.tsx';

/** Moments with their time, where the reader is. */
export function useMoment(): (iso: string) => string {
  const { language } = useLanguage();
  return useMemo(() => {
    const locale = language === 'es' ? 'es-MX' : 'en-US';
    const form = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    return (iso) => form.format(Date.parse(iso));
  }, [language]);
}
