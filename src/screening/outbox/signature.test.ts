import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signer, verifyWebhook } from './signature.ts';

const SECRET = 'a-made-up-secret-of-a-test';
const at = (seconds: number) => new Date(seconds * 1_000);

test('a body is signed as the reference says', () => {
  // printf '1767225600.{"a":"ñ"}' | openssl dgst -sha256 -hmac 'a-made-up-secret-of-a-test'
  const hex = 'dcd595d5f0eef84afa219fdcfad981f274edefbd4941c4b9c099937f2b9e25a4';
  const signature = signer(SECRET)(1_767_225_600, '{"a":"ñ"}');
  expect(signature).toBe(`t=1767225600,v1=${hex}`);
  const request = { signature, secret: SECRET, now: at(1_767_225_700) };
  expect(verifyWebhook({ ...request, body: Buffer.from('{"a":"ñ"}') })).toBe(true);
});

test('what was signed is right, and nothing else is', () => {
  const texts = fc.string({ unit: 'binary' });
  const seconds = fc.integer({ min: 0, max: 4_000_000_000 });
  fc.assert(
    fc.property(texts, texts, seconds, fc.nat(), (body, other, time, where) => {
      const signature = signer(SECRET)(time, body);
      const request = { signature, body, secret: SECRET, now: at(time) };
      expect(verifyWebhook(request)).toBe(true);
      // Texts that differ in halves of characters are the same bytes.
      const isOther = !Buffer.from(other).equals(Buffer.from(body));
      expect(verifyWebhook({ ...request, body: other })).toBe(!isOther);
      expect(verifyWebhook({ ...request, secret: `${SECRET}x` })).toBe(false);
      const digit = where % 64;
      const from = signature.length - 64 + digit;
      const wrong = signature[from] === '0' ? '1' : '0';
      const forged = signature.slice(0, from) + wrong + signature.slice(from + 1);
      expect(verifyWebhook({ ...request, signature: forged })).toBe(false);
    }),
  );
});

test('an old copy is refused, and so is one from the future', () => {
  const body = '{}';
  const signature = signer(SECRET)(1_000_000, body);
  const check = (now: number, more = {}) =>
    verifyWebhook({ signature, body, secret: SECRET, now: at(now), ...more });
  expect([999_699, 999_700, 1_000_300, 1_000_301].map((now) => check(now))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(check(1_000_301, { toleranceSeconds: 600 })).toBe(true);
  expect(verifyWebhook({ signature, body, secret: SECRET, now: new Date(Number.NaN) })).toBe(false);
});

test('one of several signatures is enough, so that a secret can be changed', () => {
  const body = '{}';
  const right = signer(SECRET)(1_000_000, body);
  const other = signer('another-made-up-secret')(1_000_000, body).split(',')[1] ?? '';
  const check = (signature: string | undefined, secret = SECRET) =>
    verifyWebhook({ signature, body, secret, now: at(1_000_000) });
  expect(check(`${right},${other}`)).toBe(true);
  expect(check(`${right.split(',')[0]}, ${other}, ${right.split(',')[1]}`)).toBe(true);
  expect(check(`t=1000000,${other}`)).toBe(false);
  expect(check(`${right},t=1000001`)).toBe(false);
  expect(check(`${right},${'x'.repeat(1_000)}`)).toBe(false);
  expect(check(undefined)).toBe(false);
  // An empty secret is one that nobody has set.
  expect(check(signer('')(1_000_000, body), '')).toBe(false);
});

test('any text is taken as a signature without failing, and none is right', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (noise, body) => {
      for (const signature of [noise, `t=1,v1=${noise}`, `t=${noise},v1=${'0'.repeat(64)}`]) {
        expect(verifyWebhook({ signature, body, secret: SECRET, now: at(1) })).toBe(false);
      }
    }),
  );
});
