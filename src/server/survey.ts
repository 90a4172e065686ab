import { setImmediate } from 'node:timers/promises';
import type { Engine } from '../matching/index.ts';

/** What only looking at every entity can tell of an engine. */
export interface Survey {
  /** Where an entity stands in the order of the lists. */
  readonly positions: ReadonlyMap<string, number>;
  /** The schemas in use, by list and by dataset. */
  readonly schemas: ReadonlyMap<string, ReadonlySet<string>>;
}

/** How many entities are looked at before other requests get their turn. */
const TURN = 500;

const surveys = new WeakMap<Engine, Promise<Survey>>();

/** The survey of an engine; made when it is first asked for, and once, as engines do not change. */
export function surveyOf(engine: Engine): Promise<Survey> {
  const known = surveys.get(engine);
  if (known !== undefined) return known;
  const made = survey(engine);
  surveys.set(engine, made);
  return made;
}

async function survey(engine: Engine): Promise<Survey> {
  const positions = new Map<string, number>();
  const schemas = new Map<string, Set<string>>();
  for (const entity of engine.entities()) {
    positions.set(entity.id, positions.size);
    for (const name of new Set([engine.listOf(entity), ...entity.datasets])) {
      const known = schemas.get(name) ?? new Set();
      if (known.size === 0) schemas.set(name, known);
      known.add(entity.schema);
    }
    if (positions.size % TURN === 0) await setImmediate();
  }
  return { positions, schemas };
}
