import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS, TamizError } from '../../base/index.ts';
import { collect, memoryFile } from '../testing/files.ts';
import type { ListFile, Signal } from '../types.ts';
import { readOfacCsv, readOfacRecords } from './csv.ts';
import type { OfacRecord } from './record.ts';
import { parseRemarks } from './remarks.ts';
import { recordsArbitrary } from './testing/arbitrary.ts';
import { writeOfacCsv } from './testing/write-csv.ts';

const PERSON: OfacRecord = {
  uid: '7',
  name: 'EJEMPLO PEREZ, Juan',
  type: 'individual',
  programs: ['SDNTK', 'FTO'],
  names: [{ name: 'EJEMPLO, Juanito', kind: 'aka', weak: false }],
  addresses: [{ place: 'Culiacan', country: 'Mexico' }],
  details: parseRemarks('DOB 1966; Gender Male.'),
};

/** The files of records, as Windows-1252 bytes, in the order that trips most. */
function filesOf(records: readonly OfacRecord[], step = 4_096): ListFile[] {
  const csv = writeOfacCsv(records);
  return Object.entries(csv)
    .filter(([, content]) => content !== '\x1a')
    .reverse()
    .map(([name, content]) => memoryFile(Buffer.from(content, 'latin1'), `${name}.csv`, step));
}

async function records(files: readonly ListFile[]): Promise<[OfacRecord[], Signal[]]> {
  const signals: Signal[] = [];
  const found: OfacRecord[] = [];
  const context = { dataset: 'x', knownAt: '', onSignal: (signal: Signal) => signals.push(signal) };
  for await (const record of readOfacRecords(files, context)) found.push(record);
  return [found, signals];
}

const bytes = (text: string, name = 'sdn.csv') => memoryFile(Buffer.from(text, 'latin1'), name);
const sdnRow = (uid: string, type = '-0- ', remarks = '-0- ') =>
  `${uid},"X","${type}","FTO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"${remarks}"\r\n`;

test('what was written is read back, whatever the chunks', async () => {
  await fc.assert(
    fc.asyncProperty(recordsArbitrary, fc.integer({ min: 1, max: 300 }), async (list, step) => {
      const [found] = await records(filesOf(list, step));
      expect(found).toEqual(list);
    }),
    { numRuns: 150 },
  );
});

test('the four files in any order become entities', async () => {
  const long = {
    ...PERSON,
    uid: '8',
    details: parseRemarks(`${'DOB 1966; '.repeat(200)}DOB 1970.`),
  };
  const { entities, summary, signals } = await collect(readOfacCsv, filesOf([PERSON, long]));
  expect(summary.records).toBe(2);
  expect(entities.map(({ id }) => id)).toEqual([
    'ofac-7',
    'ofac-7-sanction-sdntk',
    'ofac-7-sanction-fto',
    'ofac-8',
    'ofac-8-sanction-sdntk',
    'ofac-8-sanction-fto',
  ]);
  expect(entities[3]?.texts('birthDate')).toEqual(['1966', '1970']);
  expect(signals).toEqual([]);
});

test('lines may end without carriage return, and the end mark may be missing', async () => {
  const [found, signals] = await records([bytes(sdnRow('1').replace('\r', ''))]);
  expect(found).toHaveLength(1);
  expect(signals.map(({ found: what }) => what)).toEqual([
    'no address file (add.csv): addresses and countries are missing',
    'no alias file (alt.csv): strong aliases are missing',
    'no comments file (sdn_comments.csv): long remarks are cut',
    'sdn.csv lacks the end-of-file mark (Ctrl-Z)',
  ]);
});

test('remarks cut at the limit without their comments keep the last statement unread', async () => {
  const cut = `Gender Male; ${'DOB 1966; '.repeat(100)}`.slice(0, 1_000);
  const [found] = await records([bytes(sdnRow('1', 'individual', cut))]);
  expect(found[0]?.details.at(-1)).toMatchObject({ label: '', cut: true });
});

