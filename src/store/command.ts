import type { Static, TSchema } from 'typebox';
import type { Actor, Document, Happening, Kind, Reader } from './types.ts';

/** What happens to the document of a command; `happenings` adds what happens to others. */
export type Outcome = Pick<Happening, 'type' | 'data' | 'personal'>;

/** What a command may know beside the document and its input. */
export interface CommandContext {
  readonly tenant: string;
  readonly actor: Actor;
  /** The id of the document. */
  readonly id: string;
  readonly now: Date;
  /** Other documents, as they stand. */
  readonly reader: Reader;
  /** A new identifier that nobody can foresee. */
  readonly newId: () => string;
}

/**
 * Something that a person may ask for and that changes a document: the one place that says who may
 * (`right`), with what (`input`), when, and what then happens (`decide`). Routes, their
 * description and the table of rights are made from these.
 */
export interface Command<State extends object = object, Input extends TSchema = TSchema> {
  readonly kind: Kind<State>;
  /** The last part of its address: `assign`. */
  readonly name: string;
  /** What it does, in a line, for the description of the interface. */
  readonly summary: string;
  /** The action of the policy that must be allowed, such as `case:assign`. */
  readonly right: string;
  /** Makes the document; it must not be there yet. Others need it to be there. */
  readonly creates: boolean;
  readonly input: Input;
  /**
   * What happens, or an error of the table that says why it must not. Decides by what it is given
   * alone. An empty list means that there is nothing to do: it is so already.
   */
  decide(
    document: Document<State> | undefined,
    input: Static<Input>,
    context: CommandContext,
  ): Promise<Decided> | Decided;
}

/** What a command decided. */
export interface Decided {
  /** Happens to the document of the command, in this order. */
  readonly outcomes: readonly Outcome[];
  /** Happens to other documents with it, or nothing happens at all. */
  readonly happenings?: readonly Happening[];
}

/** Types a command by its kind and input. */
export function command<State extends object, Input extends TSchema>(
  definition: Command<State, Input>,
): Command<State, Input> {
  return definition;
}
