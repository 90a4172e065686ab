import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, describe, expect, test } from 'vitest';
import { LIMITS, problem } from '../base/index.ts';
import { type HitRecord, type ScreenSummary, screenCustomers } from '../screening/index.ts';
import type { ScreenFile } from './screenings.ts';
import { type TestServer, testServer } from './testing/server.ts';

let server: TestServer;
afterEach(() => server.close());

const CUSTOMERS = `id,name,birth_date,country
c1,Lorenzo Quintanar Bermejo,1966-07-17,Mexico
c2,Nadie Conocido Enlista,1980-01-01,Mexico
c3,Petra Salgado Inventada,1971,Colombia
c4,Lorenzo Quintanar Bermejo,31/02/1966,
`;

async function upload(payload: string | Buffer = CUSTOMERS, query = 'name=customers.csv') {
  const response = await server.app.inject({
    method: 'POST',
    url: `/v1/screenings?${query}`,
    payload,
    headers: { 'content-type': 'text/csv' },
  });
  return { response, body: response.json() };
}

const get = async (path: string, headers: Record<string, string> = {}) =>
  await server.app.inject({ url: path, headers });

/** The screening once it is over. */
async function over(id: string) {
  for (;;) {
    const response = await get(`/v1/screenings/${id}`);
    const body = response.json();
    if (body.state !== 'queued' && body.state !== 'running') return body;
    await wait(5);
  }
}

const files = async (): Promise<string[]> =>
  (await readdir(join(server.workFolder, 'screenings', 'files'))).sort();

