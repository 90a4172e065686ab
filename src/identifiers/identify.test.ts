import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadData } from '../base/index.ts';
import { hasSharedData, sharedData } from '../base/testing/shared.ts';
import { allSchemas } from '../entity/index.ts';
import { identifierKeys, identifierOf, identifiersOf, parseWallet } from './index.ts';
import type { Identifier } from './types.ts';

const { properties } = loadData<{ properties: Record<string, string> }>(
  'identifiers/properties.json',
);

describe('identifierOf', () => {
  test.each([
    ['idNumber', 'BOXW310820HNERXN09', 'curp', 'BOXW310820HNERXN09', true],
    ['passportNumber', 'BOXW310820HNERXN08', 'curp', 'BOXW310820HNERXN08', false],
    ['taxNumber', 'GODE-561231-GR8', 'rfc', 'GODE561231GR8', true],
    ['registrationNumber', 'MAB9307148T4', 'rfc', 'MAB9307148T4', true],
    ['taxNumber', 'GODE561231', 'rfc', 'GODE561231', undefined],
    ['idNumber', 'GODE-561231', 'rfc', 'GODE561231', undefined],
    ['idNumber', 'GODE561231', 'other', 'GODE561231', undefined],
    ['passportNumber', 'G-12345678 (Mexico)', 'passport', 'G12345678', undefined],
    ['imoNumber', 'IMO 9074729', 'imo', '9074729', true],
    ['imoNumber', '9074728', 'imo', '9074728', false],
    ['registrationNumber', 'IMO 9074729', 'imo', '9074729', true],
    ['mmsi', '345 070 123', 'mmsi', '345070123', true],
    ['mmsi', '34507012', 'mmsi', '34507012', false],
    ['leiCode', '5493001KJTIIGC8Y1R12', 'lei', '5493001KJTIIGC8Y1R12', true],
    ['leiCode', '5493001KJTIIGC8Y1R13', 'lei', '5493001KJTIIGC8Y1R13', false],
    ['swiftBic', 'DEUTDEFFXXX', 'swift', 'DEUTDEFF', true],
    ['innCode', '7707083893', 'tax', '7707083893', true],
    ['innCode', '7707083894', 'tax', '7707083894', false],
    ['innCode', '500100732259', 'tax', '500100732259', true],
    ['ogrnCode', '1027700132195', 'registration', '1027700132195', true],
    ['ogrnCode', '304500116000157', 'registration', '304500116000157', true],
    ['uscCode', '91310115MA1K41CK14', 'registration', '91310115MA1K41CK14', true],
    ['taxNumber', '900132885-2', 'tax', '9001328852', true],
    ['iban', 'GB82 WEST 1234 5698 7654 32', 'other', 'GB82WEST12345698765432', true],
    ['registrationNumber', 'EP-GOX', 'registration', 'EPGOX', undefined],
    ['socialSecurityNumber', '123-45-6780', 'national', '123456780', undefined],
  ] as const)('%s %s is a %s', (property, text, kind, value, valid) => {
    expect(identifierOf(property, text)).toEqual({ kind, value, original: text, valid });
  });

  test.each([
    ['callSign', 'XCBA7'],
    ['name', 'BOXW310820HNERXN09'],
    ['idNumber', '1234'],
    ['idNumber', 'PENDIENTE'],
    ['taxNumber', 'RIF'],
    ['taxNumber', 'XAXX010101000'],
    ['taxNumber', 'XEXX-010101-000'],
    ['taxNumber', 'XXXXXXXXXXXX'],
    ['idNumber', '0000000'],
    ['idNumber', '123456789'],
    ['registrationNumber', 'TEXAS'],
    ['swiftBic', 'DEUT'],
    ['publicKey', 'Binance account'],
    ['idNumber', '9'.repeat(1_000)],
    ['idNumber', ''],
  ])('%s "%s" identifies no one', (property, text) => {
    expect(identifierOf(property, text)).toBeUndefined();
  });

  test('any text in any property is read or refused, never thrown at', () => {
    const property = fc.constantFrom(...Object.keys(properties));
    fc.assert(
      fc.property(property, fc.string({ unit: 'binary', maxLength: 300 }), (name, text) => {
        const found = identifierOf(name, text);
        if (found !== undefined) expect(identifierKeys(found).length).toBeGreaterThan(0);
      }),
    );
  });

  test('punctuation and case never change what a number is', () => {
    const number = fc.stringMatching(/^[A-Z]{1,2}[0-9]{6,9}$/);
    fc.assert(
      fc.property(number, fc.constantFrom(' ', '-', '.', '/'), (text, sign) => {
        const spread = [...text.toLowerCase()].join(sign);
        expect(identifierOf('passportNumber', spread)?.value).toBe(
          identifierOf('passportNumber', text)?.value,
        );
      }),
    );
  });

  test('every property of the table is one of the model', () => {
    const known = new Set(
      [...allSchemas().values()].flatMap((schema) => [...schema.getProperties().keys()]),
    );
    expect(Object.keys(properties).filter((property) => !known.has(property))).toEqual([]);
  });
});

