import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TamizError } from '../../base/index.ts';
import { hasSharedData, sharedData } from '../../base/testing/shared.ts';
import { readAcknowledgement } from './acknowledgement.ts';

const ERROR =
  '<EFilingActivityErrorXML SeqNum="4"><ErrorContextText>EFilingBatchXML/Activity[1]/Party[25]' +
  '</ErrorContextText><ErrorElementNameText>PartyName</ErrorElementNameText>' +
  '<ErrorLevelText>WARN</ErrorLevelText><ErrorText>Made up &amp; short.</ErrorText>' +
  '<ErrorTypeCode>C4</ErrorTypeCode></EFilingActivityErrorXML>';
const file = (inside: string, status = 'A'): string =>
  `<?xml version="1.0" encoding="UTF-8"?><EFilingBatchXML StatusCode="${status}" SeqNum="1">` +
  `<EFilingSubmissionXML SeqNum="2" StatusCode="${status}">${inside}` +
  '</EFilingSubmissionXML></EFilingBatchXML>';
const activity = (inside: string): string =>
  `<EFilingActivityXML SeqNum="3">${inside}</EFilingActivityXML>`;
const GOOD = file(
  activity(`<BSAID>31000000000001</BSAID>${ERROR}`) +
    activity('<BSAID>31000000000002</BSAID><EFilingActivityErrorXML SeqNum="9"/>'),
);
const read = (xml: string) => readAcknowledgement(Buffer.from(xml));

describe('an acknowledgement', () => {
  test('gives the identifiers and the errors of each report, in its order', async () => {
    expect(await read(GOOD)).toEqual({
      status: 'A',
      isAccepted: true,
      reports: [
        {
          bsaId: '31000000000001',
          errors: [
            {
              level: 'WARN',
              code: 'C4',
              text: 'Made up & short.',
              context: 'EFilingBatchXML/Activity[1]/Party[25]',
              element: 'PartyName',
            },
          ],
        },
        { bsaId: '31000000000002', errors: [] },
      ],
    });
  });

  test('that is no acceptance need not have identifiers', async () => {
    expect(await read(file(activity(ERROR), 'R'))).toMatchObject({
      status: 'R',
      isAccepted: false,
      reports: [{ bsaId: undefined, errors: [{ code: 'C4' }] }],
    });
  });

  test.each([
    ['', 'empty file'],
    ['{"a":1}', 'text that begins'],
    ['<html></html>', 'HTML|html'],
    ['<!DOCTYPE x [<!ENTITY a "b">]><EFilingBatchXML/>', 'document type'],
    [GOOD.slice(0, 400), 'cut off'],
    [GOOD.replace('31000000000001', '3100'), '<BSAID> in line 1 with "3100"'],
    [GOOD.replace('<BSAID>31000000000001</BSAID>', ''), 'without BSAID'],
    [GOOD.replace('ErrorTypeCode>C4</ErrorTypeCode', 'X>C4</X'), '<X>'],
    [GOOD.replace('<BSAID>', '<New/><BSAID>'), '<New>'],
    [
      GOOD.replace('</EFilingSubmissionXML>', '<EFilingNewXML/></EFilingSubmissionXML>'),
      'not known',
    ],
    [GOOD.replace(' StatusCode="A"', ''), 'no StatusCode'],
    [GOOD.replace('StatusCode="A"', 'StatusCode="R"'), 'status R of a submission A'],
    [
      file('', 'A').replace(
        '</EFilingSubmissionXML>',
        '</EFilingSubmissionXML><EFilingSubmissionXML StatusCode="A"/>',
      ),
      '2 submissions',
    ],
  ])('is refused where it is not understood: %#', async (xml, found) => {
    const reading = read(xml);
    await expect(reading).rejects.toMatchObject({ code: 'REPORT_ANSWER' });
    await expect(reading).rejects.toThrow(new RegExp(found));
  });

  test('damaged anywhere is read or refused, never another error', async () => {
    const good = Buffer.from(GOOD);
    const change = fc.record({
      at: fc.nat(good.length - 1),
      cut: fc.nat(60),
      put: fc.uint8Array({ maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ at, cut, put }) => {
        const bytes = Buffer.concat([good.subarray(0, at), put, good.subarray(at + cut)]);
        try {
          await readAcknowledgement(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(TamizError);
          expect((error as TamizError).code).toBe('REPORT_ANSWER');
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

test.skipIf(!hasSharedData)('the sample beside the checkout is read whole', async () => {
  const path = sharedData('formats', 'fincen-bsa', 'sar_acknowledgement.xml');
  const answer = await readAcknowledgement(readFileSync(path));
  expect(answer.reports.map(({ bsaId }) => bsaId?.length)).toEqual([14, 14, 14]);
  expect(new Set(answer.reports.map(({ bsaId }) => bsaId)).size).toBe(3);
  expect(answer.reports[0]?.errors.map(({ code, level }) => [code, level])).toEqual([
    ['C21', 'WARN'],
    ['C4', 'WARN'],
  ]);
});
