import { loadData } from '../../base/index.ts';
import { type Entity, EntityBuilder, isA, propertiesOf, type Source } from '../../entity/index.ts';
import type { OfacRelation } from './record.ts';

/** What `data/lists/ofac-relations.json` says of one type of relationship. */
interface Rule {
  readonly schema: string;
  readonly from: string;
  readonly to: string;
  /** The property that takes the publisher's words. */
  readonly role: string;
}

const { relations } = loadData<{ relations: Record<string, Rule> }>('lists/ofac-relations.json');

const UNNAMED: Rule = { schema: 'UnknownLink', from: 'subject', to: 'object', role: 'role' };

/** Whether a property of a link may hold a party of that schema. */
function allows(rule: Rule, property: string, schema: string): boolean {
  const range = propertiesOf(rule.schema).get(property)?.getRange().name;
  return range !== undefined && isA(schema, range);
}

/** A part of an id: `CAATSA - RUSSIA` gives `caatsa-russia`. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/**
 * The link that a relationship by number stands for.
 * @param schemaOf the schema of a party by its number; undefined for one of another file
 */
export function linkOf(
  uid: string,
  relation: OfacRelation,
  schemaOf: (uid: string) => string | undefined,
  source: Source,
): Entity {
  const { to, role, former, period, quality, comment } = relation;
  const named = Object.hasOwn(relations, role) ? relations[role] : undefined;
  const fits =
    named !== undefined &&
    allows(named, named.from, schemaOf(uid) ?? '') &&
    allows(named, named.to, schemaOf(to) ?? '');
  const rule = fits ? named : UNNAMED;
  const builder = new EntityBuilder(`ofac-${uid}-${slug(role)}-${to}`, rule.schema, source)
    .add(rule.from, `ofac-${uid}`)
    .add(rule.to, `ofac-${to}`)
    .add(rule.role, role)
    .add('recordId', uid);
  if (former) builder.add(propertiesOf(rule.schema).has('status') ? 'status' : 'summary', 'former');
  if (period !== undefined) builder.add('summary', `Period: ${period}`);
  if (quality !== undefined) builder.add('summary', `Quality: ${quality}`);
  if (comment !== undefined) builder.add('summary', comment);
  return builder.build();
}
