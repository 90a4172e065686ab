import { problem } from '../../base/index.ts';

/** A dataset as a manifest or a catalogue describes it. */
export interface DatasetSpec {
  readonly name: string;
  readonly title: string;
  /** Whether its own entities are loaded; a collection's are those of its children. */
  readonly load: boolean;
  readonly children: readonly string[];
  /** The publisher's own version. Without one, a file's time serves, or its content. */
  readonly version?: string;
  /** An address, or the path of a file. */
  readonly entitiesUrl?: string;
  /** SHA-1 of the entities, where it is given. */
  readonly checksum?: string;
  readonly deltaUrl?: string;
  readonly publisher?: string;
  readonly updatedAt?: string;
  readonly authToken?: string;
}

/** OpenSanctions' form of names; they become folders here. */
const NAME = /^[a-z][a-z0-9_]{1,63}$/;

/** @throws LIST_MANIFEST for what is no dataset */
export function parseDataset(entry: unknown, where: string): DatasetSpec {
  const fail = (found: string, expected?: string) =>
    problem('LIST_MANIFEST', { where, found, ...(expected !== undefined && { expected }) });
  if (!isObject(entry)) throw fail(JSON.stringify(entry)?.slice(0, 60) ?? 'nothing');
  const text = (key: string): string | undefined => {
    const value = entry[key];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    // YAML reads `version: 100` as a number and `2026-04-21` as a date.
    if (typeof value === 'number') return String(value);
    if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, '');
    throw fail(`${JSON.stringify(value)?.slice(0, 60)} as ${key}`, `a text as ${key}`);
  };
  const name = text('name');
  if (name === undefined || !NAME.test(name)) {
    throw fail(JSON.stringify(name) ?? 'none', 'a name of lower-case letters, digits and _');
  }
  if (entry['namespace'] === true) throw fail('namespace: true, which is not supported');
  const children = childrenOf(entry);
  if (children === undefined) throw fail(`children of ${name} that are no names`);
  const { load = children.length === 0 } = entry;
  if (typeof load !== 'boolean' && load !== null) throw fail(`${JSON.stringify(load)} as load`);
  const resource = resourceOf(entry, text('resource_name'), text('resource_type'));
  const optional = {
    version: text('version'),
    entitiesUrl: text('entities_url') ?? text('path') ?? resource?.url,
    checksum: text('entities_checksum') ?? resource?.checksum,
    deltaUrl: text('delta_url'),
    publisher: publisherOf(entry['publisher']),
    updatedAt: text('updated_at') ?? text('last_export'),
    authToken: text('auth_token'),
  };
  return {
    name,
    title: text('title') ?? name,
    load: load ?? children.length === 0,
    children,
    ...(Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== undefined),
    ) as Partial<Record<keyof typeof optional, string>>),
  };
}

/** FollowTheMoney's three names for the same thing. */
function childrenOf(entry: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const all = ['children', 'datasets', 'scopes'].flatMap((key) => entry[key] ?? []);
  if (!all.every((name) => typeof name === 'string')) return undefined;
  return [...new Set(all)];
}

interface Resource {
  readonly url: string;
  readonly checksum?: string;
}

/** The file of entities among those that a catalogue lists for a dataset. */
function resourceOf(
  entry: Readonly<Record<string, unknown>>,
  name: string | undefined,
  type: string | undefined,
): Resource | undefined {
  const resources = Array.isArray(entry['resources']) ? entry['resources'] : [];
  for (const resource of resources.filter(isObject)) {
    const { url, checksum } = resource;
    if (typeof url !== 'string') continue;
    const wanted =
      (name !== undefined && resource['name'] === name) ||
      (type !== undefined && resource['mime_type'] === type);
    if (wanted) return { url, ...(typeof checksum === 'string' && { checksum }) };
  }
  return undefined;
}

function publisherOf(value: unknown): string | undefined {
  const name = isObject(value) ? value['name'] : value;
  return typeof name === 'string' ? name : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
