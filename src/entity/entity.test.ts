import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeEntity, encodeEntity, exampleToEntity, isTarget, toFtm } from './codec.ts';
import { Entity, EntityBuilder, type Source, type Value } from './entity.ts';

const source: Source = { dataset: 'test_list', record: '7', knownAt: '2026-04-21T00:00:00' };

describe('EntityBuilder', () => {
  test('keeps order, drops blanks and repeats, keeps the original wording', () => {
    const entity = new EntityBuilder('t-7', 'Person', source)
      .add('name', ' PRUEBA SINTETICA, Ana ')
      .add('name', 'PRUEBA SINTETICA, Ana')
      .add('alias', '')
      .add('alias', undefined)
      .add('birthDate', '1966', 'circa 1966')
      .build();
    expect(entity.texts('name')).toEqual(['PRUEBA SINTETICA, Ana']);
    expect(entity.texts('alias')).toEqual([]);
    expect(entity.values('birthDate')).toEqual([{ value: '1966', source, original: 'circa 1966' }]);
    expect(entity.caption).toBe('PRUEBA SINTETICA, Ana');
    expect(entity.datasets).toEqual(['test_list']);
  });

  test('what is added after an entity was built does not change it', () => {
    const builder = new EntityBuilder('t-7', 'Person', source).add('name', 'Ana Prueba');
    const entity = builder.build();
    builder.add('name', 'Otra Prueba').add('alias', 'Nadie');
    expect(entity.texts('name')).toEqual(['Ana Prueba']);
    expect([...entity.properties.keys()]).toEqual(['name']);
  });

  test('a property that the schema lacks is a defect', () => {
    const builder = new EntityBuilder('t-7', 'Person', source);
    expect(() => builder.add('imoNumber', '9074729')).toThrow('Person has the property imoNumber');
  });

  test('an entity without a name is called by its id', () => {
    expect(new EntityBuilder('t-8', 'Person', source).build().caption).toBe('t-8');
  });
});

describe('FollowTheMoney form', () => {
  test('has every key, and a target is what carries a topic of risk', () => {
    const builder = new EntityBuilder('t-9', 'Organization', source).add('name', 'EJEMPLO UNO');
    expect(isTarget(builder.build())).toBe(false);
    const listed = builder.add('topics', 'sanction').build({ firstSeen: '2026-04-21T00:00:00' });
    expect(toFtm(listed)).toEqual({
      id: 't-9',
      caption: 'EJEMPLO UNO',
      schema: 'Organization',
      properties: { name: ['EJEMPLO UNO'], topics: ['sanction'] },
      datasets: ['test_list'],
      referents: [],
      target: true,
      first_seen: '2026-04-21T00:00:00',
      last_seen: null,
      last_change: null,
    });
  });

  test('an example keeps what the schema knows and says what it does not', () => {
    const entity = exampleToEntity({
      schema: 'Person',
      properties: { name: ['Ana Prueba', ' '], imoNumber: ['1'], country: [] },
    });
    expect([...entity.properties.keys()]).toEqual(['name']);
    expect(() => exampleToEntity({ schema: 'Persona', properties: {} })).toThrow('found "Persona"');
  });
});

describe('our own form', () => {
  const text = fc.string({ minLength: 1, unit: 'grapheme' });
  const sources = fc.record(
    {
      dataset: text,
      record: text,
      knownAt: text,
      heldFrom: text,
      heldUntil: text,
    },
    { requiredKeys: ['dataset', 'record', 'knownAt'] },
  );
  const values = fc.record(
    { value: text, source: sources, original: text },
    {
      requiredKeys: ['value', 'source'],
    },
  ) as fc.Arbitrary<Value>;
  const entities = fc
    .record({
      id: text,
      caption: text,
      properties: fc.dictionary(
        fc.constantFrom('name', 'alias', 'birthDate', 'notes', 'topics'),
        fc.array(values, { minLength: 1 }),
      ),
      referents: fc.array(text),
      lastChange: text,
    })
    .map(
      (r) =>
        new Entity({ ...r, schema: 'Person', properties: new Map(Object.entries(r.properties)) }),
    );

  test('what is written is what is read, on one line', () => {
    fc.assert(
      fc.property(entities, (entity) => {
        const line = encodeEntity(entity);
        expect(line).not.toContain('\n');
        const again = decodeEntity(line);
        expect(toFtm(again)).toEqual(toFtm(entity));
        expect([...again.properties]).toEqual([...entity.properties]);
        expect(encodeEntity(again)).toBe(line);
      }),
    );
  });
});
