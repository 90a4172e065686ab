import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

/** One entry of `detail` in a 422, in FastAPI's shape, which yente's clients know. */
export interface FieldProblem {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

/** A JSON Schema as far as query parameters use it. */
interface ParameterSchema {
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'array';
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly items?: ParameterSchema;
  readonly default?: unknown;
}

/** More problems than this help nobody, and a hostile body could have a million. */
const MOST_PROBLEMS = 20;

/**
 * Fastify's hook for validation: schemas are TypeBox, problems come out in FastAPI's shape and
 * words. Query values are texts and are read by yente's rules: the last of a repeated single
 * parameter counts, parameters that are not declared are ignored.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  if (httpPart === 'querystring') {
    const declared = (schema as { properties?: Record<string, ParameterSchema> }).properties ?? {};
    return (value) => answer(readQuery(declared, value as Record<string, unknown>));
  }
  const compiled = Compile(schema);
  const part = httpPart === 'body' ? 'body' : 'path';
  return (value: unknown) =>
    compiled.Check(value)
      ? { value }
      : answer({ value, problems: bodyProblems(part, value, compiled.Errors(value)) });
};

interface Reading {
  readonly value: unknown;
  readonly problems: readonly FieldProblem[];
}

/** Fastify takes a list of problems under `error`; its type knows only its own validator's. */
function answer({ value, problems }: Reading): { value: unknown } | { error: Error } {
  if (problems.length === 0) return { value };
  return { error: problems.slice(0, MOST_PROBLEMS) as unknown as Error };
}

/** Keeps the list as it is; the error answer sends it. */
export function schemaErrorFormatter(): Error {
  return new Error('The request does not have the form that is documented.');
}

function readQuery(
  declared: Readonly<Record<string, ParameterSchema>>,
  query: Readonly<Record<string, unknown>>,
): Reading {
  const value: Record<string, unknown> = {};
  const problems: FieldProblem[] = [];
  for (const [name, schema] of Object.entries(declared)) {
    const given = query[name];
    const texts = (Array.isArray(given) ? given : given === undefined ? [] : [given]) as string[];
    if (texts.length === 0) {
      if (schema.default !== undefined) value[name] = schema.default;
    } else if (schema.type === 'array') {
      value[name] = readList(name, schema, texts, problems);
    } else {
      const loc = ['query', name];
      value[name] = readParameter(loc, schema, texts.at(-1) as string, problems);
    }
  }
  return { value, problems };
}

function readList(
  name: string,
  schema: ParameterSchema,
  texts: readonly string[],
  problems: FieldProblem[],
): unknown[] {
  const most = schema.maxItems ?? Number.POSITIVE_INFINITY;
  if (texts.length > most) {
    const msg = `Tuple should have at most ${most} items after validation, not ${texts.length}`;
    problems.push({ loc: ['query', name], msg, type: 'too_long' });
    return [];
  }
  return texts.map((text, index) =>
    readParameter(['query', name, index], schema.items ?? {}, text, problems),
  );
}

function readParameter(
  loc: readonly (string | number)[],
  schema: ParameterSchema,
  text: string,
  problems: FieldProblem[],
): unknown {
  const refuse = (type: string, msg: string): undefined => {
    problems.push({ loc, msg, type });
    return undefined;
  };
  if (schema.type === 'integer' || schema.type === 'number') {
    return readNumber(schema, text, refuse);
  }
  if (schema.type === 'boolean') {
    if (/^(true|t|yes|y|on|1)$/i.test(text)) return true;
    if (/^(false|f|no|n|off|0)$/i.test(text)) return false;
    return refuse('bool_parsing', 'Input should be a valid boolean, unable to interpret input');
  }
  if (schema.enum !== undefined && !schema.enum.includes(text)) {
    const known = schema.enum.map((name) => `'${name}'`);
    const words = [known.slice(0, -1).join(', '), known.at(-1)].filter((w) => w !== '');
    return refuse('enum', `Input should be ${words.join(' or ')}`);
  }
  if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(text)) {
    return refuse('string_pattern_mismatch', `String should match pattern '${schema.pattern}'`);
  }
  return text;
}

function readNumber(
  schema: ParameterSchema,
  text: string,
  refuse: (type: string, msg: string) => undefined,
): number | undefined {
  const whole = schema.type === 'integer';
  const form = whole ? /^\s*[+-]?\d{1,15}\s*$/ : /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;
  if (!form.test(text)) {
    const msg = whole
      ? 'Input should be a valid integer, unable to parse string as an integer'
      : 'Input should be a valid number, unable to parse string as a number';
    return refuse(whole ? 'int_parsing' : 'float_parsing', msg);
  }
  const number = Number(text);
  const { minimum, maximum } = schema;
  if (maximum !== undefined && number > maximum) {
    return refuse('less_than_equal', `Input should be less than or equal to ${maximum}`);
  }
  if (minimum !== undefined && number < minimum) {
    return refuse('greater_than_equal', `Input should be greater than or equal to ${minimum}`);
  }
  return number;
}

interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
  readonly message: string;
}

/** Pydantic's names and words for the JSON types. */
const TYPES: Readonly<Record<string, readonly [type: string, words: string]>> = {
  string: ['string_type', 'a valid string'],
  number: ['float_type', 'a valid number'],
  integer: ['int_type', 'a valid integer'],
  boolean: ['bool_type', 'a valid boolean'],
  array: ['list_type', 'a valid list'],
  object: ['dict_type', 'a valid dictionary'],
  null: ['none_required', 'None'],
};

/** What only repeats a problem further in: no branch of a choice fits, nor a value of a map. */
const ECHOES = new Set(['anyOf', 'additionalProperties']);

function bodyProblems(
  part: string,
  value: unknown,
  errors: readonly SchemaError[],
): readonly FieldProblem[] {
  if (value === undefined || value === null) {
    return [{ loc: [part], msg: 'Field required', type: 'missing' }];
  }
  const problems = errors.flatMap((error): FieldProblem[] => {
    const path = error.instancePath.split('/').slice(1).map(unescapePointer);
    const loc = [part, ...path];
    const params = error.params as { requiredProperties?: string[]; type?: string };
    if (params.requiredProperties !== undefined) {
      return params.requiredProperties.map((name) => ({
        loc: [...loc, name],
        msg: 'Field required',
        type: 'missing',
      }));
    }
    const known = error.keyword === 'type' ? TYPES[params.type ?? ''] : undefined;
    if (known !== undefined) return [{ loc, msg: `Input should be ${known[1]}`, type: known[0] }];
    if (ECHOES.has(error.keyword)) return [];
    return [{ loc, msg: error.message, type: error.keyword }];
  });
  // What does not fit must never pass for want of words.
  if (problems.length > 0) return problems;
  return [{ loc: [part], msg: 'Input does not have the documented form', type: 'value_error' }];
}

const unescapePointer = (text: string): string => text.replace(/~1/g, '/').replace(/~0/g, '~');
