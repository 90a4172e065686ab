import { type Static, type TProperties, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { problem } from '../base/index.ts';
import type { Sentence } from '../law/index.ts';
import { length, oneLine } from './text.ts';

/**
 * The description of a form: its fields with their names in both languages, limits, and whether
 * the form asks for them. Validation, the list of what is missing, the page that people read and
 * the reference are all made from it.
 */

/** What a field says beside its JSON Schema. */
interface FieldNotes {
  readonly label: Sentence;
  /** The form asks for it. */
  readonly asked?: boolean;
  /** Several paragraphs. */
  readonly long?: boolean;
  /** The code list of a profile that it is from. */
  readonly list?: string;
  /** A day of the calendar. */
  readonly day?: boolean;
  /** What its codes mean. */
  readonly codes?: Readonly<Record<string, Sentence>>;
}

/** A JSON Schema as far as forms use it. */
export interface Field extends FieldNotes {
  readonly type: 'string' | 'boolean' | 'integer' | 'array' | 'object';
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Field>>;
  readonly items?: Field;
}

/** Something that a form asks for and that is not filled in. */
export interface Missing {
  /** Where: `subjects.0.lastName`. */
  readonly path: string;
  readonly label: Sentence;
}

const label = (en: string, es: string): FieldNotes => ({ label: { en, es } });

/** A line of text of at most so many characters. */
export const line = (max: number, en: string, es: string) =>
  Type.String({ maxLength: max, ...label(en, es) });

/** Text of several paragraphs. */
export const prose = (max: number, en: string, es: string) =>
  Type.String({ maxLength: max, long: true, ...label(en, es) });

/** Text of a fixed form, such as a number of nine digits. */
export const coded = (pattern: string, en: string, es: string) =>
  Type.String({ pattern, maxLength: 64, ...label(en, es) });

/** A day, `2026-11-26`, from 1900 to 2099, as the forms take no other. */
export const day = (en: string, es: string) =>
  Type.String({
    pattern: '^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
    maxLength: 10,
    day: true,
    ...label(en, es),
  });

/** An amount as a decimal number in text: money is never a floating-point number here. */
export const amount = (en: string, es: string) =>
  Type.String({
    pattern: '^(0|[1-9][0-9]{0,14})(\\.[0-9]{1,8})?$',
    maxLength: 24,
    ...label(en, es),
  });

/** A currency by ISO 4217, or the short name of a virtual one. */
export const currency = (en = 'Currency', es = 'Moneda') =>
  Type.String({ pattern: '^[A-Z]{3,6}$', maxLength: 6, ...label(en, es) });

/** A country by ISO 3166-1. */
export const country = (en = 'Country', es = 'País') =>
  Type.String({ pattern: '^[A-Z]{2}$', maxLength: 2, ...label(en, es) });

export const yesNo = (en: string, es: string) => Type.Boolean({ ...label(en, es) });

export const whole = (minimum: number, maximum: number, en: string, es: string) =>
  Type.Integer({ minimum, maximum, ...label(en, es) });

/** One of the codes of a table. */
export const choice = <Code extends string>(
  codes: Readonly<Record<Code, Sentence>>,
  en: string,
  es: string,
) =>
  Type.Unsafe<Code>({
    type: 'string',
    enum: Object.keys(codes),
    maxLength: 64,
    codes,
    ...label(en, es),
  });

/** A part of a form with fields, each of which may be left out. */
export const form = <Properties extends TProperties>(
  en: string,
  es: string,
  properties: Properties,
) => Type.Partial(Type.Object(properties), { additionalProperties: false, ...label(en, es) });

/** Several of the same. */
export const list = <Item extends TSchema>(max: number, en: string, es: string, item: Item) =>
  Type.Array(item, { maxItems: max, ...label(en, es) });

/** Marks a field that the form asks for. */
export const asked = <Schema extends TSchema>(schema: Schema): Schema => ({
  ...schema,
  asked: true,
});

/** The form behind a schema that was made here. */
export const fieldOf = (schema: TSchema): Field => schema as unknown as Field;

/** Whether something is said: neither left out, nor empty, nor only blanks. */
export function isFilled(value: unknown): boolean {
  if (typeof value === 'string') return oneLine(value) !== '';
  if (Array.isArray(value)) return value.some(isFilled);
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isFilled);
  return value !== undefined && value !== null;
}

