/** Asks the engine about one pair. */
import { EntityBuilder } from '../../dist/entity/index.js';
import { buildEngine } from '../../dist/matching/index.js';

/** An engine that holds one listing only. */
export function engineOf(schema, properties) {
  const source = { dataset: 'pair', record: '1', knownAt: '' };
  const builder = new EntityBuilder('pair', schema, source);
  for (const [name, texts] of Object.entries(properties)) {
    for (const text of texts) builder.add(name, text);
  }
  const info = { dataset: 'pair', title: 'pair', version: '1', published: null };
  return buildEngine([{ source: info, entities: [builder.build()] }]);
}

/** The score that the only listing gets; 0 where the engine does not return it at all. */
export function scoreIn(engine, schema, properties) {
  return engine.match({ schema, properties }, { threshold: 0, limit: 1 }).matches[0]?.score ?? 0;
}

export const scorePair = (schema, query, listing) =>
  scoreIn(engineOf(schema, listing), schema, query);
