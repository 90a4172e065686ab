import { sha256 } from '../base/index.ts';
import type { SegmentInfo } from '../matching/index.ts';
import type { Screener } from '../screening/index.ts';

/** A dataset as yente's catalog has it. */
interface CatalogEntry {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly load: boolean;
  readonly entities_url: string | null;
  readonly delta_url: string | null;
  readonly namespace: boolean;
  readonly index_version: string | null;
  readonly index_current: boolean;
  readonly children: readonly string[];
  readonly updated_at: string | null;
  readonly entity_count: number;
  readonly publisher: { readonly name: string } | null;
}

/** The answer of `/catalog`: every loaded list, and `default`, which holds them all. */
export function catalogAnswer(screener: Screener): object {
  const { segments } = screener.engine;
  const publishers = new Map(screener.lists.map(({ name, publisher }) => [name, publisher]));
  const names = segments.map(({ dataset }) => dataset);
  const whole: CatalogEntry = {
    ...blank,
    name: 'default',
    title: 'All loaded lists',
    version: sha256(versions(segments)).slice(0, 16),
    load: false,
    children: names,
    entity_count: segments.reduce((sum, { entities }) => sum + entities, 0),
  };
  const datasets = segments.map((segment) => entry(segment, publishers.get(segment.dataset)));
  return {
    datasets: [...datasets, whole],
    current: names,
    outdated: [],
    // A list's version and its index are exchanged together, so neither is ever behind.
    index_stale: false,
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

function entry(segment: SegmentInfo, publisher: string | undefined): CatalogEntry {
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

const versions = (segments: readonly SegmentInfo[]): string =>
  segments
    .map(({ dataset, version }) => `${dataset}:${version}`)
    .sort()
    .join('\n');

/** A strong ETag: the catalog changes exactly when a list's version does. */
export function catalogTag(screener: Screener): string {
  return `"${sha256(versions(screener.engine.segments)).slice(0, 40)}"`;
}

/** Whether an If-None-Match header names this tag, or any with `*`. */
export function tagMatches(header: string | undefined, tag: string): boolean {
  const tags = (header ?? '').split(',').map((text) => text.trim());
  return tags.includes('*') || tags.includes(tag);
}
