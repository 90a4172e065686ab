import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TamizError } from '../../base/index.ts';
import { hasSharedData } from '../../base/testing/shared.ts';
import { completeInput, RUNS } from '../testing/arbitrary.ts';
import { APPROVED } from '../testing/context.ts';
import { SAR } from '../testing/sar.ts';
import { schemaOf } from '../testing/schema.ts';
import { narrativeBlocks } from './blocks.ts';
import { wholeDollars } from './parties.ts';
import { FINCEN_SAR } from './report.ts';

const xmlOf = async (input: object, context = APPROVED): Promise<string> =>
  Buffer.from((await FINCEN_SAR.render(input, 'xml', context)).bytes).toString();

describe('the batch file', () => {
  test('counts subjects alone, numbers each element with elements once, in order', async () => {
    const xml = await xmlOf(SAR);
    expect(xml).toContain('PartyCount="2" ActivityCount="1" ActivityAttachmentCount="0"');
    expect(xml).toContain('TotalAmount="250001"');
    const numbers = [...xml.matchAll(/SeqNum="(\d+)"/g)].map(([, n]) => Number(n));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    const withElements = [...xml.matchAll(/<fc2:\w+[^>]*>\n/g)].length - 1;
    expect(numbers.length).toBe(withElements);
  });

  test('says what was filled in, ticks what was ticked, and makes nothing up', async () => {
    const xml = await xmlOf(SAR);
    for (const said of [
      '<fc2:FilingDateText>20261126<',
      '<fc2:FilingInstitutionNotetoFinCEN>EXAMPLE2313a FIN-2025<',
      '<fc2:IndividualBirthDateText>19800500<',
      '<fc2:TINUnknownIndicator>Y<',
      '<fc2:ZIPCodeUnknownIndicator>Y<',
      '<fc2:RawPartyFullName>El Ejemplo<',
      '<fc2:AllCriticalSubjectInformationUnavailableIndicator>Y<',
      '<fc2:SuspiciousActivityTypeID>7<',
      '<fc2:ActivityNarrativeText>First paragraph, made up. Second paragraph: $250,000.01 &lt;in&gt;',
    ]) {
      expect(xml).toContain(said);
    }
    expect(xml).not.toContain('StateCodeUnknownIndicator');
    expect(xml).not.toMatch(/>\s*<\/fc2:\w+Text>/);
  });

  test('a preview is the same file with a mark; an approved one has none', async () => {
    const preview = await xmlOf(SAR, { ...APPROVED, preview: true });
    expect(preview).toContain('<!-- PREVIEW, not approved -->');
    expect(preview.replace('<!-- PREVIEW, not approved -->\n', '')).toBe(await xmlOf(SAR));
  });

  test('is not made while the form asks for something, nor is a preview of it', async () => {
    const { name: _, ...filer } = SAR.filer ?? {};
    const input = { ...SAR, filer, kind: 'continuing' as const };
    expect(FINCEN_SAR.missing(input).map(({ path }) => path)).toEqual(['filer.name', 'priorBsaId']);
    for (const preview of [true, false]) {
      await expect(xmlOf(input, { ...APPROVED, preview })).rejects.toThrow(
        expect.objectContaining({ code: 'REPORT_INCOMPLETE' }),
      );
    }
    expect(FINCEN_SAR.missing({}).map(({ path }) => path)).toEqual([
      ...[
        'kind',
        'transmitter',
        'filer',
        'contact',
        'locations',
        'subjects',
        'activity',
        'narrative',
      ],
    ]);
  });

  test('what is asked of a subject depends on what is known of it', () => {
    const paths = (subject: object) =>
      FINCEN_SAR.missing({ ...SAR, subjects: [subject] }).map(({ path }) => path.slice(11));
    expect(paths({ kind: 'unknown' })).toEqual([]);
    expect(
      paths({ kind: 'entity', name: 'Ejemplo SA', unknown: ['tin', 'street', 'city'] }),
    ).toEqual(['addresses.0.country']);
    expect(paths({ kind: 'person', addresses: [{ country: 'US' }] })).toEqual([
      ...['name', 'firstName', 'birthDate', 'identifications', 'tin', 'addresses.0.street'],
      ...['addresses.0.city', 'addresses.0.state', 'addresses.0.zip'],
    ]);
    expect(paths({ kind: 'person', tin: '1', unknown: ['name', 'firstName'] })).toContain(
      'tinType',
    );
  });

  test.each([
    [{ activity: { ...SAR.activity, to: '2026-08-31' } }, 'before the first'],
    [{ activity: { ...SAR.activity, kinds: [{ subtype: '805' }, { subtype: '805' }] } }, 'twice'],
    [
      { activity: { ...SAR.activity, from: '2026-02-30' } },
      'a day that the calendar does not have',
    ],
    [{ activity: { ...SAR.activity, amount: '1e9' } }, 'pattern'],
    [{ activity: { ...SAR.activity, noAmount: true } }, 'an amount, and that'],
    [{ subjects: [{ kind: 'unknown', name: 'Somebody' }] }, 'subjects/0 of this kind with name'],
    [{ subjects: [{ kind: 'entity', sex: 'male' }] }, 'subjects/0 of this kind with sex'],
    [{ noteToFincen: 'x'.repeat(51) }, '51|50'],
    [{ noteToFincen: `e${'\u0301'.repeat(50)}` }, 'more than 50'],
    [{ surprise: true }, 'surprise that is no field of the form'],
  ])('an input that is wrong says where: %#', async (change, found) => {
    await expect(xmlOf({ ...SAR, ...change })).rejects.toThrow(new RegExp(found));
    await expect(xmlOf({ ...SAR, ...change })).rejects.toBeInstanceOf(TamizError);
  });

  test('JSON has all of it, and says by whom and when', async () => {
    const { bytes, fileName } = await FINCEN_SAR.render(SAR, 'json', APPROVED);
    const json = JSON.parse(Buffer.from(bytes).toString());
    expect(json.input).toEqual(SAR);
    expect(json).toMatchObject({ made: { at: '2026-11-26T15:04:05.000Z', by: 'reviewer-2' } });
    expect(fileName).toBe('us-fincen-sar-2026-11-26.json');
  });
});

