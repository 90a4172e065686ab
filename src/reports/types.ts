import type { Static, TSchema } from 'typebox';
import type { Sentence } from '../law/index.ts';
import type { Missing } from './form.ts';

export type Language = 'en' | 'es';

/** What a report may come out as. JSON is there for every one. */
export type Format = 'json' | 'pdf' | 'xlsx' | 'xml';

/** All that a document depends on beside its input. */
export interface RenderContext {
  /** The time that the document bears. */
  readonly now: Date;
  /** Who had it made: a handle that the organisation gave. */
  readonly by: string;
  /** A preview is the same document, marked as not approved. */
  readonly preview: boolean;
  /** What people read is in this language; what a form fixes stays as the form has it. */
  readonly language: Language;
}

/** A document as bytes. */
export interface Rendered {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** A name for the file, of the report and the day; it says nothing about anybody. */
  readonly fileName: string;
}

/**
 * A report: what it asks for and the documents that it gives. Everything is worked out from the
 * input and the context alone, so that the same ones give the same bytes.
 */
export interface Report<Input extends TSchema = TSchema> {
  /** Its name in addresses and commands: `us-ofac-blocked`. */
  readonly name: string;
  readonly title: Sentence;
  /** What it is for, and what it is not, in a sentence or two. */
  readonly about: Sentence;
  /** Ids of `data/law/citations.json`, which say how far each was verified. */
  readonly basis: readonly string[];
  /** Who has no right to this compartment must not learn that there is such a report. */
  readonly compartment?: 'sar';
  /** Its input; every field may be left out, as a report is filled in bit by bit. */
  readonly input: Input;
  /** In the order in which they are offered. */
  readonly formats: readonly Format[];
  /** What the form asks for and the input does not say. */
  missing(input: Static<Input>): readonly Missing[];
  /**
   * The document.
   *
   * @throws REPORT_FORMAT for a format that it does not have, REPORT_INPUT for an input that is
   *   not as described, REPORT_INCOMPLETE where something is missing that the format cannot leave
   *   out: nothing may be in a document that is approved or is a filing
   */
  render(input: Static<Input>, format: Format, context: RenderContext): Promise<Rendered>;
}
