import { allSchemas, propertiesOf, schemaOf } from '../../entity/index.ts';
import type { Datasets } from '../datasets.ts';
import { surveyOf } from '../survey.ts';

type Schema = NonNullable<ReturnType<typeof schemaOf>>;

/** A schema as the reconciliation protocol has it. */
export interface ReconType {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** A property as the reconciliation protocol has it; `Thing:country` is its id. */
interface ReconProperty {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
}

export function reconType(schema: Schema): ReconType {
  const { name, plural, label, description } = schema;
  return { id: name, name: plural, description: description?.trim() || label };
}

/**
 * The schemas of the parties of a dataset that can be asked for, and what they extend; the general
 * ones first.
 */
export async function schemasIn(datasets: Datasets, dataset: string): Promise<readonly Schema[]> {
  const { schemas } = await surveyOf(datasets.engine);
  const names = datasets.isEverything(dataset) ? schemas.keys() : datasets.within(dataset);
  const found = new Set<string>();
  for (const name of names) {
    for (const schema of schemas.get(name) ?? []) {
      if (schemaOf(schema)?.matchable !== true) continue;
      for (const each of ancestors(schema)) found.add(each);
    }
  }
  const all = [...found].flatMap((name) => schemaOf(name) ?? []);
  return all.sort((a, b) => depth(a) - depth(b) || (a.name < b.name ? -1 : 1));
}

function ancestors(name: string): readonly string[] {
  return [...allSchemas().keys()].filter((other) => schemaOf(name)?.isA(other));
}

const depth = (schema: Schema): number => ancestors(schema.name).length;

/** As many as yente suggests. */
const MOST_SUGGESTIONS = 5;

/** Whether one of the words begins with the prefix; an empty prefix fits nothing. */
function begins(prefix: string, ...labels: readonly string[]): boolean {
  const start = prefix.toLowerCase().trim();
  return start !== '' && labels.some((label) => label.toLowerCase().trim().startsWith(start));
}

export function suggestTypes(schemas: readonly Schema[], prefix: string): readonly ReconType[] {
  return schemas
    .filter(({ name, label }) => begins(prefix, name, label))
    .slice(0, MOST_SUGGESTIONS)
    .map(reconType);
}

export function suggestProperties(
  schemas: readonly Schema[],
  prefix: string,
): readonly ReconProperty[] {
  return schemas
    .flatMap((schema) => [...propertiesOf(schema.name).values()].filter((p) => p.schema === schema))
    .filter((property) => !property.hidden && !property.type.isEntity)
    .filter(({ name, label }) => begins(prefix, name, label))
    .slice(0, MOST_SUGGESTIONS)
    .map(({ qname, label, description }) => ({
      id: qname,
      name: label,
      description: description?.trim() || null,
    }));
}

/** What can be fetched for entities of a schema: the featured properties first, then cut, then
 * ordered by name. */
export function extensionProperties(
  schema: Schema,
  limit: number,
): readonly { readonly id: string; readonly name: string }[] {
  const known = propertiesOf(schema.name);
  const featured = schema.featured.flatMap((name) => known.get(name) ?? []);
  const others = [...known.values()].filter(
    (property) => !property.hidden && !property.type.isEntity && !featured.includes(property),
  );
  const all = [...featured, ...others];
  return (limit > 0 ? all.slice(0, limit) : [...all])
    .map(({ name, label }) => ({ id: name, name: label }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
