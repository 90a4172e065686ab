import { parseLooseDate } from '../../entity/index.ts';
import { excelDay } from '../xlsx/index.ts';

/**
 * The ISO days of a cell of SAT: `01/06/2018`, `01/02/2019 - 03/04/2020`, `12/03/19`, or the number
 * that a spreadsheet made of one. Undefined when it holds none.
 */
export function satDays(text: string): readonly string[] | undefined {
  const serial = /^\d{5}$/.test(text) ? excelDay(Number(text)) : undefined;
  if (serial !== undefined) return [serial];
  const parts = [...text.matchAll(/(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?!\d)/g)];
  const days = parts.map(([, day, month, year = '']) => {
    const full = year.length === 2 ? `20${year}` : year;
    const loose = parseLooseDate(`${full}-${month}-${day}`);
    return loose.kind === 'date' ? loose.date : undefined;
  });
  if (days.length === 0 || days.some((day) => day === undefined)) return undefined;
  return days.filter((day) => day !== undefined).sort();
}

/** The day in `Información actualizada al 31 de enero de 2026; los listados …`. */
export function updatedDay(text: string): string | undefined {
  const words = /actualizada al (\d{1,2} de \p{L}+ de \d{4})/u.exec(text)?.[1];
  const found = parseLooseDate(words ?? '');
  return found.kind === 'date' ? found.date : undefined;
}
