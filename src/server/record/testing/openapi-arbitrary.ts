import fc from 'fast-check';

/** A JSON Schema as an OpenAPI description of this server uses it. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly pattern?: string;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** Values that programs have stumbled over. */
const hostile = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\u0000', '\ud800', '__proto__', "' or 1=1 --", '../../etc/passwd'),
  fc.constantFrom(1e308, -0, 2 ** 53, Number.MAX_SAFE_INTEGER, ''),
  fc.constant('x'.repeat(100_000)),
  fc.constant(Array.from({ length: 5_000 }, () => 0)),
);

/** Mostly what a schema asks for, and now and then something else in the place of any part. */
export function arbitraryOf(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const right = rightValue(schema, depth);
  return fc.oneof({ weight: 30, arbitrary: right }, { weight: 1, arbitrary: hostile });
}

function rightValue(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) {
    return fc.oneof(...schema.anyOf.map((one) => arbitraryOf(one, depth + 1)));
  }
  switch (schema.type) {
    case 'string':
      return textOf(schema);
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -100, max: Math.min(schema.maximum ?? 1e6, 1e9) });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}, depth + 1), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, Math.max(schema.minItems ?? 0, 4)),
      });
    case 'object':
      return objectOf(schema, depth);
    default:
      return fc.jsonValue();
  }
}

function textOf({ pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (pattern !== undefined) {
    const matching = (() => {
      try {
        return fc.stringMatching(new RegExp(pattern, 'u'));
      } catch {
        // It does not know all that a pattern may say.
        return fc.string({ minLength, maxLength: Math.max(minLength, 12) });
      }
    })();
    return fc.oneof(matching, fc.string());
  }
  return fc.oneof(
    fc.string({ minLength, maxLength: Math.min(maxLength, Math.max(minLength, 40)) }),
    fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, 12) }),
  );
}

function objectOf(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const entries = Object.entries(schema.properties ?? {});
  if (entries.length === 0) {
    const inner = Object.values(schema.patternProperties ?? {})[0];
    const value = inner === undefined ? fc.jsonValue() : arbitraryOf(inner, depth + 1);
    return fc.dictionary(fc.oneof(fc.string({ maxLength: 12 }), fc.constant('name')), value, {
      maxKeys: 3,
    });
  }
  const model = Object.fromEntries(
    entries.map(([key, part]) => [key, arbitraryOf(part, depth + 1)]),
  );
  const requiredKeys = (schema.required ?? []).filter((key) => key in model);
  return fc.record(model, { requiredKeys: requiredKeys as never[] });
}