describe('parts', () => {
  test('amounts are whole dollars, rounded up, without floating point', () => {
    expect(['0', '0.00', '5265.25', '999999999999999.00000001'].map(wholeDollars)).toEqual([
      ...['0', '0', '5266', '1000000000000000'],
    ]);
  });

  test('a narrative is cut into blocks that join again, without a blank at an edge', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 16_999 }),
        (word, size) => {
          const text = 'Ñ😀bcdefgh'
            .slice(0, word + 2)
            .concat(' ')
            .repeat(6_000);
          const cut = [...text].slice(0, size).join('').trim();
          const blocks = narrativeBlocks(cut);
          expect(blocks.join('')).toBe(cut);
          expect(blocks.length).toBeLessThanOrEqual(5);
          for (const block of blocks) {
            expect([...block].length).toBeLessThanOrEqual(4_000);
            expect(block).toBe(block.trim());
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe.skipIf(!hasSharedData)('by EFL_SARXBatchSchema.xsd 1.2', () => {
  const validate = hasSharedData
    ? schemaOf('formats', 'fincen-bsa', 'EFL_SARXBatchSchema.xsd')
    : () => {};

  test('the example is valid, and the schema refuses what is not', async () => {
    const xml = await xmlOf(SAR);
    validate(Buffer.from(xml));
    const swapped = xml.replace('<fc2:FormTypeCode>SARX', '<fc2:FormTypeCode>SARY');
    expect(() => validate(Buffer.from(swapped))).toThrow();
    expect(() => validate(Buffer.from(xml.replace('SeqNum="2"', 'SeqNum="1"')))).toThrow();
  });

  test('any complete input is valid, whatever people typed', async () => {
    let done = 0;
    await fc.assert(
      fc.asyncProperty(completeInput(FINCEN_SAR), async (input) => {
        let rendered: Uint8Array;
        try {
          ({ bytes: rendered } = await FINCEN_SAR.render(input, 'xml', APPROVED));
        } catch (error) {
          // Days the wrong way round; a combining mark too many for the form.
          expect(error).toMatchObject({ code: 'REPORT_INPUT' });
          return;
        }
        validate(rendered);
        done++;
      }),
      { numRuns: RUNS },
    );
    expect(done).toBeGreaterThan(RUNS / 3);
  });
});
