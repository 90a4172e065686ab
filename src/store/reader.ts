import { type Kysely, type SqlBool, sql, type Transaction } from 'kysely';
import { problem } from '../base/index.ts';
import type { Tables } from './database.ts';
import { READER_ROLE } from './migrations.ts';
import { eventOfRow } from './projection.ts';
import type { Document, Kind, Reader, Scope, Search, StoredEvent } from './types.ts';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 1_000;
const EVENTS_A_TURN = 500;

/**
 * Reads for a scope, in one transaction that can change nothing. Rows of others are hidden twice:
 * by the database, for which this is another role, and by the queries.
 */
export function readScoped<Result>(
  db: Kysely<Tables>,
  scope: Scope,
  work: (reader: Reader) => Promise<Result>,
): Promise<Result> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      const compartments = scope.compartments.join(',');
      await sql`select set_config('tamiz.tenant', ${scope.tenant}, true),
        set_config('tamiz.compartments', ${compartments}, true),
        set_config('role', ${READER_ROLE}, true)`.execute(transaction);
      return work(new ScopedReader(transaction, scope));
    });
}

class ScopedReader implements Reader {
  readonly #db: Transaction<Tables>;
  readonly #tenant: string;
  readonly #compartments: readonly string[];

  constructor(db: Transaction<Tables>, { tenant, compartments }: Scope) {
    this.#db = db;
    this.#tenant = tenant;
    this.#compartments = ['', ...compartments];
  }

  async document<State extends object>(
    { name }: Kind<State>,
    id: string,
  ): Promise<Document<State> | undefined> {
    const row = await this.#documents(name)
      .select(['kind', 'id', 'revision', 'state'])
      .where('id', '=', id)
      .executeTakeFirst();
    return row as Document<State> | undefined;
  }

  async find<State extends object>(
    kind: Kind<State>,
    search: Search = {},
  ): Promise<{ documents: readonly Document<State>[]; total: number }> {
    let query = this.#documents(kind.name);
    for (const [field, value] of Object.entries(search.where ?? {})) {
      const values = Array.isArray(value) ? value : [value];
      if (values.length === 0) return { documents: [], total: 0 };
      const having = this.#fields(kind, field).where('value', 'in', values.map(String));
      query = query.where('id', 'in', having.select('id'));
    }
    const { total } = await query
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    if (Number(total) === 0) return { documents: [], total: 0 };
    const { orderBy, descending, limit = LIMIT_DEFAULT, offset = 0 } = search;
    let page = query.select('document.id');
    if (orderBy !== undefined) {
      const by = this.#fields(kind, orderBy).select(['id as of', 'value', 'number']).as('by');
      page = page.leftJoin(by, 'by.of', 'document.id');
      for (const column of ['by.number', 'by.value'] as const) {
        page = page.orderBy(sql.ref(column), (one) =>
          (descending ? one.desc() : one.asc()).nullsLast(),
        );
      }
    }
    const rows = await page
      .orderBy('document.id')
      .limit(Math.min(limit, LIMIT_MAX))
      .offset(offset)
      .execute();
    // Sorted are ids alone; states are read of those that are asked for.
    const documents = await this.#standing<State>(kind, rows);
    return { documents, total: Number(total) };
  }

  async #standing<State extends object>(
    { name }: Kind<State>,
    rows: readonly { readonly id: string }[],
  ): Promise<Document<State>[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const found = await this.#documents(name)
      .select(['kind', 'id', 'revision', 'state'])
      .where('id', 'in', ids)
      .execute();
    const byId = new Map(found.map((row) => [row.id, row as Document<State>]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  async history<State extends object>(
    { name }: Kind<State>,
    id: string,
  ): Promise<readonly StoredEvent[]> {
    const rows = await this.#events([name])
      .selectAll()
      .where('id', '=', id)
      .orderBy('revision')
      .execute();
    return rows.map(eventOfRow);
  }

  async *events(kinds: readonly Kind[], until?: Date): AsyncGenerator<StoredEvent> {
    const names = kinds.map(({ name }) => name);
    let after: Pick<Tables['event'], 'seq' | 'part'> = { seq: -1, part: 0 };
    for (;;) {
      let query = this.#events(names)
        .selectAll()
        .where(sql<SqlBool>`(seq, part) > (${after.seq}, ${after.part})`);
      if (until !== undefined) query = query.where('at', '<=', until);
      const rows = await query.orderBy('seq').orderBy('part').limit(EVENTS_A_TURN).execute();
      yield* rows.map(eventOfRow);
      const last = rows.at(-1);
      if (last === undefined || rows.length < EVENTS_A_TURN) return;
      after = last;
    }
  }

  #documents(kind: string) {
    return this.#db
      .selectFrom('document')
      .where('tenant', '=', this.#tenant)
      .where('compartment', 'in', this.#compartments)
      .where('kind', '=', kind);
  }

  /** Rows of a field. Names of fields come from the kind, never from outside. */
  #fields({ name, fields }: Pick<Kind, 'name' | 'fields'>, field: string) {
    if (!fields.includes(field)) {
      const expected = `one of the fields ${fields.join(', ')} of a ${name}`;
      throw problem('STORE_INPUT', { expected, found: field });
    }
    return this.#db
      .selectFrom('document_field')
      .where('tenant', '=', this.#tenant)
      .where('compartment', 'in', this.#compartments)
      .where('kind', '=', name)
      .where('field', '=', field);
  }

  #events(kinds: readonly string[]) {
    return this.#db
      .selectFrom('event')
      .where('tenant', '=', this.#tenant)
      .where('compartment', 'in', this.#compartments)
      .where('kind', 'in', kinds.length === 0 ? [''] : kinds);
  }
}