describe('identifiersOf', () => {
  test('reads entities and examples alike, each identifier once', () => {
    const texts = {
      name: ['BOXW310820HNERXN09'],
      idNumber: ['BOXW310820HNERXN09', '6068015'],
      taxNumber: ['boxw310820hnerxn09', 'GODE561231GR8'],
    };
    const values = new Map(
      Object.entries(texts).map(([name, list]) => [name, list.map((value) => ({ value }))]),
    );
    const found = identifiersOf(texts);
    expect(found.map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      'curp BOXW310820HNERXN09',
      'other 6068015',
      'rfc GODE561231GR8',
    ]);
    expect(identifiersOf(values)).toEqual(found);
  });
});

describe('identifierKeys', () => {
  const meet = (a: [string, string], b: [string, string]): boolean => {
    const keys = (pair: [string, string]) =>
      new Set(identifierKeys(identifierOf(...pair) as Identifier));
    return [...keys(a)].some((key) => keys(b).has(key));
  };

  test('national, tax, registration and other numbers meet', () => {
    expect(meet(['idNumber', '6068015'], ['taxNumber', '606-8015'])).toBe(true);
    expect(meet(['registrationNumber', '6068015'], ['socialSecurityNumber', '6068015'])).toBe(true);
  });

  test('a passport meets passports and numbers of no stated kind only', () => {
    expect(meet(['passportNumber', 'G12345678'], ['passportNumber', 'g 12345678'])).toBe(true);
    expect(meet(['passportNumber', 'G12345678'], ['idNumber', 'G12345678'])).toBe(true);
    expect(meet(['passportNumber', 'G12345678'], ['taxNumber', 'G12345678'])).toBe(false);
  });

  test('an IMO number meets no other seven digits', () => {
    expect(meet(['imoNumber', '9074729'], ['idNumber', '9074729'])).toBe(false);
  });

  test('a NIT meets itself without its check digit, but not without another digit', () => {
    expect(meet(['taxNumber', '900132885-2'], ['taxNumber', '900132885'])).toBe(true);
    expect(meet(['taxNumber', '900132885-3'], ['taxNumber', '900132885'])).toBe(false);
  });

  test('branches of one bank meet', () => {
    expect(meet(['swiftBic', 'DEUTDEFF500'], ['swiftBic', 'DEUTDEFF'])).toBe(true);
  });
});

