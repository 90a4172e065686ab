import fc from 'fast-check';
import { Value as Schemas } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { Entity, type Example, propertyType, type Value } from '../entity/index.ts';
import { canonicalJson } from '../journal/index.ts';
import { buildEngine } from '../matching/index.ts';
import { listings, questions } from '../matching/testing/people.ts';
import { AlertInput, alertOf } from './alert.ts';
import { customerDigest, listingDigest } from './compared.ts';
import { IGNORED_PROPERTIES } from './tables.ts';

const source = { dataset: 'synthetic', title: 'Synthetic', version: 'v1', published: null };
const engineOf = (entities: readonly Entity[]) => buildEngine([{ source, entities }]);
const digestsOf = (entities: readonly Entity[]) => {
  const engine = engineOf(entities);
  return new Map(
    entities.map(({ id }) => [id, listingDigest(engine, engine.entity(id) as Entity)]),
  );
};

type Properties = ReadonlyMap<string, readonly Value[]>;

/** The same listing with other properties. */
const changed = (entity: Entity, change: (properties: Map<string, readonly Value[]>) => void) => {
  const properties = new Map<string, readonly Value[]>(entity.properties as Properties);
  change(properties);
  return new Entity({ id: entity.id, schema: entity.schema, properties });
};

const later = { dataset: 'synthetic', record: 'later', knownAt: '2027-01-01T00:00:00' };
const sayingOf = (value: string): Value => ({ value, source: later });

/** What the engine says of questions about a list, to the last deciban. */
const answers = (entities: readonly Entity[], asked: readonly Example[]) => {
  const engine = engineOf(entities);
  return asked.map((example) =>
    engine
      .match(example, { threshold: 0.05, limit: 1_000 })
      .matches.map(({ entity, score, band, evidence }) => [entity.id, score, band, evidence]),
  );
};

const someQuestions = fc.array(questions, { minLength: 1, maxLength: 5 });

