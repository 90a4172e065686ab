import { type Entity, toFtm } from '../../../entity/index.ts';

/** Writes entities as OpenSanctions publishes them, one a line. */
export function writeFtm(entities: readonly Entity[], newline = '\n'): string {
  return entities.map((entity) => JSON.stringify(toFtm(entity)) + newline).join('');
}
