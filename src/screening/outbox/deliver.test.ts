import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock, seededRandom } from '../../base/index.ts';
import {
  breaks,
  type Manner,
  type Receiver,
  refuses,
  startReceiver,
  stays,
  takes,
  takesAndBreaks,
  takesAndTalks,
} from '../testing/receiver.ts';
import { Courier, type CourierOptions, type DeliveryEvent, type Webhook } from './deliver.ts';
import { Outbox } from './outbox.ts';
import { systemPost, webhookAddress } from './post.ts';
import { signer, verifyWebhook } from './signature.ts';

const SECRET = 'a-made-up-secret-of-a-test';
const START = '2026-04-21T12:00:00.000Z';
const WEEK_MS = 7 * 86_400_000;

let home: string;
let receiver: Receiver;
let outbox: Outbox;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tamiz-outbox-'));
  receiver = await startReceiver();
  outbox = new Outbox(home);
  await outbox.prepare();
});
afterEach(async () => {
  await receiver.close();
  await rm(home, { recursive: true, force: true });
});

const idOf = (n: number): string => `${String(n).padStart(32, '0')}-1`;

/** Messages by number, from the next one on. */
async function put(count: number, at = START): Promise<void> {
  const first = await outbox.nextNumber();
  for (let n = first; n < first + count; n++) {
    await outbox.put(n, { id: idOf(n), at, body: JSON.stringify({ n }) });
  }
}

/** A courier as a process that was just started has it, in a world where time goes by itself. */
function newCourier({ answerMs = 20_000, ...more }: Partial<CourierOptions & Webhook> = {}) {
  const clock = fixedClock(START);
  const events: DeliveryEvent[] = [];
  const waits: number[] = [];
  const courier = new Courier({
    outbox: new Outbox(home),
    webhook: {
      address: webhookAddress(receiver.address),
      sign: signer(SECRET),
      post: systemPost,
      answerMs,
    },
    clock,
    random: seededRandom(1),
    wait: async (ms) => {
      waits.push(ms);
      clock.advance(ms);
    },
    abort: new AbortController().signal,
    tell: (event) => events.push(event),
    ...more,
  });
  return { courier, clock, events, waits };
}

const sent = () => receiver.received.map(({ body }) => (JSON.parse(body) as { n: number }).n);

