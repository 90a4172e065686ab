import { parseOptions } from '@node-rs/argon2';
import { describe, expect, test } from 'vitest';
import { ACCOUNT_LIMITS } from './limits.ts';
import { argonPasswords, NOBODY } from './passwords.ts';
import { seededEntropy } from './testing/world.ts';

const passwords = () => argonPasswords(seededEntropy('passwords'));

describe('passwords', () => {
  test('are kept as argon2id of the costs that are said, with a salt of their own', async () => {
    const of = passwords();
    const [one, two] = await Promise.all([1, 2].map(() => of.hash('ocelot vendaval quince')));
    expect(one).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
    );
    expect(two).not.toBe(one);
    expect(parseOptions(one!)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    expect(await of.verify(one, 'ocelot vendaval quince')).toBe(true);
    expect(await of.verify(one, 'ocelot vendaval quincf')).toBe(false);
    expect(await of.verify(one, '')).toBe(false);
  });

  test('are what the person means, however the keyboard writes it', async () => {
    const of = passwords();
    const kept = await of.hash('ma\u00f1ana ocelot \ufb01n');
    expect(await of.verify(kept, 'man\u0303ana ocelot fin')).toBe(true);
    expect(await of.verify(kept, 'manana ocelot fin')).toBe(false);
  });

  test('of nobody are as much work, and never right', async () => {
    const of = passwords();
    expect(parseOptions(NOBODY)).toEqual(parseOptions(await of.hash('ocelot vendaval quince')));
    for (const password of ['', 'ocelot vendaval quince', 'x'.repeat(10_000)]) {
      expect(await of.verify(undefined, password)).toBe(false);
    }
  });

  test('that wait are bounded', async () => {
    const of = passwords();
    const many = ACCOUNT_LIMITS.passwordQueue + 3;
    const done = await Promise.allSettled(
      Array.from({ length: many }, () => of.verify(undefined, 'ocelot vendaval quince')),
    );
    const refused = done.filter((one) => one.status === 'rejected');
    expect(refused).toHaveLength(3);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'ACCOUNT_BUSY' });
    expect(await of.verify(undefined, 'again')).toBe(false);
  });
});
