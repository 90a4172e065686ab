import { describe, expect, test } from 'vitest';
import { readAll, told } from './testing/read.ts';

/** The example made of one row. */
async function exampleOf(headings: string, row: string) {
  const result = await readAll(`${headings}\n${row}\n`);
  const { schema, properties } = result.customers[0]?.example ?? { schema: '', properties: {} };
  return { schema, properties, told: told(result) };
}

describe('names', () => {
  test.each([
    ['one letter', 'X'],
    ['emoji', 'Ana 😀'],
    ['right to left', 'محمد بن سلمان'],
    ['Hebrew with marks', '\u200fדוד\u200e'],
    ['zero width', 'Ju\u200ban Pérez'],
    ['astral letters', '𝐉𝐮𝐚𝐧'],
  ])('%s is a name as it stands', async (_, name) => {
    const { properties, told } = await exampleOf('id,name', `c1,${name}`);
    expect(properties['name']).toEqual([name]);
    expect(told).toEqual([]);
  });

  test.each(['...', '😀😀', '\u200b\u200d', '---', '"?!"'])(
    'only punctuation is no name and told: %j',
    async (name) => {
      const { properties, told } = await exampleOf('id,name', `c1,${name}`);
      expect(properties['name']).toBeUndefined();
      expect(told).toEqual([expect.stringMatching(/^2 no-name: /)]);
    },
  );

  test('ten thousand letters are cut at the limit, told, and still screened', async () => {
    const { properties, told } = await exampleOf('id,name', `c1,${'Ñ'.repeat(10_000)}`);
    expect(properties['name']).toEqual(['Ñ'.repeat(1_000)]);
    expect(told).toEqual(['2 name-too-long: 10000 characters, the first 1000 are used']);
    const emoji = await exampleOf('id,name', `c1,${'a😀'.repeat(600)}`);
    expect(emoji.properties['name']).toEqual(['a😀'.repeat(500)]);
  });

  test('of too many names the first are asked, the name before aliases, and the rest is told', async () => {
    const aliases = Array.from({ length: 100_000 }, (_, i) => `A${i}`);
    const result = await exampleOf('id,alias,name', `c1,${aliases.join(';')},Ana Prueba`);
    expect(result.properties['name']).toEqual(['Ana Prueba']);
    expect(result.properties['alias']).toEqual(aliases.slice(0, 49));
    expect(result.told).toEqual([
      '2 too-many-values: 99951 of 100001 names are left out ' +
        '(50 names, 10000 characters together)',
    ]);
  });

  test('names have a limit of characters together, also where each is within its own', async () => {
    const aliases = ['a', 'b', 'c'].flatMap((c) => [1, 2, 3, 4].map((i) => c.repeat(995) + i));
    const { properties, told } = await exampleOf('id,name,alias', `c1,Ana,${aliases.join(';')}`);
    expect(properties['alias']).toEqual(aliases.slice(0, 10));
    expect(told).toEqual([expect.stringContaining('too-many-values: 2 of 13 names are left out')]);
  });

  test('identifiers and countries have a limit as well', async () => {
    const many = Array.from({ length: 30_000 }, (_, i) => `X${i}`).join(';');
    const { properties, told } = await exampleOf('name,passport', `Ana,${many}`);
    expect(properties['passportNumber']?.length).toBe(500);
    expect(told).toEqual(['2 too-many-values: passportNumber: 29500 of 30000 are left out']);
    const countries = await exampleOf('name,country', `Ana,${many}`);
    expect(countries.told[0]).toBe('2 too-many-values: country: 29500 of 30000 are left out');
    expect(countries.told.length).toBe(501);
  });

  test('parts that are mapped are composed in the order in which they are spoken', async () => {
    const map = {
      a: 'motherName',
      b: 'fatherName',
      c: 'lastName',
      d: 'secondName',
      e: 'firstName',
    };
    const { customers } = await readAll('a,b,c,d,e\nFive,Three,Four,Two,One\n', map);
    expect(customers[0]?.example.properties['name']).toEqual(['One Two Three Four Five']);
  });

  test('Null is a surname, and a date of N/A is none', async () => {
    const { properties, told } = await exampleOf('id,name,dob', 'c1,Null,N/A');
    expect(properties).toEqual({ name: ['Null'] });
    expect(told).toEqual([]);
  });

  test('parts are composed, also where the given name is headed nombre', async () => {
    const { schema, properties } = await exampleOf(
      'Nombre,Apellido Paterno,APELLIDO_MATERNO',
      'Ana María,Prueba,Ficticia',
    );
    expect(schema).toBe('Person');
    expect(properties).toEqual({
      name: ['Ana María Prueba Ficticia'],
      firstName: ['Ana María'],
      lastName: ['Prueba Ficticia'],
    });
  });

  test('a company among people keeps its name and is not made a person', async () => {
    const headings = 'nombre,apellido paterno,razón social';
    const company = await exampleOf(headings, ',,Ejemplo S.A. de C.V.');
    expect(company).toEqual({
      schema: 'Organization',
      properties: { name: ['Ejemplo S.A. de C.V.'] },
      told: [],
    });
    const inFirst = await exampleOf(headings, 'Ejemplo SA de CV,,');
    expect(inFirst.schema).toBe('Organization');
    expect(inFirst.properties).toEqual({ name: ['Ejemplo SA de CV'] });
  });

  test('a full name beside its parts is not doubled, aliases are taken apart', async () => {
    const { properties } = await exampleOf(
      'full name,first name,last name,alias',
      'Ana Prueba,Ana,Prueba,La Reina; Anita',
    );
    expect(properties['name']).toEqual(['Ana Prueba']);
    expect(properties['alias']).toEqual(['La Reina', 'Anita']);
  });

  test('neither name nor identifier is told; an identifier alone will do', async () => {
    const nothing = await exampleOf('id,name,curp,city', 'c1,,,León');
    expect(nothing.told).toEqual(['2 no-name: neither name nor identifier']);
    const curp = await exampleOf('id,name,curp,city', 'c1,,BOXW310820HNERXN09,');
    expect(curp).toEqual({
      schema: 'Person',
      properties: { idNumber: ['BOXW310820HNERXN09'] },
      told: [],
    });
  });
});

