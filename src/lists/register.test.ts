import { describe, expect, test } from 'vitest';
import { loadData } from '../base/index.ts';
import { isA } from '../entity/index.ts';
import { REGISTER, registerEntities, registerInfo } from './index.ts';

interface Raw {
  readonly checked: string;
  readonly records: readonly {
    readonly id: string;
    readonly schema: string;
    readonly linkedTo: readonly string[];
    readonly properties: Readonly<Record<string, readonly string[]>>;
    readonly designations: readonly { readonly programme: string; readonly date: string | null }[];
  }[];
}

const raw = loadData<Raw>('register/cartels.json');
const entities = [...registerEntities()];
const byId = new Map(entities.map((entity) => [entity.id, entity]));

describe('the register as entities', () => {
  test('every id is there once', () => {
    expect(byId.size).toBe(entities.length);
  });

  test('every record is a party with all its facts, from the register', () => {
    expect(registerInfo()).toMatchObject({ records: raw.records.length, checked: raw.checked });
    expect(registerInfo().version).toMatch(/^[0-9a-f]{16}$/);
    for (const record of raw.records) {
      const party = byId.get(record.id);
      expect(party?.schema, record.id).toBe(record.schema);
      for (const [property, values] of Object.entries(record.properties)) {
        expect(party?.texts(property), `${record.id} ${property}`).toEqual([...new Set(values)]);
      }
      expect(party?.datasets).toEqual([REGISTER]);
    }
  });

  test('every designation is a sanction of its party; what is only announced has no start', () => {
    const sanctions = entities.filter((entity) => entity.schema === 'Sanction');
    const designations = raw.records.flatMap(({ id, designations: list }) =>
      list.map(({ programme, date }) => `${id} ${programme} ${date ?? ''}`),
    );
    const found = sanctions.map((sanction) => {
      const [party] = sanction.texts('entity');
      return `${party} ${sanction.texts('programId')[0]} ${sanction.texts('startDate')[0] ?? ''}`;
    });
    expect(found).toEqual(designations);
    for (const sanction of sanctions) {
      const held = sanction.values('program')[0]?.source.heldFrom;
      expect(held).toBe(sanction.texts('startDate')[0]);
      expect(sanction.texts('status').length * sanction.texts('summary').length).toBe(1);
    }
  });

  test('every link leads from a party of the register to another', () => {
    const links = entities.filter((entity) => entity.schema === 'UnknownLink');
    expect(links).toHaveLength(raw.records.flatMap((record) => record.linkedTo).length);
    for (const link of links) {
      for (const end of [...link.texts('subject'), ...link.texts('object')]) {
        expect(isA(byId.get(end)?.schema ?? '', 'LegalEntity'), `${link.id} to ${end}`).toBe(true);
      }
    }
  });
});