describe('the digest of what is compared', () => {
  test('does not change with what the engine does not compare, and neither do its answers', () => {
    const ignored = [...IGNORED_PROPERTIES];
    fc.assert(
      fc.property(listings, someQuestions, fc.constantFrom(...ignored), (entities, asked, name) => {
        const other = entities.map((entity) =>
          changed(entity, (properties) => {
            if (propertyType(entity.schema, name) === undefined) return;
            properties.set(name, [sayingOf('Ximena Satizabal 1966-07-17 G12345678')]);
          }),
        );
        expect(digestsOf(other)).toEqual(digestsOf(entities));
        expect(answers(other, asked)).toEqual(answers(entities, asked));
      }),
      { numRuns: 50 },
    );
  });

  test('does not change with sources, times and the order of values', () => {
    fc.assert(
      fc.property(listings, (entities) => {
        const other = entities.map((entity) =>
          changed(entity, (properties) => {
            for (const [name, values] of [...properties].reverse()) {
              properties.delete(name);
              const moved = values.map((value) => ({ ...value, source: later })).reverse();
              properties.set(name, moved);
            }
          }),
        );
        expect(digestsOf(other)).toEqual(digestsOf(entities));
      }),
      { numRuns: 50 },
    );
  });

  test('changes with every value that is changed, added or taken away', () => {
    fc.assert(
      fc.property(listings, fc.nat(), fc.constantFrom('change', 'add', 'remove'), (all, n, how) => {
        const entity = all[n % all.length] as Entity;
        const names = [...entity.properties.keys()].filter(
          (name) => propertyType(entity.schema, name) !== 'entity',
        );
        const name = names[n % names.length] as string;
        const other = changed(entity, (properties) => {
          const values = properties.get(name) ?? [];
          const [first, ...rest] = values;
          if (how === 'remove') properties.set(name, rest);
          else if (how === 'add') properties.set(name, [...values, sayingOf('Zzz 1')]);
          else properties.set(name, [sayingOf(`${first?.value} 1`), ...rest]);
          if (properties.get(name)?.length === 0) properties.delete(name);
        });
        const after = all.map((one) => (one === entity ? other : one));
        // A value that is there twice is taken away once: it says the same.
        const texts = (one: Entity) => JSON.stringify([...new Set(one.texts(name))].sort());
        fc.pre(texts(other) !== texts(entity));
        const [before, now] = [digestsOf(all), digestsOf(after)];
        for (const one of all) {
          const isSame = before.get(one.id) === now.get(one.id);
          // A wallet is found through, and counts for, whoever holds it.
          const mayDiffer = one === entity || entity.schema === 'CryptoWallet';
          if (one === entity) expect(isSame).toBe(false);
          if (!mayDiffer) expect(isSame).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('of a listing changes with the wallets that it holds', () => {
    const person = new Entity({
      id: 'holder',
      schema: 'Person',
      properties: new Map([['name', [sayingOf('Telesforo Zurbarán Inventado')]]]),
    });
    const wallet = (key: string) =>
      new Entity({
        id: 'wallet',
        schema: 'CryptoWallet',
        properties: new Map([
          ['publicKey', [sayingOf(key)]],
          ['holder', [sayingOf('holder')]],
        ]),
      });
    const one = digestsOf([person, wallet('0x00000000000000000000000000000000000000a1')]);
    const other = digestsOf([person, wallet('0x00000000000000000000000000000000000000a2')]);
    const none = digestsOf([person]);
    expect(new Set([one, other, none].map((digests) => digests.get('holder'))).size).toBe(3);
  });

  test("of a listing changes with a publisher's own wording, which may be a rough date", () => {
    const born = (original?: string) => {
      const value = { ...sayingOf('1966'), ...(original !== undefined && { original }) };
      const properties = new Map([['birthDate', [value]]]);
      return digestsOf([new Entity({ id: 'x', schema: 'Person', properties })]).get('x');
    };
    expect(born('circa 1966')).not.toBe(born());
    expect(born('circa 1966')).not.toBe(born('approximately 1966'));
  });

  test('of a customer changes with every value, and not with the order of them', () => {
    const customer = { schema: 'Person', properties: { name: ['Ana Uno'], birthDate: ['1966'] } };
    const digest = customerDigest(customer);
    const { name, birthDate } = customer.properties;
    expect(customerDigest({ schema: 'Person', properties: { birthDate, name } })).toBe(digest);
    for (const properties of [
      { name: ['Ana Dos'], birthDate },
      { name, birthDate: ['1966-07'] },
      { name },
      { name, birthDate, nationality: ['mx'] },
    ]) {
      expect(customerDigest({ schema: 'Person', properties } as Example)).not.toBe(digest);
    }
    expect(customerDigest({ ...customer, schema: 'Organization' })).not.toBe(digest);
  });
});

test('an alert has all that a match said', () => {
  fc.assert(
    fc.property(listings, questions, (entities, customer) => {
      const engine = engineOf(entities);
      for (const match of engine.match(customer, { threshold: 0.05 }).matches) {
        const alert = alertOf({ engine, match, customer, record: 7 });
        expect(alert).toMatchObject({
          entity: match.entity.id,
          dataset: 'synthetic',
          listVersion: 'v1',
          score: match.score,
          explanation: match.evidence,
          record: 7,
        });
        expect(Schemas.Check(AlertInput, alert)).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});

test('an alert about whatever a customer is called can be kept', () => {
  const listing = new Entity({
    id: 'x',
    schema: 'Person',
    properties: new Map([['name', [sayingOf('Ximena Satizábal Prueba')]]]),
  });
  const engine = engineOf([listing]);
  let matched = 0;
  for (const odd of ['\0', '\ud800', '\udc00 half', 'x'.repeat(900), ` ${'🙂'.repeat(400)}`]) {
    const customer = { schema: 'Person', properties: { name: [`Ximena Satizabal Prueba ${odd}`] } };
    const [match] = engine.match(customer, { threshold: 0.01 }).matches;
    if (match === undefined) continue;
    matched++;
    const alert = alertOf({ engine, match, customer });
    expect(Schemas.Errors(AlertInput, alert)).toEqual([]);
    expect(() => canonicalJson(alert)).not.toThrow();
    expect(JSON.stringify(alert)).not.toContain('\\u0000');
  }
  expect(matched).toBeGreaterThan(3);
  // Texts that differ in what is no Unicode are different texts all the same.
  const [one, other] = ['\ud800', '\ud801'].map((half) =>
    customerDigest({ schema: 'Person', properties: { name: [half] } }),
  );
  expect(one).not.toBe(other);
});
