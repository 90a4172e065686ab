import { leaf, writeXml, type XmlNode } from '../../testing/write-xml.ts';

/** An entry as a test makes it up, in the terms of OFAC's classic XML. */
export interface XmlEntry {
  readonly uid: string;
  readonly sdnType: 'Individual' | 'Entity' | 'Vessel' | 'Aircraft';
  readonly lastName: string;
  readonly firstName?: string | undefined;
  readonly title?: string | undefined;
  readonly programs: readonly string[];
  readonly akas: readonly {
    readonly type: 'a.k.a.' | 'f.k.a.' | 'n.k.a.';
    readonly category: 'strong' | 'weak';
    readonly lastName: string;
    readonly firstName?: string | undefined;
  }[];
  /** In the order address1, city, stateOrProvince, postalCode, country. */
  readonly addresses: readonly (readonly (string | undefined)[])[];
  readonly ids: readonly {
    readonly idType: string;
    readonly idNumber: string;
    readonly idCountry?: string | undefined;
    readonly issueDate?: string | undefined;
  }[];
  readonly birthDates: readonly string[];
  readonly citizenships: readonly string[];
  readonly callSign?: string | undefined;
  readonly remarks?: string | undefined;
}

const list = (name: string, children: readonly XmlNode[]): readonly XmlNode[] =>
  children.length === 0 ? [] : [{ name, children }];

const ADDRESS = ['address1', 'city', 'stateOrProvince', 'postalCode', 'country'];

function names(entry: { lastName: string; firstName?: string | undefined }): readonly XmlNode[] {
  return [...leaf('firstName', entry.firstName), ...leaf('lastName', entry.lastName)];
}

function dated(name: string, field: string, values: readonly string[]): readonly XmlNode[] {
  return values.map((value, index) => ({
    name,
    children: [
      ...leaf('uid', String(index)),
      ...leaf(field, value),
      ...leaf('mainEntry', String(index === 0)),
    ],
  }));
}

function entryNode(entry: XmlEntry): XmlNode {
  const akas = entry.akas.map(
    (aka): XmlNode => ({
      name: 'aka',
      children: [
        ...leaf('uid', '1'),
        ...leaf('type', aka.type),
        ...leaf('category', aka.category),
        ...names(aka),
      ],
    }),
  );
  const addresses = entry.addresses.map(
    (parts): XmlNode => ({
      name: 'address',
      children: [
        ...leaf('uid', '1'),
        ...parts.flatMap((part, index) => leaf(ADDRESS[index] ?? '', part)),
      ],
    }),
  );
  const ids = entry.ids.map(
    (id): XmlNode => ({
      name: 'id',
      children: [
        ...leaf('uid', '1'),
        ...leaf('idType', id.idType),
        ...leaf('idNumber', id.idNumber),
        ...leaf('idCountry', id.idCountry),
        ...leaf('issueDate', id.issueDate),
      ],
    }),
  );
  return {
    name: 'sdnEntry',
    children: [
      ...leaf('uid', entry.uid),
      ...names(entry),
      ...leaf('title', entry.title),
      ...leaf('sdnType', entry.sdnType),
      ...leaf('remarks', entry.remarks),
      { name: 'programList', children: entry.programs.flatMap((tag) => leaf('program', tag)) },
      ...list('idList', ids),
      ...list('akaList', akas),
      ...list('addressList', addresses),
      ...list('dateOfBirthList', dated('dateOfBirthItem', 'dateOfBirth', entry.birthDates)),
      ...list('citizenshipList', dated('citizenship', 'country', entry.citizenships)),
      ...list('vesselInfo', leaf('callSign', entry.callSign)),
    ],
  };
}

/** The whole file, with a count that is right. */
export function writeOfacXml(entries: readonly XmlEntry[], published: string): string {
  const head: XmlNode = {
    name: 'publshInformation',
    children: [...leaf('Publish_Date', published), ...leaf('Record_Count', String(entries.length))],
  };
  const attributes = { xmlns: 'http://tempuri.org/sdnList.xsd' };
  const children = [head, ...entries.map(entryNode)];
  return `<?xml version="1.0"?>${writeXml({ name: 'sdnList', attributes, children }, '\r\n')}`;
}