/** The items of a list that say something; a row that was added and left empty does not. */
export const filled = <Item>(items: readonly Item[] | undefined): Item[] =>
  (items ?? []).filter(isFilled);

/**
 * What a form asks for and an input does not say, in the order of the form. A part that is not
 * there at all is one entry; a part that was begun has one for each field.
 */
export function missingOf(schema: TSchema, input: unknown): Missing[] {
  const found: Missing[] = [];
  const walk = (field: Field, value: unknown, path: string, isAsked: boolean): void => {
    if (!isFilled(value)) {
      if (isAsked) found.push({ path, label: field.label });
      return;
    }
    const at = (key: string | number): string => (path === '' ? `${key}` : `${path}.${key}`);
    if (field.properties !== undefined) {
      const object = value as Record<string, unknown>;
      for (const [key, part] of Object.entries(field.properties)) {
        walk(part, object[key], at(key), part.asked === true);
      }
    } else if (field.items !== undefined) {
      const items = field.items;
      for (const [index, item] of (value as unknown[]).entries())
        walk(items, item, at(index), false);
    }
  };
  // An empty form lacks everything, not one thing.
  const top = fieldOf(schema);
  const filled = (typeof input === 'object' && input !== null ? input : {}) as object;
  for (const [key, part] of Object.entries(top.properties ?? {})) {
    walk(part, (filled as Record<string, unknown>)[key], key, part.asked === true);
  }
  return found;
}

/** A value of a form that is not itself a part of one, with where it stands. */
export interface Leaf {
  readonly field: Field;
  readonly value: unknown;
  readonly path: string;
}

/** All values of an input in the order of its form. */
export function* leaves(field: Field, value: unknown, path = ''): Generator<Leaf> {
  if (value === undefined) return;
  if (field.items !== undefined) {
    const items = field.items;
    for (const [index, item] of (value as unknown[]).entries()) {
      yield* leaves(items, item, `${path}/${index}`);
    }
  } else if (field.properties !== undefined) {
    for (const [key, part] of Object.entries(field.properties)) {
      yield* leaves(part, (value as Record<string, unknown>)[key], `${path}/${key}`);
    }
  } else yield { field, value, path };
}

/** What a JSON Schema cannot say: lengths as forms count them, and days that the calendar has. */
function wrongIn({ field, value, path }: Leaf): string | undefined {
  if (typeof value !== 'string') return undefined;
  const found = length(oneLine(value));
  if (field.maxLength !== undefined && found > field.maxLength) {
    return `${path} with ${found} characters; the form takes ${field.maxLength}`;
  }
  if (field.day && new Date(`${value}T00:00:00Z`).toISOString().slice(0, 10) !== value) {
    return `${path} with ${value}, a day that the calendar does not have`;
  }
  return undefined;
}

const compiled = new WeakMap<TSchema, ReturnType<typeof Compile>>();

/**
 * Gives the input back when it is as the form describes it.
 *
 * @throws REPORT_INPUT naming the first field that is not
 */
export function checked<Schema extends TSchema>(
  schema: Schema,
  input: unknown,
  where: string,
): Static<Schema> {
  let check = compiled.get(schema);
  if (check === undefined) {
    check = Compile(schema);
    compiled.set(schema, check);
  }
  if (!check.Check(input)) {
    const [first] = check.Errors(input);
    const what =
      first?.keyword === 'boolean' ? 'is no field of the form' : (first?.message ?? 'is wrong');
    const found = `${first?.instancePath || 'an input'} that ${what}`;
    throw problem('REPORT_INPUT', { where, found });
  }
  for (const leaf of leaves(fieldOf(schema), input)) {
    const found = wrongIn(leaf);
    if (found !== undefined) throw problem('REPORT_INPUT', { where, found });
  }
  return input as Static<Schema>;
}
