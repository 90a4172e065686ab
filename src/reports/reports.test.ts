import fc from 'fast-check';
import type { TSchema } from 'typebox';
import { describe, expect, test } from 'vitest';
import { TamizError } from '../base/index.ts';
import { citationOf } from './basis.ts';
import { type Field, fieldOf } from './form.ts';
import { REPORTS, reportNamed } from './reports.ts';
import { completeInput, fullInput } from './testing/arbitrary.ts';
import { APPROVED } from './testing/context.ts';
import { pdfText } from './testing/pdf-text.ts';
import { workbookCells } from './testing/workbook-cells.ts';
import type { Format } from './types.ts';

const PREVIEW = { ...APPROVED, preview: true };

/** All fields of a form, with where they stand. */
function* fieldsOf(field: Field, path = ''): Generator<readonly [string, Field]> {
  yield [path, field];
  for (const [key, part] of Object.entries(field.properties ?? {})) {
    yield* fieldsOf(part, `${path}/${key}`);
  }
  if (field.items) yield* fieldsOf(field.items, `${path}/*`);
}

const marks: Readonly<Record<Format, (bytes: Uint8Array) => boolean>> = {
  json: (bytes) => 'mark' in JSON.parse(Buffer.from(bytes).toString()),
  pdf: (bytes) => pdfText(bytes).every((page) => page.includes('PREVIEW, not approved')),
  xlsx: (bytes) => workbookCells(bytes).flat(2).includes('PREVIEW, not approved'),
  xml: (bytes) => Buffer.from(bytes).toString().includes('<!-- PREVIEW, not approved -->'),
};

describe.each(REPORTS.map((report) => [report.name, report] as const))('%s', (_, report) => {
  test('has words in both languages and a law that it rests on', () => {
    expect(report.name).toMatch(/^[a-z0-9-]+$/);
    for (const { en, es } of [report.title, report.about]) {
      expect(en).not.toBe(es);
      expect(Math.min(en.length, es.length)).toBeGreaterThan(5);
    }
    expect(report.basis.map((id) => citationOf(id).cite).length).toBeGreaterThan(0);
    expect(report.formats).toContain('json');
    expect(report.formats.length).toBeGreaterThan(1);
  });

  test('limits each field, and names each in both languages', () => {
    for (const [path, field] of fieldsOf(fieldOf(report.input as TSchema))) {
      const at = `${report.name}${path}`;
      expect([at, field.label?.en, field.label?.es]).toEqual([
        at,
        expect.any(String),
        expect.any(String),
      ]);
      if (field.type === 'string') expect([at, field.maxLength]).toEqual([at, expect.any(Number)]);
      if (field.type === 'array') expect([at, field.maxItems]).toEqual([at, expect.any(Number)]);
      if (field.type === 'object') {
        expect([
          at,
          (field as object as { additionalProperties: unknown }).additionalProperties,
        ]).toEqual([at, false]);
      }
    }
  });

  test('an empty form lacks something; a preview of it says what, approved it is refused', async () => {
    const missing = report.missing({});
    expect(missing.length).toBeGreaterThan(0);
    for (const format of report.formats) {
      await expect(report.render({}, format, APPROVED)).rejects.toMatchObject({
        code: 'REPORT_INCOMPLETE',
      });
      if (format === 'xml') continue;
      const { bytes } = await report.render({}, format, PREVIEW);
      if (format === 'json') {
        const { missing: told } = JSON.parse(Buffer.from(bytes).toString());
        expect(told.map(({ path }: { path: string }) => path)).toEqual(
          missing.map(({ path }) => path),
        );
      }
      if (format === 'pdf') {
        const words = pdfText(bytes).join('\n').replaceAll('\n', ' ');
        for (const { path } of missing) expect(words).toContain(`(${path})`);
      }
    }
  });

  test('gives any complete input as every format, the same bytes each time, marked or not', async () => {
    let done = 0;
    await fc.assert(
      fc.asyncProperty(completeInput(report), async (input) => {
        for (const format of report.formats) {
          try {
            const approved = await report.render(input, format, APPROVED);
            const again = await report.render(structuredClone(input), format, APPROVED);
            expect(Buffer.compare(approved.bytes, again.bytes)).toBe(0);
            expect(marks[format](approved.bytes)).toBe(false);
            const preview = await report.render(input, format, PREVIEW);
            expect(marks[format](preview.bytes)).toBe(true);
            expect(preview.fileName).toMatch(/-preview\.\w+$/);
            done++;
          } catch (error) {
            // Contradictions that the generator cannot know of.
            if (!(error instanceof TamizError)) throw error;
            expect(error.code).toBe('REPORT_INPUT');
          }
        }
      }),
      // Most inputs of the annual report that chance makes contradict themselves.
      { numRuns: report.name === 'us-ofac-annual' ? 40 : 8 },
    );
    expect(done).toBeGreaterThan(0);
  });

  test('leaves nothing out of a page or a sheet that somebody filled in', async () => {
    // It picks by days and licences, and an omnibus account is its parts: tested by itself.
    if (report.name === 'us-ofac-annual') return;
    const { input, words } = fullInput(report);
    expect(words.length).toBeGreaterThan(5);
    for (const format of ['pdf', 'xlsx', 'xml'] as const) {
      if (!report.formats.includes(format)) continue;
      const { bytes } = await report.render(input, format, PREVIEW);
      const said = {
        pdf: () => pdfText(bytes).join(' '),
        xlsx: () => workbookCells(bytes).flat(2).join(' '),
        xml: () => Buffer.from(bytes).toString(),
      }[format]();
      const all = new Set(said.match(/w\d+/g));
      expect(words.filter((word) => !all.has(word))).toEqual([]);
    }
  });

  test('is not broken by what is no input at all', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 4 }), (input) => {
        try {
          report.missing(input);
        } catch (error) {
          if (!(error instanceof TamizError)) throw error;
          expect(error.code).toBe('REPORT_INPUT');
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the list of reports', () => {
  test('has each name once', () => {
    const names = REPORTS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test('one of a compartment is as unknown as none at all to whoever has no right', () => {
    const errorOf = (name: string): unknown => {
      try {
        return reportNamed(name);
      } catch (error) {
        return error;
      }
    };
    const closed = REPORTS.filter(({ compartment }) => compartment !== undefined);
    expect(closed.map(({ name }) => name)).toEqual(['us-fincen-sar', 'goaml-str', 'goaml-sar']);
    for (const { name } of closed) {
      expect(reportNamed(name, true).name).toBe(name);
      const { message = '' } = errorOf(name) as TamizError;
      const { message: none = '' } = errorOf('x'.repeat(name.length)) as TamizError;
      expect(message.replace(name, 'x'.repeat(name.length))).toBe(none);
    }
    expect(reportNamed('us-ofac-annual').name).toBe('us-ofac-annual');
  });
});
