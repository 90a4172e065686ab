import { type Kysely, sql } from 'kysely';
import type { Tables } from './database.ts';
import type { Kinds } from './projection.ts';

const WORD = /^[a-zA-Z][a-zA-Z0-9-]*$/;

/** Makes the indexes by which documents are looked for, where they are not there yet. */
export async function indexFields(db: Kysely<Tables>, kinds: Kinds): Promise<void> {
  for (const { name, fields } of kinds.values()) {
    for (const field of fields) {
      if (!WORD.test(name) || !WORD.test(field)) {
        throw new TypeError(`no name of a field: ${name}.${field}`);
      }
      await sql`
        create index if not exists ${sql.id(`document_${name}_${field}`.slice(0, 63))}
        on tamiz.document (tenant, (state -> ${sql.lit(field)}), id)
        where kind = ${sql.lit(name)}`.execute(db);
    }
  }
}
