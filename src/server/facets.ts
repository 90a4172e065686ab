import { type Entity, propertiesOf, schemaOf } from '../entity/index.ts';
import type { Datasets } from './datasets.ts';
import { fieldValues } from './filters.ts';

export const FACETS = [
  'datasets',
  'schema',
  'countries',
  'identifiers',
  'topics',
  'genders',
] as const;
export type FacetName = (typeof FACETS)[number];

/** yente's default, exactly these. */
export const DEFAULT_FACETS: readonly FacetName[] = ['countries', 'topics', 'datasets'];

export interface Facet {
  readonly label: string;
  readonly values: readonly { readonly name: string; readonly label: string; count: number }[];
}

/** As many as yente asks its index for. */
const MOST_VALUES = 1_000;

/** Counts entities by the values of their fields, one entity after another. */
export class FacetCounter {
  readonly #counts: ReadonlyMap<FacetName, Map<string, number>>;

  readonly #datasets: Datasets;

  constructor(datasets: Datasets, names: readonly FacetName[]) {
    this.#datasets = datasets;
    this.#counts = new Map(names.map((name) => [name, new Map()]));
  }

  add(entity: Entity): void {
    for (const [name, counts] of this.#counts) {
      for (const value of fieldValues(this.#datasets, entity, name)) {
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
    }
  }

  /** The facets with labels, most frequent value first, then by name. */
  result(): Record<string, Facet> {
    const facets: Record<string, Facet> = {};
    for (const [name, counts] of this.#counts) {
      const values = [...counts]
        .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
        .slice(0, MOST_VALUES)
        .map(([value, count]) => ({ name: value, label: this.#label(name, value), count }));
      facets[name] = { label: facetLabel(name), values };
    }
    return facets;
  }

  #label(name: FacetName, value: string): string {
    if (name === 'datasets') return this.#datasets.title(value) ?? value;
    return valueLabel(name, value);
  }
}

/** The property whose type carries the labels of a group. */
const EXAMPLES: Partial<Record<FacetName, readonly [schema: string, property: string]>> = {
  countries: ['Thing', 'country'],
  topics: ['Thing', 'topics'],
  genders: ['Person', 'gender'],
  identifiers: ['LegalEntity', 'idNumber'],
};

function typeOf(name: FacetName) {
  const [schema = '', property = ''] = EXAMPLES[name] ?? [];
  return propertiesOf(schema).get(property)?.type;
}

function facetLabel(name: FacetName): string {
  if (name === 'datasets') return 'Data sources';
  if (name === 'schema') return 'Entity types';
  return typeOf(name)?.plural ?? name;
}

function valueLabel(name: FacetName, value: string): string {
  if (name === 'schema') return schemaOf(value)?.plural ?? value;
  const label = typeOf(name)?.getLabel(value) ?? '';
  return label === '' ? value : label;
}
