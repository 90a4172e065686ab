import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryOf, type Schema } from './testing/openapi-arbitrary.ts';
import { sharedInstallation } from './testing/shared.ts';
import { ORIGIN, PEOPLE } from './testing/world.ts';

/**
 * Whatever is sent to any endpoint, in the forms that the OpenAPI description asks for and in
 * others: no fault, no word of another organisation, no answer without a bound.
 */
const installation = sharedInstallation({ host: '0.0.0.0', publicUrl: ORIGIN });

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; schema: Schema }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> };
  readonly 'x-right'?: string;
}

/** A word that only what belongs to the other organisation has. */
const SECRET = 'Zacapoaxtla';

async function somethingOfMain(): Promise<readonly string[]> {
  const analyst = await installation().as('analyst');
  const customers = ['c-1', 'c-2'].map((id) => ({
    customer: `${id} ${SECRET}`,
    name: SECRET,
    schema: 'Person',
    properties: { name: ['Lorenzo Quintanar Bermejo'], birthDate: ['1966-07-17'] },
  }));
  const { json } = await analyst.send('POST', '/v1/alerts', { customers });
  const results = json['results'] as unknown as { case: string }[];
  for (const { case: id } of results) {
    await analyst.send('POST', `/v1/cases/${id}/comment`, { text: SECRET });
  }
  return results.map(({ case: id }) => id);
}

/** Cases of the organisation that asks, so that commands find something to work on. */
async function somethingOfOther(): Promise<readonly string[]> {
  const analyst = await installation().as('analyst', 'other');
  const customers = ['c-1', 'c-2', 'c-3'].map((customer) => ({
    customer,
    schema: 'Person',
    properties: { name: ['Lorenzo Quintanar Bermejo'], birthDate: ['1966-07-17'] },
  }));
  const { json } = await analyst.send('POST', '/v1/alerts', { customers });
  return (json['results'] as unknown as { case: string }[]).map(({ case: id }) => id);
}

test('no endpoint of the record breaks, tells, or swells', async () => {
  const ids = [...(await somethingOfMain()), ...(await somethingOfOther())];
  const { paths } = installation().app.swagger() as unknown as {
    paths: Record<string, Record<string, Operation>>;
  };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation['x-right'] !== undefined)
      .map(([method, operation]) => ({ path, method, operation })),
  );
  expect(operations.length).toBeGreaterThan(60);
  const people = Object.keys(PEOPLE);
  const request = fc.constantFrom(...operations).chain(({ path, method, operation }) => {
    const { requestBody, parameters = [] } = operation;
    const schema = requestBody && Object.values(requestBody.content)[0]?.schema;
    const query = parameters.filter((parameter) => parameter.in === 'query');
    return fc.record({
      path: fc.constant(path),
      method: fc.constant(method.toUpperCase()),
      who: fc.constantFrom(...people),
      id: fc.oneof(fc.constantFrom(...ids, 'other', 'analyst'), fc.string({ minLength: 1 })),
      body: schema === undefined ? fc.constant(undefined) : arbitraryOf(schema),
      query: fc.record(
        Object.fromEntries(query.map(({ name, schema: one }) => [name, arbitraryOf(one)])),
        { requiredKeys: [] },
      ),
      tag: fc.option(fc.oneof(fc.constant('"1"'), fc.string({ unit: 'grapheme-ascii' }))),
    });
  });
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(request, async ({ path, method, who, id, body, query, tag }) => {
      const by = await installation().as(who, 'other');
      const written = Object.entries(query as object).map(
        ([name, value]) =>
          `${name}=${encodeURIComponent(wellFormed(String(value)).slice(0, 2_000))}`,
      );
      const named = path.replace(/\{[^}]+\}/g, encodeURIComponent(wellFormed(id)));
      const response = await installation().app.inject({
        method: method as 'GET',
        url: `${named}${written.length > 0 ? `?${written.join('&')}` : ''}`,
        headers: {
          ...by.headers,
          'content-type': 'application/json',
          ...(tag !== null && { 'if-match': tag.replace(/[\r\n]/g, '') }),
        },
        ...(body !== undefined && { payload: JSON.stringify(body) }),
      });
      seen.set(response.statusCode, (seen.get(response.statusCode) ?? 0) + 1);
      expect(response.statusCode).toBeLessThan(500);
      expect(response.body).not.toContain(SECRET);
      expect(response.body.length).toBeLessThan(2_000_000);
    }),
    { numRuns: Number(process.env['TAMIZ_RUNS'] ?? 400) },
  );
  // A fuzzer that is only refused at the door tests the door.
  expect(seen.get(200) ?? 0).toBeGreaterThan(20);
  if (process.env['TAMIZ_RUNS'] !== undefined) process.stdout.write(JSON.stringify([...seen]));
}, 1_800_000);

/** Half of a surrogate pair cannot stand in an address. */
const wellFormed = (text: string): string => Buffer.from(text).toString();
