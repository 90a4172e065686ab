import fc from 'fast-check';
import type { LinkedEntry } from './write-linked.ts';
import type { XmlEntry } from './write-xml.ts';

/** Synthetic entries of OFAC's XML formats, which mean nothing. */

const word = fc.stringMatching(/^[A-Z][A-Za-zÑñ&<"'-]{0,9}[a-z]$/);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

export const arbitraryEntry: fc.Arbitrary<XmlEntry> = fc.record({
  uid: fc.integer({ min: 1, max: 99_999 }).map(String),
  sdnType: fc.constantFrom('Individual', 'Entity', 'Vessel', 'Aircraft'),
  lastName: word,
  firstName: maybe(word),
  title: maybe(word),
  programs: fc.uniqueArray(fc.constantFrom('SDNTK', 'FTO', 'CAATSA - RUSSIA')),
  akas: fc.array(
    fc.record({
      type: fc.constantFrom('a.k.a.', 'f.k.a.', 'n.k.a.'),
      category: fc.constantFrom('strong', 'weak'),
      lastName: word,
      firstName: maybe(word),
    }),
    { maxLength: 3 },
  ),
  addresses: fc.array(fc.tuple(word, maybe(word), maybe(word), maybe(word), maybe(word)), {
    maxLength: 2,
  }),
  ids: fc.array(
    fc.record({
      idType: fc.constantFrom('Passport', 'R.F.C.', 'Gender', 'Email Address', 'Brand New Label'),
      idNumber: fc.stringMatching(/^[A-Z0-9]{1,10}$/),
      idCountry: maybe(fc.constantFrom('Mexico', 'Korea, North')),
      issueDate: maybe(fc.constantFrom('12 Mar 2014', '2014')),
    }),
    { maxLength: 3 },
  ),
  birthDates: fc.array(fc.constantFrom('1966', 'Jul 1966', 'circa 1966', '1960 to 1962'), {
    maxLength: 2,
  }),
  citizenships: fc.array(fc.constantFrom('Mexico', 'Peru'), { maxLength: 2 }),
  callSign: maybe(word),
  remarks: maybe(fc.constantFrom('PFLP', '(Linked To: EL EJEMPLO)')),
});

/** Types of `id` that are features in the advanced and the enhanced XML. */
const FEATURES = ['Gender', 'Email Address'];

/** An entry as all XML formats can say it: surnames in capitals, features without country. */
const common = arbitraryEntry.map(({ lastName, akas, ids, ...entry }) => ({
  ...entry,
  lastName: lastName.toUpperCase(),
  akas: akas.map((aka) => ({ ...aka, lastName: aka.lastName.toUpperCase() })),
  ids: ids.map(({ idCountry, issueDate, ...id }) =>
    FEATURES.includes(id.idType) ? id : { ...id, idCountry, issueDate },
  ),
}));

const ROLES = [
  ...['Owned or Controlled By', 'Family member of', 'Acting for or on behalf of'],
  ...['Providing support to', 'Leader or official of', 'Owns, controls, or operates'],
];

/** Entries with what only the advanced and the enhanced XML say: acts and links by number. */
export const linkedEntries: fc.Arbitrary<readonly LinkedEntry[]> = fc
  .uniqueArray(common, { selector: ({ uid }) => uid, minLength: 1, maxLength: 5 })
  .chain((entries) => {
    const uids = entries.map(({ uid }) => uid);
    const more = fc.record({
      listed: day,
      list: fc.constantFrom('SDN List', 'Consolidated List'),
      basis: fc.constantFrom(
        ...['Foreign Narcotics Kingpin Designation Act', 'INA', 'CAATSA - Section 231'],
        'Executive Order 14059 (Illicit Drugs)',
      ),
      measures: fc.subarray(['Block', 'Reject']),
      relations: fc.uniqueArray(
        fc.record({
          to: fc.constantFrom(...uids, '123456789'),
          role: fc.constantFrom(...ROLES),
          quality: maybe(fc.constantFrom('High', 'Low')),
        }),
        { selector: ({ to, role }) => `${to} ${role}`, maxLength: 3 },
      ),
    });
    return fc
      .tuple(...entries.map(() => more))
      .map((all) =>
        entries.map((entry, index) => ({ ...entry, ...(all[index] as (typeof all)[0]) })),
      );
  });