test('messages are sent in their order, signed, with a key each, and are gone when taken', async () => {
  await put(12);
  const { courier } = newCourier();
  expect(await courier.deliver()).toBe(true);
  expect(sent()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  for (const [i, { headers, body }] of receiver.received.entries()) {
    const signature = headers['tamiz-signature'];
    const now = new Date(START);
    expect(verifyWebhook({ signature, body, secret: SECRET, now })).toBe(true);
    expect(headers['idempotency-key']).toBe(idOf(i + 1));
    expect(headers['content-type']).toBe('application/json');
  }
  expect(await outbox.waiting()).toEqual([]);
});

test.each([
  ['500', refuses(500), 'status 500'],
  ['404', refuses(404), 'status 404'],
  ['a redirect', refuses(307, { location: '/elsewhere' }), 'status 307, and redirects'],
  ['a broken connection', breaks, 'no answer: '],
  ['silence', stays, 'no answer within 0.3 s'],
])('after %s the same message is sent again, later each time', async (_, manner, found) => {
  receiver.answer(manner, manner, manner, takes);
  await put(2);
  // A busy machine is given time, but silence needs none.
  const { courier, events, waits } = newCourier(manner === stays ? { answerMs: 300 } : {});
  expect(await courier.deliver()).toBe(true);
  expect(sent().slice(0, 4)).toEqual([1, 1, 1, 1]);
  expect(sent().at(-1)).toBe(2);
  expect(
    new Set(receiver.received.slice(0, 4).map(({ headers }) => headers['idempotency-key'])),
  ).toEqual(new Set([idOf(1)]));
  expect(events[0]).toMatchObject({ kind: 'refused', found: expect.stringContaining(found) });
  // Half of 2, 4 and 8 seconds at least, all of them at most.
  expect(waits.length).toBeGreaterThanOrEqual(3);
  for (const [i, ms] of waits.slice(0, 3).entries()) {
    expect(ms).toBeGreaterThanOrEqual(1_000 * 2 ** i);
    expect(ms).toBeLessThanOrEqual(2_000 * 2 ** i);
  }
});

test('a pause that the receiver asks for is kept, up to an hour', async () => {
  receiver.answer(
    refuses(429, { 'retry-after': '90' }),
    refuses(503, { 'retry-after': '999999999' }),
    refuses(503, { 'retry-after': 'Wed, 21 Oct 2099 07:28:00 GMT' }),
    takes,
  );
  await put(1);
  const { courier, waits } = newCourier();
  expect(await courier.deliver()).toBe(true);
  expect(waits.slice(0, 2)).toEqual([90_000, 3_600_000]);
  expect(waits[2]).toBeLessThanOrEqual(8_000);
});

test('pauses grow to an hour and no longer', async () => {
  receiver.answer(refuses(500));
  await put(1);
  const { courier, waits } = newCourier();
  expect(await courier.deliver({ attempts: 20 })).toBe(false);
  expect(Math.max(...waits)).toBeLessThanOrEqual(3_600_000);
  expect(Math.max(...waits)).toBeGreaterThan(1_800_000);
  expect(await outbox.waiting()).toHaveLength(1);
});

test('however much a receiver answers, nothing of it is read', async () => {
  receiver.answer(takesAndTalks);
  await put(2);
  expect(await newCourier().courier.deliver()).toBe(true);
  expect(sent()).toEqual([1, 2]);
});

describe('what is given up', () => {
  const failed = () => readdir(outbox.failedFolder);

  test('a message that is refused for good is kept, with the reason, and the next one goes', async () => {
    receiver.answer(refuses(410), takes);
    await put(2);
    const { courier, events } = newCourier();
    expect(await courier.deliver()).toBe(true);
    expect(sent()).toEqual([1, 2]);
    expect(events.map(({ kind }) => kind)).toEqual(['given-up', 'delivered']);
    const [name = ''] = await failed();
    const kept = JSON.parse(await readFile(join(outbox.failedFolder, name), 'utf8'));
    expect(kept).toMatchObject({ id: idOf(1), body: '{"n":1}', failed: { found: 'status 410' } });
    expect((await stat(join(outbox.failedFolder, name))).mode & 0o777).toBe(0o600);
    // Its number is not given again.
    expect(await outbox.nextNumber()).toBe(2);
  });

  test('an old message is tried once more, and given up only when that fails too', async () => {
    const old = new Date(Date.parse(START) - WEEK_MS - 1).toISOString();
    receiver.answer(takes, refuses(500));
    await put(2, old);
    await put(1);
    const { courier, events } = newCourier();
    expect(await courier.deliver({ attempts: 3 })).toBe(false);
    expect(sent()).toEqual([1, 2, 3, 3]);
    expect(await failed()).toEqual([`000000000002-${idOf(2)}.json`]);
    expect(events[1]).toMatchObject({
      kind: 'given-up',
      found: 'status 500, for longer than a week',
    });
    expect(await outbox.waiting()).toHaveLength(1);
  });

  test('a damaged file is put aside as it is', async () => {
    await put(2);
    const [name = ''] = await outbox.waiting();
    await writeFile(join(outbox.folder, name), '{"id":');
    const { courier, events } = newCourier();
    expect(await courier.deliver()).toBe(true);
    expect(sent()).toEqual([2]);
    expect(events[0]).toMatchObject({ kind: 'given-up', file: name });
    expect(await readFile(join(outbox.failedFolder, name), 'utf8')).toBe('{"id":');
  });
});

test('no attempt begins after its time; the pause is kept when it is called again', async () => {
  receiver.answer(refuses(500));
  await put(1);
  const { courier, clock } = newCourier();
  const until = clock.elapsedMs() + 5_000;
  expect(await courier.deliver({ until })).toBe(false);
  expect(clock.elapsedMs()).toBeLessThanOrEqual(until);
  const before = sent().length;
  expect(await courier.deliver({ until: clock.elapsedMs() })).toBe(false);
  expect(sent()).toHaveLength(before);
  receiver.answer(takes);
  expect(await courier.deliver()).toBe(true);
});

test('whoever ends the program ends an attempt, and the message stays', async () => {
  receiver.answer(stays);
  await put(1);
  const ending = new AbortController();
  const { courier, events } = newCourier({ abort: ending.signal });
  const done = courier.deliver();
  while (receiver.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  ending.abort();
  expect(await done).toBe(false);
  expect(events).toEqual([]);
  expect(await outbox.waiting()).toHaveLength(1);
});

test('files are for their owner alone, and what a crash left half written goes', async () => {
  await put(1);
  const [name = ''] = await outbox.waiting();
  expect((await stat(join(outbox.folder, name))).mode & 0o777).toBe(0o600);
  expect((await stat(outbox.folder)).mode & 0o777).toBe(0o700);
  await writeFile(join(outbox.folder, `.${name}.0f.part`), 'half');
  await outbox.tidy();
  expect((await readdir(outbox.folder)).sort()).toEqual([name, 'failed']);
});

/** Whatever a receiver may do, by name, for a failure that can be read. */
const MANNERS: Readonly<Record<string, Manner>> = {
  takes,
  takesAndBreaks,
  takesAndTalks,
  breaks,
  stays,
  gone: refuses(410),
  error: refuses(500),
  busy: refuses(503, { 'retry-after': '7' }),
  moved: refuses(302, { location: 'http://127.0.0.1:1/' }),
  forbidden: refuses(403),
};

test('whatever the receiver does, each message is taken, in order, or in failed/', async () => {
  const acts = fc.array(fc.constantFrom(...Object.keys(MANNERS)), { maxLength: 12 });
  const lives = fc.array(
    fc.record({ fresh: fc.nat(3), attempts: fc.integer({ min: 1, max: 5 }) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  );
  await fc.assert(
    fc.asyncProperty(acts, lives, async (names, runs) => {
      await rm(outbox.folder, { recursive: true, force: true });
      await outbox.prepare();
      const from = receiver.received.length;
      receiver.answer(...names.map((name) => MANNERS[name] as Manner), takes);
      let all = 0;
      for (const { fresh, attempts } of runs) {
        // A number is free again when nothing is left of those before; ids never are.
        const first = await outbox.nextNumber();
        for (let i = 0; i < fresh; i++) {
          const id = idOf(++all);
          await outbox.put(first + i, { id, at: START, body: JSON.stringify({ n: all }) });
        }
        // Each run is a process of its own, which knows only what is on the disk.
        await newCourier({ answerMs: 200 }).courier.deliver({ attempts });
      }
      receiver.answer(takes);
      expect(await newCourier().courier.deliver()).toBe(true);
      const seen = receiver.received.slice(from);
      const taken = seen.filter((one) => one.taken).map(({ body }) => Number(body.slice(5, -1)));
      const failed = (await readdir(outbox.failedFolder)).map((name) => Number(name.slice(13, 45)));
      const numbers = Array.from({ length: all }, (_, i) => i + 1);
      expect([...new Set([...taken, ...failed])].sort((a, b) => a - b)).toEqual(numbers);
      // Also what came several times never came before something older.
      const order = seen.map(({ body }) => Number(body.slice(5, -1)));
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }),
    { numRuns: 60 },
  );
});

describe('the address', () => {
  test.each([
    'https://example.org/hook?key=made-up',
    'http://127.0.0.1:8080/',
    'http://localhost/',
    'http://[::1]:3000/x',
  ])('%s is taken', (text) => expect(webhookAddress(text).href).toBe(text));

  test.each([
    'http://example.org/SeCrEt',
    'http://127.0.0.1.example.org/SeCrEt',
    'http://localhost.example.org/SeCrEt',
    'https://someone:SeCrEt@example.org/',
    'ftp://example.org/SeCrEt',
    'file:///SeCrEt',
    'SeCrEt',
    '',
  ])('%s is not, and not shown', (text) => {
    expect(() => webhookAddress(text)).toThrow(/^--webhook: expected an https address/);
    expect(() => webhookAddress(text)).not.toThrow(/SeCrEt/);
  });
});
