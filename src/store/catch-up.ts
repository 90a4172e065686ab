import type { Kysely } from 'kysely';
import { type OnProgress, problem } from '../base/index.ts';
import {
  erasedBy,
  type Journal,
  type JournalRecord,
  type Json,
  type KeptRecord,
} from '../journal/index.ts';
import type { Tables } from './database.ts';
import { fold, forget, type Kinds, readStanding, write } from './projection.ts';
import { eventsOf } from './transaction-record.ts';
import type { StoredEvent } from './types.ts';

/** What is read of a journal. */
export type Source = Pick<Journal, 'key' | 'read' | 'records' | 'size'>;

const RECORDS_A_TURN = 256;

/** The first record that the database does not show. @throws STORE_AHEAD */
export async function positionOf(db: Kysely<Tables>, journal: Source): Promise<number> {
  const row = await db.selectFrom('position').selectAll().executeTakeFirst();
  if (row === undefined) {
    await db.insertInto('position').values({ next: 0, journal: journal.key.text }).execute();
    return 0;
  }
  const refuse = (found: string) => problem('STORE_AHEAD', { found });
  if (row.journal !== journal.key.text) throw refuse(`one of the journal ${row.journal}`);
  if (row.next > journal.size) {
    throw refuse(`one that shows ${row.next} records of a journal of ${journal.size}`);
  }
  await assertSameHistory(db, journal);
  return row.next;
}

/** A copy of the journal may have gone on by itself: the last event must be the one it has. */
async function assertSameHistory(db: Kysely<Tables>, journal: Source): Promise<void> {
  const last = await db
    .selectFrom('event')
    .selectAll()
    .orderBy('seq', 'desc')
    .orderBy('part', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last === undefined) return;
  const kept = eventsOf(formOf(await journal.read(last.seq)), undefined)?.[last.part];
  const isSame =
    kept !== undefined &&
    kept.tenant === last.tenant &&
    kept.id === last.id &&
    kept.revision === last.revision &&
    kept.type === last.type &&
    kept.at.getTime() === last.at.getTime();
  if (isSame) return;
  const found = `one whose record ${last.seq} is another than the journal's`;
  throw problem('STORE_AHEAD', { found });
}

/**
 * Shows in the database what the journal has and it does not show yet; returns up to where that
 * is. Interrupted, it goes on where it was.
 * @throws STORE_AHEAD, STORE_NEWER, JOURNAL_DAMAGED
 */
export async function catchUp(
  db: Kysely<Tables>,
  journal: Source,
  { kinds, onProgress }: { readonly kinds: Kinds; readonly onProgress: OnProgress },
): Promise<number> {
  const from = await positionOf(db, journal);
  const total = journal.size;
  for (let next = from; next < total; next += RECORDS_A_TURN) {
    const end = Math.min(total, next + RECORDS_A_TURN);
    await showRecords(db, { journal, kinds }, { from: next, to: end });
    onProgress({ stage: 'rebuilding', done: end, total, unit: 'records' });
  }
  return total;
}

/**
 * Moves the position on, within the transaction that shows the records. Whoever finds it elsewhere
 * than they left it is not the only writer.
 * @throws STORE_AHEAD
 */
export async function advance(
  transaction: Kysely<Tables>,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  const moved = await transaction
    .updateTable('position')
    .set({ next: to })
    .where('next', '=', from)
    .returning('next')
    .execute();
  if (moved.length === 1) return;
  throw problem('STORE_AHEAD', { found: 'one that somebody else writes to as well' });
}

async function showRecords(
  db: Kysely<Tables>,
  { journal, kinds }: { readonly journal: Source; readonly kinds: Kinds },
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  const events: StoredEvent[] = [];
  const erased: number[] = [];
  for (const kept of await journal.records(from, to)) {
    const gone = erasedBy(kept.record);
    if (gone !== undefined) erased.push(gone);
    events.push(...(await eventsIn(kept)));
  }
  await db.transaction().execute(async (transaction) => {
    if (events.length > 0) {
      const before = await readStanding(transaction, events);
      const standing = fold(kinds, before, events);
      await write(transaction, kinds, { events, standing });
    }
    for (const seq of erased) await forget(transaction, kinds, seq);
    await advance(transaction, { from, to });
  });
}

/** The events of a record, with what it says about persons where that is still there. */
async function eventsIn({ record, personal }: KeptRecord): Promise<StoredEvent[]> {
  const form = formOf(record);
  if (eventsOf(form, undefined) === undefined) return [];
  const said = record.commitment === undefined ? undefined : await personal();
  if (said?.state !== 'kept') return eventsOf(form, undefined) ?? [];
  return eventsOf(form, JSON.parse(said.data.toString()) as Json) ?? [];
}

function formOf({ seq, at, content }: JournalRecord) {
  return { seq, at, body: 'body' in content ? content.body : undefined };
}
