import type { Static, TSchema } from 'typebox';
import { problem, TamizError } from '../base/index.ts';
import { checked, type Missing, missingOf } from './form.ts';
import type { Format, RenderContext, Report } from './types.ts';

const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xml: 'application/xml',
};

/** What a preview bears, in each language; an approved document bears nothing of the kind. */
export const PREVIEW_MARK = {
  en: 'PREVIEW, not approved',
  es: 'VISTA PREVIA, sin aprobar',
} as const;

/** A checked input on its way into a document, with what the form still asks for. */
export interface Filling<Input extends TSchema> {
  readonly report: Report<Input>;
  readonly input: Static<Input>;
  readonly missing: readonly Missing[];
  readonly context: RenderContext;
}

type Writer<Input extends TSchema> = (filling: Filling<Input>) => Uint8Array | Promise<Uint8Array>;

interface Parts<Input extends TSchema>
  extends Pick<Report<Input>, 'name' | 'title' | 'about' | 'basis' | 'compartment' | 'input'> {
  /** What is missing beside the fields that are marked as asked for. */
  readonly missingUnder?: (input: Static<Input>) => readonly Missing[];
  /** What makes an input wrong that its description cannot say, in words or as an error. */
  readonly wrong?: (input: Static<Input>) => string | TamizError | undefined;
  /** What JSON says beside the input: whatever was worked out from it. */
  readonly computed?: (input: Static<Input>) => object;
  /** The formats but JSON, in the order in which they are offered. */
  readonly writers: Partial<Record<Exclude<Format, 'json'>, Writer<Input>>>;
}

/** Makes a report of its parts; what is the same for all reports is here. */
export function report<Input extends TSchema>(parts: Parts<Input>): Report<Input> {
  const { missingUnder, wrong, computed, writers, ...rest } = parts;
  const check = (input: unknown): Static<Input> => {
    const good = checked(parts.input, input, parts.name);
    const found = wrong?.(good);
    if (found instanceof TamizError) throw found;
    if (found !== undefined) throw problem('REPORT_INPUT', { where: parts.name, found });
    return good;
  };
  const missing = (input: Static<Input>): Missing[] => [
    ...missingOf(parts.input, input),
    ...(missingUnder?.(input) ?? []),
  ];
  const formats = [...(Object.keys(writers) as Format[]), 'json' as const];
  const made: Report<Input> = {
    ...rest,
    formats,
    missing: (input) => missing(checked(parts.input, input, parts.name)),
    async render(unchecked, format, context) {
      const input = check(unchecked);
      const writer = format === 'json' ? jsonOf(computed) : writers[format];
      if (writer === undefined) {
        const found = `${format}; ${parts.name} has ${formats.join(', ')}`;
        throw problem('REPORT_FORMAT', { found });
      }
      const lacks = missing(input);
      // An XML file is for a machine that takes it as filed: none may be half filled.
      if (lacks.length > 0 && (!context.preview || format === 'xml')) {
        throw problem('REPORT_INCOMPLETE', { where: parts.name, found: inWords(lacks) });
      }
      const bytes = await writer({ report: made, input, missing: lacks, context });
      return { bytes, mediaType: MEDIA_TYPES[format], fileName: fileName(made, format, context) };
    },
  };
  return made;
}

/** The first few, as a list of a hundred helps nobody. */
function inWords(missing: readonly Missing[]): string {
  const first = missing.slice(0, 10).map(({ path }) => path);
  const more = missing.length - first.length;
  return `nothing at ${first.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function fileName(
  { name }: { readonly name: string },
  format: Format,
  { now, preview }: RenderContext,
): string {
  return `${name}-${now.toISOString().slice(0, 10)}${preview ? '-preview' : ''}.${format}`;
}

/** Everything that a document is made of, for programs. */
function jsonOf<Input extends TSchema>(computed: Parts<Input>['computed']): Writer<Input> {
  return ({ report: { name, title, basis }, input, missing, context }) => {
    const document = {
      report: name,
      title: title[context.language],
      ...(context.preview ? { mark: PREVIEW_MARK[context.language] } : {}),
      made: { at: context.now.toISOString(), by: context.by },
      basis,
      missing: missing.map(({ path, label }) => ({ path, label: label[context.language] })),
      ...computed?.(input),
      input,
    };
    return Buffer.from(`${JSON.stringify(document, null, 2)}\n`);
  };
}