/** A screening that waits until it is let go on or is aborted. */
function held(): { screen: ScreenFile; begun: Promise<void>; release: () => void } {
  let release = (): void => undefined;
  let begin = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const screen: ScreenFile = async (_screener, input, options) => {
    if ('bytes' in input) for await (const _ of input.bytes) begin();
    const aborted = new Promise<void>((resolve) => {
      options.abort?.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([gate, aborted]);
    return summaryOf(0);
  };
  return { screen, begun, release };
}

const summaryOf = (records: number): ScreenSummary => ({
  records,
  recordsWithHits: 0,
  hits: { strong: 0, possible: 0, none: 0 },
  signals: {},
  encoding: 'utf-8',
  delimiter: ',',
  columns: {},
  lastLine: records + 1,
  complete: true,
  coverage: { en: '', es: '' },
});

describe('a customer file', () => {
  test('is screened in the background, and nothing of it stays but the hits', async () => {
    server = await testServer({}, screenCustomers);
    const { response, body } = await upload();
    expect(response.statusCode).toBe(202);
    expect(response.headers.location).toBe(`/v1/screenings/${body.id}`);
    expect(body).toMatchObject({
      name: 'customers.csv',
      events: `/v1/screenings/${body.id}/events`,
      expires: '2026-04-23T10:00:00.000Z',
    });
    const done = await over(body.id);
    expect(done).toMatchObject({ state: 'done', name: 'customers.csv', hits: 3 });
    expect(done.summary).toMatchObject({ records: 4, recordsWithHits: 3, complete: true });
    expect(done.summary.signals).toMatchObject({ 'impossible-date': 1 });
    expect(await files()).toEqual([`${body.id}.hits`]);

    const page = (await get(`/v1/screenings/${body.id}/hits?offset=1&limit=1`)).json();
    expect(page).toMatchObject({ total: 3, offset: 1, limit: 1 });
    expect(page.hits).toMatchObject([{ record: 'c3', entity: 'south-2', dataset: 'test_south' }]);
    const beyond = (await get(`/v1/screenings/${body.id}/hits?offset=9`)).json();
    expect(beyond).toMatchObject({ total: 3, hits: [] });
    expect((await get(`/v1/screenings/${body.id}/hits?sort=size`)).statusCode).toBe(422);
  });

  test('gives its best hits first, and those of one band', async () => {
    const bands = ['possible', 'strong', 'possible', 'strong', 'possible'] as const;
    const scores = [0.75, 0.9, 1, 0.9, 0.7501];
    server = await testServer({}, async (_screener, _input, options) => {
      for (const [i, score] of scores.entries()) {
        const band = bands[i] as 'strong' | 'possible';
        const hit = { record: `c${i}`, query: {}, entity: 'e', caption: 'Ñ', dataset: 'd' };
        await options.onHit({ ...hit, score, band, explanation: [] });
      }
      return summaryOf(scores.length);
    });
    const { body } = await upload();
    await over(body.id);
    const read = async (query: string) => {
      const { total, hits } = (await get(`/v1/screenings/${body.id}/hits?${query}`)).json();
      return [total, hits.map((hit: { record: string }) => hit.record).join(' ')];
    };
    expect(await read('sort=score')).toEqual([5, 'c2 c1 c3 c4 c0']);
    expect(await read('sort=score&offset=1&limit=2')).toEqual([5, 'c1 c3']);
    expect(await read('sort=file')).toEqual([5, 'c0 c1 c2 c3 c4']);
    expect(await read('band=possible')).toEqual([3, 'c0 c2 c4']);
    expect(await read('band=possible&sort=score')).toEqual([3, 'c2 c4 c0']);
    expect(await read('band=strong&sort=score&offset=2')).toEqual([2, '']);
  });

  test('tells its events, and again from where one was', async () => {
    server = await testServer({}, screenCustomers);
    const { body } = await upload();
    await over(body.id);
    const stream = await get(`/v1/screenings/${body.id}/events`);
    expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(stream.headers['x-content-type-options']).toBe('nosniff');
    const names = [...stream.body.matchAll(/^event: (.*)$/gm)].map((match) => match[1]);
    expect(names.filter((name) => name !== 'progress')).toEqual([
      'hit',
      'hit',
      'signal',
      'hit',
      'done',
    ]);
    const [, lastId] = /id: (\d+)\nevent: done/.exec(stream.body) ?? [];
    const before = String(Number(lastId) - 1);
    const rest = await get(`/v1/screenings/${body.id}/events`, { 'last-event-id': before });
    expect(rest.body).toMatch(/^retry: 2000\n\nid: \d+\nevent: done\ndata: \{"summary":\{/);
    const none = await get(`/v1/screenings/${body.id}/events`, { 'last-event-id': lastId ?? '' });
    expect(none.body).toBe('retry: 2000\n\n');
  });

  test('can be taken away as JSON lines, CSV and XLSX', async () => {
    server = await testServer({}, screenCustomers);
    const { body } = await upload();
    await over(body.id);
    const take = (format: string) => get(`/v1/screenings/${body.id}/hits.${format}`);
    const jsonl = await take('jsonl');
    expect(jsonl.headers['content-disposition']).toBe('attachment; filename="hits.jsonl"');
    const hits = jsonl.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as HitRecord);
    expect(hits.map(({ record }) => record)).toEqual(['c1', 'c3', 'c4']);
    const csv = await take('csv?language=es');
    expect(csv.body).toContain('es igual');
    expect(csv.body).toContain('Lorenzo Quintanar Bermejo');
    const xlsx = unzipSync(new Uint8Array((await take('xlsx')).rawPayload));
    const sheets = Object.keys(xlsx).filter((name) => name.startsWith('xl/worksheets/'));
    expect(sheets.map((name) => strFromU8(xlsx[name] as Uint8Array)).join('')).toContain(
      'Petra Salgado Inventada',
    );
  });

  test('may be gzipped, and may be held against one list', async () => {
    server = await testServer({}, screenCustomers);
    const { body } = await upload(gzipSync(CUSTOMERS), 'datasets=test_south&limit=3&threshold=0.6');
    expect(body.name).toBe('upload');
    const done = await over(body.id);
    expect(done).toMatchObject({ state: 'done', hits: 1 });
    const unknown = await upload(CUSTOMERS, 'datasets=nowhere');
    expect(unknown.body).toMatchObject({ code: 'USAGE_UNKNOWN_LIST', found: '"nowhere"' });
    expect((await upload(CUSTOMERS, 'threshold=1.5')).response.statusCode).toBe(422);
    expect((await upload(CUSTOMERS, 'threshold=NaN')).response.statusCode).toBe(422);
  });

  test('that cannot be read fails with the reason', async () => {
    server = await testServer({}, screenCustomers);
    const { body } = await upload('%PDF-1.7 not a table', 'name=letter.pdf');
    const failed = await over(body.id);
    expect(failed).toMatchObject({
      state: 'failed',
      problem: { code: 'INPUT_FORMAT', detail: expect.stringContaining('letter.pdf') },
    });
    const stream = await get(`/v1/screenings/${body.id}/events`);
    expect(stream.body).toMatch(/event: failed\ndata: \{"detail":"letter\.pdf: /);
    const early = await get(`/v1/screenings/${body.id}/hits.csv`);
    expect([early.statusCode, early.json()]).toMatchObject([409, { code: 'SERVER_NOT_DONE' }]);
    expect(await files()).toEqual([]);
  });

  test('that finds a defect fails without telling it, and the log has no values', async () => {
    server = await testServer({}, async () => {
      throw new TypeError('row of Petra Salgado');
    });
    const { body } = await upload();
    const failed = await over(body.id);
    expect(failed.problem.detail).toContain('Please report this');
    const log = JSON.stringify(server.lines);
    expect(log).toContain('"fault":"TypeError at ');
    expect(log).not.toMatch(/Petra|customers\.csv/);
  });

  test('that is empty, a form or too large is refused at once', async () => {
    server = await testServer();
    expect((await upload('')).body).toMatchObject({ code: 'INPUT_EMPTY' });
    const form = await server.app.inject({
      method: 'POST',
      url: '/v1/screenings',
      payload: '--x--',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
    expect(form.json()).toMatchObject({ code: 'INPUT_FORMAT', found: 'a multipart form' });
    const large = await server.app.inject({
      method: 'POST',
      url: '/v1/screenings',
      payload: 'id,name\n',
      headers: { 'content-length': String(LIMITS.uploadBytes + 1) },
    });
    expect([large.statusCode, large.json()]).toMatchObject([413, { code: 'INPUT_TOO_LARGE' }]);
    expect(await files()).toEqual([]);
  });
});

describe('the queue', () => {
  test('runs one, lets eight wait, and then says so', async () => {
    const gate = held();
    server = await testServer({}, gate.screen);
    const ids: string[] = [];
    for (let n = 0; n < 9; n++) {
      const { response, body } = await upload();
      expect(response.statusCode).toBe(202);
      ids.push(body.id);
      if (n === 0) await gate.begun;
    }
    const ninth = await upload();
    expect([ninth.response.statusCode, ninth.body]).toMatchObject([429, { code: 'SERVER_BUSY' }]);
    expect(ninth.response.headers['retry-after']).toBe('30');
    expect((await get(`/v1/screenings/${ids[0]}`)).json().state).toBe('running');
    expect((await get(`/v1/screenings/${ids[8]}`)).json().state).toBe('queued');
    gate.release();
    for (const id of ids) expect((await over(id)).state).toBe('done');
  });

  test('forgets what is deleted, whether it waits or runs', async () => {
    const gate = held();
    server = await testServer({}, gate.screen);
    const { body: running } = await upload();
    await gate.begun;
    const { body: waiting } = await upload();
    const listening = get(`/v1/screenings/${running.id}/events`);
    for (const { id } of [waiting, running]) {
      const response = await server.app.inject({ method: 'DELETE', url: `/v1/screenings/${id}` });
      expect(response.statusCode).toBe(204);
      const gone = await get(`/v1/screenings/${id}`);
      expect([gone.statusCode, gone.json()]).toMatchObject([404, { code: 'SERVER_NO_SCREENING' }]);
    }
    expect((await listening).body).toContain('event: cancelled');
    expect(await files()).toEqual([]);
  });

  test('keeps results for a day', async () => {
    server = await testServer({}, screenCustomers);
    const { body } = await upload();
    await over(body.id);
    server.clock.advance(24 * 60 * 60 * 1_000 - 1);
    expect((await get(`/v1/screenings/${body.id}`)).statusCode).toBe(200);
    server.clock.advance(1);
    expect((await get(`/v1/screenings/${body.id}`)).statusCode).toBe(404);
    expect((await get(`/v1/screenings/${body.id}/hits`)).statusCode).toBe(404);
    // The next one that comes clears it away.
    const next = await upload();
    await over(next.body.id);
    expect(await files()).toEqual([`${next.body.id}.hits`]);
  });

  test('deletes everything when the server stops, and stops what runs', async () => {
    const gate = held();
    server = await testServer({}, gate.screen);
    await upload();
    await gate.begun;
    await upload();
    expect((await files()).length).toBe(2);
    await server.app.close();
    expect(await readdir(join(server.workFolder, 'screenings'))).toEqual([]);
  });

  test('clears away what a crash left, and has its folder for itself', async () => {
    server = await testServer();
    const { workFolder } = server;
    await expect(testServer({ workFolder })).rejects.toMatchObject({ code: 'HOME_LOCKED' });
    await server.app.close();
    const { mkdir } = await import('node:fs/promises');
    await mkdir(join(workFolder, 'screenings', 'files'), { recursive: true });
    await writeFile(join(workFolder, 'screenings', 'files', 'left.upload'), 'personal');
    const second = await testServer({ workFolder });
    expect(await files()).toEqual([]);
    await second.app.close();
  });

  test('sends the first thousand hits as events and keeps them all', async () => {
    const hit = (record: string): HitRecord => ({
      record,
      query: { name: 'Á' },
      entity: 'north-1',
      caption: 'x',
      dataset: 'test_north',
      score: 0.9,
      band: 'possible',
      explanation: [],
    });
    server = await testServer({}, async (_screener, _input, options) => {
      for (let n = 0; n < 1_234; n++) await options.onHit(hit(`r${n}`));
      return summaryOf(1_234);
    });
    const { body } = await upload();
    expect((await over(body.id)).hits).toBe(1_234);
    const stream = await get(`/v1/screenings/${body.id}/events`);
    expect(stream.body.match(/event: hit\n/g)).toHaveLength(1_000);
    expect(stream.body).toMatch(/event: done\ndata: .*"hits":1234\}\n\n$/);
    const page = (await get(`/v1/screenings/${body.id}/hits?offset=1230&limit=500`)).json();
    expect(page.hits.map((found: HitRecord) => found.record)).toEqual([
      'r1230',
      'r1231',
      'r1232',
      'r1233',
    ]);
    const lines = (await get(`/v1/screenings/${body.id}/hits.jsonl`)).body.trim().split('\n');
    expect(lines).toHaveLength(1_234);
  });

  test('says that the disk is full', async () => {
    server = await testServer({}, async (_screener, _input, options) => {
      await options.onHit({} as HitRecord);
      throw problem('DISK_FULL', { found: 'none left' });
    });
    const { body } = await upload();
    expect((await over(body.id)).problem).toMatchObject({ code: 'DISK_FULL' });
  });
});
