import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { onTestFinished } from 'vitest';
import { silent, systemClock, systemEntropy } from '../../base/index.ts';
import { createHomeJournal, type Journal, openJournal } from '../../journal/index.ts';
import { openEmbedded, openServer, type Tables } from '../database.ts';
import { openStore, type StorePlace } from '../open.ts';
import type { Kind, Store } from '../types.ts';
import { noteKind, secretKind } from './notes.ts';

const clock = systemClock;
export const KINDS: readonly Kind[] = [noteKind, secretKind];

/** An empty folder that is gone after the test. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tamiz-store-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A data folder with a journal of its own, open until the test ends or `close` is called. */
export async function newJournal(): Promise<{
  home: string;
  journal: Journal;
  close(): Promise<void>;
}> {
  const home = await newFolder();
  const place = { home, clock, entropy: systemEntropy };
  await createHomeJournal(place, 'example.org/test');
  const { journal, close } = await openJournal(place);
  let isOpen = true;
  const once = async () => {
    if (isOpen) await close();
    isOpen = false;
  };
  onTestFinished(once);
  return { home, journal, close: once };
}

/** Where a store of a test is: beside its journal, or in a database of a server. */
export function placeOf(home: string, url?: string): StorePlace {
  return { home, kinds: KINDS, clock, onProgress: silent, ...(url !== undefined && { url }) };
}

/** A store that is closed when the test ends. */
export async function newStore(place: StorePlace, journal: Journal): Promise<Store> {
  const store = await openStore(place, journal);
  onTestFinished(() => store.close().catch(() => {}));
  return store;
}

/**
 * Making PGlite's files takes seconds, copying them a fraction: all tests of a file share those
 * that were made first.
 */
export async function withTemplate(home: string): Promise<void> {
  template ??= makeTemplate();
  await cp(await template, join(home, 'store', 'database'), { recursive: true });
}

let template: Promise<string> | undefined;

async function makeTemplate(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'tamiz-store-template-'));
  const { close } = await openEmbedded({ home, clock });
  await close();
  return join(home, 'store', 'database');
}

/** All rows of a closed store's tables, in order. */
export async function dump(place: StorePlace): Promise<object> {
  const open = place.url === undefined ? await openEmbedded(place) : await openServer(place.url);
  try {
    return await dumpOf(open.db);
  } finally {
    await open.close();
  }
}

export async function dumpOf(db: Kysely<Tables>): Promise<object> {
  const rows = async (text: string) => (await sql.raw(text).execute(db)).rows;
  return {
    position: await rows('select * from tamiz.position'),
    events: await rows('select * from tamiz.event order by seq, part'),
    fields: await rows('select * from tamiz.document_field order by tenant, kind, id, field'),
    documents: await rows('select * from tamiz.document order by tenant, kind, id'),
  };
}
