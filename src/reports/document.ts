/** What people read, before it is laid out: the same for letters, forms and packages. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string; readonly level: 1 | 2 }
  | { readonly kind: 'text'; readonly text: string }
  /** A line of a list. */
  | { readonly kind: 'item'; readonly text: string }
  /** What explains the rest, in smaller letters. */
  | { readonly kind: 'note'; readonly text: string }
  /** Something that is missing, so that nobody overlooks it. */
  | { readonly kind: 'gap'; readonly text: string }
  | { readonly kind: 'fields'; readonly rows: readonly (readonly [string, string])[] }
  | {
      readonly kind: 'table';
      readonly headings: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** How wide each column is, as parts of the whole. */
      readonly widths: readonly number[];
    };

export interface Document {
  readonly title: string;
  readonly blocks: readonly Block[];
  /** Wide pages, for tables of many columns. */
  readonly landscape?: boolean;
}

export const heading = (text: string, level: 1 | 2 = 1): Block => ({
  kind: 'heading',
  text,
  level,
});
export const text = (words: string): Block => ({ kind: 'text', text: words });
export const item = (words: string): Block => ({ kind: 'item', text: words });
export const note = (words: string): Block => ({ kind: 'note', text: words });
export const gap = (words: string): Block => ({ kind: 'gap', text: words });
export const fields = (rows: readonly (readonly [string, string])[]): Block => ({
  kind: 'fields',
  rows,
});
