import { type Entity, isA, NAME_PARTS, propertiesOfType } from '../entity/index.ts';
import { type AnalysedName, analyseName, type NameKind } from '../names/index.ts';

export { type PartyFacts, partyFacts } from './facts/prepare.ts';

/** One name of a party, with the property it stands in: `name`, `alias`, `weakAlias` … */
export interface PartyName {
  readonly property: string;
  /** Position among the values of that property. */
  readonly value: number;
  readonly analysed: AnalysedName;
}

/** Which rules of names apply to a schema. */
export function nameKindOf(schema: string): NameKind {
  if (isA(schema, 'Person')) return 'person';
  if (isA(schema, 'Organization')) return 'organization';
  if (isA(schema, 'Vehicle')) return 'vessel';
  return 'unknown';
}

/** All names of a party; composed from its parts where it has parts only. */
export function partyNames(entity: Entity): readonly PartyName[] {
  const kind = nameKindOf(entity.schema);
  const names = propertiesOfType(entity.schema, 'name').flatMap((property) =>
    entity.texts(property).map((text, value) => ({
      property,
      value,
      analysed: analyseName(text, kind),
    })),
  );
  if (names.length > 0) return names;
  const composed = NAME_PARTS.flatMap((part) => entity.texts(part).slice(0, 1)).join(' ');
  if (composed === '') return [];
  return [{ property: 'name', value: 0, analysed: analyseName(composed, kind) }];
}
