import { sha256 } from '../base/index.ts';
import type { Catalog, CatalogDataset } from '../lists/index.ts';
import type { SegmentInfo } from '../matching/index.ts';
import type { Screener } from '../screening/index.ts';

/** A dataset as yente's catalog has it. */
interface CatalogEntry {
  readonly name: string;
  readonly title: string;
  readonly version: string | null;
  readonly load: boolean;
  readonly entities_url: string | null;
  readonly delta_url: string | null;
  readonly namespace: boolean;
  readonly index_version: string | null;
  readonly index_current: boolean;
  readonly children: readonly string[];
  readonly updated_at: string | null;
  readonly entity_count: number | null;
  readonly publisher: { readonly name: string } | null;
}

interface CatalogAnswer {
  readonly datasets: readonly CatalogEntry[];
  readonly current: readonly string[];
  readonly outdated: readonly string[];
  readonly index_stale: boolean;
}

/**
 * The answer of `/catalog`: what the manifest names, every other list that is loaded, and
 * `default`, which holds them all.
 */
export function catalogAnswer(screener: Screener, catalog: Catalog | undefined): CatalogAnswer {
  const { segments } = screener.engine;
  const loaded = new Map(segments.map((segment) => [segment.dataset, segment]));
  const publishers = new Map(screener.lists.map(({ name, publisher }) => [name, publisher]));
  const listed = catalog?.datasets ?? [];
  const named = new Set(listed.map(({ name }) => name));
  const others = segments.filter(({ dataset }) => !named.has(dataset));
  const datasets = [
    ...listed.map((dataset) => listedEntry(dataset, loaded.get(dataset.name))),
    ...others.map((segment) => entryOf(segment, publishers.get(segment.dataset))),
    ...(named.has('default') ? [] : [everything(segments)]),
  ];
  const current = datasets.filter((dataset) => dataset.load && dataset.index_current);
  const outdated = datasets.filter(
    (dataset) => !current.includes(dataset) && dataset.index_version !== null,
  );
  return {
    datasets,
    current: current.map(({ name }) => name),
    outdated: outdated.map(({ name }) => name),
    index_stale: outdated.length > 0,
  };
}

const blank = {
  entities_url: null,
  delta_url: null,
  namespace: false,
  index_version: null,
  index_current: false,
  updated_at: null,
  publisher: null,
} as const;

/** A dataset of the manifest; what is loaded of it may be older than what the manifest names. */
function listedEntry(dataset: CatalogDataset, segment: SegmentInfo | undefined): CatalogEntry {
  const { name, title, load, children, entitiesUrl, deltaUrl, updatedAt, publisher } = dataset;
  const loadedVersion = segment === undefined ? null : (dataset.indexVersion ?? segment.version);
  // Without a version in the manifest, what is loaded is what there is.
  const version = dataset.version ?? loadedVersion;
  return {
    ...blank,
    ...{ name, title, version, load, children },
    entities_url: addressOf(entitiesUrl),
    delta_url: addressOf(deltaUrl),
    index_version: loadedVersion,
    index_current: loadedVersion !== null && loadedVersion === version,
    updated_at: updatedAt ?? segment?.published ?? null,
    entity_count: segment?.entities ?? null,
    publisher: publisher === undefined ? null : { name: publisher },
  };
}

/** Only addresses leave this machine: the path of a file tells about the machine. */
const addressOf = (url: string | undefined): string | null =>
  url !== undefined && /^https?:/i.test(url) ? url : null;

function entryOf(segment: SegmentInfo, publisher: string | undefined): CatalogEntry {
  return {
    ...blank,
    name: segment.dataset,
    title: segment.title,
    version: segment.version,
    load: true,
    index_version: segment.version,
    index_current: true,
    children: [],
    updated_at: segment.published,
    entity_count: segment.entities,
    publisher: publisher === undefined ? null : { name: publisher },
  };
}

function everything(segments: readonly SegmentInfo[]): CatalogEntry {
  const versions = segments.map(({ dataset, version }) => `${dataset}:${version}`).sort();
  return {
    ...blank,
    name: 'default',
    title: 'All loaded lists',
    version: sha256(versions.join('\n')).slice(0, 16),
    load: false,
    children: segments.map(({ dataset }) => dataset),
    entity_count: segments.reduce((sum, { entities }) => sum + entities, 0),
  };
}

/** A strong ETag: it changes exactly when the answer does. */
export function catalogTag(answer: CatalogAnswer): string {
  return `"${sha256(JSON.stringify(answer)).slice(0, 40)}"`;
}

/** Whether an If-None-Match header names this tag, or any with `*`. */
export function tagMatches(header: string | undefined, tag: string): boolean {
  const tags = (header ?? '').split(',').map((text) => text.trim());
  return tags.includes('*') || tags.includes(tag);
}
