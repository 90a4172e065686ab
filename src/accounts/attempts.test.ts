import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixedClock } from '../base/index.ts';
import { Attempts, FailureCounter, networkOf } from './attempts.ts';
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

describe('an address', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:192.0.2.1', '192.0.2.1'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:DB8:0:0:ffff:ffff:ffff:ffff', '2001:db8:0:0::/64'],
    ['2001:0db8:0000:0000::2', '2001:db8:0:0::/64'],
    ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
    ['not an address', 'not an address'],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  test('of IPv6 counts as its network, however it is written', () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const plain = groups.map((one) => one.toString(16)).join(':');
        // Not one of the form that stands for IPv4.
        fc.pre(!plain.startsWith('0:0:0:0:0:ffff:'));
        const shortest = new URL(`http://[${plain}]`).hostname.slice(1, -1);
        const expected = `${groups
          .slice(0, 4)
          .map((one) => one.toString(16))
          .join(':')}::/64`;
        expect(networkOf(plain)).toBe(expected);
        expect(networkOf(shortest)).toBe(expected);
        expect(networkOf(plain.toUpperCase())).toBe(expected);
      }),
    );
  });
});
