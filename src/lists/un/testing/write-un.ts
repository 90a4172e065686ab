import { leaf, writeXml, type XmlNode } from '../../testing/write-xml.ts';

/** A listed party as a test makes it up, in the UN's own terms. */
export interface UnParty {
  readonly dataId: string;
  readonly individual: boolean;
  /** One to four names for an individual; only the first is written for an entity. */
  readonly names: readonly string[];
  readonly script?: string;
  readonly listType: string;
  readonly reference: string;
  readonly listedOn: string;
  readonly updated: readonly string[];
  readonly comments?: string;
  readonly aliases: readonly { readonly quality: string; readonly name: string }[];
  readonly births: readonly UnBirth[];
  readonly passports: readonly string[];
  readonly nationalities: readonly string[];
}

export type UnBirth =
  | { readonly type: 'EXACT'; readonly date: string }
  | { readonly type: 'EXACT' | 'APPROXIMATELY'; readonly year: string }
  | { readonly type: 'BETWEEN'; readonly from: string; readonly to: string };

const values = (name: string, texts: readonly string[]): readonly XmlNode[] =>
  texts.length === 0
    ? []
    : [{ name, children: texts.map((text): XmlNode => ({ name: 'VALUE', text })) }];

function birthNode(birth: UnBirth): XmlNode {
  const parts =
    'date' in birth
      ? leaf('DATE', birth.date)
      : 'year' in birth
        ? leaf('YEAR', birth.year)
        : [...leaf('FROM_YEAR', birth.from), ...leaf('TO_YEAR', birth.to)];
  return {
    name: 'INDIVIDUAL_DATE_OF_BIRTH',
    children: [...leaf('TYPE_OF_DATE', birth.type), ...parts],
  };
}

/** One party as the element that the consolidated list has for it. */
export function unNode(party: UnParty): XmlNode {
  const kind = party.individual ? 'INDIVIDUAL' : 'ENTITY';
  const fields = ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME'];
  const names = party.individual ? party.names : party.names.slice(0, 1);
  const passport = (number: string): XmlNode => ({
    name: 'INDIVIDUAL_DOCUMENT',
    children: [...leaf('TYPE_OF_DOCUMENT', 'Passport'), ...leaf('NUMBER', number)],
  });
  const alias = ({ quality, name }: { quality: string; name: string }): XmlNode => ({
    name: `${kind}_ALIAS`,
    children: [...leaf('QUALITY', quality), ...leaf('ALIAS_NAME', name)],
  });
  return {
    name: kind,
    children: [
      ...leaf('DATAID', party.dataId),
      ...leaf('VERSIONNUM', '1'),
      ...names.flatMap((name, index) => leaf(fields[index] ?? '', name)),
      ...leaf('UN_LIST_TYPE', party.listType),
      ...leaf('REFERENCE_NUMBER', party.reference),
      ...leaf('LISTED_ON', party.listedOn),
      ...leaf('NAME_ORIGINAL_SCRIPT', party.script),
      ...leaf('COMMENTS1', party.comments),
      ...values('LIST_TYPE', ['UN List']),
      ...values('LAST_DAY_UPDATED', party.updated),
      ...party.aliases.map(alias),
      { name: `${kind}_ALIAS`, children: [{ name: 'QUALITY' }, { name: 'ALIAS_NAME' }] },
      { name: `${kind}_ADDRESS`, children: [{ name: 'COUNTRY' }] },
      ...(party.individual ? party.births.map(birthNode) : []),
      ...(party.individual ? party.passports.map(passport) : []),
      ...(party.individual ? values('NATIONALITY', party.nationalities) : []),
      { name: 'SORT_KEY' },
    ],
  };
}

/** The whole list as the UN publishes it. */
export function writeUn(parties: readonly UnParty[], generated: string, indent = '\n'): string {
  const group = (name: string, individual: boolean): XmlNode => ({
    name,
    children: parties.filter((p) => p.individual === individual).map(unNode),
  });
  const list = {
    name: 'CONSOLIDATED_LIST',
    attributes: { 'xmlns:xsi': 'urn:x', 'xsi:noNamespaceSchemaLocation': 'a.xsd' },
    children: [group('INDIVIDUALS', true), group('ENTITIES', false)],
  };
  const attributes = { ...list.attributes, dateGenerated: generated };
  return `<?xml version="1.0" encoding="UTF-8"?>${writeXml({ ...list, attributes }, indent)}`;
}
