import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diskProblem, hasErrno, problem, writeAtomically } from '../base/index.ts';
import type { KnownParty } from './parties.ts';
import { type Decision, type KeptItem, KINDS } from './types.ts';

/**
 * The files of a data folder's signals. What is read from them is checked: a record that somebody
 * edited by hand must not turn into a decision that nobody took.
 */

/** Changes when a file's form does. */
const FORMAT = 1;

type Row = Readonly<Record<string, unknown>>;
type Check = (row: Row) => boolean;

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const areTexts = (row: Row, names: readonly string[]): boolean =>
  names.every((name) => typeof row[name] === 'string');
const areTextsOrNull = (row: Row, names: readonly string[]): boolean =>
  names.every((name) => row[name] === null || typeof row[name] === 'string');
const areLists = (row: Row, names: readonly string[]): boolean =>
  names.every((name) => {
    const list = row[name];
    return Array.isArray(list) && list.every((one) => typeof one === 'string');
  });

const isKeptItem: Check = (row) => {
  const { item } = row;
  return (
    areTexts(row, ['feed', 'readAt']) &&
    isRow(item) &&
    areTexts(item, ['format', 'own', 'title', 'text']) &&
    areTextsOrNull(item, ['link', 'published', 'updated', 'effective', 'issuer']) &&
    areLists(item, ['keys']) &&
    (item['link'] === null || URL.canParse(item['link'] as string))
  );
};

const isDecision: Check = (row) =>
  areTexts(row, ['event', 'by', 'reason', 'at', 'seen', 'title']) &&
  ['confirmed', 'rejected'].includes(row['verdict'] as string) &&
  typeof row['partiesChosen'] === 'boolean' &&
  areLists(row, ['items', 'kinds', 'parties', 'programmes']) &&
  (row['kinds'] as readonly string[]).every((kind) => (KINDS as readonly string[]).includes(kind));

/** Whether a value is a party that announcements may be searched for. */
export function isKnownParty(value: unknown): value is KnownParty {
  return (
    isRow(value) &&
    areTexts(value, ['id', 'caption']) &&
    areLists(value, ['names']) &&
    ['weakNames', 'ids'].every((name) => value[name] === undefined || areLists(value, [name]))
  );
}

const CHECKS = { items: isKeptItem, decisions: isDecision, parties: isKnownParty };
interface Rows {
  readonly items: KeptItem;
  readonly decisions: Decision;
  readonly parties: KnownParty;
}

/** Everything that a file keeps; nothing where there is none. @throws SIGNALS_DAMAGED */
export async function readKept<Name extends keyof Rows>(
  folder: string,
  name: Name,
): Promise<readonly Rows[Name][]> {
  const path = join(folder, `${name}.json`);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return [];
    throw diskProblem(error, path);
  }
  const rows = rowsIn(text, name);
  if (typeof rows === 'string') throw problem('SIGNALS_DAMAGED', { where: path, found: rows });
  return rows as readonly Rows[Name][];
}

function rowsIn(text: string, name: keyof Rows): readonly unknown[] | string {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return 'text that is no JSON';
  }
  if (!isRow(file) || file['format'] !== FORMAT) return `another format than ${FORMAT}`;
  const rows = file[name];
  if (!Array.isArray(rows)) return `no list of ${name}`;
  const check: (row: Row) => boolean = CHECKS[name];
  const bad = rows.findIndex((row) => !isRow(row) || !check(row));
  return bad < 0 ? rows : `row ${bad + 1} of ${name} that is not as it was written`;
}

/** Writes a file whole, one row a line, so that what changed can be seen. */
export async function writeKept<Name extends keyof Rows>(
  folder: string,
  name: Name,
  rows: readonly Rows[Name][],
): Promise<void> {
  const lines = rows.map((row) => JSON.stringify(row)).join(',\n');
  const text = `{"format":${FORMAT},"${name}":[\n${lines}\n]}\n`;
  await writeAtomically(join(folder, `${name}.json`), text);
}
