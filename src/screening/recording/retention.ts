import type { Journal } from '../../journal/index.ts';
import { ASKED } from './recorder.ts';

/** Which questions are no longer needed. */
export interface Outdated {
  /** ISO day: what was asked before it. */
  readonly before: string;
  /** Also those that found somebody, or of which nobody counted: they are kept for years. */
  readonly withHits: boolean;
  /** Why; it is recorded for good. */
  readonly reason: string;
}

/** Erasures that share a sync of the disk. */
const TOGETHER = 256;

/**
 * Erases who was asked about and what was found, of questions that are no longer needed; the
 * records stay. Gives how many there were.
 */
export async function eraseQuestions(
  journal: Pick<Journal, 'size' | 'read' | 'personal' | 'erase'>,
  { before, withHits, reason }: Outdated,
): Promise<number> {
  const { size } = journal;
  let erased = 0;
  let waiting: Promise<unknown>[] = [];
  for (let seq = 0; seq < size; seq++) {
    const { type, at, content } = await journal.read(seq);
    if (type !== ASKED || at.toISOString().slice(0, 10) >= before || !('body' in content)) continue;
    const { hits } = content.body as { readonly hits?: number };
    if (!withHits && hits !== 0) continue;
    if ((await journal.personal(seq)).state !== 'kept') continue;
    waiting.push(journal.erase(seq, reason));
    erased++;
    if (waiting.length < TOGETHER) continue;
    await Promise.all(waiting);
    waiting = [];
  }
  await Promise.all(waiting);
  return erased;
}