describe('dates', () => {
  test.each([
    ['1980-02-30', [], '2 impossible-date: 1980-02-30'],
    ['31/02/1980', [], '2 impossible-date: 31/02/1980'],
    ['around 1980', [], '2 unreadable-date: around 1980'],
    [
      '05/04/1980',
      ['1980-04-05', '1980-05-04'],
      '2 ambiguous-date: 05/04/1980: 1980-04-05 or 1980-05-04, both are used',
    ],
    ['17/07/1966', ['1966-07-17'], undefined],
    ['17 de julio de 1966', ['1966-07-17'], undefined],
  ])('%s', async (cell, dates, signal) => {
    const { properties, told } = await exampleOf('name,fecha_nacimiento', `Ana,${cell}`);
    expect(properties['birthDate'] ?? []).toEqual(dates);
    expect(told).toEqual(signal === undefined ? [] : [signal]);
  });
});

describe('gender', () => {
  const genders = async (heading: string, values: string[]) => {
    const result = await readAll(`name,${heading}\n${values.map((v) => `Ana,${v}\n`).join('')}`);
    const read = result.customers.map((c) => c.example.properties['gender']?.[0]);
    return { read, told: told(result) };
  };

  test('beside H an M is a woman, whatever the heading', async () => {
    expect((await genders('sexo', ['M', 'H'])).read).toEqual(['female', 'male']);
    expect((await genders('gender', ['M', 'H'])).read).toEqual(['female', 'male']);
  });

  test('beside F an M is a man, whatever the heading', async () => {
    expect((await genders('sexo', ['M', 'F'])).read).toEqual(['male', 'female']);
    expect((await genders('sex', ['M', 'F'])).read).toEqual(['male', 'female']);
  });

  test('beside neither, only an English heading tells', async () => {
    expect((await genders('gender', ['M'])).read).toEqual(['male']);
    const spanish = await genders('Género', ['M', 'Mujer', 'masculino', 'X', 'Q']);
    expect(spanish.read).toEqual([undefined, 'female', 'male', 'other', undefined]);
    expect(spanish.told).toEqual(['2 unknown-gender: M', '6 unknown-gender: Q']);
  });

  test('the first thousand rows decide, also when the file is longer', async () => {
    const values = [...Array(999).fill('M'), 'H', ...Array(50).fill('M')];
    const { read } = await genders('sexo', values);
    expect(new Set(read.filter((_, i) => i !== 999))).toEqual(new Set(['female']));
  });
});

