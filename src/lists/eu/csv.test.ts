import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TamizError } from '../../base/index.ts';
import type { Entity } from '../../entity/index.ts';
import { detectFormat } from '../detect.ts';
import { collect, memoryFile } from '../testing/files.ts';
import { refusalOf } from '../testing/refusal.ts';
import { readEuCsv, readEuXml } from './index.ts';
import { euParty, someParties } from './testing/arbitrary.ts';
import { type EuParty, writeEu, writeEuCsv } from './testing/write-eu.ts';

// Every name and number in this file is made up; only the columns are the publisher's.
const read = (text: string) => collect(readEuCsv, [memoryFile(text)], { dataset: 'eu_fsf' });

/** Everything that an entity says, without when it was known and the ids of acts. */
const said = (entity: Entity): unknown => [
  entity.id.replace(/-sanction-.*/, '-sanction'),
  entity.schema,
  [...entity.properties].map(([name, values]) => [name, values.map((v) => [v.value, v.original])]),
];

test('the table means what the XML means, but for strength', async () => {
  await fc.assert(
    fc.asyncProperty(someParties, async (parties) => {
      const strong = parties.map((party) => ({
        ...party,
        names: party.names.map(({ whole }) => ({ whole, strong: true })),
      }));
      const table = await read(writeEuCsv(strong, '01/08/2026'));
      const xml = await collect(readEuXml, [memoryFile(writeEu(strong, '2026-08-01'))]);
      expect(table.signals).toEqual([]);
      const published = parties.length === 0 ? undefined : '2026-08-01';
      expect([table.summary.records, table.summary.published]).toEqual([parties.length, published]);
      expect(table.entities.map(said)).toEqual(xml.entities.map(said));
    }),
    { numRuns: 60 },
  );
});

const HEADER =
  'fileGenerationDate;Entity_LogicalId;Entity_SubjectType;Entity_SubjectType_ClassificationCode;' +
  'Entity_Regulation_Programme;NameAlias_WholeName;Address_ContactInfo;Identification_Diplomatic';

describe('readEuCsv', () => {
  test('takes kind and letter in either order, and contacts as they come', async () => {
    const { byId, signals } = await read(
      `${HEADER};Colour\n` +
        '01/08/2026;1;person;P;UKR;Juan Inventado;PHONE[1 2] EMAIL[a@b.test];;red\n' +
        '01/08/2026;2;E;enterprise;UKR;Nada SA;call Quito;maybe;\n',
    );
    expect([byId.get('eu-1')?.schema, byId.get('eu-2')?.schema]).toEqual([
      'Person',
      'Organization',
    ]);
    expect(byId.get('eu-1')?.texts('phone')).toEqual(['1 2']);
    expect(byId.get('eu-1')?.texts('email')).toEqual(['a@b.test']);
    expect(byId.get('eu-2')?.texts('notes')).toEqual(['call Quito']);
    expect(signals.map(({ kind, found }) => `${kind} ${found}`)).toEqual([
      'unknown-element column Colour',
    ]);
  });

  test('a flag that is neither yes nor no is told', async () => {
    const { signals } = await read(
      `${HEADER};Identification_Number;Identification_TypeCode\n` +
        '01/08/2026;1;P;person;UKR;Juan;;maybe;A1;passport\n',
    );
    expect(signals.map(({ found }) => found)).toEqual(['diplomatic maybe']);
  });

  test.each([
    ['another table', 'a;b\n1;2\n', 'no such row'],
    ['a row without number', `${HEADER}\n01/08/2026;;P;person;UKR;A;;\n`, 'none'],
    ['a row that was cut', `${HEADER}\n01/08/2026;1;P;person\n`, 'one of 4'],
    ['bytes that are not UTF-8', Buffer.from(`${HEADER}\n\xff`, 'latin1'), 'not utf-8'],
  ])('refuses %s', async (_, text, found) => {
    await expect(collect(readEuCsv, [memoryFile(text)])).rejects.toMatchObject({
      code: 'LIST_FORMAT',
      found: expect.stringContaining(found),
    });
  });

  test('is known by its columns; a third of it is refused', async () => {
    const [one] = fc.sample(euParty, { seed: 7, numRuns: 1 });
    const made = (count: number) =>
      writeEuCsv(
        Array.from({ length: count }, (_, i) => ({
          ...(one as EuParty),
          logicalId: String(i + 1),
          isPerson: i % 4 !== 0,
          births: [{ birthdate: '1970-01-01' }],
        })),
        '01/08/2026',
      );
    expect(await detectFormat(memoryFile(made(1)))).toEqual({ format: 'eu-csv' });
    const refusal = (text: string) => refusalOf('eu_fsf', readEuCsv, [memoryFile(text)]);
    expect(await refusal(made(4_800))).toBeUndefined();
    expect(await refusal(made(3_200))).toMatch(/number of Person: 2400 instead of/);
  });

  test('any text is a list or our error', async () => {
    const piece = fc.constantFrom(';', '"', '\n', '1', 'P', 'person', 'A', '\0');
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
        const result = await read(`${HEADER}\n${pieces.join('')}`).catch((e: unknown) => e);
        if (result instanceof Error) expect(result).toBeInstanceOf(TamizError);
      }),
      { numRuns: 200 },
    );
  });
});
