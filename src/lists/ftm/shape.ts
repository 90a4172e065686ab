import { problem } from '../../base/index.ts';
import type { Line } from './lines.ts';

/** One line as OpenSanctions publishes it, its shape checked and its words not yet. */
export interface FtmLine {
  readonly id: string;
  readonly schema: string;
  readonly properties: ReadonlyMap<string, readonly string[]>;
  readonly datasets: readonly string[];
  readonly referents: readonly string[];
  readonly caption: string | undefined;
  readonly firstSeen: string | undefined;
  readonly lastSeen: string | undefined;
  readonly lastChange: string | undefined;
  /** Keys that no publisher is known to write. */
  readonly unknown: readonly string[];
}

/** `target` is worked out of the topics again; it says nothing of its own. */
const KEYS: ReadonlySet<string> = new Set([
  ...['id', 'schema', 'properties', 'datasets', 'referents', 'caption', 'target'],
  ...['first_seen', 'last_seen', 'last_change'],
]);

/**
 * Reads one line strictly.
 * @throws LIST_FORMAT naming the line for what is not JSON or not of that shape
 */
export function parseFtmLine(line: Line, file: string): FtmLine {
  const where = `${file}, line ${line.number}`;
  const fail = (expected: string, found: string, cause?: unknown) =>
    problem('LIST_FORMAT', { where, expected, found, cause });
  let parsed: unknown;
  try {
    parsed = JSON.parse(line.text);
  } catch (cause) {
    const end = JSON.stringify(line.text.slice(-30));
    throw fail('one whole JSON object a line', `what is not JSON; it ends ${end}`, cause);
  }
  if (!isObject(parsed)) throw fail('a JSON object', describe(parsed));
  const { id, schema, properties } = parsed;
  if (typeof id !== 'string' || id === '')
    throw fail('an id of one or more characters', describe(id));
  if (typeof schema !== 'string') throw fail('the name of a schema', describe(schema));
  if (!isObject(properties)) throw fail('an object of properties', describe(properties));
  const texts = (key: string, value: unknown): readonly string[] => {
    if (!Array.isArray(value) || !value.every((text) => typeof text === 'string')) {
      throw fail(`a list of texts as ${key}`, describe(value));
    }
    if (value.some((text) => LONE_SURROGATE.test(text))) {
      throw fail(`whole characters in ${key}`, 'half a surrogate pair');
    }
    return value;
  };
  const optional = (key: string): string | undefined => {
    const value = parsed[key];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw fail(`a text as ${key}`, describe(value));
    return value;
  };
  return {
    id,
    schema,
    properties: new Map(Object.entries(properties).map(([key, value]) => [key, texts(key, value)])),
    datasets: texts('datasets', parsed['datasets'] ?? []),
    referents: texts('referents', parsed['referents'] ?? []),
    caption: optional('caption'),
    firstSeen: optional('first_seen'),
    lastSeen: optional('last_seen'),
    lastChange: optional('last_change'),
    unknown: Object.keys(parsed).filter((key) => !KEYS.has(key)),
  };
}

/** JSON can write half of a character; no file or database can keep it. */
const LONE_SURROGATE = /\p{Surrogate}/u;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  return JSON.stringify(value).slice(0, 60);
}
