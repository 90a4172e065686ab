import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasSharedData, sharedData } from '../../base/testing/shared.ts';
import type { Entity } from '../../entity/index.ts';
import { collect, diskFile, memoryFile } from '../testing/files.ts';
import type { Signal } from '../types.ts';
import { readOfacCsv } from './csv.ts';
import { composeDetail, type OfacRecord } from './record.ts';
import { arbitraryEntry } from './testing/arbitrary-entry.ts';
import { writeOfacXml, type XmlEntry } from './testing/write-xml.ts';
import { readOfacXml, readOfacXmlRecords } from './xml.ts';

async function records(xml: string): Promise<{ records: OfacRecord[]; signals: Signal[] }> {
  const signals: Signal[] = [];
  const context = {
    dataset: 'us_ofac_sdn',
    knownAt: '2026-01-01T00:00:00Z',
    onSignal: (signal: Signal) => signals.push(signal),
  };
  const all: OfacRecord[] = [];
  for await (const record of readOfacXmlRecords(memoryFile(xml, 'sdn.xml'), context)) {
    all.push(record);
  }
  return { records: all, signals };
}

const list = (entries: string, count = 1): string =>
  '<sdnList xmlns="u"><publshInformation><Publish_Date>07/13/2026</Publish_Date>' +
  `<Record_Count>${count}</Record_Count></publshInformation>${entries}</sdnList>`;

const entry = (more: string, type = 'Individual'): string =>
  list(
    '<sdnEntry><firstName>Juan</firstName><uid>7</uid><lastName>EJEMPLO PRUEBA</lastName>' +
      `<sdnType>${type}</sdnType>${more}</sdnEntry>`,
  );

describe('readOfacXmlRecords', () => {
  test('labels everything as the remarks of the CSV do', async () => {
    const { records: all, signals } = await records(
      entry(
        '<title>Leader</title><programList><program>SDNTK</program><program>FTO</program>' +
          '</programList><dateOfBirthList><dateOfBirthItem><uid>1</uid>' +
          '<dateOfBirth>17 Jul 1966</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem>' +
          '<dateOfBirthItem><uid>2</uid><dateOfBirth>circa 1965</dateOfBirth>' +
          '<mainEntry>false</mainEntry></dateOfBirthItem></dateOfBirthList>' +
          '<placeOfBirthList><placeOfBirthItem><placeOfBirth>Lima, Peru</placeOfBirth>' +
          '<mainEntry>true</mainEntry></placeOfBirthItem></placeOfBirthList>' +
          '<nationalityList><nationality><country>Peru</country><mainEntry>true</mainEntry>' +
          '</nationality></nationalityList><citizenshipList><citizenship>' +
          '<country>Mexico</country><mainEntry>true</mainEntry></citizenship></citizenshipList>' +
          '<idList><id><uid>1</uid><idType>Passport</idType><idNumber>A1</idNumber>' +
          '<idCountry>Mexico</idCountry><issueDate>12 Mar 2014</issueDate>' +
          '<expirationDate>12 Mar 2024</expirationDate></id><id><uid>2</uid>' +
          '<idType>Passport</idType><idNumber>B2 (Peru)</idNumber></id><id><uid>3</uid>' +
          '<idType>Secondary sanctions risk:</idType><idNumber>section 1(b)</idNumber></id>' +
          '</idList><remarks>PFLP; (Linked To: EL EJEMPLO)</remarks>' +
          '<addressList><address><uid>1</uid><address1>Calle 1</address1>' +
          '<address2>Piso 2</address2><city>Quito</city><postalCode>170</postalCode>' +
          '<stateOrProvince>Pichincha</stateOrProvince><country>Ecuador</country></address>' +
          '<address><uid>2</uid><region>Gaza</region></address><address><uid>3</uid></address>' +
          '</addressList><akaList><aka><uid>1</uid><type>a.k.a.</type><category>weak</category>' +
          '<lastName>EL JUANITO</lastName></aka><aka><uid>2</uid><type>f.k.a.</type>' +
          '<category>strong</category><firstName>J.</firstName><lastName>VIEJO</lastName></aka>' +
          '</akaList>',
      ),
    );
    expect(signals).toEqual([]);
    expect(all).toEqual([
      {
        uid: '7',
        name: 'EJEMPLO PRUEBA, Juan',
        type: 'individual',
        title: 'Leader',
        programs: ['SDNTK', 'FTO'],
        names: [
          { name: 'EL JUANITO', kind: 'aka', weak: true },
          { name: 'VIEJO, J.', kind: 'fka', weak: false },
        ],
        addresses: [
          { street: 'Calle 1, Piso 2', place: 'Quito, Pichincha 170', country: 'Ecuador' },
          { country: 'Region: Gaza' },
        ],
        details: [
          composeDetail({ label: 'DOB', value: '17 Jul 1966' }),
          composeDetail({ label: 'DOB', value: 'circa 1965', alternate: true }),
          composeDetail({ label: 'POB', value: 'Lima, Peru' }),
          composeDetail({ label: 'nationality', value: 'Peru' }),
          composeDetail({ label: 'citizen', value: 'Mexico' }),
          composeDetail({
            label: 'Passport',
            value: 'A1',
            country: 'Mexico',
            issued: '12 Mar 2014',
            expires: '12 Mar 2024',
          }),
          composeDetail({ label: 'Passport', value: 'B2', country: 'Peru', alternate: true }),
          composeDetail({ label: 'Secondary sanctions risk:', value: 'section 1(b)' }),
          { label: '', value: 'PFLP', text: 'PFLP' },
          composeDetail({ label: 'Linked To:', value: 'EL EJEMPLO' }),
        ],
      },
    ]);
  });

  test('signals what it does not know', async () => {
    const { signals } = await records(
      list(
        '<news/><sdnEntry tone="x"><uid>7</uid><sdnType>Robot</sdnType><colour>red</colour>' +
          '<akaList><aka><type>p.k.a.</type><category>odd</category></aka></akaList>' +
          '<dateOfBirthList><dateOfBirthItem><mainEntry>maybe</mainEntry></dateOfBirthItem>' +
          '</dateOfBirthList></sdnEntry>',
      ),
    );
    expect(signals.map(({ kind, found }) => `${kind}: ${found}`)).toEqual([
      'unknown-element: news',
      'unknown-value: sdnType Robot',
      'odd-value: no name',
      'unknown-value: alias type p.k.a.',
      'unknown-value: alias category odd',
      'odd-value: an alias without a name',
      'unknown-value: mainEntry maybe',
      'odd-value: dateOfBirthItem without dateOfBirth',
      'unknown-element: @tone',
      'unknown-element: colour',
    ]);
  });

  test.each([
    ['another count', list('', 3), '3 records', '0'],
    ['a count that is none', list('').replace('>1<', '>many<'), 'a whole number', '"many"'],
    ['an entry without a number', list('<sdnEntry/>'), 'a uid of digits', '""'],
  ])('refuses %s', async (_, xml, expected, found) => {
    await expect(records(xml)).rejects.toMatchObject({
      code: 'LIST_FORMAT',
      expected: expect.stringContaining(expected),
      found,
    });
  });

  test('signals a missing count and a date that is none', async () => {
    const { signals } = await records('<sdnList><publishInformation/></sdnList>');
    expect(signals.map(({ kind }) => kind)).toEqual(['odd-value', 'odd-value']);
  });
});

