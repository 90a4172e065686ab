import { leaf, writeXml, type XmlNode } from '../../testing/write-xml.ts';

/** A listed party as a test makes it up, in the publisher's own terms. */
export interface CaRecord {
  readonly country: string;
  readonly last?: string | undefined;
  readonly given?: string | undefined;
  readonly thing?: string | undefined;
  readonly imo?: string | undefined;
  readonly title?: string | undefined;
  readonly date?: string | undefined;
  readonly aliases?: readonly string[] | undefined;
  readonly schedule?: string | undefined;
  readonly item: string;
  readonly listed: string;
}

const recordNode = (record: CaRecord): XmlNode => ({
  name: 'record',
  children: [
    ...leaf('Country', record.country),
    ...leaf('LastName', record.last),
    ...leaf('GivenName', record.given),
    ...leaf('EntityOrShip', record.thing),
    ...leaf('TitleOrShip', record.title),
    ...leaf('ShipIMONumber', record.imo),
    ...leaf('DateOfBirthOrShipBuildDate', record.date),
    ...leaf('Aliases', record.aliases?.join('; ')),
    ...leaf('Schedule', record.schedule),
    ...leaf('Item', record.item),
    ...leaf('DateOfListing', record.listed),
  ],
});

/** The whole list as the publisher writes it. */
export function writeCa(records: readonly CaRecord[]): string {
  const list = { name: 'data-set', children: records.map(recordNode) };
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${writeXml(list, '\n')}`;
}
