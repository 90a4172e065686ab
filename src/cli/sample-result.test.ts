import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock } from '../base/index.ts';
import { ListStore } from '../lists/index.ts';
import { openScreener } from '../screening/index.ts';
import { sampleResult } from './sample-result.ts';
import { LIST } from './testing/files.ts';

const clock = fixedClock('2026-05-01T12:00:00Z');
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tamiz-sample-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const context = { clock, abort: new AbortController().signal };

const ask = async () => sampleResult(context, await openScreener({ home, clock }), home);

describe('the sample customers', () => {
  test('are screened once, and the result serves the next start', async () => {
    const first = await ask();
    expect(first.summary.records).toBe(2_000);
    expect(first.hits.length).toBeGreaterThan(30);
    const path = join(home, 'sample.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"seconds":0', '"seconds":42'));
    expect(await ask()).toEqual({ ...first, seconds: 42 });
  });

  test('are screened again when a list came, or when what was kept is damaged', async () => {
    const first = await ask();
    const path = join(home, 'list.jsonl');
    writeFileSync(path, LIST);
    await new ListStore({ home, clock }).importFiles('own_list', [path]);
    const second = await ask();
    expect(second.key).not.toBe(first.key);
    expect(second.summary.coverage.en).toContain('own_list');
    writeFileSync(join(home, 'sample.json'), '{"key":');
    expect(await ask()).toEqual(second);
  });
});
