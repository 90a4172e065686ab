import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { REPORTS } from '../reports/index.ts';
import { BLOCKED } from '../reports/testing/ofac.ts';
import { pdfText } from '../reports/testing/pdf-text.ts';
import { SAR } from '../reports/testing/sar.ts';
import { tamiz } from './testing/line.ts';

let folder = '';
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamiz-report-'));
  const { valueUsd: _, ...lacking } = BLOCKED;
  await writeFile(at('whole.json'), JSON.stringify(BLOCKED));
  await writeFile(at('lacking.json'), JSON.stringify(lacking));
  await writeFile(at('empty.json'), '{}');
  await writeFile(at('sar.json'), JSON.stringify(SAR));
  await writeFile(at('list.json'), '[1]');
  await writeFile(at('broken.json'), '{"target": "Ximena Satizabal');
});
afterAll(() => rm(folder, { recursive: true }));
const ask = (...words: string[]) => tamiz({ home: at('home') }, 'report', ...words);

test('a preview is marked as such on every page, and nothing is recorded', async () => {
  const asked = ['us-ofac-blocked', at('whole.json'), '--format', 'pdf', '--out', at('a.pdf')];
  expect(await ask(...asked, '--lang', 'es')).toEqual({
    code: 0,
    out: '',
    err: 'No falta nada.\n',
  });
  const pages = pdfText(await readFile(at('a.pdf')));
  expect(pages.length).toBeGreaterThan(0);
  for (const page of pages) expect(page).toContain('VISTA PREVIA, sin aprobar');
  expect(await readdir(folder)).not.toContain('home');
  const again = await readFile(at('a.pdf'));
  await ask(...asked, '--lang', 'es');
  expect((await readFile(at('a.pdf'))).equals(again)).toBe(true);
});

test('what is missing is told, and without --out nothing else', async () => {
  const { code, out } = await ask('us-ofac-blocked', at('lacking.json'));
  expect([code, out]).toEqual([
    0,
    'Asked for and not filled in:\n  valueUsd: Value in US dollars\n',
  ]);
  const told = await ask('us-ofac-blocked', at('lacking.json'), '--out', at('b.xlsx'));
  expect(told).toMatchObject({ code: 0, out: '', err: expect.stringContaining('valueUsd') });
});

test.each(REPORTS.map(({ name, formats }) => [name, formats] as const))(
  '%s has a preview of an empty input in every format but XML',
  async (name, formats) => {
    for (const format of formats) {
      const out = at(`${name}.${format}`);
      const { code } = await ask(name, at('empty.json'), '--out', out);
      expect([format, code]).toEqual([format, format === 'xml' ? 3 : 0]);
      if (format === 'json') expect(await readFile(out, 'utf8')).toContain('PREVIEW');
    }
  },
);

test('XML of what lacks nothing is written, with the mark', async () => {
  expect((await ask('us-fincen-sar', at('sar.json'), '--out', at('s.xml'))).code).toBe(0);
  expect(await readFile(at('s.xml'), 'utf8')).toContain('<!-- PREVIEW, not approved -->');
});

test.each([
  ['an unknown name', ['none', 'whole.json'], 'REPORT_UNKNOWN'],
  ['a file that is not there', ['us-ofac-blocked', 'absent.json'], 'INPUT_NOT_FOUND'],
  ['a file that is no JSON', ['us-ofac-blocked', 'broken.json'], 'REPORT_INPUT'],
  ['JSON that is no input', ['us-ofac-blocked', 'list.json'], 'REPORT_INPUT'],
  ['an input of another report', ['subject-file', 'whole.json'], 'REPORT_INPUT'],
])('%s is refused, and what the file says is not repeated', async (_, [name, file], error) => {
  const { code, err } = await ask(name ?? '', at(file ?? ''), '--out', at('never.pdf'));
  expect(code).toBeGreaterThan(1);
  expect(err).toContain(error);
  expect(err).not.toContain('Satizabal');
  expect(await readdir(folder)).not.toContain('never.pdf');
});

test('a format that the report has not is refused', async () => {
  const { err } = await ask('us-ofac-blocked', at('whole.json'), '--out', at('x.docx'));
  expect(err).toContain('pdf, xlsx, json');
});
