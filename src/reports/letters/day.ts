import type { Language } from '../types.ts';

const MONTHS = {
  en: [
    ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
    ...['October', 'November', 'December'],
  ],
  es: [
    ...['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre'],
    ...['octubre', 'noviembre', 'diciembre'],
  ],
} as const;

/** `2026-11-26` as letters have it; empty for no day. */
export function dayInWords(day: string | undefined, language: Language): string {
  if (day === undefined) return '';
  const [year, month, date] = day.split('-').map(Number);
  const name = MONTHS[language][(month ?? 1) - 1];
  return language === 'en' ? `${date} ${name} ${year}` : `${date} de ${name} de ${year}`;
}
