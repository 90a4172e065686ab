import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasSharedData } from '../../base/testing/shared.ts';
import { completeInput, RUNS } from '../testing/arbitrary.ts';
import { APPROVED } from '../testing/context.ts';
import { SAR, STR } from '../testing/goaml.ts';
import { schemaOf } from '../testing/schema.ts';
import type { Report } from '../types.ts';
import { PROFILES } from './profiles.ts';
import { GOAML_SAR, GOAML_STR } from './report.ts';

const strXml = async (input: object): Promise<string> =>
  Buffer.from((await GOAML_STR.render(input, 'xml', APPROVED)).bytes).toString();

describe('a goAML report', () => {
  test('writes names in the letters of the unit, and keeps them as they were', async () => {
    const xml = await strXml(STR);
    for (const said of [
      '<first_name>Lukasz</first_name>',
      '<last_name>Munoz Inventado</last_name>',
      '<full_name_frn>Łukasz Muñoz Inventado</full_name_frn>',
      '<name>Wang Trading</name>',
      '<comments>Original name: 王 Trading.</comments>',
      '<currency_code_local>AED</currency_code_local>',
      '<submission_date>2026-11-26T15:04:05</submission_date>',
      '<date_transaction>2026-10-31T14:30:00</date_transaction>',
      '<t_from_my_client>',
      '<transaction_description>Transfer &lt;made up&gt; &amp; sent<',
      '<tax_reg_number>Y</tax_reg_number>',
    ]) {
      expect(xml).toContain(said);
    }
  });

  test('asks of a client what the schema asks, and of others their names', async () => {
    const from = { isClient: true, funds: 'CASH', country: 'AE', account: { number: '1' } };
    const input = { ...STR, transactions: [{ ...STR.transactions?.[0], from }] };
    const paths = GOAML_STR.missing(input as never).map(({ path }) =>
      path.replace(/^.*from\./, ''),
    );
    expect(paths).toEqual([
      ...['account.institutionCode', 'account.name', 'account.institution', 'account.nonBank'],
      ...['account.branch', 'account.currency', 'account.type', 'account.signatories'],
      ...['account.opened', 'account.status', 'account.beneficiary'],
    ]);
    const nobody = { ...STR.transactions?.[0], to: { funds: 'CASH', country: 'AE' } };
    expect(GOAML_STR.missing({ ...STR, transactions: [nobody] } as never)).toMatchObject([
      { path: 'transactions.0.to.person' },
    ]);
    await expect(strXml(input)).rejects.toMatchObject({ code: 'REPORT_INCOMPLETE' });
  });

  test('takes one of person, entity and account, and does not choose', async () => {
    const { to, ...rest } = STR.transactions?.[0] ?? {};
    const both = { ...rest, to: { ...to, account: { number: '1' } } };
    await expect(strXml({ ...STR, transactions: [both] })).rejects.toThrow(
      /entity and account, of which/,
    );
  });

  test('refuses a name of which no letter is left, and one that grows over the limit', async () => {
    const named = (firstName: string) => ({
      ...STR,
      reportingPerson: { ...STR.reportingPerson, firstName },
    });
    await expect(strXml(named('?!\u202e'))).rejects.toThrow(/firstName with a name of which/);
    await expect(strXml(named('щ'.repeat(60)))).rejects.toThrow(/characters in Latin letters; 100/);
  });

  test('each unit has codes that its reports can use', () => {
    for (const { codes, localCurrency, country } of PROFILES.values()) {
      expect(codes.currencies).toContain(localCurrency);
      expect(codes.countries).toContain(country);
      for (const [list, set] of Object.entries(codes))
        expect([list, set.size > 3]).toEqual([list, true]);
    }
  });
});

describe.skipIf(!hasSharedData)('by goAMLSchema 5.0.2', () => {
  const validate = hasSharedData ? schemaOf('formats', 'goaml', 'goAMLSchema-5.0.2.xsd') : () => {};

  test('the examples are valid, and the schema refuses what is not', async () => {
    const xml = await strXml(STR);
    validate(Buffer.from(xml));
    validate((await GOAML_SAR.render(SAR, 'xml', APPROVED)).bytes);
    expect(() => validate(Buffer.from(xml.replace('>AED<', '>ZZZ<')))).toThrow();
    expect(() => validate(Buffer.from(xml.replace('>Lukasz<', '>Łukasz<')))).toThrow();
  });

  test.each<Report>([GOAML_STR, GOAML_SAR])(
    'any complete input of $name is valid',
    async (report) => {
      let done = 0;
      await fc.assert(
        fc.asyncProperty(completeInput(report), async (input) => {
          let rendered: Uint8Array;
          try {
            ({ bytes: rendered } = await report.render(input as never, 'xml', APPROVED));
          } catch (error) {
            // A name of emoji alone has no letters.
            expect(error).toMatchObject({ code: 'REPORT_INPUT' });
            return;
          }
          validate(rendered);
          done++;
        }),
        { numRuns: RUNS },
      );
      expect(done).toBeGreaterThan(RUNS / 3);
    },
  );
});
