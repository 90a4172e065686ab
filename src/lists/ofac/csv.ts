import { problem } from '../../base/index.ts';
import type { Entity } from '../../entity/index.ts';
import type { ListFile, ListReader, ReadContext, ReadSummary } from '../types.ts';
import { createAssembler } from './assemble.ts';
import { type CsvRow, csvRows, readCell, readUid, rowOptions } from './csv-rows.ts';
import { type Joined, joinRows } from './join.ts';
import {
  type Detail,
  type OfacName,
  type OfacRecord,
  type OfacType,
  QUOTED_NAME,
} from './record.ts';
import { parseRemarks, REMARKS_LIMIT } from './remarks.ts';

/** The four files by the number of their columns, the only thing in them that tells them apart. */
const ROLES = { 12: 'sdn', 6: 'add', 5: 'alt', 2: 'comments' } as const;
type Role = (typeof ROLES)[keyof typeof ROLES];

/** What is missing when a file is. */
const LOSSES: Readonly<Record<Exclude<Role, 'sdn'>, string>> = {
  add: 'no address file (add.csv): addresses and countries are missing',
  alt: 'no alias file (alt.csv): strong aliases are missing',
  comments: 'no comments file (sdn_comments.csv): long remarks are cut',
};

/**
 * Reads OFAC's four CSV files, of the SDN list or of the consolidated non-SDN list, in any order.
 * Only the primary file is required; a missing one of the others is signalled. Entities come
 * record by record, the links between them last.
 */
export const readOfacCsv: ListReader = async function* (files, context) {
  const assembler = createAssembler(context);
  let records = 0;
  for await (const record of readOfacRecords(files, context)) {
    records += 1;
    yield* assembler.party(record) as Entity[];
  }
  yield* assembler.links();
  return { records } satisfies ReadSummary;
};

/** The records of the four files; see `readOfacCsv`. */
export async function* readOfacRecords(
  files: readonly ListFile[],
  context: ReadContext,
): AsyncGenerator<OfacRecord> {
  const roles = await tellApart(files, context);
  const primary = roles.get('sdn') as ListFile;
  const joined = await joinRows(roles, context);
  const seen = new Set<string>();
  for await (const row of csvRows(primary, rowOptions(primary, context))) {
    const uid = readUid(primary, row);
    if (seen.has(uid)) {
      throw problem('LIST_FORMAT', {
        where: `${primary.name}, line ${row.line}`,
        expected: 'every ent_num once',
        found: `${uid} again`,
      });
    }
    seen.add(uid);
    yield toRecord(uid, row, joined, context);
  }
  for (const [uid, what] of joined.left()) {
    context.onSignal({
      kind: 'dropped',
      record: uid,
      found: `${what} of an entry that is not there`,
    });
  }
}

async function tellApart(
  files: readonly ListFile[],
  context: ReadContext,
): Promise<Map<Role, ListFile>> {
  const roles = new Map<Role, ListFile>();
  for (const file of files) {
    const columns = await countColumns(file, context);
    const role = ROLES[columns as keyof typeof ROLES];
    if (role === undefined) {
      throw problem('LIST_FORMAT', {
        where: file.name,
        expected: 'rows of 12 (sdn), 6 (add), 5 (alt) or 2 (comments) columns',
        found: columns === 0 ? 'no rows' : `${columns} column${columns === 1 ? '' : 's'}`,
      });
    }
    const other = roles.get(role);
    if (other !== undefined) {
      throw problem('LIST_FORMAT', {
        where: file.name,
        expected: 'each of the four files once',
        found: `a second ${role} file beside ${other.name}`,
      });
    }
    roles.set(role, file);
  }
  if (!roles.has('sdn')) {
    throw problem('LIST_FORMAT', {
      where: files.map(({ name }) => name).join(', '),
      expected: 'the primary file (sdn.csv or cons_prim.csv), which has 12 columns',
      found: roles.size === 0 ? 'no file' : [...roles.keys()].join(', '),
    });
  }
  for (const [role, loss] of Object.entries(LOSSES)) {
    if (roles.has(role as Role)) continue;
    context.onSignal({ kind: 'odd-value', record: '', found: loss });
  }
  return roles;
}

async function countColumns(file: ListFile, context: ReadContext): Promise<number> {
  for await (const row of csvRows(file, context.signal ? { signal: context.signal } : {})) {
    return row.cells.length;
  }
  return 0;
}

function toRecord(uid: string, row: CsvRow, joined: Joined, context: ReadContext): OfacRecord {
  const trimmed = (index: number) => readCell(row, index)?.trim();
  const { names, addresses, comments, remarks: more } = joined.take(uid);
  const remarks = (readCell(row, 11) ?? '') + comments;
  const cut = comments === '' && isCut(remarks);
  const details = remarks === '' ? [] : parseRemarks(remarks, cut);
  const weak = details.filter(isWeakName);
  const title = trimmed(4);
  const vessel = {
    ...pick('callSign', trimmed(5)),
    ...pick('type', trimmed(6)),
    ...pick('tonnage', trimmed(7)),
    ...pick('grossTonnage', trimmed(8)),
    ...pick('flag', trimmed(9)),
    ...pick('owner', trimmed(10)),
  };
  return {
    uid,
    name: readName(trimmed(1), uid, context),
    type: readType(trimmed(2), uid, context),
    programs: readPrograms(trimmed(3)),
    ...pick('title', title),
    names: [...names, ...weak.map(weakName)],
    addresses,
    ...(Object.keys(vessel).length > 0 && { vessel }),
    details: [...details.filter((detail) => !isWeakName(detail)), ...more],
  };
}

const pick = <Key extends string>(key: Key, value: string | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: string };

/** The column ends at its limit without the period that ends all remarks. */
function isCut(remarks: string): boolean {
  return remarks.length >= REMARKS_LIMIT - 1 && !remarks.endsWith('.');
}

/**
 * A quote that does not close, as in cut remarks, leaves the statement for the assembler to tell.
 */
const isWeakName = ({ label, text }: Detail): boolean =>
  QUOTED_NAME.test(label) && /'.*'$/s.test(text);

const weakName = ({ label, value }: Detail): OfacName => ({
  name: value,
  kind: label.startsWith('f') ? 'fka' : label.startsWith('n') ? 'nka' : 'aka',
  weak: true,
});

function readName(name: string | undefined, uid: string, context: ReadContext): string {
  if (name !== undefined) return name;
  context.onSignal({ kind: 'odd-value', record: uid, found: 'no name' });
  return '';
}

const TYPES: ReadonlySet<string> = new Set(['individual', 'vessel', 'aircraft']);

function readType(type: string | undefined, uid: string, context: ReadContext): OfacType {
  if (type === undefined) return 'entity';
  if (TYPES.has(type)) return type as OfacType;
  context.onSignal({ kind: 'unknown-value', record: uid, found: `SDN_Type ${type}` });
  return 'entity';
}

/** `SDNTK] [FTO` is two tags; the outermost brackets are not written. */
const readPrograms = (text: string | undefined): string[] =>
  (text?.split('] [') ?? []).map((tag) => tag.replace(/^\[|\]$/g, ''));
