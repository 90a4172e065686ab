import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { problem } from '../base/index.ts';
import { SCHEMA, type Tables } from './database.ts';

/** The role as which documents are read: it can change nothing, and sees one organisation. */
export const READER_ROLE = 'tamiz_reader';

/**
 * How the tables came to be, forward only: a step that was released never changes. What a later
 * form needs from older events is made by `tamiz rebuild`, never by a step here.
 */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-documents': { up: documents },
  '0002-row-security': { up: rowSecurity },
  '0003-search-fields': { up: searchFields },
};

async function documents(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table tamiz.position (
      one boolean primary key default true check (one),
      next bigint not null,
      journal text not null
    )`.execute(db);
  await sql`
    create table tamiz.event (
      seq bigint not null,
      part integer not null,
      at timestamptz not null,
      tenant text not null,
      actor_kind text not null,
      actor_id text not null,
      kind text not null,
      id text not null,
      revision integer not null,
      compartment text not null,
      type text not null,
      data jsonb not null,
      personal jsonb,
      primary key (seq, part),
      unique (tenant, kind, id, revision)
    )`.execute(db);
  await sql`
    create table tamiz.document (
      tenant text not null,
      kind text not null,
      id text not null,
      revision integer not null,
      compartment text not null,
      state jsonb not null,
      primary key (tenant, kind, id)
    )`.execute(db);
}

/**
 * Whoever reads does so as a role for which the database itself hides the rows of others, also
 * where a query should forget to.
 */
async function rowSecurity(db: Kysely<unknown>): Promise<void> {
  await sql`
    do $$ begin
      if not exists (select from pg_roles where rolname = 'tamiz_reader') then
        create role tamiz_reader nologin;
      end if;
      if not pg_has_role(current_user, 'tamiz_reader', 'member') then
        execute format('grant tamiz_reader to %I', current_user);
      end if;
    end $$`.execute(db);
  await sql`grant usage on schema tamiz to tamiz_reader`.execute(db);
  for (const table of ['event', 'document']) await showOwnRows(db, table);
}

async function showOwnRows(db: Kysely<unknown>, table: string): Promise<void> {
  const name = sql.table(`tamiz.${table}`);
  await sql`grant select on ${name} to tamiz_reader`.execute(db);
  await sql`alter table ${name} enable row level security`.execute(db);
  await sql`
    create policy own_organisation on ${name} for select to tamiz_reader using (
      tenant = current_setting('tamiz.tenant', true)
      and (
        compartment = ''
        or compartment = any (string_to_array(current_setting('tamiz.compartments', true), ','))
      )
    )`.execute(db);
}

/** See `search-fields.ts`. What documents there are gets its fields when the store is opened. */
async function searchFields(db: Kysely<unknown>): Promise<void> {
  await sql`
    do $$ declare old text; begin
      for old in select indexname from pg_indexes
        where schemaname = 'tamiz' and tablename = 'document' and indexname <> 'document_pkey'
      loop execute format('drop index tamiz.%I', old); end loop;
    end $$`.execute(db);
  // Whether a row may be shown is known from the index alone.
  await sql`
    alter table tamiz.document drop constraint document_pkey,
      add primary key (tenant, kind, id) include (compartment)`.execute(db);
  await sql`
    create table tamiz.searched (
      kind text not null,
      field text not null,
      primary key (kind, field)
    )`.execute(db);
  await sql`
    create table tamiz.document_field (
      tenant text not null,
      kind text not null,
      id text not null,
      compartment text not null,
      field text not null,
      value text collate "C" not null,
      number double precision,
      primary key (tenant, kind, id, field) include (compartment)
    )`.execute(db);
  await sql`
    create index document_field_value on tamiz.document_field (tenant, kind, field, value, id)
      include (compartment, number)`.execute(db);
  await showOwnRows(db, 'document_field');
}

/**
 * Brings the tables to the form of this version; `until` stops at an earlier one, for tests.
 * @throws STORE_NEWER where a later version has been at it
 */
export async function migrate(db: Kysely<Tables>, until?: string): Promise<void> {
  await sql`create schema if not exists tamiz`.execute(db);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    migrationTableSchema: SCHEMA,
  });
  const known = new Set(Object.keys(MIGRATIONS));
  const done = await doneMigrations(db);
  const unknown = done.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw problem('STORE_NEWER', { found: `the step ${unknown}, which this version lacks` });
  }
  const { error } =
    until === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(until);
  if (error !== undefined) throw error;
}

async function doneMigrations(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('tamiz.kysely_migration') is not null as there`.execute(db);
  if (rows[0]?.there !== true) return [];
  const names = await sql<{ name: string }>`select name from tamiz.kysely_migration`.execute(db);
  return names.rows.map(({ name }) => name);
}

/** Deletes all tables; what they showed stands in the journal. */
export async function dropAll(db: Kysely<Tables>): Promise<void> {
  await sql`drop schema if exists tamiz cascade`.execute(db);
}
