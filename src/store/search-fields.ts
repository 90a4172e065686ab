import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from './database.ts';
import type { Kinds } from './projection.ts';

/*
 * Documents are looked for by fields of their states. An index over an expression of the state
 * would be of no use: for whoever is shown only some rows, PostgreSQL looks at nothing else of a
 * row before it knows that it may be shown, unless it is sure that looking tells nothing
 * (“leakproof”), which it is of comparing texts and not of reaching into JSON. So the fields stand
 * as texts in a table of their own.
 */

/** Columns of the rows that searching needs of documents, from `rows` that have their states. */
const fieldsOf = (rows: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select tenant, kind, id, compartment, field, state ->> field as value,
    case jsonb_typeof(state -> field)
      when 'number' then (state ->> field)::double precision
    end as number
  from ${rows} join tamiz.searched using (kind)
  where jsonb_typeof(state -> field) in ('string', 'number', 'boolean')`;

/** Sets down by which fields documents are looked for, and fills in those that are new. */
export async function prepareFields(db: Kysely<Tables>, kinds: Kinds): Promise<void> {
  const wanted = [...kinds.values()].flatMap(({ name, fields }) =>
    fields.map((field) => ({ kind: name, field })),
  );
  await db.transaction().execute(async (transaction) => {
    const { rows: added } = await sql<{ kind: string }>`
      insert into tamiz.searched (kind, field)
      select kind, field from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
        as x (kind text, field text)
      on conflict do nothing returning kind`.execute(transaction);
    for (const kind of new Set(added.map((one) => one.kind))) {
      const documents = sql`(select * from tamiz.document where kind = ${kind}) as document`;
      await sql`
        insert into tamiz.document_field (tenant, kind, id, compartment, field, value, number)
        ${fieldsOf(documents)} on conflict do nothing`.execute(transaction);
    }
  });
}

/**
 * Parts of a `with` statement that write the fields of `rows`, which have the columns of documents:
 * those that are other than before, and away with those that are there no more.
 */
export const writingFields = (rows: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  gone as (
    delete from tamiz.document_field as old using ${rows}
    where (old.tenant, old.kind, old.id) = (${rows}.tenant, ${rows}.kind, ${rows}.id)
      and coalesce(jsonb_typeof(state -> field) not in ('string', 'number', 'boolean'), true)
  ), written as (
    insert into tamiz.document_field as old (tenant, kind, id, compartment, field, value, number)
    ${fieldsOf(rows)}
    on conflict (tenant, kind, id, field)
    do update set value = excluded.value, number = excluded.number
    where old.value <> excluded.value
  )`;
