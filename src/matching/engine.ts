import type { Entity, Example } from '../entity/index.ts';
import { exampleToEntity } from '../entity/index.ts';
import { DEFAULT_THRESHOLD } from './model.ts';
import { prepareQuery } from './query.ts';
import { searchNames } from './search.ts';
import { listOf, Segment } from './segment.ts';
import { SegmentBuilder, type SegmentSource } from './segment-builder.ts';
import { SegmentEngine } from './segment-engine.ts';
import {
  decodeSections,
  encodeSections,
  readSegmentFile,
  writeSegmentFile,
} from './segment-format.ts';
import type { Engine, Match, MatchOptions, MatchResult, SegmentInfo } from './types.ts';

const DEFAULT_LIMIT = 5;

/**
 * Several lists asked as one. Where two lists have the same party, the better match is the answer,
 * at equal scores that of the first list: one list may have a name or a date that the other lacks.
 */
export class ManySegments implements Engine {
  readonly #engines: readonly SegmentEngine[];

  constructor(segments: readonly Segment[]) {
    this.#engines = segments.map((segment) => new SegmentEngine(segment));
  }

  /** The lists themselves, for `shareEngine`. */
  get parts(): readonly Segment[] {
    return this.#engines.map((engine) => engine.segment);
  }

  get segments(): readonly SegmentInfo[] {
    return this.#engines.map((engine) => engine.segment.info);
  }

  match(example: Example, options: MatchOptions = {}): MatchResult {
    const { threshold = DEFAULT_THRESHOLD, limit = DEFAULT_LIMIT, accept = () => true } = options;
    const query = prepareQuery(exampleToEntity(example));
    const found = new Map<string, Match>();
    for (const engine of this.#engines) {
      for (const match of engine.match(query, threshold, accept)) {
        const before = found.get(match.entity.id);
        if (before === undefined || match.score > before.score) found.set(match.entity.id, match);
      }
    }
    // Array sorting is stable, so that ties stay in the order of the lists.
    const matches = [...found.values()].sort((a, b) => b.score - a.score);
    return { matches: matches.slice(0, limit), total: matches.length };
  }

  entity(id: string): Entity | undefined {
    for (const { segment } of this.#engines) {
      const index = segment.entityOfId(id);
      if (index !== undefined) return segment.entity(index);
    }
    return undefined;
  }

  everyEntity(id: string): readonly Entity[] {
    return this.#engines.flatMap(({ segment }) =>
      Array.from(segment.entitiesOfId(id), (index) => segment.entity(index)),
    );
  }

  bearing(key: string): readonly Entity[] {
    return this.#engines.flatMap(({ segment }) =>
      Array.from(new Set(segment.withIdentifier(key)), (index) => segment.entity(index)),
    );
  }

  listOf(entity: Entity): string {
    return listOf(entity);
  }

  about(entity: Entity): readonly Entity[] {
    const list = listOf(entity);
    return this.#engines
      .filter(({ segment }) => segment.info.dataset === list)
      .flatMap(({ segment }) =>
        Array.from(segment.pointingAt(entity.id), (index) => segment.entity(index)),
      );
  }

  pointingAt(id: string): readonly Entity[] {
    const found = new Map<string, Entity>();
    for (const { segment } of this.#engines) {
      for (const index of segment.pointingAt(id)) {
        const entity = segment.entity(index);
        if (!found.has(entity.id)) found.set(entity.id, entity);
      }
    }
    return [...found.values()];
  }

  *entities(): Iterable<Entity> {
    const seen = new Set<string>();
    for (const { segment } of this.#engines) {
      for (let index = 0; index < segment.entityCount; index++) {
        const entity = segment.entity(index);
        if (seen.has(entity.id)) continue;
        seen.add(entity.id);
        yield entity;
      }
    }
  }

  search(text: string, options: { readonly fuzzy?: boolean } = {}): readonly string[] {
    return searchNames(this.#engines, text, options.fuzzy ?? false);
  }
}

/** Lays out a list as a segment file. `entities` are taken one by one; the file appears whole. */
export async function writeSegment(
  path: string,
  entities: Iterable<Entity> | AsyncIterable<Entity>,
  source: SegmentSource,
): Promise<SegmentInfo> {
  const builder = new SegmentBuilder(source);
  for await (const entity of entities) builder.add(entity);
  const sections = builder.finish();
  await writeSegmentFile(path, sections);
  return new Segment(sections).info;
}

/** Segments that are open, by their files, so that several engines share them. */
export type SegmentShelf = Map<string, WeakRef<Segment>>;

/**
 * Opens segment files as one engine, in this order; those on the shelf are not read again. A
 * damaged file throws `SEGMENT_DAMAGED`.
 */
export function openEngine(paths: readonly string[], shelf: SegmentShelf = new Map()): Engine {
  const open = (path: string): Segment => {
    const known = shelf.get(path)?.deref();
    if (known !== undefined) return known;
    const segment = new Segment(readSegmentFile(path));
    shelf.set(path, new WeakRef(segment));
    return segment;
  };
  return new ManySegments(paths.map(open));
}

/** An engine over entities at hand, one segment for each list; the same bytes as on disk. */
export function buildEngine(
  lists: readonly { readonly source: SegmentSource; readonly entities: Iterable<Entity> }[],
): Engine {
  return new ManySegments(
    lists.map(({ source, entities }) => {
      const builder = new SegmentBuilder(source);
      for (const entity of entities) builder.add(entity);
      const bytes = encodeSections(builder.finish());
      return new Segment(decodeSections(bytes, source.dataset));
    }),
  );
}
