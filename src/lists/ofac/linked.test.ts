import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS, TamizError } from '../../base/index.ts';
import type { Entity } from '../../entity/index.ts';
import { collect, memoryFile } from '../testing/files.ts';
import { flipped } from '../testing/refusal.ts';
import type { ListReader } from '../types.ts';
import { readOfacAdvanced } from './advanced.ts';
import { readOfacEnhanced } from './enhanced.ts';
import { linkedEntries } from './testing/arbitrary-entry.ts';
import { NAMESPACES, writeAdvanced } from './testing/write-advanced.ts';
import { writeEnhanced } from './testing/write-enhanced.ts';
import type { LinkedEntry } from './testing/write-linked.ts';
import { writeOfacXml } from './testing/write-xml.ts';
import { readOfacXml } from './xml.ts';

/** All people, companies and numbers here are invented. */
const ENTRY: LinkedEntry = {
  uid: '7',
  sdnType: 'Individual',
  lastName: 'EJEMPLO PRUEBA',
  firstName: 'Juan',
  programs: ['SDNTK', 'FTO'],
  akas: [{ type: 'a.k.a.', category: 'weak', lastName: 'EL JUANITO' }],
  addresses: [['Calle 1', 'Quito', 'Pichincha', '170', 'Ecuador']],
  ids: [{ idType: 'Passport', idNumber: 'A1', idCountry: 'Mexico', issueDate: '12 Mar 2014' }],
  birthDates: ['17 Jul 1966'],
  citizenships: ['Peru'],
  listed: '2025-02-20',
  list: 'SDN List',
  basis: 'INA',
  measures: ['Block'],
  relations: [{ to: '8', role: 'Family member of', quality: 'High' }],
};
const OTHER: LinkedEntry = { ...ENTRY, uid: '8', firstName: 'Juana', relations: [] };
const PUBLISHED = '2026-07-13';

const LISTS: readonly (readonly [
  name: string,
  reader: ListReader,
  write: (entries: readonly LinkedEntry[]) => string,
])[] = [
  ['advanced', readOfacAdvanced, (entries) => writeAdvanced(entries, PUBLISHED)],
  ['enhanced', readOfacEnhanced, (entries) => writeEnhanced(entries, PUBLISHED)],
];

/** Everything that an entity says, without the order of its values. */
function face(entity: Entity | undefined, leave: readonly string[] = []): unknown {
  if (entity === undefined) return undefined;
  const properties = [...entity.properties]
    .filter(([name]) => !leave.includes(name))
    .map(([name, values]) => [
      name,
      values.map(({ value, original }) => `${value} | ${original ?? ''}`).sort(),
    ]);
  return { id: entity.id, schema: entity.schema, ...Object.fromEntries(properties.sort()) };
}

