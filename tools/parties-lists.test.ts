import { describe, expect, test } from 'vitest';
import { hasSharedData, sharedData } from '../src/base/testing/shared.ts';
import type { Entity } from '../src/entity/index.ts';
import { readEuXml } from '../src/lists/eu/index.ts';
import { readGbCsv } from '../src/lists/gb/index.ts';
import { readListFiles } from '../src/lists/index.ts';
import { collect, memoryFile } from '../src/lists/testing/files.ts';
import { readUnXml } from '../src/lists/un/index.ts';
import { buildEngine, type Engine } from '../src/matching/index.ts';
import { partyOfId, partyOfListing } from '../src/parties/index.ts';

/**
 * Parties of lists as their readers read them. It stands here and not in a room, since parties know
 * nothing of lists' formats.
 */
function engineOf(lists: Readonly<Record<string, readonly Entity[]>>): Engine {
  return buildEngine(
    Object.entries(lists).map(([dataset, entities]) => ({
      source: { dataset, title: dataset, version: '1', published: null },
      entities,
    })),
  );
}

const UN = `<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-08-01T00:00:00Z"><INDIVIDUALS>
<INDIVIDUAL><DATAID>991</DATAID><FIRST_NAME>XIMENA</FIRST_NAME><SECOND_NAME>ZORRILLA</SECOND_NAME>
<UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE><REFERENCE_NUMBER>QDi.991 </REFERENCE_NUMBER>
<LISTED_ON>2020-01-02</LISTED_ON></INDIVIDUAL></INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>`;

const EU = `<?xml version="1.0"?><export xmlns="http://eu.europa.ec/fpi/fsd/export"
generationDate="2026-08-01T00:00:00.000+02:00" globalFileId="1">
<sanctionEntity logicalId="77" unitedNationId="QDi.991" euReferenceNumber="EU.77.77">
<regulation regulationType="regulation" numberTitle="1/2020" programme="TAQA" logicalId="1"/>
<subjectType code="person" classificationCode="P"/>
<nameAlias wholeName="Ximena Zorrilla Satizábal" strong="true" logicalId="2"/></sanctionEntity>
</export>`;

const GB = `Report Date: 12-Feb-2026
Unique ID,UN Reference Number,Name 6,Name 1,Name type,Regime Name,Designation Type,Date Designated
AQD9991,QDi.991,ZORRILLA,Ximena,Primary Name,ISIL and Al-Qaida,Individual,02/01/2020
`;

test('the reference of the UN joins the lists of the UN, the EU and the UK as they are read', async () => {
  const read = async (reader: Parameters<typeof collect>[0], text: string, dataset: string) =>
    (await collect(reader, [memoryFile(text)], { dataset })).entities;
  const engine = engineOf({
    un_sc_sanctions: await read(readUnXml, UN, 'un_sc_sanctions'),
    eu_fsf: await read(readEuXml, EU, 'eu_fsf'),
    gb_fcdo_sanctions: await read(readGbCsv, GB, 'gb_fcdo_sanctions'),
  });
  const party = partyOfId(engine, 'eu-77');
  expect(party?.listings.map(({ entity }) => entity.id)).toEqual(['eu-77', 'un-991', 'gb-aqd9991']);
  expect(party?.links.map(({ reasons }) => reasons[0]?.value)).toEqual([
    'QDi.991',
    'QDi.991',
    'QDi.991',
  ]);
});

describe.skipIf(!hasSharedData)('the lists of the UN and Australia of August 2026', () => {
  test('have 784 parties in common by the UN’s reference, and one that both have is two people', async () => {
    const file = (...path: string[]) => [sharedData('lists', ...path)];
    const day = '2026-08-01T00:00:00Z';
    const un = await readListFiles(
      'un_sc_sanctions',
      file('un', 'consolidated_2026-08-01.xml.gz'),
      day,
    );
    const au = await readListFiles(
      'au_dfat_sanctions',
      file('au', 'dfat_consolidated_2026-08.xlsx'),
      day,
    );
    const engine = engineOf({ un_sc_sanctions: un, au_dfat_sanctions: au });
    const people = un.filter(({ schema }) => schema !== 'Sanction');
    const parties = people.map(({ id }) => partyOfListing(engine, engine.entity(id) as Entity));
    const joined = parties.filter(({ listings }) => listings.length > 1);
    expect(joined).toHaveLength(784);
    expect(Math.max(...joined.map(({ listings }) => listings.length))).toBe(2);
    const refused = parties.flatMap(({ signals }) => signals);
    expect(refused.map(({ kind }) => kind)).toEqual(['ambiguous', 'contradiction']);
  });
});
