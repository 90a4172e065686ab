import { describe, expect, test } from 'vitest';
import { type Clock, fixedClock, type Progress } from '../base/index.ts';
import { EntityBuilder, type Example } from '../entity/index.ts';
import { buildEngine } from '../matching/index.ts';
import { screenCustomers } from './screen-file.ts';
import { fakeEngine, inputOf, listed, screenerOf } from './testing/fake.ts';
import type { HitRecord, RowSignal, ScreenOptions } from './types.ts';

const entities = [
  listed('p-1', 'Ana Prueba', 'us_test'),
  listed('p-2', 'Luis Ficticio', 'us_test'),
  listed('p-3', 'Luis Ficticio', 'un_test'),
  listed('w-1', 'Cartera', 'us_test', { notes: ['0xabc'] }),
];

async function screen(text: string, options: Partial<ScreenOptions> = {}, asked: Example[] = []) {
  const hits: HitRecord[] = [];
  const signals: RowSignal[] = [];
  const summary = await screenCustomers(screenerOf(fakeEngine(entities, asked)), inputOf(text), {
    onHit: (hit) => void hits.push(hit),
    onSignal: (signal) => signals.push(signal),
    ...options,
  });
  return { hits, signals, summary };
}

const FILE = 'id,name,notas\nc1,Nadie,x\nc2,Ana Prueba,y\nc3,Luis Ficticio,z\n';

describe('screening a file', () => {
  test('hits come in the order of the file, with everything a reviewer needs', async () => {
    const { hits, summary } = await screen(FILE);
    expect(hits.map((hit) => [hit.record, hit.entity, hit.dataset])).toEqual([
      ['c2', 'p-1', 'us_test'],
      ['c3', 'p-2', 'us_test'],
      ['c3', 'p-3', 'un_test'],
    ]);
    expect(hits[0]).toEqual({
      record: 'c2',
      query: { id: 'c2', name: 'Ana Prueba' },
      entity: 'p-1',
      caption: 'Ana Prueba',
      dataset: 'us_test',
      score: 0.8123,
      band: 'possible',
      explanation: [expect.objectContaining({ feature: 'name', points: 20 })],
    });
    expect(summary).toEqual({
      records: 3,
      recordsWithHits: 2,
      hits: { strong: 0, possible: 3, none: 0 },
      signals: {},
      encoding: 'UTF-8',
      delimiter: ',',
      columns: { id: 'id', name: 'name', notas: null },
      lastLine: 4,
      complete: true,
      coverage: { en: 'Screened against two lists.', es: 'Comparado con dos listas.' },
    });
  });

  test('only the lists that are named are asked; one that is not there is an error', async () => {
    const { hits, summary } = await screen(FILE, { datasets: ['un_test'] });
    expect(summary.coverage.en).toContain('only against un_test');
    expect(hits.map((hit) => [hit.entity, hit.dataset])).toEqual([['p-3', 'un_test']]);
    await expect(screen(FILE, { datasets: ['xx_test'] })).rejects.toThrow(
      expect.objectContaining({ code: 'USAGE_UNKNOWN_LIST' }),
    );
  });

  test('limit and threshold reach the engine', async () => {
    expect((await screen(FILE, { limit: 1 })).hits.length).toBe(2);
  });

  test('a wallet of a party is asked as a wallet, and the better answer comes first', async () => {
    const asked: Example[] = [];
    const { hits, summary } = await screen('id,name,wallet\nc1,Ana Prueba,0xabc\n', {}, asked);
    expect(asked.map((example) => example.schema)).toEqual(['LegalEntity', 'CryptoWallet']);
    expect(hits.map((hit) => [hit.entity, hit.score, hit.band])).toEqual([
      ['w-1', 0.9877, 'strong'],
      ['p-1', 0.8123, 'possible'],
    ]);
    expect(summary.hits).toEqual({ strong: 1, possible: 1, none: 0 });
    expect(summary.recordsWithHits).toBe(1);
  });

  test('a record with nothing to compare is counted and told, and the engine is not asked', async () => {
    const asked: Example[] = [];
    const { summary } = await screen('id,name\nc1,...\nc2,Ana Prueba\n', {}, asked);
    expect(asked.length).toBe(1);
    expect(summary.records).toBe(2);
    expect(summary.signals).toEqual({ 'no-name': 1 });
  });

  test('rows that cannot be screened at the end of the file are counted as well', async () => {
    const long = 'x'.repeat(1_048_577);
    const { summary } = await screen(`id,name\nc1,Ana Prueba\nc2,${long}\n`);
    expect(summary.records).toBe(2);
    expect(summary.signals).toEqual({ 'row-too-large': 1 });
  });

  test('an abort ends between two records, with what was found so far', async () => {
    const abort = new AbortController();
    const { hits, summary } = await screen(FILE, {
      abort: abort.signal,
      onHit: (hit) => {
        hits0.push(hit);
        abort.abort();
      },
    });
    expect(hits).toEqual([]);
    expect(hits0.map((hit) => hit.record)).toEqual(['c2']);
    expect(summary).toMatchObject({ records: 2, lastLine: 3, complete: false });
    const before = await screen(FILE, { abort: AbortSignal.abort() });
    expect(before.summary).toMatchObject({ records: 0, complete: false });
  });
  const hits0: HitRecord[] = [];

  test('an abort takes effect between two questions about one record as well', async () => {
    const abort = new AbortController();
    const asked: Example[] = [];
    const engine = fakeEngine(entities, asked);
    const screener = screenerOf({
      ...engine,
      match: (example, matching) => {
        if (asked.length === 1) abort.abort();
        return engine.match(example, matching);
      },
    });
    const hits: HitRecord[] = [];
    const input = inputOf('id,name,wallet\nc1,Nadie,\nc2,Ana Prueba,0xabc\nc3,Nadie,\n');
    const options = { abort: abort.signal, onHit: (hit: HitRecord) => void hits.push(hit) };
    const summary = await screenCustomers(screener, input, options);
    expect(asked.map(({ id, schema }) => [id, schema])).toEqual([
      ['c1', 'LegalEntity'],
      ['c2', 'LegalEntity'],
    ]);
    // Nothing is said of a record that was not asked to its end; --resume begins with it.
    expect(hits).toEqual([]);
    expect(summary).toMatchObject({ records: 1, lastLine: 2, complete: false });
  });

  test('a listing that two questions find stands there once, with its better score', async () => {
    const asked: Example[] = [];
    const { hits } = await screen('id,name,dob\nc1,Ana Prueba,1990-01-01\n', {}, asked);
    expect(asked.map(({ schema }) => schema)).toEqual(['Person', 'Organization']);
    expect(hits.map(({ entity }) => entity)).toEqual(['p-1']);
  });

  test.each([Number.NaN, -0.1, 1.1, Number.POSITIVE_INFINITY])(
    'a threshold of %s is refused',
    async (threshold) => {
      await expect(screen(FILE, { threshold })).rejects.toThrow(
        expect.objectContaining({ code: 'USAGE_OPTION', found: String(threshold) }),
      );
    },
  );

  test('after a line it goes on, and tells nothing of what came before', async () => {
    const text = 'id,name,dob\nc1,Ana Prueba,x\nc2,Ana Prueba,y\nc1,Ana Prueba,\n';
    const { hits, signals, summary } = await screen(text, { afterLine: 2 });
    expect(hits.map((hit) => hit.record)).toEqual(['c2', 'c1']);
    expect(signals.map(({ line, kind }) => [line, kind])).toEqual([
      [3, 'unreadable-date'],
      [4, 'duplicate-id'],
    ]);
    expect(summary).toMatchObject({ records: 2, lastLine: 4, complete: true });
  });

  test('progress is told by bytes, now and then and at the end, and others get their turn', async () => {
    const text = `id,name\n${'c1,Nadie\n'.repeat(50)}`;
    const still = fixedClock('2026-01-01T00:00:00Z');
    // Each look at the clock takes 30 ms, so that a turn is due at each record.
    const clock: Clock = {
      now: () => still.now(),
      elapsedMs: () => {
        still.advance(30);
        return still.elapsedMs();
      },
    };
    const told: Progress[] = [];
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await screen(text, { clock, onProgress: (progress) => told.push(progress) });
    clearInterval(timer);
    expect(told.length).toBeGreaterThan(10);
    expect(told.length).toBeLessThan(50);
    expect(told.at(-1)).toEqual({ stage: 'screen', done: 458, total: 458, unit: 'bytes' });
    expect(turns).toBeGreaterThan(0);
  });
});

