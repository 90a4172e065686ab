import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixedClock } from '../base/index.ts';
import { type TestServer, testServer } from './testing/server.ts';
import { Turns } from './turns.ts';

/** A clock on which every look takes five milliseconds. */
function busyClock() {
  const clock = fixedClock('2026-04-22T10:00:00Z');
  return {
    ...clock,
    elapsedMs: () => {
      clock.advance(5);
      return clock.elapsedMs();
    },
  };
}

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ clock: busyClock() });
});
afterAll(() => server.close());

test('a turn is over when its time has passed, and begins anew', async () => {
  const clock = fixedClock('2026-04-22T10:00:00Z');
  const turns = new Turns(clock);
  expect(turns.isOver).toBe(false);
  clock.advance(7);
  expect(turns.isOver).toBe(false);
  clock.advance(1);
  expect(turns.isOver).toBe(true);
  await turns.pass();
  expect(turns.isOver).toBe(false);
});

test('a long batch does not keep a short request waiting', async () => {
  const query = { schema: 'Person', properties: { name: 'Lorenzo Quintanar' } };
  const queries = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`q${i}`, query]));
  const order: string[] = [];
  const batch = server.app
    .inject({ method: 'POST', url: '/match/default', payload: JSON.stringify({ queries }) })
    .then((response) => order.push(`batch ${response.statusCode}`));
  const short = server.app
    .inject({ url: '/healthz' })
    .then((response) => order.push(`short ${response.statusCode}`));
  await Promise.all([batch, short]);
  expect(order).toEqual(['short 200', 'batch 200']);
});