describe('the three XML formats', () => {
  test('say the same of the same parties', async () => {
    await fc.assert(
      fc.asyncProperty(linkedEntries, fc.constantFrom(...NAMESPACES), async (entries, space) => {
        const date = PUBLISHED.replace(/(\d{4})-(\d\d)-(\d\d)/, '$2/$3/$1');
        const read = (reader: ListReader, xml: string) => collect(reader, [memoryFile(xml)]);
        const classic = await read(readOfacXml, writeOfacXml(entries, date));
        const advanced = await read(readOfacAdvanced, writeAdvanced(entries, PUBLISHED, space));
        const enhanced = await read(readOfacEnhanced, writeEnhanced(entries, PUBLISHED));
        expect(advanced.summary).toEqual(classic.summary);
        expect(enhanced.summary).toEqual(classic.summary);
        // What the file says beyond the classic one is of the sanction, and a link by number.
        const more = ['listingDate', 'reason', 'provisions'];
        const linksByName = (all: readonly Entity[]) =>
          all.filter((entity) => entity.schema !== 'UnknownLink');
        for (const entity of linksByName(classic.entities)) {
          const leave = entity.schema === 'Sanction' ? more : [];
          expect(face(advanced.byId.get(entity.id), leave)).toEqual(face(entity, leave));
          expect(face(enhanced.byId.get(entity.id), leave)).toEqual(face(entity, leave));
        }
        const signals = (all: typeof classic) =>
          all.signals
            .map(({ kind, record, found }) => `${kind} ${record} ${found}`)
            .filter((line) => !line.includes('123456789'))
            .sort();
        expect(signals(advanced)).toEqual(signals(classic));
        expect(signals(enhanced)).toEqual(signals(classic));
      }),
      { numRuns: 60 },
    );
  });

  test('the advanced and the enhanced one also of links and acts', async () => {
    await fc.assert(
      fc.asyncProperty(linkedEntries, async (entries) => {
        const [advanced, enhanced] = await Promise.all(
          LISTS.map(([, reader, write]) => collect(reader, [memoryFile(write(entries))])),
        );
        // The enhanced format does not say which list, basis and measure belong together.
        const original = (entity: Entity) =>
          face(entity, entity.schema === 'Sanction' ? ['listingDate', 'reason', 'provisions'] : []);
        expect(enhanced?.entities.map(original)).toEqual(advanced?.entities.map(original));
        const links = entries.flatMap(({ uid, relations }) =>
          relations.map(({ to, role }) => {
            const slug = role.toLowerCase().replaceAll(/[^a-z]+/g, '-');
            return `ofac-${uid}-${slug}-${to}`;
          }),
        );
        expect(links.filter((id) => advanced?.byId.get(id) === undefined)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe.each(LISTS)('%s', (name, reader, write) => {
  const whole = write([ENTRY, OTHER]);
  const read = (content: string | Uint8Array) => collect(reader, [memoryFile(content)]);

  test('gives the party, its sanctions with dates, and its links', async () => {
    const { byId, signals, summary } = await read(whole);
    expect(signals).toEqual([]);
    expect(summary).toEqual({ records: 2, published: PUBLISHED });
    const party = byId.get('ofac-7');
    expect(party?.texts('name')).toEqual(['EJEMPLO PRUEBA, Juan']);
    expect(party?.texts('weakAlias')).toEqual(['EL JUANITO']);
    expect(party?.texts('address')).toEqual(['Calle 1, Quito, Pichincha 170, Ecuador']);
    expect(party?.values('birthDate')[0]).toMatchObject({
      value: '1966-07-17',
      original: '17 Jul 1966',
      source: { knownAt: `${PUBLISHED}T00:00:00Z` },
    });
    expect(party?.values('passportNumber')[0]).toMatchObject({
      value: 'A1',
      original: 'Passport A1 (Mexico) issued 12 Mar 2014',
    });
    const fto = byId.get('ofac-7-sanction-fto');
    expect(fto?.texts('listingDate')).toEqual(['2025-02-20']);
    expect(fto?.texts('reason')).toContain('INA');
    expect(fto?.texts('provisions')).toEqual(['Block']);
    const link = byId.get('ofac-7-family-member-of-8');
    expect(link?.schema).toBe('Family');
    expect(link?.texts('person')).toEqual(['ofac-7']);
    expect(link?.texts('relative')).toEqual(['ofac-8']);
    expect(link?.texts('relationship')).toEqual(['Family member of']);
    expect(link?.texts('summary')).toEqual(['Quality: High']);
  });

  test('a link to a party of another list is made and told', async () => {
    const relations = [{ to: '99', role: 'Owned or Controlled By' }];
    const { byId, signals } = await read(write([{ ...ENTRY, relations }]));
    expect(signals.map(({ kind, record }) => [kind, record])).toEqual([['unresolved-link', '7']]);
    expect(byId.get('ofac-7-owned-or-controlled-by-99')?.schema).toBe('UnknownLink');
  });

  test('refuses a party that is there twice', async () => {
    await expect(read(write([ENTRY, ENTRY]))).rejects.toMatchObject({
      code: 'LIST_FORMAT',
      expected: 'every uid once',
    });
  });

  test('refuses a file that is cut off anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: whole.length - 1 }), async (length) => {
        await expect(read(whole.slice(0, length))).rejects.toBeInstanceOf(TamizError);
      }),
      { numRuns: 200 },
    );
  });

  test('one byte changed in its highest bit is refused, as the file is ASCII', async () => {
    const bytes = Buffer.from(whole);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), async (at) => {
        await expect(read(flipped(bytes, at))).rejects.toMatchObject({ code: 'LIST_FORMAT' });
      }),
      { numRuns: 200 },
    );
  });

  test('random changes give parties or our error, never another', async () => {
    const change = fc.record({
      at: fc.nat(whole.length),
      cut: fc.nat(30),
      put: fc.string({ maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        let text = whole;
        for (const { at, cut, put } of changes) {
          text = text.slice(0, at) + put + text.slice(at + cut);
        }
        const result = await read(text).catch((error: unknown) => error);
        if (result instanceof Error) expect(result).toBeInstanceOf(TamizError);
      }),
      { numRuns: 500 },
    );
  });

  test('refuses the list of another publisher and another layout', async () => {
    const strangers = [
      '<CONSOLIDATED_LIST dateGenerated="2026-01-01"/>',
      writeOfacXml([], '07/13/2026'),
      ...LISTS.filter(([other]) => other !== name).map(([, , other]) => other([ENTRY])),
      '<!doctype html><title>Sign in</title>',
      '36,12,"aka","X",-0- \r\n',
    ];
    for (const content of strangers) {
      await expect(read(content)).rejects.toMatchObject({ code: 'LIST_FORMAT' });
    }
  });

  test('stops when it is told to', async () => {
    const run = collect(reader, [memoryFile(whole)], { signal: AbortSignal.abort() });
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('a new element, attribute and value are seen the day they appear', async () => {
    const changed = whole
      .replace(/(<(?:DistinctParty|entity) [^>]*)>/, '$1 tone="x"><colour>red</colour>')
      .replaceAll('Passport', 'Library Card');
    const { signals } = await read(changed);
    expect(signals.map(({ kind, found }) => `${kind}: ${found}`)).toEqual([
      'unknown-element: @tone',
      'unknown-element: colour',
      expect.stringMatching(/^unknown-value: label of: Library Card A1/),
      expect.stringMatching(/^unknown-value: label of: Library Card A1/),
    ]);
  });

  test('the limits of XML hold here too', async () => {
    const deep = whole.replace(/<Comment\/>|<remarks>/, '<x>'.repeat(LIMITS.xmlDepth));
    await expect(read(`${deep}<x/>`)).rejects.toMatchObject({ code: 'LIST_FORMAT' });
  });
});
