import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixedClock } from '../base/index.ts';
import { Attempts, FailureCounter } from './attempts.ts';
import { ACCOUNT_LIMITS } from './limits.ts';

const start = '2026-04-21T12:00:00Z';
const { accountFailures, addressFailures, failureMinutes, failuresKept } = ACCOUNT_LIMITS;

describe('failures', () => {
  test('are counted as a list of all of them would count', () => {
    const step = fc.record({
      name: fc.constantFrom('a', 'b'),
      minutes: fc.constantFrom(0, 1, failureMinutes - 1, failureMinutes),
      what: fc.constantFrom('fail', 'fail', 'fail', 'forgive', 'forget'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const clock = fixedClock(start);
        const counter = new FailureCounter(3, clock);
        /** The moments of all failures that still count. */
        let all: { name: string; at: number }[] = [];
        const of = (name: string) => all.filter((one) => one.name === name);
        for (const { name, minutes, what } of steps) {
          clock.advance(minutes * 60_000);
          const now = clock.now().getTime();
          for (const each of ['a', 'b']) {
            const last = of(each).at(-1)?.at ?? now;
            if (last + failureMinutes * 60_000 <= now) all = all.filter((one) => one.name !== each);
          }
          if (what === 'fail') {
            counter.fail(name);
            all.push({ name, at: now });
          } else if (what === 'forget') {
            counter.forget(name);
            all = all.filter((one) => one.name !== name);
          } else {
            counter.forgive(name);
            const at = all.findIndex((one) => one.name === name);
            if (at !== -1) all.splice(at, 1);
          }
          for (const each of ['a', 'b']) {
            expect(counter.isLocked(each)).toBe(of(each).length >= 3);
          }
        }
      }),
    );
  });

  test('memory is bounded, and a flood of names does not make one forgotten', () => {
    const counter = new FailureCounter(accountFailures, fixedClock(start));
    for (let at = 0; at < accountFailures; at += 1) counter.fail('main/ana');
    for (let at = 0; at < failuresKept + 2_000; at += 1) counter.fail(`main/invented-${at}`);
    expect(counter.size).toBe(failuresKept);
    expect(counter.isLocked('main/ana')).toBe(true);
  });

  test('what has passed makes room first', () => {
    const clock = fixedClock(start);
    const counter = new FailureCounter(1, clock);
    for (let at = 0; at < failuresKept; at += 1) counter.fail(`old-${at}`);
    clock.advance(failureMinutes * 60_000);
    counter.fail('new');
    expect(counter.size).toBe(1);
  });
});

describe('attempts', () => {
  const fails = async () => undefined;
  const right = async () => 'signed in';

  test('a thousand at once are looked at as often as one after the other', async () => {
    const attempts = new Attempts(fixedClock(start));
    let looked = 0;
    const all = Array.from({ length: 1_000 }, () =>
      attempts.tried('main/ana', undefined, async () => {
        looked += 1;
        await Promise.resolve();
        return undefined;
      }),
    );
    const done = await Promise.allSettled(all);
    expect(looked).toBe(accountFailures);
    expect(done.filter((one) => one.status === 'rejected')).toHaveLength(1_000 - accountFailures);
  });

  test('an account is locked, and then is not; its own success makes it forget', async () => {
    const clock = fixedClock(start);
    const attempts = new Attempts(clock);
    for (let at = 1; at < accountFailures; at += 1) await attempts.tried('a', '1', fails);
    expect(await attempts.tried('a', '1', right)).toBe('signed in');
    for (let at = 0; at < accountFailures; at += 1) await attempts.tried('a', '1', fails);
    await expect(attempts.tried('a', '2', right)).rejects.toMatchObject({ code: 'ACCOUNT_LOCKED' });
    expect(await attempts.tried('b', '1', right)).toBe('signed in');
    clock.advance(failureMinutes * 60_000);
    expect(await attempts.tried('a', '2', right)).toBe('signed in');
  });

  test('who has one account does not make failures with others forgotten', async () => {
    const attempts = new Attempts(fixedClock(start));
    for (let at = 0; at < addressFailures; at += 1) {
      await attempts.tried(`other-${at}`, '192.0.2.1', fails);
      if (at < addressFailures - 1) await attempts.tried('own', '192.0.2.1', right);
    }
    const locked = attempts.tried('own', '192.0.2.1', right);
    await expect(locked).rejects.toMatchObject({ code: 'ACCOUNT_LOCKED' });
    expect(await attempts.tried('own', '192.0.2.2', right)).toBe('signed in');
  });

  test('what could not be looked at is no failure', async () => {
    const attempts = new Attempts(fixedClock(start));
    const broken = async () => {
      throw new Error('synthetic');
    };
    for (let at = 0; at < addressFailures * 2; at += 1) {
      await expect(attempts.tried('a', '1', broken)).rejects.toThrow('synthetic');
    }
    expect(await attempts.tried('a', '1', right)).toBe('signed in');
  });
});
