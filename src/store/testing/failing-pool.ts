import type { PostgresPool } from 'kysely';
import pg from 'pg';
import { numbersAsNumbers } from '../database.ts';

/**
 * A pool of connections to a real server that breaks at a query after so many: before the server
 * got it, or after it did what it says and nobody heard of it. Whatever was open is rolled back by
 * the server, as it is when a process is killed.
 */
export class FailingPool implements PostgresPool {
  readonly #pool: pg.Pool;
  #left = Number.POSITIVE_INFINITY;
  #isDone = false;

  constructor(url: string) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: 4,
      types: { getTypeParser: numbersAsNumbers(pg.types.getTypeParser) as never },
    });
    this.#pool.on('error', () => {});
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  /** Breaks at the query after so many; `isDone` says whether the server still does it. */
  breakIn(queries: number, isDone: boolean): void {
    this.#left = queries;
    this.#isDone = isDone;
  }

  get isBroken(): boolean {
    return this.#left < 0;
  }

  async connect() {
    this.#check();
    const client = await this.#pool.connect();
    const query = async (text: string, parameters: readonly unknown[]) => {
      this.#check();
      this.#left -= 1;
      if (!this.isBroken) return client.query(text, [...parameters]);
      if (this.#isDone) await client.query(text, [...parameters]).catch(() => {});
      throw gone();
    };
    // A broken connection is not used again: the server rolls back what is open in it.
    return { query: query as never, release: () => client.release(this.isBroken) };
  }

  end(): Promise<void> {
    return this.#pool.end();
  }

  #check(): void {
    if (this.isBroken) throw gone();
  }
}

const gone = () => Object.assign(new Error('the connection is gone'), { code: 'ECONNRESET' });
