import fc from 'fast-check';
import { type Entity, EntityBuilder } from '../../../entity/index.ts';

export type Properties = Readonly<Record<string, readonly string[]>>;

/** A synthetic party. A value may say in brackets how its publisher writes it: `1966 [circa]`. */
export function party(schema: string, properties: Properties, id = 's-1'): Entity {
  const source = { dataset: 'synthetic', record: id, knownAt: '2026-01-01T00:00:00' };
  const builder = new EntityBuilder(id, schema, source);
  for (const [name, values] of Object.entries(properties)) {
    for (const value of values) {
      const [, text = value, original] = /^(.*?) \[(.*)\]$/.exec(value) ?? [];
      builder.add(name, text, original === undefined ? undefined : `${original} ${text}`);
    }
  }
  return builder.build();
}

/** Values that meet, nearly meet and contradict each other; nobody and nothing real is meant. */
const PERSON: Properties = {
  name: ['PRUEBA SATIZABAL, Ximena', 'Ximena Prueba Satizabal', 'Walter Wunderlich', 'Ana Box'],
  birthDate: ['1966', '1966-07', '1966-07-17', '1966-07-16', '1966-01-01', '1931-08-20'].concat([
    '1967-07-17',
    '1966 [circa]',
    '1968 [circa]',
    '1991-02-03',
  ]),
  deathDate: ['2001', '2001-05-05', '2015'],
  gender: ['male', 'female'],
  nationality: ['mx', 'co', 'us'],
  country: ['mx', 'co', 'suhh', 'cn-xz'],
  birthCountry: ['mx', 'de'],
  birthPlace: [
    'Culiacan, Sinaloa, Mexico',
    'Hidalgo del Parral, Chihuahua, Mexico',
    'Bonn, Germany',
  ],
  address: [
    'Calle Zafiro 123, Col. Inventada, Culiacan, Sinaloa 80000, Mexico',
    'Zafiro No. 123, Inventada, Culiacan',
    'Avenida Perla 7, Bonn',
  ],
  idNumber: ['BOXW310820HNERXN09', 'BOXW310820HNERXN08', 'PUSX660717MSLRTM08', '88776655'],
  taxNumber: ['PUSX660717AB1', 'PUSX660717', 'BOXW310820AB1', '900123456'],
  passportNumber: ['G12345678', 'G12345679'],
  phone: ['+52 667 123 4567', '6671234567', '+57 300 7654321'],
  email: ['x.prueba@gmail.com', 'xprueba+1@gmail.com', 'ventas@zafiro-inventado.mx'],
};

const COMPANY: Properties = {
  name: ['Zafiro Inventado del Norte, S.A. de C.V.', 'Perla Comercial', 'Grupo ZIN'],
  incorporationDate: ['2001', '2001-05-05', '2001-05-06', '1975-01-01'],
  jurisdiction: ['mx', 'pa'],
  country: ['mx', 'pa'],
  address: PERSON['address']!,
  taxNumber: ['ZIN010505AB1', 'ZIN010505AB2', 'PCO750101XX1'],
  registrationNumber: ['REG-998877', 'REG-112233', '12345678'],
  leiCode: ['529900T8BM49AURSDO55', '5299000J2N45DDNE4Y28'],
  phone: PERSON['phone']!,
  email: PERSON['email']!,
  website: ['https://www.zafiro-inventado.mx/hola', 'perla.example'],
};

const VESSEL: Properties = {
  name: ['ZAFIRO DEL NORTE', 'Perla'],
  imoNumber: ['9074729', '9187629'],
  mmsi: ['273000001', '273000002'],
  flag: ['pa', 'ir'],
  type: ['Crude Oil Tanker', 'Tug'],
  grossRegisteredTonnage: ['81500', '81,479', '300'],
  buildDate: ['2001', '2002', '1990'],
};

const someOf = (values: Properties): fc.Arbitrary<Properties> =>
  fc.record(
    Object.fromEntries(
      Object.entries(values).map(([name, all]) => [
        name,
        fc.oneof(fc.constant([]), fc.subarray([...all], { minLength: 1, maxLength: 2 })),
      ]),
    ),
  );

const KINDS: readonly (readonly [schema: string, values: Properties])[] = [
  ['Person', PERSON],
  ['Company', COMPANY],
  ['Vessel', VESSEL],
];

/** What is known of a party of one of three kinds. */
export const anyProperties: fc.Arbitrary<{ schema: string; properties: Properties }> = fc
  .constantFrom(...KINDS)
  .chain(([schema, values]) => someOf(values).map((properties) => ({ schema, properties })));

/** Two parties of one kind. */
export const twoParties: fc.Arbitrary<readonly [Entity, Entity]> = fc
  .constantFrom(...KINDS)
  .chain(([schema, values]) => {
    const one = someOf(values).map((properties) => party(schema, properties));
    return fc.tuple(one, one);
  });