test('unknown values are signalled', async () => {
  const sdn = bytes(`${sdnRow('1', 'submarine')}2,-0- ,-0- ,"FTO"${',-0- '.repeat(8)}\r\n\x1a`);
  const alt = bytes(
    '1,1,"dba","Y","odd remark"\r\n1,2,"aka",-0- ,-0- \r\n9,3,"aka","Z",-0- \r\n\x1a',
    'alt.csv',
  );
  const add = bytes('9,1,-0- ,-0- ,"Mexico",-0- \r\n\x1a', 'add.csv');
  const comments = bytes('1,"Gender Male."\r\n\x1a', 'comments.csv');
  const { entities, signals, summary } = await collect(readOfacCsv, [sdn, alt, add, comments]);
  expect(summary.records).toBe(2);
  expect(signals.map(({ kind, record, found }) => `${kind} ${record} ${found}`)).toEqual([
    'unknown-value 1 alt_type dba',
    'odd-value 1 a remark on an alias: Y: odd remark',
    'odd-value 1 an alias without a name',
    'unknown-value 1 SDN_Type submarine',
    'odd-value 1 Gender Male',
    'odd-value 2 no name',
    'dropped 9 alt, add rows of an entry that is not there',
  ]);
  expect(entities[0]?.texts('alias')).toEqual(['Y']);
  expect(entities[0]?.texts('notes')).toContain('Y: odd remark');
});

describe('malformed files', () => {
  const long = `"${'x'.repeat(LIMITS.csvRowBytes + 100)}`;
  test.each<[string, ListFile[], RegExp]>([
    ['no file', [], /found no file/],
    ['an empty file', [bytes('')], /sdn\.csv: .*found no rows/],
    ['a web page', [bytes('<html>\r\n<body>\r\n')], /sdn\.csv: .*found 1 column\b/],
    ['another width', [bytes('1,2,3\r\n')], /found 3 columns/],
    ['a ragged row', [bytes(`${sdnRow('1')}2,"X"\r\n\x1a`)], /sdn\.csv, line 2: /],
    ['an unclosed quote', [bytes(sdnRow('1').replace('"\r', '\r'))], /sdn\.csv, line \d+: /],
    ['a stray quote', [bytes(sdnRow('1').replace('"X"', 'X"X'))], /sdn\.csv, line \d+: /],
    ['an endless row', [bytes(long)], /sdn\.csv.*record/i],
    ['text after the end mark', [bytes(`${sdnRow('1')}\x1a${sdnRow('2')}`)], /Ctrl-Z/],
    ['an id that is none', [bytes(sdnRow('one'))], /line 1: .*ent_num.*"one"/],
    ['an id twice', [bytes(sdnRow('1') + sdnRow('1'))], /line 2: .*1 again/],
    ['a file twice', [bytes(sdnRow('1')), bytes(sdnRow('2'), 'b.csv')], /second sdn file/],
    ['no primary file', [bytes('1,"x"\r\n\x1a', 'comments.csv')], /primary file.*comments/],
  ])('%s', async (_, files, message) => {
    const error = await records(files).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(TamizError);
    expect(error).toMatchObject({ code: 'LIST_FORMAT' });
    expect((error as Error).message).toMatch(message);
  });

  test('what opening the file threw comes through', async () => {
    const broken: ListFile = {
      name: 'sdn.csv',
      async *open() {
        yield Buffer.from(sdnRow('1').slice(0, 10));
        throw new Error('unpacking failed');
      },
    };
    await expect(records([broken])).rejects.toThrow('unpacking failed');
  });
});

test('reading ends early when asked to', async () => {
  const controller = new AbortController();
  const files = filesOf(Array.from({ length: 50 }, (_, i) => ({ ...PERSON, uid: String(i + 1) })));
  const context = { dataset: 'x', knownAt: '', onSignal: () => {}, signal: controller.signal };
  const run = readOfacCsv(files, context);
  await run.next();
  controller.abort();
  await expect(
    (async () => {
      while (!(await run.next()).done);
    })(),
  ).rejects.toThrow(/abort/i);
});
