import { expect, test } from 'vitest';
import { fixedClock } from '../base/index.ts';
import type { Engine } from '../matching/index.ts';
import { testScreener, testServer } from './testing/server.ts';
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
  const screener = testScreener();
  let matched = 0;
  let matchedWhenAnswered = -1;
  let short: Promise<void> | undefined;
  const engine = {
    segments: screener.engine.segments,
    match: () => {
      // Somebody else asks while the batch is worked on.
      if (++matched === 10) {
        short = server.app.inject({ url: '/healthz' }).then(() => {
          matchedWhenAnswered = matched;
        });
      }
      return { matches: [], total: 0 };
    },
  } as unknown as Engine;
  const clock = busyClock();
  const server = await testServer({ clock, screener: () => ({ ...screener, engine }) });
  const query = { schema: 'Person', properties: { name: 'Lorenzo Quintanar' } };
  const queries = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`q${i}`, query]));
  const payload = JSON.stringify({ queries });
  const response = await server.app.inject({ method: 'POST', url: '/match/default', payload });
  await short;
  expect([response.statusCode, matched]).toEqual([200, 100]);
  expect(matchedWhenAnswered).toBeLessThan(100);
  await server.close();
});
