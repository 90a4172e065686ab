import { beforeAll, describe, expect, test } from 'vitest';
import { hasSharedData, sharedData } from '../src/base/testing/shared.ts';
import type { Entity } from '../src/entity/index.ts';
import { effectsOf, type LawParty, parseActor, partyOf, programmeOf } from '../src/law/index.ts';
import { readListFiles } from '../src/lists/index.ts';

/**
 * The law on real lists. It stands here and not in a room, since lists and law stand beside each
 * other and only what is above both brings them together.
 */
const bank = parseActor('us-bank');
const DAY = '2026-04-21';

let parties: readonly LawParty[] = [];
let byId: ReadonlyMap<string, LawParty> = new Map();
let tagsOf: ReadonlyMap<string, readonly string[]> = new Map();

function partiesOf(entities: readonly Entity[]): readonly LawParty[] {
  const sanctions = new Map<string, Entity[]>();
  for (const entity of entities) {
    if (entity.schema !== 'Sanction') continue;
    const [id = ''] = entity.texts('entity');
    sanctions.set(id, [...(sanctions.get(id) ?? []), entity]);
  }
  return entities
    .filter(({ id }) => sanctions.has(id))
    .map((entity) => partyOf(entity, sanctions.get(entity.id)));
}

describe.skipIf(!hasSharedData)('the SDN list of April 2026', () => {
  beforeAll(async () => {
    const folder = (part: string) =>
      sharedData('lists', 'ofac', 'reconstructed_2026-04-21', `${part}.csv.gz`);
    const files = ['sdn', 'alt', 'add'].map(folder);
    const entities = await readListFiles('us_ofac_sdn', files, `${DAY}T00:00:00Z`);
    parties = partiesOf(entities);
    byId = new Map(parties.map((party) => [party.id, party]));
    tagsOf = new Map(entities.map((entity) => [entity.id, entity.texts('programId')]));
  });

  test('every tag of every party comes to an effect in force on the day of the list', () => {
    expect(parties.length).toBeGreaterThan(18_700);
    let unmodelled = 0;
    for (const party of parties) {
      const { effects } = effectsOf(party, DAY, bank);
      const inForce = new Set(
        effects.filter(({ standing }) => standing === 'in-force').map(({ programme }) => programme),
      );
      for (const tag of tagsOf.get(party.id) ?? []) {
        expect(inForce.has(programmeOf(tag)?.id ?? tag), `${party.id} ${tag}`).toBe(true);
        if (programmeOf(tag) === undefined) unmodelled++;
      }
      const blocks = effects.some(({ act }) => act === 'block' || act === 'hold-and-report');
      const known = (tagsOf.get(party.id) ?? []).some((tag) => programmeOf(tag) !== undefined);
      expect(blocks, party.id).toBe(known);
    }
    expect(unmodelled).toBeGreaterThan(5_000);
  });

  test('98 parties make institutions hold and report, as many as carry the FTO tag', () => {
    const holding = (standing: string) =>
      parties.filter((party) =>
        effectsOf(party, DAY, bank).effects.some(
          (effect) => effect.id === 'fto.hold' && effect.standing === standing,
        ),
      );
    expect(holding('in-force')).toHaveLength(98);
    // Named on the agency's page three months later, without a day: Juarez Cartel.
    expect(holding('uncertain').map(({ id }) => id)).toEqual(['ofac-8237']);
  });

  test('the tag of the list and the date of the register are put together', () => {
    const sinaloa = byId.get('ofac-11440') as LawParty;
    const programmes = (date: string) => [
      ...new Set(effectsOf(sinaloa, date, bank).effects.map(({ programme }) => programme)),
    ];
    // The list alone knows no day; the register knows those of SDNTK, SDGT and FTO.
    expect(programmes('2009-04-14')).toEqual([]);
    expect(programmes('2009-04-15')).toEqual(['SDNTK']);
    expect(programmes('2025-02-19')).not.toContain('SDGT');
    expect(programmes('2025-02-20')).toEqual(expect.arrayContaining(['SDGT', 'FTO', 'SDNTK']));
  });
});

describe.skipIf(!hasSharedData)('the official list of July 2024', () => {
  test('Los Zetas was the entry that is Cartel del Noreste now: one party, its acts of then', async () => {
    const file = sharedData('lists', 'ofac', 'sdn_csv', 'sdn_2024-07-02.csv.gz');
    const entities = await readListFiles('us_ofac_sdn', [file], '2024-07-02T00:00:00Z');
    const zetas = entities.filter((entity) => entity.texts('name').includes('LOS ZETAS'));
    expect(zetas.map(({ id }) => id)).toEqual(['ofac-11438']);
    const party = partiesOf(entities).find(({ id }) => id === 'ofac-11438') as LawParty;
    const acts = effectsOf(party, '2024-07-02', bank, '2024-07-02').effects;
    const programmes = new Set(acts.map(({ programme }) => programme));
    expect(programmes.has('SDNTK')).toBe(true);
    expect(programmes.has('FTO') || programmes.has('SDGT')).toBe(false);
  });
});
