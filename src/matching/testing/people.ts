import fc from 'fast-check';
import { type Entity, EntityBuilder, type Example } from '../../entity/index.ts';

/**
 * Synthetic lists and questions. The vocabulary is small, so that names collide, vary and nearly
 * meet all the time; nobody of these names is meant.
 */
const GIVEN = ['Jose', 'Maria', 'Juan', 'Ana', 'Luis', 'Ximena', 'Gerardo', 'J', 'Nacho', 'Abdul'];
const FAMILY = [
  'Garcia',
  'Garsia',
  'Lopez',
  'Hernandez',
  'Satizabal',
  'Zorrilla',
  'Orejuela',
  'Peñaloza',
  'Cruz',
  'Delacruz',
  'GarciaLopez',
  'Garcialopez',
];
const BUSINESS = [
  'Grupo',
  'Comercializadora',
  'Zafiro',
  'Norte',
  '2000',
  'S.A. de C.V.',
  'Ltd',
  'Tauro',
];
const PARTICLES = ['de la', 'del', 'y', 'El', 'Lic.', 'Jr.'];
const DATES = ['1966', '1966-07', '1966-07-17', '1966-07-16', '1971-02-03', '1971-03-02'];
const PASSPORTS = ['G12345678', 'G-12345678', 'AB998877'];

const words = (list: readonly string[], min: number, max: number) =>
  fc.array(fc.constantFrom(...list), { minLength: min, maxLength: max });

const personName = fc
  .tuple(words(GIVEN, 1, 2), words(PARTICLES, 0, 1), words(FAMILY, 0, 2), fc.boolean())
  .map(([given, particle, family, comma]) =>
    comma && family.length > 0
      ? `${[...particle, ...family].join(' ').toUpperCase()}, ${given.join(' ')}`
      : [...given, ...particle, ...family].join(' '),
  );

const businessName = words(BUSINESS, 1, 4).map((parts) => parts.join(' '));

/** A letter lost, doubled or swapped somewhere. */
const mistyped = (name: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(name, fc.nat(), fc.constantFrom('lose', 'double', 'swap')).map(([text, at, how]) => {
    const i = at % Math.max(1, text.length);
    if (how === 'lose') return text.slice(0, i) + text.slice(i + 1);
    if (how === 'double') return text.slice(0, i) + text.charAt(i) + text.slice(i);
    return text.slice(0, i) + text.charAt(i + 1) + text.charAt(i) + text.slice(i + 2);
  });

const SCHEMAS = ['Person', 'Organization', 'LegalEntity', 'Vessel'] as const;

const parties = fc.record({
  schema: fc.constantFrom(...SCHEMAS),
  names: fc.array(fc.oneof(personName, businessName, mistyped(personName)), {
    minLength: 1,
    maxLength: 3,
  }),
  weak: fc.option(fc.oneof(fc.constantFrom('El Mencho', 'CDG', 'La Chiva'), personName)),
  dates: fc.array(fc.constantFrom(...DATES), { maxLength: 2 }),
  country: fc.array(fc.constantFrom('mx', 'co', 'cn'), { maxLength: 2 }),
  gender: fc.option(fc.constantFrom('male', 'female')),
  passport: fc.option(fc.constantFrom(...PASSPORTS)),
});

/** Lists of up to 40 synthetic parties, one of which may hold a wallet. */
export const listings: fc.Arbitrary<readonly Entity[]> = fc
  .array(parties, { minLength: 1, maxLength: 40 })
  .map((all) => [...all.map(toEntity), wallet()]);

function toEntity(party: typeof parties extends fc.Arbitrary<infer T> ? T : never, index: number) {
  const source = { dataset: 'synthetic', record: String(index), knownAt: '2026-01-01T00:00:00' };
  const builder = new EntityBuilder(`s-${index}`, party.schema, source);
  party.names.forEach((name, i) => {
    builder.add(i === 0 ? 'name' : 'alias', name);
  });
  builder.add('weakAlias', party.weak ?? undefined);
  for (const code of party.country)
    builder.add(party.schema === 'Vessel' ? 'flag' : 'country', code);
  if (party.schema === 'Person') {
    for (const date of party.dates) builder.add('birthDate', date);
    builder.add('gender', party.gender ?? undefined);
    builder.add('passportNumber', party.passport ?? undefined);
  }
  return builder.build();
}

function wallet(): Entity {
  const source = { dataset: 'synthetic', record: 'w', knownAt: '2026-01-01T00:00:00' };
  return new EntityBuilder('s-wallet', 'CryptoWallet', source)
    .add('publicKey', WALLET)
    .add('holder', 's-0')
    .build();
}

/** The address in BIP 173's examples: valid, and nobody's. */
export const WALLET = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';

/** Questions about them. */
export const questions: fc.Arbitrary<Example> = parties
  .chain((party) =>
    fc.record({
      party: fc.constant(party),
      name: fc.oneof(
        fc.constant(party.names[0] as string),
        mistyped(fc.constant(party.names[0] as string)),
        personName,
        businessName,
        fc.constantFrom('', 'El Mencho', 'CDG', 'J G', '2000'),
      ),
      wallet: fc.boolean(),
    }),
  )
  .map(({ party, name, wallet: asksForWallet }) => ({
    schema: party.schema,
    properties: {
      name: [name],
      ...(party.schema === 'Person' && {
        birthDate: party.dates,
        passportNumber: party.passport === null ? [] : [party.passport],
        gender: party.gender === null ? [] : [party.gender],
      }),
      ...(party.schema !== 'Vessel' && { country: party.country }),
      ...(asksForWallet && party.schema === 'LegalEntity' && { cryptoWallets: [WALLET] }),
    },
  }));
