import { describe, expect, test } from 'vitest';
import { hasSharedData, sharedData } from '../../base/testing/shared.ts';
import type { Entity } from '../../entity/index.ts';
import { readPrefix } from '../foreign.ts';
import { collect, diskFile, memoryFile } from '../testing/files.ts';
import { refusalOf } from '../testing/refusal.ts';
import type { ListFile } from '../types.ts';
import { openListFile } from '../unpack.ts';
import { readOfacAdvanced } from './advanced.ts';
import { readOfacCsv } from './csv.ts';
import { readOfacEnhanced } from './enhanced.ts';
import { readOfacXml } from './xml.ts';

const cons = (name: string) => sharedData('lists', 'ofac', 'cons', name);
const enhanced = () => openListFile(cons('CONS_ENHANCED_2025-01-10.zip'));
const advanced = () => diskFile(cons('cons_advanced_2020-03-17.xml.gz'));
const classic = () => diskFile(cons('consolidated_2025-03-28.xml'));

const isParty = ({ schema }: Entity) => schema === 'Person' || schema === 'Organization';

/** The two ends of every link, whatever it is called. */
function ends(entities: readonly Entity[]): readonly string[] {
  const pairs = entities
    .filter(({ schema }) => ['UnknownLink', 'Ownership', 'Representation'].includes(schema))
    .map((link) => ['subject', 'object'].map((end) => link.texts(end)[0]).join(' > '));
  return [...new Set(pairs)].sort();
}

/** Values of a party that another version of it does not have, as `property: value`. */
function beyond(party: Entity, other: Entity): readonly string[] {
  return [...party.properties.keys()].flatMap((property) => {
    const known = other.texts(property);
    const more = party.texts(property).filter((value) => !known.includes(value));
    return more.map((value) => `${property}: ${value}`);
  });
}

async function bytesOf(file: ListFile): Promise<Buffer> {
  return Buffer.from(await readPrefix(file.open(), 50_000_000));
}

describe.skipIf(!hasSharedData)('the consolidated list as enhanced XML', () => {
  test('has every party of the classic XML, with all that is said there', async () => {
    const read = await collect(readOfacEnhanced, [await enhanced()]);
    const xml = await collect(readOfacXml, [classic()]);
    expect(read.summary).toEqual({ records: 443, published: '2025-01-10' });
    expect(read.signals.map(({ kind, record, found }) => `${kind} ${record}: ${found}`)).toEqual([
      'unresolved-link 9647: Acting for or on behalf of 4695, which is not on this list',
    ]);
    const count = (schema: string) => read.entities.filter((e) => e.schema === schema).length;
    expect(['Organization', 'Person', 'UnknownLink', 'Sanction'].map(count)).toEqual([
      363, 80, 283, 525,
    ]);
    const parties = read.entities.filter(isParty);
    expect(parties).toHaveLength(443);
    const missing: string[] = [];
    const more: string[] = [];
    for (const party of parties) {
      const other = xml.byId.get(party.id) as Entity;
      missing.push(...beyond(other, party));
      more.push(...beyond(party, other));
    }
    // The classic formats write the links as remarks, and nothing else is missing.
    expect(missing.filter((line) => !line.startsWith('notes: Linked To:'))).toEqual([]);
    // What is more are names and addresses in other scripts, who issued a number, and five remarks.
    const isForeign = (line: string) => /\p{Script=Cyrillic}|\p{Script=Han}/u.test(line);
    expect(more.filter((line) => !isForeign(line)).map((line) => line.replace(/:.*/, ''))).toEqual(
      Array.from({ length: 29 }, () => 'notes'),
    );
    expect(more.filter(isForeign)).toHaveLength(56);
    // HAMAS is on the SDN list: by its number the link is known all the same.
    expect(ends(read.entities).filter((pair) => !ends(xml.entities).includes(pair))).toEqual([
      'ofac-9647 > ofac-4695',
    ]);
    expect(ends(xml.entities).filter((pair) => !ends(read.entities).includes(pair))).toEqual([]);
  });

  test('a sanction has the dates of its lists', async () => {
    const { byId } = await collect(readOfacEnhanced, [await enhanced()]);
    const sanction = byId.get('ofac-50476-sanction-illicit-drugs-eo14059');
    expect(sanction?.values('listingDate')).toMatchObject([
      { value: '2024-08-20', original: '2024-08-20, Non-SDN Menu-Based Sanctions List' },
    ]);
    expect(sanction?.texts('provisions')).toContain('Executive Order 14059 Non-blocking');
    expect(sanction?.texts('reason')).toContain('Executive Order 14059 (Illicit Drugs)');
  });

  test('passes the checks of the list whole, and half of it does not', async () => {
    const whole = await bytesOf(await enhanced());
    const refusal = (bytes: Buffer, name = 'us_ofac_cons', before?: number) =>
      refusalOf(name, readOfacEnhanced, [memoryFile(bytes, 'CONS_ENHANCED.XML', 65_536)], before);
    expect(await refusal(whole, 'us_ofac_cons', 440)).toBeUndefined();
    expect(await refusal(whole.subarray(0, whole.length / 2))).toMatch(/cut off/);
    expect(await refusal(whole, 'us_ofac_sdn')).toMatch(/number of Person: 80 instead of 4000/);
    const text = whole.toString();
    const third = text.replace(/<entity (?:(?!<\/entity>)[\s\S])*<\/entity>/g, (entity) =>
      /id="\d*[0-3]"/.test(entity.slice(0, 20)) ? '' : entity,
    );
    expect(await refusal(Buffer.from(third), 'us_ofac_cons', 443)).toMatch(/shrunk list/);
  });
});

