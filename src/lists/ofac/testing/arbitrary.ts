import fc from 'fast-check';
import { exactLabels, findLabel } from '../labels.ts';
import {
  composeDetail,
  type Detail,
  type OfacAddress,
  type OfacName,
  type OfacRecord,
  type OfacType,
  type OfacVessel,
  QUOTED_NAME,
} from '../record.ts';

/** Synthetic records that mean nothing, with every character that could trip the reader. */

const text = (characters: string, maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...characters), { minLength: 1, maxLength })
    .map((list) => list.join('').trim())
    .filter((value) => value !== '' && value !== '-0-');

const cell = text('ABab 09,.;\'"()-Ññé&/', 30);
const id = text('AB09-/', 12);
const date = fc.constantFrom('1966', 'Jul 1966', '17 Jul 1966', '01 Jan 2026 to 31 Dec 2026');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Leaves out the keys whose value is undefined, as the reader does. */
const compact = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;

const labels = [...exactLabels()].filter(([label]) => !QUOTED_NAME.test(label));
const withTail = labels.filter(([, { as }]) => as === 'identifier' || as === 'imo');
const plain = labels.filter(([, { as }]) => as !== 'identifier' && as !== 'imo');

const identifier = fc
  .record({
    label: fc.constantFrom(...withTail.map(([label]) => label)),
    value: id,
    country: maybe(fc.constantFrom('Mexico', 'Congo, Democratic Republic of the', 'Korea, North')),
    issued: maybe(date),
    expires: maybe(date),
    alternate: maybe(fc.constant(true as const)),
  })
  .map((parts) => composeDetail(compact(parts) as Parameters<typeof composeDetail>[0]));

const statement = fc
  .record({
    label: fc.constantFrom(
      ...plain.map(([label]) => label),
      'Digital Currency Address - XBT',
      'Listing Date (EO 14024 Directive 2):',
      'Executive Order 14059 information:',
    ),
    value: cell.filter((value) => !value.includes('; ')),
    alternate: maybe(fc.constant(true as const)),
  })
  .map((parts) => composeDetail(compact(parts) as Parameters<typeof composeDetail>[0]));

const prose = text('abc ,.()', 20).map((words): Detail => {
  const value = `Minister of ${words}`;
  return { label: '', value, text: value };
});

/** A statement that begins with its own label and not, by chance, with a longer one. */
export const detailArbitrary: fc.Arbitrary<Detail> = fc
  .oneof(identifier, statement, prose)
  .filter(({ label, value }) => (findLabel(`${label} ${value}`.trim())?.label ?? '') === label);

const address: fc.Arbitrary<OfacAddress> = fc
  .record({ street: maybe(cell), place: maybe(cell), country: maybe(cell), remarks: maybe(cell) })
  .map(compact)
  .filter((value) => Object.keys(value).length > 0) as fc.Arbitrary<OfacAddress>;

const vessel: fc.Arbitrary<OfacVessel> = fc
  .record({
    callSign: maybe(cell),
    type: maybe(cell),
    tonnage: maybe(cell),
    grossTonnage: maybe(cell),
    flag: maybe(cell),
    owner: maybe(cell),
  })
  .map(compact)
  .filter((value) => Object.keys(value).length > 0) as fc.Arbitrary<OfacVessel>;

const name = (weak: boolean): fc.Arbitrary<OfacName> =>
  fc.record({
    // A weak name stands in quotes, where `'; ` could not be told from its end.
    name: cell.filter((value) => !weak || !value.includes("'; ")),
    kind: fc.constantFrom('aka', 'fka', 'nka'),
    weak: fc.constant(weak),
  });

const record: fc.Arbitrary<Omit<OfacRecord, 'uid'>> = fc
  .record({
    name: cell,
    type: fc.constantFrom<OfacType>('individual', 'entity', 'vessel', 'aircraft'),
    programs: fc.uniqueArray(fc.constantFrom('SDNTK', 'FTO', 'CAATSA - RUSSIA', 'NEW-TAG'), {
      minLength: 1,
    }),
    title: maybe(cell),
    strong: fc.array(name(false), { maxLength: 3 }),
    weak: fc.array(name(true), { maxLength: 3 }),
    addresses: fc.array(address, { maxLength: 3 }),
    vessel: maybe(vessel),
    details: fc.array(detailArbitrary, { maxLength: 40 }),
  })
  .map(({ strong, weak, ...rest }) =>
    compact({ ...rest, names: [...strong, ...weak] }),
  ) as fc.Arbitrary<Omit<OfacRecord, 'uid'>>;

export const recordsArbitrary: fc.Arbitrary<OfacRecord[]> = fc
  .array(record, { minLength: 1, maxLength: 8 })
  .map((list) => list.map((each, index) => ({ uid: String(1_000 + index), ...each })));