describe('wallets with labels and in URIs', () => {
  const bitcoin = '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa';
  const hex = 'de0b295669a9fd93d5f28d9ec85e40f4cb697bae';

  test.each([
    [`XBT ${bitcoin}`, bitcoin],
    [`BTC: ${bitcoin}`, bitcoin],
    [`bitcoin:${bitcoin}?amount=1`, bitcoin],
    [`bitcoin:${bitcoin}?amount=1&label=Luke`, bitcoin],
    [`Wallet: BTC ${bitcoin}`, bitcoin],
    [`ETH 0x${hex}`, `0x${hex}`],
    [`ETH-0x${hex}`, `0x${hex}`],
    [`ethereum:0x${hex}`, `0x${hex}`],
    [`ethereum:pay-0x${hex}@1?value=2e18`, `0x${hex}`],
    [`ethereum:0x${hex}/transfer?uint256=1`, `0x${hex}`],
    [hex, `0x${hex}`],
    [hex.toUpperCase(), `0x${hex}`],
    [`ETH ${hex}`, `0x${hex}`],
  ])('%s', (text, value) => {
    expect(identifierOf('publicKey', text)).toEqual({
      kind: 'wallet',
      value,
      original: text,
      valid: true,
    });
  });

  test('are known elsewhere only when nothing else looks like them', () => {
    expect(identifierOf('idNumber', `ETH 0x${hex}`)?.value).toBe(`0x${hex}`);
    expect(identifierOf('idNumber', `BTC ${bitcoin}`)?.value).toBe(bitcoin);
    expect(identifierOf('idNumber', hex)?.kind).toBe('other');
  });

  test('of a form that is unknown keep what is no label', () => {
    expect(identifierOf('publicKey', 'XYZ abc123def456ghi789jkl0')?.value).toBe(
      'abc123def456ghi789jkl0',
    );
    expect(identifierOf('publicKey', 'Binance account 12345678901234567890')).toBeUndefined();
    expect(identifierOf('publicKey', 'EQ/abc123def456ghi789jkl0')?.value).toBe(
      'EQ/abc123def456ghi789jkl0',
    );
  });
});

describe('wallets', () => {
  test.each([
    // Examples of the formats' own specifications and of well-known documentation.
    ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'bitcoin', true],
    ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb', 'bitcoin', false],
    ['3P14159f73E4gFr7JterCCQh9QjiTjiZrG', 'bitcoin', true],
    ['BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', 'bitcoin', true],
    ['bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5', 'bitcoin', false],
    ['bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr', 'bitcoin', true],
    ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', 'evm', true],
    ['bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a', 'bitcoin-cash', true],
    ['rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh', 'xrp', true],
    ['TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', 'tron', true],
    ['So11111111111111111111111111111111111111112', 'solana', true],
  ])('%s is of %s, right: %s', (text, chain, valid) => {
    expect(parseWallet(text)).toMatchObject({ chain, valid });
  });

  test('case is nothing in hexadecimal and bech32, everything in Base58', () => {
    const value = (text: string) => identifierOf('publicKey', text)?.value;
    expect(value('0X5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED')).toBe(
      value('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'),
    );
    expect(value('BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4')).toBe(
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    );
    expect(value('1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa')).not.toBe(
      value('1a1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'),
    );
  });

  test('is known by its form in a property for other numbers', () => {
    const address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
    expect(identifierOf('idNumber', address)?.kind).toBe('wallet');
    expect(identifierOf('idNumber', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa')?.kind).toBe('wallet');
  });

  test('a long address of unknown form is kept as it stands', () => {
    const text = '5be5543ff73456ab9f2d207887e2af87322c651ea1a873c5b25b7ffae456c320';
    expect(identifierOf('publicKey', text)).toMatchObject({ value: text, valid: undefined });
  });

  describe.skipIf(!hasSharedData)('on the OFAC list of 2024-09', () => {
    const folder = ['lists', 'ofac', 'crypto', '0xB10C_2024-09-27'];
    test.each([
      ['XBT', 435],
      ['ETH', 152],
      ['TRX', 6],
      ['LTC', 10],
      ['DASH', 3],
      ['ZEC', 3],
      ['XRP', 1],
      ['BCH', 7],
    ])('all addresses of %s have a right check sum', (ticker, count) => {
      const file = sharedData(...folder, `sanctioned_addresses_${ticker}.txt`);
      const addresses = readFileSync(file, 'utf8').split('\n').filter(Boolean);
      expect(addresses).toHaveLength(count);
      expect(addresses.filter((address) => parseWallet(address)?.valid !== true)).toEqual([]);
    });
  });
});
