import fc from 'fast-check';
import type { TSchema } from 'typebox';
import { type Field, fieldOf, isFilled } from '../form.ts';
import type { Report } from '../types.ts';

/** Inputs of a form, made from its description: full of what breaks files and deceives people. */

/** How many inputs a property tries; more when somebody asks for more. */
export const RUNS = Number(process.env['TAMIZ_RUNS'] ?? 150);

const PIECES = [
  ...['<', '>', '&', '"', "'", ']]>', '<![CDATA[', '-->', '--', '<!DOCTYPE x>', '&#0;', '&amp;'],
  ...['\u0000', '\u0001', '\u001b', '\t', '\r\n', '\n\n', '\u0085', '\u00a0', '\u2028', '\u007f'],
  ...[
    '\ud800',
    '\udc00',
    '\ufffe',
    '\uffff',
    '\ufeff',
    '\u202e',
    '\u2066',
    '\u{10ffff}',
    '\u{1f600}',
  ],
  ...[
    '  ',
    'a',
    'Ñandú',
    'Peña',
    'Łódź',
    'Иван',
    '王小明',
    'محمد',
    'e\u0301',
    '=1+1',
    '{{x}}',
    '%s',
  ],
];

/**
 * Text within a limit that says something, as a form counts and as JSON Schema does. Nearly always
 * with a letter, as some forms refuse a name without any.
 */
const text = (max: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.oneof(
        { weight: 99, arbitrary: fc.constant('a') },
        { weight: 1, arbitrary: fc.constant('') },
      ),
      fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 }),
    )
    .map(([letter, pieces]) => {
      const cut = [...`${letter}${pieces.join('')}`].slice(0, max).join('');
      return isFilled(cut) ? cut : 'x';
    });

const days = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2026-11-26'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Two rows with the same code are a contradiction in some forms, and tested by themselves. */
const keyOf = (item: unknown): string => {
  const { subtype, code } = (item ?? {}) as { subtype?: string; code?: string };
  return JSON.stringify(subtype ?? code ?? item);
};

/** A value of a field; `isAsked` makes it say something. */
export function arbitraryOf(field: Field, isAsked = true): fc.Arbitrary<unknown> {
  if (field.properties !== undefined) {
    const parts = Object.entries(field.properties).map(([key, part]) => {
      const value = arbitraryOf(part, part.asked === true);
      return [key, part.asked ? value : fc.option(value, { nil: undefined })] as const;
    });
    return fc.record(Object.fromEntries(parts)).map(withoutUndefined).map(consistent);
  }
  if (field.items !== undefined) {
    const most = Math.min(3, field.maxItems ?? 3);
    const minLength = isAsked ? 1 : 0;
    return fc.uniqueArray(arbitraryOf(field.items), {
      minLength,
      maxLength: most,
      selector: keyOf,
    });
  }
  if (field.type === 'boolean') return fc.boolean();
  if (field.type === 'integer') {
    return fc.integer({ min: field.minimum ?? 0, max: field.maximum ?? 1_000 });
  }
  if (field.enum !== undefined) return fc.constantFrom(...field.enum);
  if (field.day) return days;
  const most = field.maxLength ?? 100;
  if (field.pattern === undefined) return text(most);
  return fc.stringMatching(new RegExp(field.pattern, 'u')).filter(({ length }) => length <= most);
}

/** Without what contradicts something else in the same part, by the rules of the forms. */
function consistent(object: object): object {
  const { kind, amount } = object as { kind?: unknown; amount?: unknown };
  const [, ...parties] = ['person', 'entity', 'account'].filter((key) => key in object);
  const ticks = ['amountUnknown', 'noAmount'].filter((key) => key in object);
  const refused = new Set([...parties, ...ticks.slice(amount === undefined ? 1 : 0)]);
  if (kind === 'entity') {
    for (const key of ['firstName', 'middleName', 'suffix', 'sex', 'birthDate']) refused.add(key);
  }
  const isUnknown = kind === 'unknown';
  return Object.fromEntries(
    Object.entries(object).filter(
      ([key]) => !refused.has(key) && (!isUnknown || key === 'kind' || key === 'accounts'),
    ),
  );
}

const withoutUndefined = (object: object): object =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

/** A whole input that lacks nothing; what is asked for under a condition is put in. */
export function completeInput<Input extends TSchema>(report: Report<Input>): fc.Arbitrary<object> {
  const form = fieldOf(report.input);
  return fc
    .tuple(arbitraryOf(form), fc.integer())
    .map(([input, seed]) => completed(report, input as object, seed));
}

function completed<Input extends TSchema>(report: Report<Input>, input: object, seed: number) {
  for (let round = 0; round < 5; round++) {
    const missing = report.missing(input as never);
    if (missing.length === 0) break;
    for (const { path } of missing) put(input, fieldOf(report.input), path.split('.'), seed);
  }
  return input;
}

/** Puts a value where one is missing. */
function put(into: object, form: Field, path: readonly string[], seed: number): void {
  const [key = '', ...rest] = path;
  const field = form.properties?.[key] ?? form.items;
  if (field === undefined) throw new Error(`${key} is missing, which the form does not have`);
  const at = into as Record<string, unknown>;
  if (rest.length === 0) {
    [at[key]] = fc.sample(arbitraryOf(field), { numRuns: 1, seed });
    return;
  }
  at[key] ??= field.items === undefined ? {} : [];
  put(at[key] as object, field, rest, seed);
}

/**
 * An input in which every field is filled in and every text is a word of its own, to see in tests
 * that a document leaves nothing out. Fields of a fixed form get what `sample` gives.
 */
export function fullInput<Input extends TSchema>(
  report: Report<Input>,
): {
  readonly input: object;
  readonly words: readonly string[];
} {
  const words: string[] = [];
  const fill = (field: Field): unknown => {
    if (field.properties !== undefined) {
      const parts = Object.entries(field.properties);
      const one = consistent(Object.fromEntries(parts));
      return Object.fromEntries(
        Object.entries(one).map(([key, part]) => [key, fill(part as Field)]),
      );
    }
    if (field.items !== undefined) return [fill(field.items)];
    if (field.enum !== undefined) return field.enum[0];
    const isFree = field.type === 'string' && !field.day && !field.pattern;
    if (!isFree) return fc.sample(arbitraryOf(field), { numRuns: 1, seed: 1 })[0];
    const word = `w${words.length}`.slice(0, field.maxLength);
    words.push(word);
    return word;
  };
  return { input: fill(fieldOf(report.input)) as object, words };
}
