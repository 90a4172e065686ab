import { type Entity, isA, NAME_PARTS, propertiesOfType } from '../entity/index.ts';
import { analyseName, type NameKind, otherReadings } from '../names/index.ts';
import { type PartyName, partyName } from './party-name.ts';

export { type PartyFacts, partyFacts } from './facts/prepare.ts';

/** Which rules of names apply to a schema. */
export function nameKindOf(schema: string): NameKind {
  if (isA(schema, 'Person')) return 'person';
  if (isA(schema, 'Organization')) return 'organization';
  if (isA(schema, 'Vehicle')) return 'vessel';
  return 'unknown';
}

/** All names of a party that have words; composed from its parts where it has parts only. */
export function partyNames(entity: Entity): readonly PartyName[] {
  const kind = nameKindOf(entity.schema);
  const names: PartyName[] = [];
  for (const property of propertiesOfType(entity.schema, 'name')) {
    entity.texts(property).forEach((text, value) => {
      names.push(...partyName(property, value, analyseName(text, kind)));
      for (const reading of otherReadings(text, kind)) {
        const analysed = { ...analyseName(reading, kind), original: text };
        names.push(...partyName(property, value, analysed));
      }
    });
  }
  if (names.length > 0) return names;
  const composed = NAME_PARTS.flatMap((part) => entity.texts(part).slice(0, 1)).join(' ');
  return composed === '' ? [] : partyName('name', 0, analyseName(composed, kind));
}
