import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TamizError } from '../base/index.ts';
import type { Actor, Command } from '../store/index.ts';
import { CASE_COMMANDS, CASE_KINDS } from './index.ts';
import { commandOf, syntheticAlert } from './testing/alerts.ts';
import { PROGRAM, user, World } from './testing/world.ts';

/** What holds of every command, whatever it does. */

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}

const address = ({ kind, name }: Command) => `${kind.name}/${name}`;
const all = CASE_COMMANDS.map((command) => [address(command), command] as const);

/** Places of a schema that take more than any limit. */
function unlimited(schema: Schema, where: string): string[] {
  switch (schema.type) {
    case 'object':
      return [
        ...(schema.additionalProperties === false ? [] : [`${where} takes any field`]),
        ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) =>
          unlimited(one, `${where}.${name}`),
        ),
      ];
    case 'array':
      return [
        ...(schema.maxItems === undefined ? [`${where} has no end`] : []),
        ...unlimited(schema.items ?? {}, `${where}[]`),
      ];
    case 'string': {
      const isBounded = schema.pattern !== undefined && !/[*+]|,\}/.test(schema.pattern);
      const isLimited = schema.maxLength !== undefined || schema.enum !== undefined || isBounded;
      return isLimited ? [] : [`${where} has no end`];
    }
    case 'integer':
    case 'number':
      return schema.minimum === undefined ? [`${where} has no least`] : [];
    case 'boolean':
      return [];
    default:
      return [`${where} is of no type`];
  }
}

describe('every command', () => {
  test('has an address of its own, and is told in a line', () => {
    const addresses = all.map(([where]) => where);
    expect(new Set(addresses).size).toBe(addresses.length);
    for (const [where, { summary, right, name }] of all) {
      expect(name, where).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(summary, where).toMatch(/^[A-Z][^\n]{10,120}\.$/);
      expect(right, where).toMatch(new RegExp(`^${where.split('/')[0]}:[a-z]+$`));
    }
  });

  test.each(all)('%s takes no more than its limits', (where, { input }) => {
    expect(unlimited(input as Schema, where)).toEqual([]);
  });

  test('that makes a document is the only one of its kind; suppressions come from decisions', () => {
    const makers = CASE_COMMANDS.filter(({ creates }) => creates).map(({ kind }) => kind.name);
    const kinds = ['bulk', 'case', 'proceeding', 'property', 'reading', 'redress', 'sar'];
    expect(makers.sort()).toEqual(kinds);
  });

  test('is of a kind that is listed, and each kind has fields that its states have', () => {
    const kinds = new Set(CASE_KINDS);
    for (const [where, { kind }] of all) expect(kinds.has(kind), where).toBe(true);
    for (const kind of CASE_KINDS) {
      // An unknown event changes nothing, and shows the empty state.
      const empty = kind.evolve(undefined, {
        ...{ seq: 0, at: new Date(0), tenant: 'org', actor: PROGRAM, kind: kind.name, id: 'x' },
        ...{ revision: 1, type: 'some.later.version', data: {}, personal: undefined },
      });
      // Where nothing is due there is no day, so that it comes last where days are ordered.
      const fields = kind.fields.filter((field) => field !== 'due');
      expect(Object.keys(empty)).toEqual(expect.arrayContaining(fields));
    }
  });
});

/** Words that refer to something that is there, so that inputs come further than the schema. */
const KNOWN = ['c1', 'c2', 'p1', 'e1', 'ana', 'bea', '1', '2', '2026-03-02', '2026-02-31', 'GL-1'];

/** Inputs of a schema, mostly of its form. */
function inputs(schema: Schema): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case 'object': {
      const { properties = {}, required = [] } = schema;
      const model = Object.fromEntries(
        Object.entries(properties).map(([name, one]) => [name, inputs(one)]),
      );
      return fc.record(model, { requiredKeys: [...required] });
    }
    case 'array': {
      const { minItems = 0, maxItems = 3 } = schema;
      const maxLength = Math.max(minItems, Math.min(maxItems, 3));
      return fc.array(inputs(schema.items ?? {}), { minLength: minItems, maxLength });
    }
    case 'string': {
      if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
      const pattern = new RegExp(schema.pattern ?? '^', 'u');
      const { maxLength = 200 } = schema;
      const known = KNOWN.filter((word) => pattern.test(word) && word.length <= maxLength);
      const grapheme = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
      const strange = fc.oneof(grapheme, fc.constantFrom('\ud800 half', '\0', ' '));
      const isText = /Cs/.test(schema.pattern ?? 'Cs');
      const fitting = !isText ? fc.stringMatching(pattern, { size: 'small' }) : strange;
      return known.length === 0
        ? fitting
        : fc.oneof({ arbitrary: fc.constantFrom(...known), weight: 4 }, fitting);
    }
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 9 });
    case 'number':
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1, noNaN: true });
    case 'boolean':
      return fc.boolean();
    default:
      return fc.anything();
  }
}

const ACTORS: readonly Actor[] = [user('ana'), user('bea'), PROGRAM];
const IDS = ['c1', 'c2', 'p1', 'new'];

/** A world with a document of most kinds under each id. */
async function furnished(): Promise<World> {
  const world = new World(CASE_KINDS);
  const run = (where: string, id: string, input: object) =>
    world.run(commandOf(CASE_COMMANDS, where), id, input, user('ana'));
  for (const id of ['c1', 'c2']) {
    await run('case/open', id, { customer: `customer-${id}`, alerts: [syntheticAlert()] });
  }
  const property = { form: 'account', regime: 'us', programmes: [], holder: 'X', description: 'Y' };
  await run('property/open', 'p1', property);
  const block = { entry: 'e1', type: 'block', amount: '1', currency: 'USD', day: '2026-03-02' };
  await run('property/enter', 'p1', block);
  await run('redress/open', 'c1', { type: 'release', person: 'X' });
  await run('redress/open', 'c2', { type: 'complaint', case: 'c2', person: 'X' });
  await run('proceeding/open', 'c1', { type: 'extradition-mx', subject: 'X' });
  const report = { case: 'c1', detected: '2026-03-02', suspect: 'known', isUrgent: true };
  const content = { activities: ['a'], subjects: [], narrative: 'X' };
  await run('sar/draft', 'c1', { ...report, ...content });
  return world;
}

test('whatever is asked for, what is refused is refused in words, and changes nothing', async () => {
  const done = new Set<string>();
  const asked = fc.constantFrom(...CASE_COMMANDS).chain((command) =>
    fc.record({
      command: fc.constant(command),
      id: fc.constantFrom(...IDS),
      actor: fc.constantFrom(...ACTORS),
      input: fc.oneof(
        { arbitrary: inputs(command.input as Schema), weight: 9 },
        { arbitrary: fc.anything(), weight: 1 },
      ),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(asked, { minLength: 20, maxLength: 80 }), async (steps) => {
      const world = await furnished();
      for (const { command, id, actor, input } of steps) {
        const before = world.events.length;
        try {
          if ((await world.run(command, id, input, actor)) > 0) done.add(address(command));
        } catch (error) {
          if (!(error instanceof TamizError)) throw error;
          expect(world.events.length).toBe(before);
        }
      }
      expect(world.replayed()).toEqual(world.states());
      // Nobody's words are in what stays.
      for (const { data } of world.events) expect(data).not.toHaveProperty('text');
    }),
    { numRuns: 25 },
  );
  // Enough is done, and not only refused, for this to mean something.
  expect(done.size, [...done].join(' ')).toBeGreaterThan(15);
}, 120_000);
