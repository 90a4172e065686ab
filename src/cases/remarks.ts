import { Type } from 'typebox';
import { problem } from '../base/index.ts';
import { type Command, command, type Kind } from '../store/index.ts';
import { defined, type Fold, momentOf, said, told } from './folding.ts';
import { digest, exactly, line, oneOf, text } from './inputs.ts';
import { CASE_LIMITS } from './limits.ts';

/** What people add to documents of every kind: comments, files, and evidence that must not move. */

/** What somebody wrote. */
export interface Comment {
  readonly at: string;
  readonly by: string;
  /** Null where it was erased. */
  readonly text: string | null;
}

/** A file that was attached. Its bytes are kept elsewhere, under their digest. */
export interface Attachment {
  readonly at: string;
  readonly by: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
  /** Null where it was erased. */
  readonly name: string | null;
}

/** Something that a decision rests on, by what cannot change any more. */
export interface Pin {
  readonly at: string;
  readonly by: string;
  readonly sort: string;
  /** The version of a list, the number of a record, the digest of a document. */
  readonly reference: string;
  readonly sha256: string | null;
  /** What it shows; null where it was erased. */
  readonly text: string | null;
}

/** A document with what people added to it. */
export interface WithRemarks {
  readonly comments: readonly Comment[];
  readonly attachments: readonly Attachment[];
  readonly pins: readonly Pin[];
}

/** Nothing was added yet. */
export const NO_REMARKS: WithRemarks = { comments: [], attachments: [], pins: [] };

/** The folds of what people add; `also` is what else it changes. */
export function remarkFolds<State extends WithRemarks>(
  also: Fold<State> = (state) => state,
): Readonly<Record<string, Fold<State>>> {
  return {
    'remark.commented': (state, event) => {
      const { text: written = null } = told<{ text: string }>(event);
      const comment = { at: momentOf(event), by: event.actor.id, text: written };
      return { ...state, comments: [...state.comments, comment] };
    },
    'remark.attached': (state, event) => {
      const file = said<Pick<Attachment, 'sha256' | 'bytes' | 'mediaType'>>(event);
      const { name = null } = told<{ name: string }>(event);
      const attachment = { at: momentOf(event), by: event.actor.id, ...file, name };
      return also({ ...state, attachments: [...state.attachments, attachment] }, event);
    },
    'remark.pinned': (state, event) => {
      const { sort, reference, sha256 = null } = said<Omit<Pin, 'text'>>(event);
      const { text: written = null } = told<{ text: string }>(event);
      const pin = { at: momentOf(event), by: event.actor.id, sort, reference, sha256 };
      return also({ ...state, pins: [...state.pins, { ...pin, text: written }] }, event);
    },
  };
}

const Attach = exactly({
  name: line('The name of the file'),
  mediaType: Type.String({
    maxLength: 127,
    pattern: '^[a-z]+/[A-Za-z0-9][A-Za-z0-9.+-]*$',
    description: 'The media type, such as application/pdf',
  }),
  bytes: Type.Integer({ minimum: 1, maximum: CASE_LIMITS.attachmentBytes }),
  sha256: digest('SHA-256 of the bytes, under which they are kept'),
});

/** What may be pinned. */
const PINS = ['list-version', 'record', 'document', 'announcement'] as const;

const PinInput = exactly({
  sort: oneOf(PINS, 'A version of a list, a record of the journal, a document, an announcement'),
  reference: Type.String({
    pattern: '^[A-Za-z0-9][A-Za-z0-9._:/#@-]{0,255}$',
    description: 'What identifies it; nothing about a person',
  }),
  sha256: Type.Optional(digest('SHA-256 of what was seen')),
  text: text('What it shows'),
});

/** Comments, attachments and pins of a kind. `may` throws where its state does not allow them. */
export function remarkCommands<State extends WithRemarks>(
  kind: Kind<State>,
  rights: { readonly comment: string; readonly work: string },
  may: (state: State, step: 'comment' | 'attach' | 'pin') => void,
): readonly Command[] {
  const comment = command({
    kind,
    name: 'comment',
    summary: 'Adds a comment.',
    right: rights.comment,
    creates: false,
    input: exactly({ text: text('The comment') }),
    decide: (document, { text: written }) => {
      const state = theState(document, (one) => may(one, 'comment'));
      room(state.comments, 'comments');
      return { outcomes: [{ type: 'remark.commented', data: {}, personal: { text: written } }] };
    },
  });
  const attach = command({
    kind,
    name: 'attach',
    summary: 'Attaches a file, whose bytes are kept under their digest.',
    right: rights.work,
    creates: false,
    input: Attach,
    decide: (document, { name, ...data }) => {
      const state = theState(document, (one) => may(one, 'attach'));
      if (state.attachments.some(({ sha256 }) => sha256 === data.sha256)) return { outcomes: [] };
      room(state.attachments, 'attachments');
      return { outcomes: [{ type: 'remark.attached', data, personal: { name } }] };
    },
  });
  const pin = command({
    kind,
    name: 'pin',
    summary: 'Pins evidence by what cannot change any more: a version, a record, a digest.',
    right: rights.work,
    creates: false,
    input: PinInput,
    decide: (document, { sort, reference, sha256, text: written }) => {
      const state = theState(document, (one) => may(one, 'pin'));
      room(state.pins, 'pins');
      const data = defined({ sort, reference, sha256 });
      return { outcomes: [{ type: 'remark.pinned', data, personal: { text: written } }] };
    },
  });
  return [comment, attach, pin] as readonly Command[];
}

/**
 * The state of a document that a command needs.
 * @throws STORE_ABSENT where there is none
 */
export function theState<State extends object>(
  document: { readonly state: State } | undefined,
  check: (state: State) => void = () => {},
): State {
  if (document === undefined) throw problem('STORE_ABSENT', { found: 'nothing' });
  check(document.state);
  return document.state;
}

/**
 * Room for one more, or for several.
 * @throws CASE_LIMIT
 */
export function room(
  held: readonly unknown[],
  limit: keyof typeof CASE_LIMITS,
  more: number = 1,
): void {
  const most = CASE_LIMITS[limit];
  if (held.length + more <= most) return;
  const found = `${held.length + more}`;
  throw problem('CASE_LIMIT', { expected: `at most ${most} (${limit})`, found });
}
