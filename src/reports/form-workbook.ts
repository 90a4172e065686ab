import type { TSchema } from 'typebox';
import { type Field, fieldOf, filled, isFilled } from './form.ts';
import { valueText } from './form-document.ts';
import { type Filling, PREVIEW_MARK } from './report.ts';
import type { Language } from './types.ts';
import { writeWorkbook } from './workbook.ts';

const WORDS = {
  en: { part: 'Part', field: 'Field', value: 'Value' },
  es: { part: 'Parte', field: 'Campo', value: 'Valor' },
} as const;

/** A filled-in form as a sheet of its fields, from which a web form is filled in. */
export function formWorkbook<Input extends TSchema>(filling: Filling<Input>): Uint8Array {
  const { report, input, context } = filling;
  const words = WORDS[context.language];
  const rows = [...rowsOf(fieldOf(report.input), input, '', context.language)];
  const mark = context.preview ? [[PREVIEW_MARK[context.language], '', '']] : [];
  return writeWorkbook([
    {
      name: report.name,
      headings: [words.part, words.field, words.value],
      rows: [...mark, ...rows],
      widths: [40, 44, 80],
    },
  ]);
}

function* rowsOf(
  form: Field,
  value: unknown,
  part: string,
  language: Language,
): Generator<string[]> {
  const object = (value ?? {}) as Readonly<Record<string, unknown>>;
  for (const [key, field] of Object.entries(form.properties ?? {})) {
    const said = object[key];
    if (!isFilled(said)) continue;
    const label = field.label[language];
    const name = part === '' ? label : `${part}: ${label}`;
    const { items } = field;
    if (field.properties !== undefined) yield* rowsOf(field, said, name, language);
    else if (items?.properties !== undefined) {
      for (const [index, one] of filled(said as unknown[]).entries()) {
        yield* rowsOf(items, one, `${name} ${index + 1}`, language);
      }
    } else yield [part, label, valueText(field, said, language)];
  }
}
