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
