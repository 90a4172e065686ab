import { problem } from '../base/index.ts';
import type { Actor, CommandContext } from '../store/index.ts';

/**
 * The handle of the person who asks.
 * @throws CASE_PERSON for a program's key and for Tamiz itself, which never decide
 */
export function personOf({ actor }: Pick<CommandContext, 'actor'>): string {
  if (actor.kind === 'user') return actor.id;
  throw problem('CASE_PERSON', {
    found: actor.kind === 'key' ? "a program's key" : 'Tamiz itself',
  });
}

/**
 * The handle of a person who agrees to what others worked out.
 * @throws CASE_PERSON, and CASE_SECOND_PERSON for whoever had a part in it
 */
export function secondPerson(
  context: Pick<CommandContext, 'actor'>,
  workers: readonly string[],
): string {
  const id = personOf(context);
  if (!workers.includes(id)) return id;
  throw problem('CASE_SECOND_PERSON', { found: `“${id}”, who worked on it` });
}

/** Those who worked on it, with whoever did this; a program's key is nobody. */
export function withWorker(workers: readonly string[], actor: Actor): readonly string[] {
  return actor.kind === 'user' ? withPerson(workers, actor.id) : workers;
}

/** Those who worked on it, with one more. */
export const withPerson = (workers: readonly string[], id: string): readonly string[] =>
  workers.includes(id) ? workers : [...workers, id];
