import { Type } from 'typebox';
import { problem } from '../../base/index.ts';
import { command } from '../command.ts';
import type { Kind, StoredEvent } from '../types.ts';

/** A small document for tests: a note that people write lines into, and close. */
export interface Note {
  readonly status: 'open' | 'closed';
  readonly rank: number;
  readonly lines: readonly (string | null)[];
  readonly by: string;
}

export const noteKind: Kind<Note> = { name: 'note', fields: ['status', 'rank', 'by'], evolve };

/** The same in a compartment of its own. */
export const secretKind: Kind<Note> = { ...noteKind, name: 'secret', compartment: 'vault' };

function evolve(note: Note | undefined, { type, data, personal, actor }: StoredEvent): Note {
  const before = note ?? { status: 'open', rank: 0, lines: [], by: actor.id };
  if (type.endsWith('impossible')) throw new Error('No note can take this.');
  if (type.endsWith('closed')) return { ...before, status: 'closed' };
  const rank = typeof data.rank === 'number' ? data.rank : before.rank;
  return { ...before, rank, lines: [...before.lines, (personal?.line as string) ?? null] };
}

export const writeNote = command({
  kind: noteKind,
  name: 'write',
  summary: 'Writes a line',
  right: 'note:write',
  creates: false,
  input: Type.Object({ line: Type.String({ maxLength: 100 }) }),
  decide: (note, { line }) => {
    if (note?.state.status === 'closed') throw problem('STORE_INPUT', { found: 'a closed note' });
    return { outcomes: [{ type: 'note.written', data: {}, personal: { line } }] };
  },
});