describe('schemas', () => {
  test.each([
    ['name,imo', 'Mar,9074729', 'Vessel', { imoNumber: ['9074729'] }],
    ['name,mmsi,bandera', 'Mar,311000001,Panamá', 'Vessel', { mmsi: ['311000001'], flag: ['pa'] }],
    ['name,rfc', 'Uno,MAB9307148T4', 'Organization', { taxNumber: ['MAB9307148T4'] }],
    ['name,rfc', 'Dos,GODE561231GR8', 'Person', { taxNumber: ['GODE561231GR8'] }],
    ['name,curp', 'Tres,BOXW310820HNERXN09', 'Person', { idNumber: ['BOXW310820HNERXN09'] }],
    ['name,pasaporte', 'Cuatro,G1;G2', 'Person', { passportNumber: ['G1', 'G2'] }],
    [
      'name,lei',
      'Cinco,5493001KJTIIGC8Y1R12',
      'LegalEntity',
      { leiCode: ['5493001KJTIIGC8Y1R12'] },
    ],
    ['name,tipo', 'Seis,Persona Moral', 'Organization', {}],
    ['name,tipo', 'Siete,persona física', 'Person', {}],
    ['name,type', 'Ocho,Vessel', 'Vessel', {}],
    ['name,schema', 'Nueve,PublicBody', 'PublicBody', {}],
    ['name,nacionalidad', 'Diez,MEXICANA', 'LegalEntity', { country: ['mx'] }],
    ['name,nacionalidad', 'Diez,marciana', 'LegalEntity', undefined],
    ['name,nacionalidad', 'Once,México', 'LegalEntity', { country: ['mx'] }],
    ['name,calle,ciudad', 'Doce,Uno 1,León', 'LegalEntity', { address: ['Uno 1, León'] }],
  ])('%s: %s is a %s', async (headings, row, schema, more) => {
    const example = await exampleOf(headings, row);
    expect(example.schema).toBe(schema);
    const [name = ''] = row.split(',');
    if (more !== undefined) {
      expect(example).toEqual({ schema, properties: { ...more, name: [name] }, told: [] });
    } else expect(example.told).toEqual(['2 unknown-country: marciana']);
  });

  test('a wallet alone is a wallet; one of a party is asked apart', async () => {
    const alone = await exampleOf('wallet', '0xabc');
    expect(alone).toMatchObject({ schema: 'CryptoWallet', properties: { publicKey: ['0xabc'] } });
    const { customers, signals } = await readAll('id,name,wallet\nc1,Ana,0xabc\n');
    expect(customers[0]?.example).toEqual({
      id: 'c1',
      schema: 'LegalEntity',
      properties: { name: ['Ana'] },
    });
    expect(customers[0]?.also).toEqual([
      { id: 'c1', schema: 'CryptoWallet', properties: { publicKey: ['0xabc'] } },
    ]);
    expect(signals).toEqual([]);
  });

  const schemasOf = async (headings: string, row: string) => {
    const { customers } = await readAll(`${headings}\n${row}\n`);
    return [customers[0]?.example, ...(customers[0]?.also ?? [])].map((asked) => [
      asked?.schema,
      asked?.properties,
    ]);
  };

  test('a birth date alone does not make a person: an organisation is asked for as well', async () => {
    const name = ['BANCO NACIONAL DE CUBA'];
    expect(await schemasOf('name,birth_date,curp', `${name},1990-01-01,`)).toEqual([
      ['Person', { name, birthDate: ['1990-01-01'] }],
      ['Organization', { name }],
    ]);
    expect(await schemasOf('name,lugar de nacimiento', `${name},X`)).toMatchObject([
      ['Person', {}],
      ['Organization', { name }],
    ]);
  });

  test.each([
    ['name,birth_date,curp', 'Ana Prueba,1990-01-01,BOXW310820HNERXN09'],
    ['name,birth_date,rfc', 'Ana Prueba,1990-01-01,GODE561231GR8'],
    ['name,birth_date,sexo', 'Ana Prueba,1990-01-01,mujer'],
    ['first name,last name,birth_date', 'Ana,Prueba,1990-01-01'],
  ])('%s is a person and nothing else', async (headings, row) => {
    expect((await schemasOf(headings, row)).map(([schema]) => schema)).toEqual(['Person']);
  });

  test('a legal form goes before a birth date; beside signs of a person both are asked', async () => {
    expect(await schemasOf('name,birth_date', 'Ejemplo SA de CV,1990-01-01')).toEqual([
      ['Organization', { name: ['Ejemplo SA de CV'], incorporationDate: ['1990-01-01'] }],
    ]);
    const both = await schemasOf('first name,last name', 'Ana,Corp');
    expect(both.map(([schema]) => schema)).toEqual(['Person', 'Organization']);
  });

  test('a type that is not known is told, and a value that does not fit as well', async () => {
    const unknown = await exampleOf('name,tipo', 'Ana,Marciano');
    expect(unknown.told).toEqual(['2 unknown-type: Marciano']);
    const company = await exampleOf('name,type,gender,dob', 'Uno,company,F,2001-02-03');
    expect(company.properties).toEqual({ name: ['Uno'], incorporationDate: ['2001-02-03'] });
    expect(company.told).toEqual(['2 unused-value: gender female of a Organization']);
  });
});
