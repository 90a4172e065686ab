import { problem } from '../../base/index.ts';
import {
  canonicalJson,
  type JournalRecord,
  type Json,
  readJournal,
  readPersonal,
  readRecord,
} from '../../journal/index.ts';
import { scoreFingerprint } from '../../matching/index.ts';
import { type OpenOptions, openVersions } from '../open.ts';
import { type Difference, differences } from './answers.ts';
import { ASKED, type AskedList } from './recorder.ts';
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
  const { record, personal } = await readJournal(options.home, async (files) => ({
    record: await readRecord(files, seq),
    personal: await readPersonal(files, seq),
  }));
  const asked = askedOf(record);
  if (personal.state !== 'kept') throw impossible(seq, 'personal data that was erased');
  const way = Object.hasOwn(ways, asked.way) ? ways[asked.way] : undefined;
  if (way === undefined) throw impossible(seq, `the way in ${asked.way}`);
  const { questions, answers } = JSON.parse(personal.data.toString()) as {
    questions: Json;
    answers: Json;
  };
  const { screener, readAnew } = await openVersions(options, asked.lists);
  const again = await way(screener, { parameters: asked.parameters, questions });
  const isSame = canonicalJson(again) === canonicalJson(answers);
  return {
    asked,
    isSame,
    isSameEngine: asked.engine === scoreFingerprint(),
    readAnew,
    differences: isSame ? [] : differences(answers, again),
  };
}

function askedOf({ seq, at, type, content }: JournalRecord): AskedRecord {
  if (type !== ASKED || !('body' in content)) throw impossible(seq, `a record of ${type}`);
  const body = content.body as unknown as Omit<AskedRecord, 'seq' | 'at'>;
  const { way, parameters, lists, engine, questions, hits } = body;
  const counted = hits === undefined ? {} : { hits };
  return { seq, at, way, parameters, lists, engine, questions, ...counted };
}

const impossible = (seq: number, found: string): Error =>
  problem('REPLAY_IMPOSSIBLE', { where: `record ${seq}`, found });
