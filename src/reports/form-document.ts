import type { TSchema } from 'typebox';
import { citationOf } from './basis.ts';
import { type Block, type Document, fields, gap, heading, note, text } from './document.ts';
import { type Field, fieldOf, filled, isFilled, type Missing } from './form.ts';
import { writePdf } from './pdf/pdf.ts';
import type { Filling } from './report.ts';
import { oneLine, paragraphs } from './text.ts';
import type { Language } from './types.ts';

const WORDS = {
  en: {
    missing: 'Asked for and not filled in',
    basis: 'Rests on',
    nothing: 'Nothing is filled in.',
    yes: 'yes',
    no: 'no',
  },
  es: {
    missing: 'Se pide y no está llenado',
    basis: 'Se funda en',
    nothing: 'No hay nada llenado.',
    yes: 'sí',
    no: 'no',
  },
} as const;

/** The page of a report that is nothing but its form. */
export const formPdf = <Input extends TSchema>(filling: Filling<Input>): Promise<Uint8Array> =>
  writePdf(formDocument(filling), filling.context);

/** A filled-in form as people read it: all that is said, in the order of the form. */
export function formDocument<Input extends TSchema>(filling: Filling<Input>): Document {
  const { report, input, missing, context } = filling;
  const { language } = context;
  const blocks = blocksOf(fieldOf(report.input), input, language, 1);
  return {
    title: report.title[language],
    blocks: [
      text(report.about[language]),
      ...missingBlocks(missing, language),
      ...(blocks.length > 0 ? blocks : [text(WORDS[language].nothing)]),
      ...basisBlocks(report.basis, language),
    ],
  };
}

/** What is missing, at the top, where whoever approves looks first. */
export function missingBlocks(missing: readonly Missing[], language: Language): Block[] {
  if (missing.length === 0) return [];
  return [
    heading(WORDS[language].missing, 2),
    ...missing.slice(0, 100).map(({ path, label }) => gap(`${label[language]} (${path})`)),
    ...(missing.length > 100 ? [gap(`… ${missing.length - 100}`)] : []),
  ];
}

/** The law that a report rests on, each with its date and how far it was verified. */
export function basisBlocks(ids: readonly string[], language: Language): Block[] {
  return [
    heading(WORDS[language].basis, 2),
    ...ids.map((id) => {
      const { cite, title, date, verified } = citationOf(id);
      return note(`${cite}${date === null ? '' : ` (${date})`}: ${title} [${verified}]`);
    }),
  ];
}

/** A value as people read it: a code with its words, a yes or no. */
export function valueText(field: Field, value: unknown, language: Language): string {
  if (typeof value === 'boolean') return WORDS[language][value ? 'yes' : 'no'];
  if (isMoney(field)) {
    const { amount = '', currency = '' } = value as Readonly<Record<string, string>>;
    return oneLine(`${amount} ${currency}`);
  }
  if (Array.isArray(value) && field.items !== undefined) {
    const items = field.items;
    return filled(value)
      .map((item) => valueText(items, item, language))
      .join('; ');
  }
  const words = field.codes?.[String(value)]?.[language];
  if (words === undefined || words === value) return oneLine(String(value));
  return /^[0-9]+$/.test(String(value)) ? `${words} (${String(value)})` : words;
}

/** An amount with its currency, which people read as one. */
const isMoney = ({ properties = {} }: Field): boolean =>
  Object.keys(properties).join() === 'amount,currency';

const isPart = (field: Field): boolean =>
  (field.properties !== undefined && !isMoney(field)) || field.items?.properties !== undefined;

function blocksOf(form: Field, value: unknown, language: Language, level: 1 | 2): Block[] {
  const object = (value ?? {}) as Readonly<Record<string, unknown>>;
  const said = Object.entries(form.properties ?? {}).filter(([key]) => isFilled(object[key]));
  const short = said.filter(([, field]) => !isPart(field) && !field.long);
  const rest = said.filter(([, field]) => isPart(field) || field.long);
  return [
    ...(short.length === 0
      ? []
      : [
          fields(
            short.map(([key, field]) => [
              field.label[language],
              valueText(field, object[key], language),
            ]),
          ),
        ]),
    ...rest.flatMap(([key, field]) => partBlocks(field, object[key], language, level)),
  ];
}

function partBlocks(field: Field, value: unknown, language: Language, level: 1 | 2): Block[] {
  const title = field.label[language];
  if (field.long) return [heading(title, level), ...paragraphs(String(value)).map(text)];
  const items = field.items;
  if (items === undefined) return [heading(title, level), ...blocksOf(field, value, language, 2)];
  const all = filled(value as unknown[]);
  const table = tableOf(items, all, language);
  if (table !== undefined) return [heading(title, level), table];
  return all.flatMap((one, index) => [
    heading(all.length === 1 ? title : `${title}: ${index + 1}/${all.length}`, level),
    ...blocksOf(items, one, language, 2),
  ]);
}

/** Columns that a page has room for. */
const COLUMNS = 5;

/** Several small rows are a table; one row, or a long one, is easier to read as a list. */
function tableOf(form: Field, rows: readonly unknown[], language: Language): Block | undefined {
  const said = Object.entries(form.properties ?? {}).filter(([key]) =>
    rows.some((row) => isFilled((row as Readonly<Record<string, unknown>>)[key])),
  );
  const isSmall = said.every(([, field]) => !isPart(field) && !field.long);
  if (rows.length < 2 || said.length > COLUMNS || !isSmall) return undefined;
  return {
    kind: 'table',
    headings: said.map(([, field]) => field.label[language]),
    rows: rows.map((row) =>
      said.map(([key, field]) => {
        const value = (row as Readonly<Record<string, unknown>>)[key];
        return isFilled(value) ? valueText(field, value, language) : '';
      }),
    ),
    widths: said.map(() => 1),
  };
}
