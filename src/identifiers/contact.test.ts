import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRoleMailbox, parseMailbox, phoneDigits, siteDomain } from './contact.ts';
import { identifiersOf } from './index.ts';

// Numbers, mailboxes and sites are invented.
describe('phones', () => {
  test.each([
    ['+52 667 123 4567', '71234567'],
    ['0052 1 667 123 4567', '71234567'],
    ['(667) 123-4567', '71234567'],
    ['tel:+52-667-123-4567', '71234567'],
    ['667.123.4567 ext. 12', '71234567'],
    ['123 4567', '1234567'],
    ['12345', undefined],
    ['667 123 4567 / 667 765 4321 home', undefined],
    ['1234567890123456789', undefined],
    ['no phone', undefined],
  ])('%s: %s', (text, expected) => {
    expect(phoneDigits(text)).toBe(expected);
  });

  test('one digit over and over fills a field and is no number', () => {
    expect(identifiersOf({ phone: ['000 0000', '+99 9999 9999'] })).toEqual([]);
  });
});

describe('mailboxes', () => {
  test.each([
    ['X.Prueba@Gmail.com', 'xprueba@gmail.com', undefined],
    ['mailto:xprueba+list@googlemail.com', 'xprueba@gmail.com', undefined],
    ['Ximena Prueba <x.prueba@Example.MX>', 'x.prueba@example.mx', 'example.mx'],
    ['x.prueba+1@example.mx', 'x.prueba+1@example.mx', 'example.mx'],
    ['x+1@outlook.com', 'x@outlook.com', undefined],
  ])('%s', (text, address, domain) => {
    expect(parseMailbox(text)).toEqual({ address, domain });
  });

  test.each(['x@', '@example.mx', 'a@b', 'a b@example.mx', '+1@gmail.com', ''])(
    'not %j',
    (text) => {
      expect(parseMailbox(text)).toBeUndefined();
    },
  );

  test('of an office', () => {
    expect(isRoleMailbox('ventas@example.mx')).toBe(true);
    expect(isRoleMailbox('x.prueba@example.mx')).toBe(false);
  });

  test('of a firm give its domain as well', () => {
    const found = identifiersOf({ email: ['ana@example.mx', 'ana@gmail.com'] });
    expect(found.map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      'email ana@example.mx',
      'domain example.mx',
      'email ana@gmail.com',
    ]);
  });
});

describe('sites', () => {
  test.each([
    ['https://www.Example.mx/inicio?x=1#a', 'example.mx'],
    ['http://user@example.mx:8080/', 'example.mx'],
    ['tienda.example.mx', 'tienda.example.mx'],
    ['https://www.facebook.com/inventado', undefined],
    ['no site', undefined],
    ['192.168.0.1', undefined],
    ['', undefined],
  ])('%s: %s', (text, expected) => {
    expect(siteDomain(text)).toBe(expected);
  });
});

test('whatever stands in a field, reading it ends, and reading it again gives the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 256 }), (text) => {
      const address = parseMailbox(text)?.address;
      if (address !== undefined) expect(parseMailbox(address)?.address).toBe(address);
      const host = siteDomain(text);
      if (host !== undefined) expect(siteDomain(host)).toBe(host);
      expect(phoneDigits(text) ?? '1234567').toMatch(/^\d{7,8}$/);
    }),
    { numRuns: 2_000 },
  );
});

test('long runs of one character take no time to refuse', () => {
  for (const unit of ['a', '.', '@', '1', '-', 'a.', 'ext', ' ', '<']) {
    const text = unit.repeat(Math.floor(256 / unit.length));
    expect(() => [phoneDigits(text), parseMailbox(text), siteDomain(text)]).not.toThrow();
  }
});
