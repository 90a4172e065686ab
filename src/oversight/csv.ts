import type { Figure } from './figures.ts';
import type { Oversight } from './oversight.ts';

const HEADINGS = [
  ...['until', 'measure', 'name', 'nombre', 'by', 'value', 'unit', 'numerator', 'denominator'],
  ...['low', 'high', 'first_record', 'last_record', 'exceptions'],
] as const;

/** The measures as one table by RFC 4180, a row a number; a measure without any has one row. */
export function oversightCsv({ until, measures }: Oversight): string {
  const rows = measures.flatMap(({ id, name, unit, figures }) =>
    (figures.length === 0 ? [undefined] : figures).map((figure) => [
      ...[until, id, name.en, name.es, byOf(figure), figure?.value, unit],
      ...[figure?.numerator, figure?.denominator, ...(figure?.interval ?? [null, null])],
      ...[figure?.records?.first, figure?.records?.last, figure?.exceptions?.join(' ')],
    ]),
  );
  const lines = [HEADINGS, ...rows].map((row) => row.map(cell).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

/** What others wrote stands behind one of our words, so that no sheet takes it for a formula. */
const byOf = (figure: Figure | undefined): string =>
  Object.entries(figure?.by ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join('; ');

function cell(value: string | number | null | undefined): string {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
