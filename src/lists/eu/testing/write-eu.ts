import { leaf, writeXml, type XmlNode } from '../../testing/write-xml.ts';

/** A listed party as a test makes it up, in the publisher's own terms. */
export interface EuParty {
  readonly logicalId: string;
  readonly reference: string;
  readonly isPerson: boolean;
  readonly designated: string;
  readonly programme: string;
  readonly act: string;
  /** The first is strong; the others as they say. */
  readonly names: readonly { readonly whole: string; readonly strong: boolean }[];
  readonly births: readonly Readonly<Record<string, string>>[];
  readonly citizenships: readonly { readonly iso: string; readonly words: string }[];
  readonly passports: readonly string[];
  readonly addresses: readonly { readonly street: string; readonly city: string }[];
  readonly phone?: string;
  readonly remark: string;
}

const node = (name: string, attributes: Record<string, string>, children: XmlNode[] = []) =>
  ({ name, attributes, children }) satisfies XmlNode;

const TAIL = { regulationLanguage: 'en', logicalId: '1' };

/** One party as the element that the list has for it. */
function euNode(party: EuParty): XmlNode {
  const summary = node('regulationSummary', {
    regulationType: 'regulation',
    publicationDate: party.designated,
    numberTitle: party.act,
    publicationUrl: 'http://example.test/act',
  });
  const contact =
    party.phone === undefined
      ? []
      : [
          node('contactInfo', {
            key: 'PHONE',
            value: party.phone,
          }),
        ];
  return node(
    'sanctionEntity',
    {
      designationDate: party.designated,
      designationDetails: '',
      unitedNationId: '',
      euReferenceNumber: party.reference,
      logicalId: party.logicalId,
    },
    [
      ...leaf('remark', party.remark),
      node(
        'regulation',
        {
          regulationType: 'amendment',
          organisationType: 'council',
          publicationDate: party.designated,
          entryIntoForceDate: party.designated,
          numberTitle: party.act,
          programme: party.programme,
          logicalId: '9',
        },
        [...leaf('publicationUrl', 'http://example.test/act')],
      ),
      node('subjectType', {
        code: party.isPerson ? 'person' : 'enterprise',
        classificationCode: party.isPerson ? 'P' : 'E',
      }),
      ...party.names.map(({ whole, strong }) =>
        node('nameAlias', { firstName: '', wholeName: whole, strong: String(strong), ...TAIL }, [
          summary,
        ]),
      ),
      ...party.citizenships.map(({ iso, words }) =>
        node('citizenship', { countryIso2Code: iso, countryDescription: words, ...TAIL }),
      ),
      ...party.births.map((birth) => node('birthdate', { ...birth, ...TAIL }, [summary])),
      ...party.passports.map((number) =>
        node('identification', {
          number,
          identificationTypeCode: 'passport',
          identificationTypeDescription: 'National passport',
          diplomatic: 'false',
          ...TAIL,
        }),
      ),
      ...party.addresses.map(({ street, city }) =>
        node('address', { street, city, countryIso2Code: 'EC', countryDescription: 'ECUADOR' }, [
          ...contact,
        ]),
      ),
    ],
  );
}

