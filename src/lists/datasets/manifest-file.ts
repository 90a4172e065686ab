import { lazyLibrary, problem } from '../../base/index.ts';
import { type DatasetSpec, parseDataset } from './spec.ts';

/** Manifests are read by two commands only. */
const yaml = lazyLibrary<typeof import('yaml')>('yaml');

/** A catalogue that a manifest takes datasets from, and which of them it loads. */
export interface CatalogSource {
  readonly url: string;
  /** Datasets to load; where there are none, each decides for itself. */
  readonly scopes: readonly string[];
  /** Sent as `Authorization: Token …`; `$NAME` stands for a variable of the environment. */
  readonly authToken?: string;
  readonly resourceName?: string;
  readonly resourceType?: string;
}

/** A file in yente's form that says which datasets are to be loaded, and from where. */
export interface ManifestFile {
  readonly catalogs: readonly CatalogSource[];
  readonly datasets: readonly DatasetSpec[];
}

/**
 * Reads a manifest in YAML or JSON. Keys that say nothing about loading are left out.
 * @throws LIST_MANIFEST
 */
export function parseManifest(text: string, where: string): ManifestFile {
  const data = parseYaml(text, where);
  const catalogs = listOf(data, 'catalogs', where).map((entry, i) =>
    parseCatalogSource(entry, `${where}, catalog ${i + 1}`),
  );
  const datasets = listOf(data, 'datasets', where).map((entry, i) =>
    parseDataset(entry, `${where}, dataset ${i + 1}`),
  );
  if (catalogs.length + datasets.length === 0) throw manifestProblem(where, 'neither');
  return { catalogs, datasets };
}

/**
 * The datasets of a catalogue as the manifest that names it wants them.
 * @throws LIST_MANIFEST for a malformed catalogue or one that lacks what is to be loaded
 */
export function parseCatalog(text: string, source: CatalogSource): readonly DatasetSpec[] {
  const { url, scopes, authToken, resourceName, resourceType } = source;
  const raw = listOf(parseYaml(text, url), 'datasets', url);
  const resource = {
    ...(resourceName !== undefined && { resource_name: resourceName }),
    ...(resourceType !== undefined && { resource_type: resourceType }),
  };
  const datasets = raw.map((entry, i) => {
    const where = `${url}, dataset ${i + 1}`;
    const spec = parseDataset(isObject(entry) ? { ...entry, ...resource } : entry, where);
    const scoped = scopes.length > 0 ? { load: scopes.includes(spec.name) } : {};
    return { ...spec, ...scoped, ...(authToken !== undefined && { authToken }) };
  });
  const names = new Set(datasets.map(({ name }) => name));
  const absent = scopes.filter((scope) => !names.has(scope));
  if (absent.length === 0) return datasets;
  throw problem('LIST_MANIFEST', {
    where: url,
    expected: `a catalogue with ${absent.join(', ')}`,
    found: `one of ${datasets.length} datasets without`,
  });
}

function parseCatalogSource(entry: unknown, where: string): CatalogSource {
  const { url, scope, scopes, auth_token, resource_name, resource_type, namespace } = isObject(
    entry,
  )
    ? entry
    : {};
  if (typeof url !== 'string') throw manifestProblem(where, 'a catalogue without a url');
  if (namespace === true) throw manifestProblem(where, 'namespace: true, which is not supported');
  const named = [...(Array.isArray(scopes) ? scopes : []), ...(scope === undefined ? [] : [scope])];
  const wanted = named.filter((name) => name !== null);
  if (!wanted.every((name) => typeof name === 'string')) {
    throw manifestProblem(where, 'scopes that are no names');
  }
  return {
    url,
    scopes: wanted,
    ...(typeof auth_token === 'string' && { authToken: auth_token }),
    ...(typeof resource_name === 'string' && { resourceName: resource_name }),
    ...(typeof resource_type === 'string' && { resourceType: resource_type }),
  };
}

function parseYaml(text: string, where: string): Readonly<Record<string, unknown>> {
  let data: unknown;
  try {
    // yente reads YAML 1.1, of which JSON is a part. Aliases are limited, as they can multiply.
    data = yaml().parse(text.replace(/^\uFEFF/, ''), {
      version: '1.1',
      maxAliasCount: 100,
      logLevel: 'error',
    });
  } catch (cause) {
    const [line = ''] = (cause as Error).message.split('\n');
    throw manifestProblem(where, `what is not YAML (${line.slice(0, 120)})`, cause);
  }
  if (!isObject(data)) throw manifestProblem(where, `${JSON.stringify(data)?.slice(0, 60)}`);
  return data;
}

function listOf(
  data: Readonly<Record<string, unknown>>,
  key: string,
  where: string,
): readonly unknown[] {
  const list = data[key] ?? [];
  if (!Array.isArray(list)) throw manifestProblem(where, `${key} that is no list`);
  return list;
}

function manifestProblem(where: string, found: string, cause?: unknown) {
  return problem('LIST_MANIFEST', { where, found, cause });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
