import { describe, expect, test } from 'vitest';
import { EntityBuilder } from '../entity/index.ts';
import { buildEngine } from '../matching/index.ts';
import { Datasets } from './datasets.ts';
import { acceptance, type Filters } from './filters.ts';

const from = (dataset: string) =>
  new EntityBuilder(`id-${dataset}`, 'Person', { dataset, record: '1', knownAt: '' })
    .add('name', 'Nadie Conocido')
    .build();

const list = (dataset: string, datasets: readonly string[]) => ({
  source: { dataset, title: dataset, version: '1', published: null },
  entities: datasets.map(from),
});

/** A list of its own, and a collection whose entities name the datasets they come from. */
const engine = buildEngine([
  list('us_ofac_sdn', ['us_ofac_sdn']),
  list('collection', ['eu_fsf', 'gb_fcdo_sanctions']),
]);

function accepted(dataset: string, more: Partial<Filters> = {}): string[] {
  const accept = acceptance(new Datasets(engine, undefined), {
    dataset,
    includeDataset: [],
    excludeDataset: [],
    excludeSchema: [],
    excludeIds: [],
    changedSince: undefined,
    fields: [],
    every: false,
    ...more,
  });
  return [...engine.entities()]
    .filter((entity) => accept?.(entity) ?? true)
    .map((entity) => entity.id.slice(3));
}

describe('datasets of a collection', () => {
  test('are found under the collection, under everything, and by their own names', () => {
    expect(accepted('collection')).toEqual(['eu_fsf', 'gb_fcdo_sanctions']);
    expect(accepted('default')).toEqual(['us_ofac_sdn', 'eu_fsf', 'gb_fcdo_sanctions']);
    expect(accepted('all', { includeDataset: ['eu_fsf'] })).toEqual(['eu_fsf']);
    expect(accepted('collection', { excludeDataset: ['eu_fsf'] })).toEqual(['gb_fcdo_sanctions']);
  });

  test('stay out of another list', () => {
    expect(accepted('us_ofac_sdn')).toEqual(['us_ofac_sdn']);
    expect(accepted('us_ofac_sdn', { excludeDataset: ['us_ofac_sdn'] })).not.toContain(
      'us_ofac_sdn',
    );
  });
});
