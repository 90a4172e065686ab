import fc from 'fast-check';
import type { EuParty } from './write-eu.ts';

// Every name and number is made up; only the shapes are the publisher's.
const word = fc.stringMatching(/^[A-Z][a-z]{1,8}$/);
const date = fc
  .tuple(fc.integer({ min: 1900, max: 2020 }), fc.nat({ max: 11 }), fc.nat({ max: 27 }))
  .map((n) => n.map((part, i) => String(i === 0 ? part : part + 1).padStart(2, '0')).join('-'));
/** A listed party. */
export const euParty: fc.Arbitrary<EuParty> = fc.record(
  {
    logicalId: fc.integer({ min: 1, max: 900_000 }).map(String),
    reference: fc.stringMatching(/^EU\.\d{1,4}\.\d{2}$/),
    isPerson: fc.boolean(),
    designated: date,
    programme: fc.constantFrom('UKR', 'TERR', 'IRQ'),
    act: fc.stringMatching(/^\d{4}\/\d{1,4} \(OJ L\d{2}\)$/),
    names: fc
      .uniqueArray(
        fc.record({
          whole: fc.oneof(word, fc.constantFrom('مثال', 'Пример Имя', '例子')),
          strong: fc.boolean(),
        }),
        { selector: (n) => n.whole, maxLength: 5 },
      )
      .map((names) => [{ whole: 'Primero Inventado', strong: true }, ...names]),
    births: fc.array(
      fc.oneof(
        date.map((day) => ({ birthdate: day, circa: 'false', calendarType: 'GREGORIAN' })),
        fc.integer({ min: 1900, max: 2000 }).map((year) => ({ year: String(year), circa: 'true' })),
      ),
      { maxLength: 3 },
    ),
    citizenships: fc.array(
      fc.constantFrom({ iso: 'MX', words: 'MEXICO' }, { iso: 'PE', words: 'PERU' }),
      { maxLength: 2 },
    ),
    passports: fc.array(fc.stringMatching(/^[A-Z]{1,2}\d{6}$/), { maxLength: 2 }),
    addresses: fc.array(fc.record({ street: word, city: word }), { maxLength: 2 }),
    phone: fc.stringMatching(/^\+\d{8}$/),
    remark: word,
  },
  {
    requiredKeys: [
      'logicalId',
      'reference',
      'isPerson',
      'designated',
      'programme',
      'act',
      'names',
      'births',
      'citizenships',
      'passports',
      'addresses',
      'remark',
    ],
  },
);
/** A few listed parties, each with a number of its own. */
export const someParties = fc.uniqueArray(euParty, { selector: (p) => p.logicalId, maxLength: 5 });
