import { hostname } from 'node:os';
import { problem } from '../base/index.ts';
import { asProblem } from './faults.ts';

/** Any number will do, as long as nothing else in the same database uses it. */
const LOCK = 7_461_646_997;

/**
 * Holds a PostgreSQL database as its one keeper, for as long as the connection lasts: somebody
 * with a copy of the journal on another machine must not write to it as well. Returns what lets
 * it go.
 * @throws HOME_LOCKED with who has it, STORE_UNREACHABLE
 */
export async function holdServer(url: string): Promise<() => Promise<void>> {
  const { default: pg } = await import('pg');
  const name = `tamiz keeper: process ${process.pid} on ${hostname()}`.slice(0, 63);
  const client = new pg.Client({ connectionString: url, application_name: name });
  // Without its connection the lock is gone; whoever takes it then finds the journal locked.
  client.on('error', () => {});
  try {
    await client.connect();
    const taken = await client.query('select pg_try_advisory_lock($1) as taken', [LOCK]);
    if (taken.rows[0]?.taken === true) return () => client.end();
    const { rows } = await client.query<{ holder: string }>(
      `select a.application_name || ', since ' || a.backend_start as holder
       from pg_locks l join pg_stat_activity a using (pid)
       where l.locktype = 'advisory' and l.granted
         and (l.classid::bigint << 32) + l.objid::bigint = $1`,
      [LOCK],
    );
    const found = rows[0]?.holder ?? 'a keeper that is not shown to this user';
    throw problem('HOME_LOCKED', { where: 'the database', found });
  } catch (error) {
    await client.end().catch(() => {});
    throw asProblem(error);
  }
}
