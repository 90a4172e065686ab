import { type Attachment, formatAmount, parseAmount } from '../../cases/index.ts';
import { programmeOf } from '../../law/index.ts';
import { citationOf } from '../basis.ts';
import { length, oneLine } from '../text.ts';

/** How what is on record comes into a form: whole, or not at all. */

/** An input whose values may be undefined, which they are not in the end. */
export type Draft<Input> = Input extends readonly (infer Item)[]
  ? readonly Draft<Item>[]
  : Input extends object
    ? { readonly [Key in keyof Input]?: Draft<Input[Key]> | undefined }
    : Input | undefined;

/** An input without what is undefined, and without parts that say nothing. */
export function filledIn<Input extends object>(draft: Draft<Input>): Input {
  return (stripped(draft) ?? {}) as Input;
}

function stripped(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(stripped).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const entries = Object.entries(value).map(([key, part]) => [key, stripped(part)] as const);
  const said = entries.filter(([, part]) => part !== undefined);
  return said.length === 0 ? undefined : Object.fromEntries(said);
}

/** A text where the form has room for all of it: half a text says something else. */
export function fitting(most: number, text: string | null | undefined): string | undefined {
  return text != null && length(oneLine(text)) <= most ? text : undefined;
}

/** What a form takes as an amount. */
const AMOUNT = /^(0|[1-9][0-9]{0,14})(\.[0-9]{1,8})?$/;
const CURRENCY = /^[A-Z]{3,6}$/;

/** An amount with its currency, exact; left out where the form cannot hold all its digits. */
export function money(amount: string | undefined, currency: string) {
  if (amount === undefined || !CURRENCY.test(currency)) return undefined;
  // The ledger counts some things in eighteen decimals; those at the end say nothing.
  const [whole = '', decimals = ''] = amount.split('.');
  const spare = decimals.length > 8 ? decimals.replace(/0+$/, '') : decimals;
  const text = spare === '' ? whole : `${whole}.${spare}`;
  return AMOUNT.test(text) ? { amount: text, currency } : undefined;
}

/** The same in US dollars, where it is in US dollars: no rate of exchange is on record. */
export const usd = (amount: string | undefined, currency: string): string | undefined =>
  currency === 'USD' ? money(amount, currency)?.amount : undefined;

/** The sum of amounts of one currency, exact to its smallest unit. */
export const sumIn = (currency: string, amounts: readonly string[]): string =>
  formatAmount(
    amounts.reduce((sum, amount) => sum + parseAmount(amount, currency), 0n),
    currency,
  );

/** What programmes rest on, by data/law; undefined where one of them is not known there. */
export function authorityOf(programmes: readonly string[]): string | undefined {
  const found = programmes.map(programmeOf);
  const cites = found.flatMap((one) => (one?.citations ?? []).map((id) => citationOf(id).cite));
  if (cites.length === 0 || found.includes(undefined)) return undefined;
  return fitting(500, [...new Set(cites)].join('; '));
}

/** Files that were attached, by name and digest; those whose names were erased stay out. */
export const copiesOf = (attachments: readonly Attachment[]) =>
  attachments
    .slice(0, 50)
    .map(({ name, sha256 }) => (name === null ? undefined : { name: fitting(255, name), sha256 }));

/** The institution as the newest approved report says it is. */
export type Institution = {
  readonly name?: string;
  readonly address?: Readonly<Record<string, string>>;
  readonly contact?: Readonly<Record<string, string>>;
};

/** The institution that a form names as holding or rejecting, or as writing. */
export function institutionIn(input: object | null): Institution | undefined {
  const { holder, rejecter, institution } = (input ?? {}) as Readonly<
    Record<'holder' | 'rejecter' | 'institution', Institution | undefined>
  >;
  const said = holder ?? rejecter ?? institution;
  // The examiner's package has its name alone.
  return typeof said === 'object' && said.name !== undefined ? said : undefined;
}
