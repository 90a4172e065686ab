import { problem } from '../../base/index.ts';
import {
  canonicalJson,
  type JournalFiles,
  type Json,
  readJournal,
  readPersonal,
  readRecord,
} from '../../journal/index.ts';
import { scoreFingerprint } from '../../matching/index.ts';
import { type OpenOptions, openVersions } from '../open.ts';
import { type Difference, differences } from './answers.ts';
import { ABOUT, ASKED, type AskedList, BEGAN } from './recorder.ts';
import type { Way } from './ways.ts';

/** What was asked, as its record has it. */
export interface AskedRecord {
  readonly seq: number;
  readonly at: Date;
  readonly way: string;
  readonly parameters: Json;
  readonly lists: readonly AskedList[];
  /** By what rules it was answered. */
  readonly engine: string;
  readonly questions: number;
  readonly hits?: number;
}

/** What came of asking again. */
export interface Replayed {
  readonly asked: AskedRecord;
  /** Whether every answer is what it was, reasons included. */
  readonly isSame: boolean;
  /** Whether this Tamiz scores by the rules of then. */
  readonly isSameEngine: boolean;
  /** Lists that an other reader has read from the same files since. */
  readonly readAnew: readonly string[];
  /** The first differences, where there are any. */
  readonly differences: readonly Difference[];
}

/**
 * Asks again what a record says was asked, of the lists as they were, and compares the answers.
 * @throws REPLAY_IMPOSSIBLE where the record is of something else, its personal data is erased, or
 *   a version of a list is not kept; and what reading the journal throws
 */
export async function replay(
  options: OpenOptions,
  seq: number,
  ways: Readonly<Record<string, Way>>,
): Promise<Replayed> {
  const { asked, about, personal } = await readJournal(options.home, async (files) => {
    const asked = await askedOf(files, seq);
    return {
      asked,
      about: await listingsOf(files, asked),
      personal: await readPersonal(files, seq),
    };
  });
  if (personal.state !== 'kept') throw impossible(seq, 'personal data that was erased');
  const way = Object.hasOwn(ways, asked.way) ? ways[asked.way] : undefined;
  if (way === undefined) throw impossible(seq, `the way in ${asked.way}`);
  const { questions, answers } = JSON.parse(personal.data.toString()) as {
    questions: Json;
    answers: Json;
  };
  const { screener, readAnew } = await openVersions(options, asked.lists);
  const { parameters } = asked;
  const again = await way(screener, { parameters, questions, ...(about && { about }) });
  const isSame = canonicalJson(again) === canonicalJson(answers);
  return {
    asked,
    isSame,
    isSameEngine: asked.engine === scoreFingerprint(),
    readAnew,
    differences: isSame ? [] : differences(answers, again),
  };
}

/** What a record says was asked. @throws REPLAY_IMPOSSIBLE */
export async function askedOf(files: JournalFiles, seq: number): Promise<AskedRecord> {
  const { at, body } = await bodyOf(files, seq, ASKED);
  const { began } = body as { readonly began?: number };
  const how = began === undefined ? body : (await bodyOf(files, began, BEGAN)).body;
  const { way, parameters, lists, engine } = how as unknown as Pick<
    AskedRecord,
    'way' | 'parameters' | 'lists' | 'engine'
  >;
  const { questions, hits } = body as unknown as Pick<AskedRecord, 'questions' | 'hits'>;
  const counted = hits === undefined ? {} : { hits };
  return { seq, at, way, parameters, lists, engine, questions, ...counted };
}

/** The records of the listings that were asked about; undefined where it was everything. */
export function aboutOf({ parameters }: AskedRecord): readonly number[] | undefined {
  const { about } = (parameters ?? {}) as { readonly about?: readonly number[] };
  return about;
}

/** The listings that were asked about; undefined where it was everything. */
async function listingsOf(
  files: JournalFiles,
  asked: AskedRecord,
): Promise<readonly string[] | undefined> {
  const about = aboutOf(asked);
  if (about === undefined) return undefined;
  const listings: string[] = [];
  for (const seq of about) {
    const { body } = await bodyOf(files, seq, ABOUT);
    listings.push(...(body as { readonly listings: readonly string[] }).listings);
  }
  return listings;
}

async function bodyOf(
  files: JournalFiles,
  seq: number,
  type: string,
): Promise<{ readonly at: Date; readonly body: Json }> {
  const record = await readRecord(files, seq);
  if (record.type === type && 'body' in record.content) {
    return { at: record.at, body: record.content.body };
  }
  throw impossible(seq, `a record of ${record.type}`);
}

const impossible = (seq: number, found: string): Error =>
  problem('REPLAY_IMPOSSIBLE', { where: `record ${seq}`, found });