describe.skipIf(!hasSharedData)('the consolidated list as advanced XML', () => {
  test('is read whole, with its documents and relationships', async () => {
    const { entities, signals, summary } = await collect(readOfacAdvanced, [advanced()]);
    expect(summary).toEqual({ records: 375, published: '2020-03-17' });
    expect(signals).toEqual([]);
    const count = (schema: string) => entities.filter((e) => e.schema === schema).length;
    expect(['Organization', 'Person', 'UnknownLink'].map(count)).toEqual([293, 82, 276]);
    const undated = entities.filter(
      (entity) => entity.schema === 'Sanction' && !entity.properties.has('listingDate'),
    );
    expect(undated).toEqual([]);
  });

  test('says of parties that have not changed what the enhanced XML says five years later', async () => {
    const [old, later, csv] = await Promise.all([
      collect(readOfacAdvanced, [advanced()]),
      collect(readOfacEnhanced, [await enhanced()]),
      collect(
        readOfacCsv,
        ['prim', 'add', 'alt', 'comments'].map((part) =>
          diskFile(cons(`cons_${part}_2025-12-19.csv`)),
        ),
      ),
    ]);
    const same = (other: ReadonlyMap<string, Entity>) =>
      old.entities
        .filter(isParty)
        .filter(({ id }) => /^ofac-96\d\d$/.test(id))
        .filter((party) => {
          const now = other.get(party.id);
          return now !== undefined && beyond(party, now).length + beyond(now, party).length === 0;
        }).length;
    // Members of the Palestinian Legislative Council; one was designated anew since.
    const all = old.entities.filter(({ id }) => /^ofac-96\d\d$/.test(id)).length;
    expect([all, same(later.byId), same(csv.byId)]).toEqual([61, 60, 60]);
  });

  test("another project's made-up file in this layout is read, and its own labels told", async () => {
    const file = diskFile(sharedData('formats', 'ofac', 'sdn-advanced-fixture.xml'));
    const { byId, signals, summary } = await collect(readOfacAdvanced, [file]);
    expect(summary).toEqual({ records: 3, published: '2026-07-13' });
    expect(byId.get('ofac-2002')?.texts('name')).toEqual(['EXAMPLE, Jordan']);
    expect(byId.get('ofac-2002')?.texts('alias')).toEqual(['EXAMPLE, J.', 'ЭКЗАМПЛ, Джордан']);
    expect(byId.get('ofac-3003')?.texts('imoNumber')).toEqual(['IMO1234567']);
    // It calls some things otherwise than OFAC does; each of them is told.
    const told = [...new Set(signals.map(({ kind, found }) => `${kind}: ${found}`))];
    expect(told).toHaveLength(16);
    expect(told.filter((line) => !line.startsWith('unknown-'))).toEqual([]);
    expect(told).toContain('unknown-value: label of: Date of Birth 20 May 1980');
  });
});
