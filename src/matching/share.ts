import { ManySegments } from './engine.ts';
import { Segment } from './segment.ts';
import type { Sections } from './segment-format.ts';
import type { Engine } from './types.ts';

/**
 * An engine as another thread can receive it: every section lies in memory that threads share, so
 * that posting it copies a few hundred names and no list.
 */
export interface SharedEngine {
  readonly segments: readonly Sections[];
}

/**
 * Describes an engine for other threads; undefined for one that was not made here, which only its
 * own thread can ask. Lists that were built in memory are copied once into memory to share.
 */
export function shareEngine(engine: Engine): SharedEngine | undefined {
  if (!(engine instanceof ManySegments)) return undefined;
  return { segments: engine.parts.map(({ sections }) => shared(sections)) };
}

/** The same engine in another thread; nothing is copied, and nothing is checked again. */
export function attachEngine({ segments }: SharedEngine): Engine {
  return new ManySegments(segments.map((sections) => new Segment(sections)));
}

function shared(sections: Sections): Sections {
  if ([...sections.values()].every(({ buffer }) => buffer instanceof SharedArrayBuffer)) {
    return sections;
  }
  return new Map([...sections].map(([name, bytes]) => [name, copied(bytes)]));
}

/** Memory of its own for each section, which is thereby aligned as typed arrays need it. */
function copied(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.byteLength));
  copy.set(bytes);
  return copy;
}
