import fc from 'fast-check';
import { type Entity, EntityBuilder, propertyType } from '../../entity/index.ts';
import { buildEngine, type Engine } from '../../matching/index.ts';

/**
 * Synthetic lists whose parties share numbers, ids and references all the time, with the mistakes
 * that lists have: a number twice, a reference of the wrong kind, another date, another name.
 */
export interface MadeList {
  readonly name: string;
  readonly entities: readonly Entity[];
}

interface MadeParty {
  readonly schema: string;
  readonly properties: readonly (readonly [string, string])[];
  readonly referents: readonly string[];
  readonly references: readonly string[];
}

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);

const NUMBERS: readonly (readonly [string, string])[] = [
  ['passportNumber', 'P1234567 (Mexico)'],
  ['passportNumber', 'P1234567 (Colombia)'],
  ['passportNumber', 'P1234567'],
  ['idNumber', '5501017777 (Colombia)'],
  ['idNumber', '5501017777'],
  ['taxNumber', '900.123.456-8 (Colombia)'],
  ['taxNumber', 'ABC010203AB1'],
  ['registrationNumber', '1027739088410 (Russia)'],
  ['innCode', '7705513237'],
  ['imoNumber', 'IMO 9074729'],
  ['imoNumber', '9074729'],
  ['leiCode', '7LTWFZYICNSX8D621K86'],
  ['country', 'mx'],
  ['country', 'co'],
];

const PERSONAL: readonly (readonly [string, string])[] = [
  ['idNumber', 'QUBL660717HSRNRR08'],
  ['idNumber', 'QUBL660717HSRNRR16'],
  ['birthDate', '1966-07-17'],
  ['birthDate', '1966'],
  ['birthDate', '1980-01-02'],
  ['nationality', 'mx'],
];

const party: fc.Arbitrary<MadeParty> = pick(
  'Person',
  'Organization',
  'LegalEntity',
  'Vessel',
).chain((schema) => {
  const own = schema === 'Person' ? [...NUMBERS, ...PERSONAL] : NUMBERS;
  return fc.record({
    schema: fc.constant(schema),
    properties: fc
      .tuple(
        fc.constantFrom('Ximena Zorrilla', 'Zorilla, Ximena', 'Gerardo Peñaloza', 'Tauro'),
        fc.array(fc.constantFrom(...own), { maxLength: 4 }),
      )
      .map(([name, rest]) => [['name', name] as const, ...rest]),
    referents: fc.array(pick('x-1', 'x-2', 'a-0', 'b-1'), { maxLength: 1 }),
    references: fc.array(pick('QDi.001', 'QDe.001', 'qdi.002', 'QI.B.62.02', 'see QDi.001'), {
      maxLength: 1,
    }),
  });
});

function* entitiesOf(list: string, parties: readonly MadeParty[]): Generator<Entity> {
  for (const [at, { schema, properties, referents, references }] of parties.entries()) {
    const id = `${list}-${at}`;
    const source = { dataset: list, record: String(at), knownAt: '2026-01-01T00:00:00' };
    const builder = new EntityBuilder(id, schema, source);
    for (const [name, value] of properties) {
      if (propertyType(schema, name) !== undefined) builder.add(name, value);
    }
    yield builder.build({ referents });
    for (const [n, reference] of references.entries()) {
      yield new EntityBuilder(`${id}-sanction-${n}`, 'Sanction', source)
        .add('entity', id)
        .add('authority', `Authority of ${list}`)
        .add('unscId', reference)
        .build();
    }
  }
}

/** Two to four lists of a few parties each. */
export const madeLists: fc.Arbitrary<readonly MadeList[]> = fc
  .array(fc.array(party, { maxLength: 5 }), { minLength: 2, maxLength: 4 })
  .map((lists) =>
    lists.map((parties, at) => {
      const name = 'abcd'.charAt(at);
      return { name, entities: [...entitiesOf(name, parties)] };
    }),
  );

/** The lists as an engine, in this order. */
export function engineOf(lists: readonly MadeList[]): Engine {
  return buildEngine(
    lists.map(({ name, entities }) => ({
      source: { dataset: name, title: name, version: '1', published: null },
      entities,
    })),
  );
}
