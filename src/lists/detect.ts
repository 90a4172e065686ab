import { problem } from '../base/index.ts';
import { isEuCsv } from './eu/index.ts';
import { foreignBytes, foreignText, readPrefix } from './foreign.ts';
import { gbLayout } from './gb/index.ts';
import { mxLayout, satPart } from './mx/index.ts';
import type { ListFile, ListFormat } from './types.ts';
import { isSpreadsheet } from './xlsx/index.ts';
import { previewText } from './xml-text.ts';

export type OfacCsvPart = 'sdn' | 'alt' | 'add' | 'comments';

/** What a file is; `part` only for what is a set of files: OFAC's CSV, SAT's listings. */
export interface Detected {
  readonly format: ListFormat;
  readonly part?: string;
}

/** What the first characters show a file to be: a format, or words for a thing that is not read. */
type Verdict = Detected | string;

/**
 * Tells the format of a list file by its first kilobytes, never by its name.
 * @throws LIST_FORMAT saying what the file looks like when it is none of the formats
 */
export async function detectFormat(file: ListFile): Promise<Detected> {
  const bytes = await readPrefix(file.open());
  // Which one is told by its reader: what a spreadsheet holds is packed.
  if (isSpreadsheet(bytes)) return { format: 'au-xlsx' };
  const verdict = foreignBytes(bytes) ?? judge(previewText(bytes).replace(/^[\uFEFF\s]+/, ''));
  if (typeof verdict !== 'string') return verdict;
  throw problem('LIST_FORMAT', {
    where: file.name,
    expected: 'a list that is read, in the layout of its publisher (docs/reference/lists.md)',
    found: verdict,
  });
}

function judge(text: string): Verdict {
  const foreign = foreignText(text);
  if (foreign !== undefined) return foreign;
  if (text.startsWith('<')) return judgeXml(text);
  if (text.startsWith('{')) return judgeJson(text);
  if (text.startsWith('[')) return 'a JSON list, where JSON lines have one object a line';
  return judgeTable(text) ?? judgeCsv(text);
}

const ROOTS: ReadonlyMap<string, Verdict> = new Map<string, Verdict>([
  ['sdnList', { format: 'ofac-xml' }],
  ['CONSOLIDATED_LIST', { format: 'un-xml' }],
  ['Sanctions', "OFAC's advanced XML; take its classic XML or CSV instead"],
  ['sanctionsData', "OFAC's enhanced XML; take its classic XML or CSV instead"],
  ['export', { format: 'eu-xml' }],
  ['WHOLE', { format: 'eu-old-xml' }],
  ['swiss-sanctions-list', { format: 'ch-xml' }],
  ['data-set', { format: 'ca-xml' }],
]);

function judgeXml(text: string): Verdict {
  const start = text.replace(/^(?:<\?[\s\S]*?\?>|<!--[\s\S]*?-->|\s+)+/, '');
  if (/^<!doctype/i.test(start)) return 'XML with a document type declaration (DTD)';
  const root = /^<(?:[\w.-]*:)?([\w.-]+)/.exec(start)?.[1];
  if (root === undefined) return 'damaged XML';
  return ROOTS.get(root) ?? `XML with the root element <${root.slice(0, 80)}>`;
}

function judgeJson(text: string): Verdict {
  const line = /^.*/.exec(text)?.[0] ?? '';
  let keys: readonly string[];
  try {
    keys = Object.keys(JSON.parse(line));
  } catch {
    // Cut by the prefix, or written over several lines; the keys seen so far decide.
    keys = ['id', 'schema', 'properties', 'op'].filter((key) => line.includes(`"${key}"`));
  }
  if (keys.includes('op')) return 'a file of changes (delta); take the whole entities.ftm.json';
  if (keys.includes('schema') && (keys.includes('properties') || keys.includes('id'))) {
    return { format: 'ftm-json' };
  }
  return 'JSON, but not FollowTheMoney entities one a line';
}

/** Tables with a header are told by the names of their columns. */
function judgeTable(text: string): Verdict | undefined {
  if (isEuCsv(text)) return { format: 'eu-csv' };
  const uk = gbLayout(text);
  if (uk !== undefined) return { format: uk.format };
  const mexico = mxLayout(text)?.format;
  if (mexico === 'mx-69b-csv') return { format: mexico, part: satPart(text) };
  if (mexico !== undefined) return { format: mexico };
  return undefined;
}

const PARTS: ReadonlyMap<number, OfacCsvPart> = new Map([
  [12, 'sdn'],
  [6, 'add'],
  [5, 'alt'],
  [2, 'comments'],
]);

/** OFAC's files have no header: the first cell is a number, and the columns are counted. */
function judgeCsv(text: string): Verdict {
  const cells = firstRow(text);
  const part = PARTS.get(cells.length);
  if (/^\d+$/.test(cells[0]?.trim() ?? '') && part !== undefined) {
    return { format: 'ofac-csv', part };
  }
  const row = (/^.*/.exec(text)?.[0] ?? '').slice(0, 60);
  return cells.length > 1
    ? `a table of ${cells.length} columns that begins ${JSON.stringify(row)}`
    : `text that begins ${JSON.stringify(row)}`;
}

function firstRow(text: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === ',') {
      cells.push(cell);
      cell = '';
    } else if (!quoted && (character === '\n' || character === '\r')) break;
    else cell += character;
  }
  return [...cells, cell];
}
