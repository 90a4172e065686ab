import { loadData } from '../../base/index.ts';
import { type Block, type Document, fields, heading, note, text } from '../document.ts';
import { fieldOf } from '../form.ts';
import { basisBlocks, missingBlocks, valueText } from '../form-document.ts';
import { type Filling, PREVIEW_MARK } from '../report.ts';
import type { Language } from '../types.ts';
import { writeWorkbook } from '../workbook.ts';
import { type Annual, type AnnualRow, annualOf, type LeftOut } from './annual.ts';
import { ANNUAL_FORM, type AnnualInput } from './forms.ts';

interface Column {
  readonly key: string;
  readonly en: string;
  readonly es: string;
  readonly width: number;
}

const { partA, partB } = loadData<{ partA: readonly Column[]; partB: readonly Column[] }>(
  'reports/ofac-annual.json',
);

type AnnualFilling = Filling<typeof ANNUAL_FORM>;

const WORDS = {
  en: {
    caution:
      'The names and the order of the columns are those of data/reports/ofac-annual.json. They ' +
      'were not compared with the official sheet TD F 90-22.50: compare them before filing.',
    partA: 'Part A',
    partB: 'Part B',
    notes: 'Read first',
    field: 'Field',
    value: 'Value',
    total: 'Total in US dollars',
    leftOut: 'Not in the report, and why',
    reference: 'Reference',
    why: {
      'blocked-later': 'Blocked after 30 June',
      left: 'Unblocked or transferred by 30 June',
      licensed: 'Under a licence on 30 June',
    },
    none: 'Nothing was held on 30 June. Who holds nothing does not file.',
  },
  es: {
    caution:
      'Los nombres y el orden de las columnas son los de data/reports/ofac-annual.json. No se ' +
      'compararon con la hoja oficial TD F 90-22.50: compárelos antes de presentar.',
    partA: 'Parte A',
    partB: 'Parte B',
    notes: 'Leer primero',
    field: 'Campo',
    value: 'Valor',
    total: 'Total en dólares',
    leftOut: 'Fuera del informe, y por qué',
    reference: 'Referencia',
    why: {
      'blocked-later': 'Bloqueado después del 30 de junio',
      left: 'Liberado o transferido hasta el 30 de junio',
      licensed: 'Con licencia al 30 de junio',
    },
    none: 'No se tenía nada al 30 de junio. Quien nada tiene no presenta informe.',
  },
} as const;

/** The rows of part A; whatever the table names and the input does not have is empty. */
function partARows(input: AnnualInput, annual: Annual, language: Language): [string, string][] {
  const { name, address = {}, contact = {} } = input.holder ?? {};
  const { street, city, state, postcode, country } = address;
  const values: Readonly<Record<string, string | undefined>> = {
    holder: name,
    address: [street, city, state, postcode, country].filter((part) => part).join(', '),
    contact: contact.name,
    title: contact.title,
    phone: contact.phone,
    email: contact.email,
    asOf: annual.asOf,
    count: String(annual.count),
    amends: input.amends,
  };
  return partA.map(({ key, [language]: label }) => [label, values[key] ?? '']);
}

const cellsOf = (row: AnnualRow, language: Language): string[] =>
  partB.map(({ key }) =>
    key === 'kind' ? kindText(row.kind, language) : (row[key as keyof AnnualRow] ?? ''),
  );

function kindText(kind: string, language: Language): string {
  const field = fieldOf(ANNUAL_FORM).properties?.['blocks']?.items?.properties?.['kind'];
  return field === undefined || kind === '' ? kind : valueText(field, kind, language);
}

/** The sheet as it is filed, in English as OFAC reads it, and a sheet for whoever files it. */
export function annualWorkbook({ input, context }: AnnualFilling): Uint8Array {
  const annual = annualOf(input);
  const words = WORDS[context.language];
  const en = WORDS.en;
  const marks = context.preview ? [[PREVIEW_MARK[context.language]]] : [];
  return writeWorkbook([
    {
      name: en.partA,
      headings: [en.field, en.value],
      rows: partARows(input, annual, 'en'),
      widths: [40, 60],
    },
    {
      name: en.partB,
      headings: partB.map((column) => column.en),
      rows: annual.rows.map((row) => cellsOf(row, 'en')),
      widths: partB.map(({ width }) => width),
    },
    {
      name: words.notes,
      headings: [words.notes, ''],
      rows: [
        ...marks,
        [words.caution],
        [words.total, annual.totalUsd],
        ...annual.leftOut.map(({ id, why }) => [id, words.why[why]]),
      ],
      widths: [60, 60],
    },
  ]);
}

/** The same to read: part A, part B, and what was left out. */
export function annualDocument(filling: AnnualFilling): Document {
  const { report, input, missing, context } = filling;
  const { language } = context;
  const words = WORDS[language];
  const annual = annualOf(input);
  return {
    title: report.title[language],
    landscape: true,
    blocks: [
      text(report.about[language]),
      note(words.caution),
      ...missingBlocks(missing, language),
      heading(words.partA),
      fields([...partARows(input, annual, language), [words.total, annual.totalUsd]]),
      heading(words.partB),
      annual.count === 0
        ? text(words.none)
        : {
            kind: 'table',
            headings: partB.map((column) => column[language]),
            rows: annual.rows.map((row) => cellsOf(row, language)),
            widths: partB.map(({ width }) => width),
          },
      ...leftOutBlocks(annual.leftOut, language),
      ...basisBlocks(report.basis, language),
    ],
  };
}

function leftOutBlocks(leftOut: readonly LeftOut[], language: Language): Block[] {
  if (leftOut.length === 0) return [];
  const words = WORDS[language];
  return [
    heading(words.leftOut, 2),
    {
      kind: 'table',
      headings: [words.reference, words.leftOut],
      rows: leftOut.map(({ id, why }) => [id, words.why[why]]),
      widths: [1, 2],
    },
  ];
}