describe('readOfacXml', () => {
  test('gives parties and sanctions known since the file was published', async () => {
    const xml = entry('<programList><program>SDNTK</program></programList>');
    const { byId, summary } = await collect(readOfacXml, [memoryFile(xml)]);
    expect(summary).toEqual({ records: 1, published: '2026-07-13' });
    const party = byId.get('ofac-7');
    expect(party?.texts('name')).toEqual(['EJEMPLO PRUEBA, Juan']);
    expect(party?.values('name')[0]?.source.knownAt).toBe('2026-07-13T00:00:00Z');
    expect(byId.get('ofac-7-sanction-sdntk')?.texts('entity')).toEqual(['ofac-7']);
  });

  test('refuses a uid used twice, in one file or in two', async () => {
    const one = '<sdnEntry><uid>7</uid><lastName>A</lastName><sdnType>Entity</sdnType></sdnEntry>';
    const twice = [memoryFile(list(one + one, 2))];
    const two = [memoryFile(list(one), 'a'), memoryFile(list(one), 'b')];
    for (const files of [twice, two]) {
      await expect(collect(readOfacXml, files)).rejects.toMatchObject({
        code: 'LIST_FORMAT',
        expected: 'every uid once',
      });
    }
  });

  test('stops when it is told to', async () => {
    const files = [memoryFile(entry(''))];
    await expect(
      collect(readOfacXml, files, { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});

const compose = (type: string, last: string, first?: string): string =>
  type === 'Individual'
    ? [last, ...(first === undefined ? [] : [first])].join(', ')
    : [...(first === undefined ? [] : [first]), last].join(' ');

test('what is written is read again', async () => {
  const entries = fc.uniqueArray(arbitraryEntry, { selector: ({ uid }) => uid, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(entries, async (written) => {
      const { records: all, signals } = await records(writeOfacXml(written, '07/13/2026'));
      expect(signals).toEqual([]);
      expect(all.map(({ uid }) => uid)).toEqual(written.map(({ uid }) => uid));
      for (const [index, given] of written.entries()) {
        const record = all[index] as OfacRecord;
        const { sdnType } = given;
        expect(record.name).toBe(compose(sdnType, given.lastName, given.firstName));
        expect(record.type).toBe(sdnType.toLowerCase());
        expect([record.title, record.vessel?.callSign]).toEqual([given.title, given.callSign]);
        expect(record.programs).toEqual(given.programs);
        expect(record.names).toEqual(
          given.akas.map((aka) => ({
            name: compose(sdnType, aka.lastName, aka.firstName),
            kind: aka.type.replaceAll('.', ''),
            weak: aka.category === 'weak',
          })),
        );
        const part = (detail: { label: string; value: string }) => [detail.label, detail.value];
        const labelled = record.details.filter(({ label }) => !['', 'Linked To:'].includes(label));
        expect(labelled.map(part)).toEqual([
          ...given.birthDates.map((date) => ['DOB', date]),
          ...given.citizenships.map((country) => ['citizen', country]),
          ...given.ids.map((id) => [id.idType, expectValue(id)]),
        ]);
        expect(record.details.length - labelled.length).toBe(given.remarks === undefined ? 0 : 1);
        expect(record.addresses.map(({ street, country }) => [street, country])).toEqual(
          given.addresses.map(([street, , , , country]) => [street, country]),
        );
      }
    }),
    { numRuns: 100 },
  );
});

/** Labels that take no country have it in the value, as in the CSV; unknown ones are left alone. */
function expectValue(id: XmlEntry['ids'][number]): string {
  if (!['Gender', 'Email Address'].includes(id.idType)) return id.idNumber;
  const country = id.idCountry === undefined ? '' : ` (${id.idCountry})`;
  return id.idNumber + country + (id.issueDate === undefined ? '' : ` issued ${id.issueDate}`);
}

describe.skipIf(!hasSharedData)('published files', () => {
  const cons = (name: string) => diskFile(sharedData('lists', 'ofac', 'cons', name));
  const fixture = (name: string) => diskFile(sharedData('formats', 'ofac', name));

  test('the fixtures give three records, a wrong count and a refused DTD', async () => {
    const good = await collect(readOfacXml, [fixture('sdn-fixture.xml')]);
    expect(good.summary).toEqual({ records: 3, published: '2026-07-13' });
    expect(good.byId.get('ofac-3003')?.schema).toBe('Vessel');
    await expect(collect(readOfacXml, [fixture('sdn-bad-record-count.xml')])).rejects.toMatchObject(
      { code: 'LIST_FORMAT', found: '1' },
    );
    await expect(collect(readOfacXml, [fixture('sdn-unsafe-doctype.xml')])).rejects.toMatchObject({
      code: 'LIST_FORMAT',
      found: expect.stringContaining('DTD'),
    });
  });

  /** Everything of a party by which it can be found, without the order. */
  const face = (entity: Entity | undefined): string =>
    ['name', 'alias', 'weakAlias', 'previousName', 'birthDate', 'passportNumber', 'idNumber']
      .concat(['taxNumber', 'registrationNumber', 'swiftBic', 'leiCode', 'incorporationDate'])
      .map((property) => [...(entity?.texts(property) ?? [])].sort().join('|'))
      .join('\n');

  test('the XML says of a party what the CSV says', async () => {
    const parts = ['prim', 'add', 'alt', 'comments'];
    const csv = await collect(
      readOfacCsv,
      parts.map((part) => cons(`cons_${part}_2025-12-19.csv`)),
    );
    const xml = await collect(readOfacXml, [cons('consolidated_2025-03-28.xml')]);
    expect(xml.summary).toEqual({ records: 443, published: '2025-03-28' });
    const ids = [...xml.byId.keys()].filter((id) => /^ofac-\d+$/.test(id) && csv.byId.has(id));
    expect(ids).toHaveLength(442);
    const same = ids.filter((id) => face(xml.byId.get(id)) === face(csv.byId.get(id)));
    // Eleven were given further aliases and numbers between the two dates, and one a quote mark.
    expect(same.length).toBeGreaterThanOrEqual(430);
    // Countries, labels and programmes are other tables'; the format itself holds no surprise.
    expect(xml.signals.filter(({ kind }) => kind === 'unknown-element')).toEqual([]);
    const links = (byId: ReadonlyMap<string, Entity>) =>
      [...byId.values()].filter(({ schema }) => schema === 'UnknownLink').map(({ id }) => id);
    expect(links(xml.byId).sort()).toEqual(links(csv.byId).sort());
  });
});