/** The whole list as the publisher writes it. */
export function writeEu(parties: readonly EuParty[], generated: string): string {
  const attributes = {
    xmlns: 'http://eu.europa.ec/fpi/fsd/export',
    generationDate: generated,
    globalFileId: '1',
  };
  const list = { name: 'export', attributes, children: parties.map(euNode) };
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${writeXml(list, '\n')}`;
}

/** The columns of the table that a test fills; the publisher's has more, which may be absent. */
const COLUMNS = [
  'fileGenerationDate',
  'Entity_LogicalId',
  'Entity_EU_ReferenceNumber',
  'Entity_UnitedNationId',
  'Entity_DesignationDate',
  'Entity_DesignationDetails',
  'Entity_Remark',
  'Entity_SubjectType',
  'Entity_SubjectType_ClassificationCode',
  'Entity_Regulation_Type',
  'Entity_Regulation_OrganisationType',
  'Entity_Regulation_PublicationDate',
  'Entity_Regulation_EntryIntoForceDate',
  'Entity_Regulation_NumberTitle',
  'Entity_Regulation_Programme',
  'Entity_Regulation_PublicationUrl',
  'NameAlias_WholeName',
  'NameAlias_LogicalId',
  'Address_City',
  'Address_Street',
  'Address_ContactInfo',
  'Address_CountryIso2Code',
  'Address_CountryDescription',
  'Address_Regulation_NumberTitle',
  'BirthDate_BirthDate',
  'BirthDate_Year',
  'BirthDate_Circa',
  'BirthDate_CalendarType',
  'Identification_Number',
  'Identification_Diplomatic',
  'Identification_TypeCode',
  'Identification_TypeDescription',
  'Citizenship_CountryIso2Code',
  'Citizenship_CountryDescription',
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

/** The whole list as the publisher's table: a row for each part. */
export function writeEuCsv(parties: readonly EuParty[], generated: string): string {
  const cell = (text: string): string => (/[";\n]/.test(text) ? `"${text}"` : text);
  const rows = parties.flatMap((party) => rowsOf(party, generated));
  const lines = rows.map((row) => COLUMNS.map((name) => cell(row[name] ?? '')).join(';'));
  return `\uFEFF${[COLUMNS.join(';'), ...lines].join('\r\n')}\r\n`;
}

function rowsOf(party: EuParty, generated: string): readonly Row[] {
  const whole: Row = {
    fileGenerationDate: generated,
    Entity_LogicalId: party.logicalId,
    Entity_EU_ReferenceNumber: party.reference,
    Entity_DesignationDate: party.designated,
    Entity_Remark: `(${party.remark})`,
    Entity_SubjectType: party.isPerson ? 'P' : 'E',
    Entity_SubjectType_ClassificationCode: party.isPerson ? 'person' : 'enterprise',
    Entity_Regulation_Type: 'amendment',
    Entity_Regulation_OrganisationType: 'council',
    Entity_Regulation_PublicationDate: party.designated,
    Entity_Regulation_EntryIntoForceDate: party.designated,
    Entity_Regulation_NumberTitle: party.act,
    Entity_Regulation_Programme: party.programme,
    Entity_Regulation_PublicationUrl: 'http://example.test/act',
  };
  const parts: readonly Row[] = [
    ...party.names.map(
      (name): Row => ({ NameAlias_WholeName: name.whole, NameAlias_LogicalId: '1' }),
    ),
    ...party.citizenships.map(
      ({ iso, words }): Row => ({
        Citizenship_CountryIso2Code: iso,
        Citizenship_CountryDescription: words,
      }),
    ),
    ...party.births.map(
      (birth): Row => ({
        BirthDate_BirthDate: birth['birthdate'] ?? '',
        BirthDate_Year: birth['year'] ?? '',
        BirthDate_Circa: birth['circa'] ?? '',
        BirthDate_CalendarType: 'GREGORIAN',
      }),
    ),
    ...party.passports.map(
      (number): Row => ({
        Identification_Number: number,
        Identification_Diplomatic: 'false',
        Identification_TypeCode: 'passport',
        Identification_TypeDescription: 'National passport',
      }),
    ),
    ...party.addresses.map(
      ({ street, city }): Row => ({
        Address_Street: street,
        Address_City: city,
        Address_ContactInfo: party.phone === undefined ? '' : `PHONE[${party.phone}]`,
        Address_CountryIso2Code: 'EC',
        Address_CountryDescription: 'ECUADOR',
        Address_Regulation_NumberTitle: party.act,
      }),
    ),
  ];
  return parts.map((part) => ({ ...whole, ...part }));
}