test('a listed company is found in a file that gives it a birth date', async () => {
  const source = { dataset: 'us_test', record: '1', knownAt: '2026-04-21' };
  const bank = new EntityBuilder('o-1', 'Organization', source)
    .add('name', 'BANCO NACIONAL DE CUBA')
    .build();
  const { dataset } = source;
  const about = { dataset, title: 'Test list', version: 'v1', published: null };
  const hits: HitRecord[] = [];
  const text = 'name,birth_date\nBANCO NACIONAL DE CUBA,1990-01-01\n';
  const engine = buildEngine([{ source: about, entities: [bank] }]);
  await screenCustomers(screenerOf(engine), inputOf(text), { onHit: (hit) => void hits.push(hit) });
  expect(hits.map((hit) => hit.entity)).toEqual(['o-1']);
});

test('with the real engine a listed person and a listed wallet are found', async () => {
  const source = { dataset: 'us_test', record: '1', knownAt: '2026-04-21' };
  const person = new EntityBuilder('p-1', 'Person', source)
    .add('name', 'Inventado PRUEBA FICTICIA')
    .add('birthDate', '1966-07-17')
    .build();
  const address = '1BoatSLRHtKNngkdXEeobR76b53LETtpyT';
  const wallet = new EntityBuilder('w-1', 'CryptoWallet', source)
    .add('publicKey', address)
    .add('holder', 'p-1')
    .build();
  const { dataset } = source;
  const engine = buildEngine([
    {
      source: { dataset, title: 'Test list', version: 'v1', published: null },
      entities: [person, wallet],
    },
  ]);
  const hits: HitRecord[] = [];
  const text = [
    'id;nombre;apellido paterno;apellido materno;fecha de nacimiento;billetera',
    'c1;Inventado;Prueba;Ficticia;17/07/1966;',
    'c2;Nadie;Que;Conste;01/02/1990;',
    `c3;Otra;Persona;Cualquiera;;${address}`,
  ].join('\n');
  const screener = screenerOf(engine);
  const summary = await screenCustomers(screener, inputOf(text), {
    onHit: (hit) => void hits.push(hit),
  });
  expect(summary.records).toBe(3);
  expect(hits.filter((hit) => hit.record === 'c1').map((hit) => hit.entity)).toEqual(['p-1']);
  expect(hits.some((hit) => hit.record === 'c2')).toBe(false);
  expect(hits.filter((hit) => hit.record === 'c3').map((hit) => hit.entity)).toContain('w-1');
  expect(hits[0]?.explanation.length).toBeGreaterThan(0);
});
