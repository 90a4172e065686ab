import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { questionOf } from './question.ts';
import { listedPerson } from './testing/files.ts';
import { tamiz } from './testing/line.ts';

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tamiz-match-'));
  const file = join(home, 'list.jsonl');
  const wallet = {
    id: 'made-up-wallet',
    schema: 'CryptoWallet',
    // The null address: nobody holds its key.
    properties: { publicKey: ['0x0000000000000000000000000000000000000000'] },
  };
  const vessel = {
    id: 'made-up-vessel',
    schema: 'Vessel',
    properties: { name: ['Barco Inventado Quimera'], imoNumber: ['9074729'] },
  };
  const person = listedPerson('made-up-1', 'Ximena Satizábal Prueba\u001b', {
    birthDate: ['1970-02-01'],
    country: ['mx'],
    passportNumber: ['ZZ0000001'],
  });
  const alike = ['Ensayo', 'Quintanar'].map((surname) =>
    listedPerson(`made-up-${surname}`, `Hermenegilda Ficticia ${surname}`),
  );
  await writeFile(
    file,
    `${person}${alike.join('')}${JSON.stringify(wallet)}\n${JSON.stringify(vessel)}\n`,
  );
  expect((await tamiz({ home }, 'lists', 'import', 'my_list', file)).code).toBe(0);
});
afterAll(() => rm(home, { recursive: true }));

const idsOf = async (...args: string[]): Promise<string[]> => {
  const { code, out } = await tamiz({ home }, 'match', ...args, '--json');
  expect(code).toBe(0);
  return (JSON.parse(out).results as { entity: string }[]).map(({ entity }) => entity);
};

describe('tamiz match', () => {
  test('prints the listing and what agrees; a name from a list cannot act on the terminal', async () => {
    const args = ['match', 'Ximena Satizabal', '--birth-date', '1970-02-01', '--country', 'México'];
    const { code, out, err } = await tamiz({ home }, ...args);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^(1\.00|0\.9\d) {2}strong {4}Ximena Satizábal Prueba␛ {2}\(Person, made-up-1\)\n/,
    );
    expect(out).toContain(' my_list\n');
    expect(out).toContain('  The birth date is the same.');
    expect(out).toContain('  A country agrees');
    expect(err).toContain('Screened against my_list');
  });

  test('speaks Spanish', async () => {
    const { out, err } = await tamiz({ home }, 'match', 'Ximena Satizabal', '--lang', 'es');
    expect(out).toContain('La lista tiene fecha de nacimiento');
    expect(err).toContain('Se comparó con my_list');
    const none = await tamiz({ home }, 'match', 'Nadie', '--lang', 'es');
    expect(none.out).toBe('Sin resultados. Eso no prueba que la parte no esté en ninguna lista.\n');
  });

  test('nothing found is no proof, and no error', async () => {
    const { code, out } = await tamiz({ home }, 'match', 'Nadie');
    expect(code).toBe(0);
    expect(out).toBe('Nothing found. That does not prove that the party is on no list.\n');
  });

  test('--json has a stable shape', async () => {
    const args = ['match', 'Satizabal Prueba Ximena', '--birth-date', '01/02/1970', '--json'];
    const { out } = await tamiz({ home }, ...args);
    const answer = JSON.parse(out);
    expect(Object.keys(answer)).toEqual([
      'queries',
      'total',
      'results',
      'registerOnly',
      'coverage',
    ]);
    expect(answer).toMatchObject({
      queries: [
        {
          schema: 'Person',
          properties: {
            name: ['Satizabal Prueba Ximena'],
            birthDate: ['1970-02-01', '1970-01-02'],
          },
        },
      ],
      total: 1,
      registerOnly: false,
      coverage: { en: expect.any(String), es: expect.any(String) },
    });
    const [result] = answer.results;
    expect(JSON.stringify({ ...result, score: 0, explanation: [] })).toBe(
      '{"entity":"made-up-1","caption":"Ximena Satizábal Prueba\\u001b","schema":"Person",' +
        '"dataset":"my_list","score":0,"band":"strong","explanation":[]}',
    );
    expect(Object.keys(result.explanation[0])).toEqual([
      'feature',
      'agreement',
      'query',
      'listing',
      'points',
      'sentence',
    ]);
  });

  test('finds by each identifier, with a name or without', async () => {
    expect(await idsOf('', '--passport', 'ZZ 0000001')).toEqual(['made-up-1']);
    expect(await idsOf('', '--imo', 'IMO 9074729')).toEqual(['made-up-vessel']);
    const address = '0x0000000000000000000000000000000000000000';
    expect(await idsOf('', '--wallet', address)).toEqual(['made-up-wallet']);
    const both = await idsOf('Ximena Satizabal Prueba', '--wallet', address);
    expect([...both].sort()).toEqual(['made-up-1', 'made-up-wallet']);
  });

  test('a name alone finds vessels as well as people', async () => {
    expect(await idsOf('Quimera Inventado Barco')).toEqual(['made-up-vessel']);
    expect(await idsOf('Quimera Inventado Barco', '--schema', 'Person')).toEqual([]);
  });

  test('--limit says how many more there are, --threshold how low to look', async () => {
    const low = ['match', 'Hermenegilda Ficticia', '--threshold', '0.1'];
    const all = JSON.parse((await tamiz({ home }, ...low, '--limit', '999', '--json')).out);
    expect(all.results).toHaveLength(all.total);
    expect(all.total).toBeGreaterThan(1);
    const one = await tamiz({ home }, ...low, '--limit', '1');
    expect(one.out).toContain(`… and ${all.total - 1} more: see --limit.`);
    const uno = await tamiz({ home }, ...low, '--limit', '1', '--lang', 'es');
    expect(uno.out).toContain(`… y ${all.total - 1} más: véase --limit.`);
  });
});

describe('the question', () => {
  const schemas = (...args: Parameters<typeof questionOf>) =>
    questionOf(...args).map(({ schema }) => schema);

  test('is asked of the widest schemas that can hold all that is known', () => {
    expect(schemas('Nadie', {})).toEqual(['Thing']);
    expect(schemas('Nadie', { country: 'mx' })).toEqual(['Thing']);
    expect(schemas('Nadie', { rfc: 'X' })).toEqual(['LegalEntity']);
    expect(schemas('Nadie', { birthDate: '1980' })).toEqual(['Person']);
    expect(schemas('Nadie', { imo: '1' })).toEqual(['Organization', 'Vessel']);
    expect(schemas('Nadie', { wallet: 'x' })).toEqual(['Thing', 'CryptoWallet']);
    expect(schemas('', { wallet: 'x' })).toEqual(['CryptoWallet']);
    expect(schemas('Nadie', { rfc: 'X', schema: 'Company' })).toEqual(['Company']);
  });

  test('holds everything that was given', () => {
    const facts = { birthDate: '3 de febrero de 1970', curp: 'C', rfc: 'R', passport: 'P' };
    expect(questionOf(' Nadie ', { ...facts, country: 'Mexico' })).toEqual([
      {
        schema: 'Person',
        properties: {
          name: ['Nadie'],
          birthDate: ['1970-02-03'],
          idNumber: ['C'],
          taxNumber: ['R'],
          passportNumber: ['P'],
          country: ['mx'],
        },
      },
    ]);
  });
});
