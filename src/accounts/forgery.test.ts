import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cookieName, type Headers } from './cookies.ts';
import { CSRF_HEADER, checkNotForged, checkSameOrigin, csrfToken } from './forgery.ts';

const secret = 's'.repeat(43);
const session = `main.${'a'.repeat(32)}.${secret}`;
const own = 'https://tamiz.example';
const good: Headers = {
  cookie: `${cookieName(true)}=${session}`,
  origin: own,
  'sec-fetch-site': 'same-origin',
  [CSRF_HEADER]: csrfToken(secret),
};

const asked = (headers: Headers, method = 'POST') => ({ method, headers, origins: [own] });
const without = (name: string): Headers => ({ ...good, [name]: undefined });
const forged = expect.objectContaining({ code: 'ACCOUNT_FORGED' });

describe('a request with a session', () => {
  test('that a page of ours sends is taken', () => {
    checkNotForged(asked(good), true);
    checkNotForged(asked(without('origin')), true);
    checkNotForged(asked(without('sec-fetch-site')), true);
    checkNotForged(asked({ ...good, origin: 'https://TAMIZ.example' }), true);
    checkNotForged(asked({}, 'GET'), true);
  });

  test.each<[string, Headers]>([
    ['without a token', without(CSRF_HEADER)],
    ['without a cookie', without('cookie')],
    ['with neither origin nor site', { ...without('origin'), 'sec-fetch-site': undefined }],
    ['from another site', { ...good, 'sec-fetch-site': 'cross-site' }],
    ['from a neighbour', { ...good, 'sec-fetch-site': 'same-site' }],
    ['from no page', { ...good, 'sec-fetch-site': 'none' }],
    ['from another origin', { ...good, origin: 'https://evil.example' }],
    ['from a hidden origin', { ...good, origin: 'null' }],
    ['over another scheme', { ...good, origin: 'http://tamiz.example' }],
    ['from another port', { ...good, origin: `${own}:8443` }],
    ['with the token of another session', { ...good, [CSRF_HEADER]: csrfToken('t'.repeat(43)) }],
    ['with the secret as token', { ...good, [CSRF_HEADER]: secret }],
    ['with two tokens', { ...good, [CSRF_HEADER]: [csrfToken(secret), csrfToken(secret)] }],
    ['with the cookie of plain HTTP', { ...good, cookie: `${cookieName(false)}=${session}` }],
    ['with two cookies', { ...good, cookie: `${good['cookie']}; ${good['cookie']}` }],
  ])('%s is refused', (_what, headers) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'post', 'FOO']) {
      expect(() => checkNotForged(asked(headers, method), true)).toThrow(forged);
    }
  });

  test('with any other token is refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (token) => {
        const headers = { ...good, [CSRF_HEADER]: token };
        expect(() => checkNotForged(asked(headers), true)).toThrow(forged);
      }),
    );
    const right = csrfToken(secret);
    for (let at = 0; at < right.length; at += 1) {
      const token = right.slice(0, at) + (right[at] === 'x' ? 'y' : 'x') + right.slice(at + 1);
      const headers = { ...good, [CSRF_HEADER]: token };
      expect(() => checkNotForged(asked(headers), true), `${at}`).toThrow(forged);
    }
  });
});

describe('a request without a session', () => {
  test('still comes from a page of ours', () => {
    checkSameOrigin(asked({ origin: own }));
    expect(() => checkSameOrigin(asked({}))).toThrow(forged);
    expect(() => checkSameOrigin(asked({ origin: 'https://evil.example' }))).toThrow(forged);
  });
});
