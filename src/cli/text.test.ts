import { Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixedClock } from '../base/index.ts';
import type { Context } from './context.ts';
import { parseMap } from './options.ts';
import { withProgress } from './progress-line.ts';
import { formatTable } from './table.ts';
import { visible } from './visible.ts';

describe('visible', () => {
  test('controls and marks of direction are shown, letters and line feeds are left', () => {
    expect(visible('a\u0000b\u001b[2J\tc\u007f\u009b\u202ed\u2066')).toBe(
      'a␀b␛[2J␉c<U+007F><U+009B><U+202E>d<U+2066>',
    );
    const kept = 'Núñez\nمحمد 王 \u200f🙂';
    expect(visible(kept)).toBe(kept);
  });

  test('nothing that a terminal obeys is left of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(/[^\P{Cc}\n]/u.test(visible(text))).toBe(false);
        expect(visible(visible(text))).toBe(visible(text));
      }),
    );
  });
});

describe('tables', () => {
  test('columns are as wide as their text, numbers stand right', () => {
    const columns = [{ heading: 'name' }, { heading: 'n', align: 'right' as const }];
    expect(
      formatTable(columns, [
        ['Ana', '1'],
        ['王', '1,000'],
      ]),
    ).toBe(['name      n', '────  ─────', 'Ana       1', '王    1,000'].join('\n'));
  });

  test('long text is cut, and all is cut further to fit', () => {
    const row = ['x'.repeat(50), 'y'.repeat(30)];
    const columns = [{ heading: 'a', most: 20 }, { heading: 'b' }];
    expect(formatTable(columns, [row]).split('\n')[2]).toBe(
      `${'x'.repeat(19)}…  ${'y'.repeat(30)}`,
    );
    expect(formatTable(columns, [row], 30).split('\n')[2]).toHaveLength(30);
  });

  test('no cell breaks a line or acts on the terminal, and no character is cut in two', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))),
        (rows) => {
          const columns = [{ heading: 'a', most: 8 }, { heading: 'b' }];
          const table = formatTable(columns, rows, 40);
          expect(table.split('\n')).toHaveLength(rows.length + 2);
          expect(/[^\P{Cc}\n]/u.test(table)).toBe(false);
          const halves = rows.flat().some((text) => /\p{Cs}/u.test(text));
          expect(halves || !/\p{Cs}/u.test(table)).toBe(true);
        },
      ),
    );
  });
});

describe('progress', () => {
  /** What is written to a stderr while a piece of work runs for `seconds`. */
  async function shown(isTTY: boolean, seconds: number): Promise<string> {
    let text = '';
    const stream = new Writable({
      write(chunk, _encoding, done) {
        text += String(chunk);
        done();
      },
    });
    const clock = fixedClock('2026-04-21T12:00:00Z');
    const stderr = Object.assign(stream, { isTTY });
    const context = { stderr, clock } as unknown as Context;
    await withProgress(context, async (report) => {
      for (let second = 1; second <= seconds; second++) {
        clock.advance(1_000);
        report({ stage: 'screen', done: second * 1e6, total: 10e6, unit: 'bytes' });
      }
      report({ stage: 'Indexing a\u001b', done: 1_234, unit: 'records' });
    });
    return text;
  }

  test('on a terminal it is one line, drawn over itself and gone in the end', async () => {
    const text = await shown(true, 5);
    expect(text).toContain('\r\u001b[KScreening ████████████░░░░░░░░░░░░  50 %  5.0 MB');
    expect(text).not.toContain('\n');
    expect(text.endsWith('\r\u001b[K')).toBe(true);
  });

  test('in a file it is a plain line every ten seconds', async () => {
    expect(await shown(false, 9)).toBe('');
    expect(await shown(false, 10)).toBe(`Screening ${'█'.repeat(24)} 100 %  10.0 MB\n`);
  });

  test('it is gone when the work fails as well', async () => {
    let text = '';
    const stream = new Writable({
      write(chunk, _encoding, done) {
        text += String(chunk);
        done();
      },
    });
    const stderr = Object.assign(stream, { isTTY: true });
    const context = { stderr, clock: fixedClock('2026-04-21') } as unknown as Context;
    const failing = withProgress(context, async (report) => {
      report({ stage: 'Indexing x', done: 1_234, unit: 'records' });
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
    expect(text).toBe('\r\u001b[KIndexing x: 1,234 records\r\u001b[K');
  });
});

test('a mapping may hold the sign in its heading, and is taken at the last one', () => {
  expect(parseMap(['a=b=name', ' Nacido = birthDate '])).toEqual({
    'a=b': 'name',
    Nacido: 'birthDate',
  });
});
