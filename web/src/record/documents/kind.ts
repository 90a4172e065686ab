import type { ReactNode } from 'react';
import { useLanguage } from '../../language.tsx';
import type { Asked, DocumentPath } from '../../pages.ts';
import type { FieldSpec } from '../FieldsForm.tsx';
import type { Read } from '../read.ts';
import { useMoment } from '../time.ts';
import type { FieldSpecs } from '../useFieldSpecs.ts';
import type { BulkRecord, OpenValue, PropertyRecord, RedressRecord } from '../wire.ts';
import { useWords } from '../words.tsx';

/** A document of a kind that has pages made from what is said of it here. */
export type AnyRecord = RedressRecord | PropertyRecord | BulkRecord;

/** What everything is told with: the language, the words of the server, the time. */
export type Telling = ReturnType<typeof useTelling>;

export function useTelling() {
  const speaker = useLanguage();
  const words = useWords();
  const moment = useMoment();
  return { ...speaker, ...words, moment };
}

/** One way in which a list can be narrowed down. */
export interface Filter {
  readonly name: string;
  readonly label: string;
  /** What is asked for where the address says nothing. */
  readonly usual: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
}

/** A step of a kind, as its form needs it. */
export interface Asking<Doc> {
  readonly command: string;
  readonly read: Read<Doc>;
  readonly specs: FieldSpecs;
  readonly say: Telling;
  /** The values that a field may have now. */
  readonly values: (field: string) => readonly string[];
}

/** What a kind of documents says of itself, so that one list and one page serve all of them. */
export interface DocumentKind<Doc extends AnyRecord> {
  readonly path: DocumentPath;
  /** Its name in rights. */
  readonly name: 'redress' | 'property' | 'bulk';
  /** What its texts begin with. */
  readonly texts: 'redress' | 'block' | 'bulk';
  /** The field by which a list is in order, the last first. */
  readonly order: string;
  filters(say: Telling, asked: Asked): readonly Filter[];
  /** What is asked of the server for what is asked of the page. */
  query(asked: Asked, say: Telling): readonly (readonly [field: string, value: string])[];
  title(record: Doc, say: Telling): string;
  /** What it is and how it stands, in a word each; the first is its state. */
  marks(record: Doc, say: Telling): readonly string[];
  /** More of it, in one line. */
  line(record: Doc, say: Telling): readonly string[];
  /** What a page shows above the steps. */
  Body(props: { readonly read: Read<Doc> }): ReactNode;
  /** Commands in the order in which they are offered. */
  readonly commands: readonly string[];
  /** What most people come for. */
  readonly first: readonly string[];
  /** A command with a button for each value of a field, instead of one with a choice. */
  readonly split?: { readonly command: string; readonly field: string };
  fields(asking: Asking<Doc>, chosen: string | undefined): readonly FieldSpec[];
  /** What is sent beside what is typed. */
  fixed?(command: string, newId: string): object;
  /** What happens then, in words. */
  note?(asking: Asking<Doc>, chosen: string | undefined): string | undefined;
  /** Whether it waits for a second person. */
  waits(record: Doc, say: Telling): boolean;
}

/** The values that nothing hinders. */
export const freeIds = (values: readonly OpenValue[] = []): readonly string[] =>
  values.filter(({ hindrance }) => hindrance === null).map(({ id }) => id);

/** An id that nothing else has, for what a form is to make: asked twice, it is made once. */
export const newId = (bytes: number): string =>
  [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
