import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readExample } from './example.ts';
import { type TestServer, testServer } from './testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const schemas = fc.oneof(
  fc.constantFrom('Person', 'Company', 'Vessel', 'Thing', 'Address', 'Sanction', 'Interval'),
  fc.string(),
);
const names = fc.oneof(
  fc.constantFrom('name', 'birthDate', 'country', 'iban', 'firstName', 'gender', '__proto__'),
  fc.string({ unit: 'binary' }),
);
const values = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.oneof(fc.string(), fc.jsonValue())),
  fc.jsonValue(),
);
const query = fc.oneof(
  fc.record({ schema: schemas, properties: fc.dictionary(names, values) }),
  fc.jsonValue(),
);
const body = fc.oneof(
  fc.record({ queries: fc.dictionary(fc.string({ unit: 'binary' }), query) }),
  fc.record({ queries: fc.dictionary(fc.string(), query), config: fc.jsonValue() }),
  fc.jsonValue(),
);

describe('whatever is sent', () => {
  test('/match answers or says why not', async () => {
    await fc.assert(
      fc.asyncProperty(body, async (payload) => {
        const response = await server.app.inject({
          method: 'POST',
          url: '/match/default',
          payload: JSON.stringify(payload),
        });
        expect([200, 400, 422]).toContain(response.statusCode);
        expect(response.json()).toBeTypeOf('object');
      }),
      { numRuns: 600 },
    );
  });

  test('/match answers bytes that are no JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), async (bytes) => {
        const response = await server.app.inject({
          method: 'POST',
          url: '/match/default',
          payload: Buffer.from(bytes),
        });
        expect(response.statusCode).toBe(422);
      }),
      { numRuns: 200 },
    );
  });

  test('/search answers or says why not', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
    await fc.assert(
      fc.asyncProperty(text, text, fc.boolean(), fc.boolean(), async (q, sort, simple, fuzzy) => {
        const parameters = new URLSearchParams({ q, simple: String(simple), fuzzy: String(fuzzy) });
        if (sort.length > 5) parameters.append('sort', sort);
        const response = await server.app.inject({ url: `/search/default?${parameters}` });
        expect([200, 400]).toContain(response.statusCode);
        if (simple && sort.length <= 5) expect(response.statusCode).toBe(200);
      }),
      { numRuns: 400 },
    );
  });

  test('/v1/parties answers or says why not', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
    const id = fc.oneof(fc.constantFrom('north-1', 'old-1', 'south-1'), text);
    const actor = fc.oneof(fc.constantFrom('us-bank', 'mx-casino', 'foreign-person'), text);
    const day = fc.oneof(fc.constantFrom('2026-04-21', '2026-02-30', '0000-00-00'), text);
    await fc.assert(
      fc.asyncProperty(id, actor, day, day, async (one, who, date, asOf) => {
        fc.pre(one !== '' && one !== '.' && one !== '..');
        const asked = new URLSearchParams({ actor: who, date });
        if (asOf.length > 3) asked.append('as_of', asOf);
        const url = `/v1/parties/${encodeURIComponent(Buffer.from(one).toString())}?${asked}`;
        const response = await server.app.inject({ url });
        expect([200, 400, 404, 422]).toContain(response.statusCode);
        expect(response.json()).toBeTypeOf('object');
      }),
      { numRuns: 400 },
    );
  });

  test('an example that is read is read again as itself', () => {
    fc.assert(
      fc.property(
        fc.dictionary(names, fc.oneof(fc.string({ unit: 'grapheme' }), fc.array(fc.string()))),
        (properties) => {
          const once = readExample({ schema: 'Person', properties });
          if ('problem' in once) return;
          const again = readExample({ ...once.example });
          expect(again).toEqual({ example: once.example, unknown: [] });
        },
      ),
    );
  });
});
