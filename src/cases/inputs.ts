import { type TSchema, Type } from 'typebox';
import { problem } from '../base/index.ts';
import { isoDate } from '../law/index.ts';
import { CASE_LIMITS } from './limits.ts';

/** The pieces that inputs of commands are made of; each has a limit. */

/** An object that has these fields and no others. */
export const exactly = <Fields extends Record<string, TSchema>>(fields: Fields) =>
  Type.Object(fields, { additionalProperties: false });

/** One of the words of a table. */
export const oneOf = (ids: readonly string[], description: string) =>
  Type.Unsafe<string>(Type.String({ enum: [...ids], description }));

/** The handle of a person, the id of a document, a code: no text about anybody. */
export const handle = (description: string) =>
  Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}$', description });

/** Halves of surrogate pairs have no bytes in UTF-8, and databases keep no NUL. */
const KEPT = '[^\\p{Cs}\\0]';
const NOT_KEPT = /[\p{Cs}\0]/gu;

/** A text from elsewhere as it can be kept: cut, and without what has no form. */
export const asKept = (text: string, maxLength: number): string =>
  text.slice(0, maxLength).replace(NOT_KEPT, '\ufffd');

/** Text that a person writes. It is kept where it can be erased. */
export const text = (description: string, maxLength: number = CASE_LIMITS.textCharacters) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: `^${KEPT}*[^\\p{Cs}\\s\\0]${KEPT}*$`,
    description,
  });

/** Text that may be empty. */
export const anyText = (maxLength: number) => Type.String({ maxLength, pattern: `^${KEPT}*$` });

/** The id of a listing, or a tag: publishers choose the characters. */
export const tag = (description: string) =>
  Type.String({ minLength: 1, maxLength: 256, pattern: '^[^\\p{Cc}\\p{Cs}]+$', description });

/** A name, a title, a reference. */
export const line = (description: string) => text(description, CASE_LIMITS.lineCharacters);

/** A day, such as 2026-03-09. */
export const day = (description: string) =>
  Type.String({ pattern: '^[12]\\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', description });

/** SHA-256 in hexadecimal. */
export const digest = (description: string) =>
  Type.String({ pattern: '^[0-9a-f]{64}$', description });

/** An array with a limit, of which each member is there once where it is a word. */
export const some = <Item extends TSchema>(item: Item, maxItems: number, minItems = 1) =>
  Type.Array(item, { minItems, maxItems });

/** Nothing is asked for. */
export const nothing = exactly({});

/** The most that clocks around the world are ahead of UTC: somewhere it is tomorrow already. */
const AHEAD_MS = 14 * 3_600_000;

/**
 * A day on which something happened: the calendar has it, and it is not to come.
 * @throws STORE_INPUT
 */
export function pastDay(text: string, now: Date): string {
  const last = new Date(now.getTime() + AHEAD_MS).toISOString().slice(0, 10);
  if (existingDay(text) <= last) return text;
  throw problem('STORE_INPUT', {
    where: 'day',
    expected: 'a day that is not to come',
    found: text,
  });
}

/**
 * A day that the calendar has.
 * @throws STORE_INPUT
 */
export function existingDay(text: string): string {
  if (isoDate(text) !== undefined) return text;
  throw problem('STORE_INPUT', { expected: 'a day that exists', found: text });
}
