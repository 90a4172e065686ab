import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EntityBuilder } from '../entity/index.ts';
import { lastDayOf } from './days.ts';
import {
  type Actor,
  actorKinds,
  type Designation,
  effectsOf,
  type LawParty,
  parseActor,
  partyNamedInOrder,
  partyOf,
  partyOfOrder,
  partyOfProgramme,
  programmes,
} from './index.ts';
import { registerParty } from './testing/parties.ts';

const usBank = parseActor('us-bank');
const mxBank = parseActor('mx-bank');
const asked = (programme: string): LawParty => {
  const party = partyOfProgramme(programme);
  if (party === undefined) throw new Error(programme);
  return party;
};

const withDesignations = (designations: readonly Designation[]): LawParty => ({
  id: 'p',
  caption: 'p',
  designations,
  orders: [],
  via: 'listed',
});
const days = fc
  .date({ min: new Date('2010-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('one party, four dates: SDNTK 2013, EO 14059 2021, SDGT and FTO 2025', () => {
  const clan = registerParty('ofac-15871');
  const blocks = (date: string, knownAt?: string) =>
    effectsOf(clan, date, usBank, knownAt)
      .effects.filter(({ act }) => act === 'block' || act === 'hold-and-report')
      .map(({ programme, standing }) => `${programme} ${standing}`);

  test.each([
    ['2013-05-30', []],
    ['2013-05-31', ['SDNTK in-force']],
    ['2021-12-14', ['SDNTK in-force']],
    // The order exists from the 15th; only the year of this designation was seen.
    ['2021-12-15', ['SDNTK in-force', 'ILLICIT-DRUGS-EO14059 uncertain']],
    ['2022-01-01', ['SDNTK in-force', 'ILLICIT-DRUGS-EO14059 in-force']],
    ['2025-12-16', ['SDGT in-force', 'SDNTK in-force', 'ILLICIT-DRUGS-EO14059 in-force']],
    [
      '2025-12-17',
      ['SDGT in-force', 'SDNTK in-force', 'ILLICIT-DRUGS-EO14059 in-force', 'FTO in-force'],
    ],
  ])('%s', (date, expected) => {
    expect(blocks(date).sort()).toEqual([...expected].sort());
  });

  test('as it was known the day before, the designations of the day are not there', () => {
    const answer = effectsOf(clan, '2025-12-17', usBank, '2025-12-15');
    expect(new Set(answer.effects.map(({ programme }) => programme))).toEqual(
      new Set(['SDNTK', 'ILLICIT-DRUGS-EO14059']),
    );
    expect(answer.knownLater).toEqual(expect.arrayContaining(['FTO', 'SDGT']));
  });
});

describe('effective and known are two times', () => {
  const soles = registerParty('ofac-55025');

  test('Cartel de los Soles: SDGT, then FTO; no narcotics tag', () => {
    const answer = effectsOf(soles, '2025-12-01', usBank);
    expect(new Set(answer.effects.map(({ programme }) => programme))).toEqual(
      new Set(['FTO', 'SDGT']),
    );
    expect(answer.effects[0]).toMatchObject({ act: 'block', programme: 'SDGT' });
    expect(answer.effects[1]).toMatchObject({ act: 'hold-and-report', programme: 'FTO' });
  });

  test('the FTO designation was announced eight days before it took effect', () => {
    const fto = (date: string, knownAt?: string) => {
      const answer = effectsOf(soles, date, usBank, knownAt);
      const effect = answer.effects.find(({ programme }) => programme === 'FTO');
      const pending = answer.notInForce.find(({ programme }) => programme === 'FTO');
      return effect?.standing ?? pending?.standing ?? 'unknown';
    };
    expect(fto('2025-11-23')).toBe('not-yet');
    expect(fto('2025-11-24')).toBe('in-force');
    // What was known before the announcement, between the two days, and on the day.
    expect(fto('2025-11-24', '2025-11-15')).toBe('unknown');
    expect(fto('2025-11-20', '2025-11-16')).toBe('not-yet');
    expect(fto('2025-11-24', '2025-11-16')).toBe('in-force');
  });

  test('what was only announced is never told as in force', () => {
    const pcc = registerParty('ofac-31632');
    const fto = effectsOf(pcc, '2026-07-01', usBank).effects.filter(
      ({ programme }) => programme === 'FTO',
    );
    expect(fto.map(({ standing }) => standing)).toEqual(fto.map(() => 'announced'));
    expect(fto.length).toBeGreaterThan(0);
    const before = effectsOf(pcc, '2026-06-04', usBank);
    expect(before.effects.map(({ programme }) => programme)).not.toContain('FTO');
    expect(before.notInForce.map(({ programme }) => programme)).toContain('FTO');
  });

  test('a tag without a day is in force from the day it was seen, and may have been before', () => {
    const lobos = registerParty('ofac-49081');
    const sdgt = (date: string, knownAt?: string) =>
      effectsOf(lobos, date, usBank, knownAt).effects.find(({ id }) => id === 'sdgt.block')
        ?.standing;
    expect(sdgt('2026-04-21')).toBe('in-force');
    expect(sdgt('2026-04-20')).toBe('uncertain');
    expect(sdgt('2025-09-04')).toBe('uncertain');
    expect(sdgt('2025-09-03')).toBeUndefined();
    expect(sdgt('2025-12-01', '2025-12-01')).toBe('announced');
  });
});

describe('who asks decides what is asked of them', () => {
  test('FTO alone: a bank holds and reports, a shipping line does not', () => {
    const answer = effectsOf(asked('FTO'), '2025-03-01', usBank);
    expect(answer.effects.map(({ act }) => act)).toEqual([
      'hold-and-report',
      'no-support',
      'caution',
      'inadmissible',
    ]);
    expect(answer.effects[0]?.clocks).toContain('ofac.blocked.initial');
    const line = effectsOf(asked('FTO'), '2025-03-01', parseActor('us-shipping-line'));
    expect(line.effects.map(({ act }) => act)).toEqual(['no-support', 'caution', 'inadmissible']);
    expect(line.others).toMatchObject([{ id: 'fto.hold', act: 'hold-and-report' }]);
  });

  test('SDGT: every US person blocks', () => {
    for (const kind of actorKinds) {
      const answer = effectsOf(asked('SDGT'), '2025-03-01', { jurisdiction: 'us', kind });
      expect(answer.effects[0], kind).toMatchObject({ act: 'block', id: 'sdgt.block' });
      expect(answer.effects[0]?.reach, kind).toContain('owned-50');
    }
  });

  test('a foreign bank is told of its exposure and what it depends on, never to block', () => {
    const answer = effectsOf(asked('SDGT'), '2025-03-01', mxBank);
    expect(answer.effects.map(({ id }) => id)).toEqual(['sdgt.secondary']);
    const [effect] = answer.effects;
    expect(effect?.text.en).toContain('Not blocked by your law');
    expect(effect?.text.en).toContain('secondary-sanctions exposure');
    expect(effect?.factors.some(({ en }) => en.startsWith('knowledge'))).toBe(true);
    expect(effect?.factors.some(({ en }) => en.startsWith('significance'))).toBe(true);
    expect(answer.others).toMatchObject([{ id: 'sdgt.block', act: 'block' }]);
    expect(answer.licences).toEqual([]);
  });

  test('no act of this table makes anybody outside the United States block, hold or reject', () => {
    for (const programme of programmes.keys()) {
      for (const kind of actorKinds) {
        for (const jurisdiction of ['mx', 'co', 'foreign']) {
          const answer = effectsOf(asked(programme), '2026-01-01', { jurisdiction, kind });
          const acts = answer.effects.map(({ act }) => act);
          const where = `${programme} ${jurisdiction}-${kind}`;
          for (const act of ['block', 'hold-and-report', 'reject', 'restrict-correspondent']) {
            expect(acts, where).not.toContain(act);
          }
        }
      }
    }
  });

  test('an actor that is not known is told so', () => {
    for (const text of ['bank', 'us-', 'xx-bank', 'us-circus', 'constructor-bank', '']) {
      expect(() => parseActor(text), text).toThrow(/a kind of actor/);
    }
  });
});

describe('FinCEN orders under 2313a', () => {
  const names = [
    'CIBanco',
    'INTERCAM BANCO, S.A., INSTITUCION DE BANCA MULTIPLE',
    'Vector Casa de Bolsa',
  ];

  test.each(names)('%s: reject the transmittal, from the last day that was set', (name) => {
    const party = partyNamedInOrder(name);
    if (party === undefined) throw new Error(name);
    const acts = (date: string, knownAt?: string) =>
      effectsOf(party, date, usBank, knownAt).effects.map(({ act }) => act);
    expect(acts('2025-10-19')).toEqual([]);
    expect(acts('2025-10-20')).toEqual(['reject']);
    // The day was moved twice: as it was known then, it would have been in force.
    expect(acts('2025-08-01', '2025-07-01')).toEqual(['reject']);
    expect(acts('2025-08-01', '2025-07-09')).toEqual([]);
    expect(acts('2025-09-10', '2025-07-09')).toEqual(['reject']);
    expect(acts('2025-09-10', '2025-08-19')).toEqual([]);
    expect(effectsOf(party, '2025-08-01', usBank, '2025-06-01').knownLater).toEqual(['2313a']);
  });

  test('a Mexican bank is not bound, and a US shipping line is not either', () => {
    const party = partyOfOrder('2313a-cibanco') as LawParty;
    expect(effectsOf(party, '2026-01-01', mxBank).effects.map(({ id }) => id)).toEqual([
      '2313a.foreign',
    ]);
    const line = effectsOf(party, '2026-01-01', parseActor('us-shipping-line'));
    expect(line.effects).toEqual([]);
    expect(line.others.map(({ id }) => id)).toEqual(['2313a.reject']);
  });

  test.each(['Intercam Banco Internacional, Inc.', 'INTERCAM FX', '31000289206987'])(
    "%s: Intercam's US units are left out by name",
    (text) => {
      const party = partyNamedInOrder(text) as LawParty;
      const answer = effectsOf(party, '2026-01-01', usBank);
      expect(answer.effects).toEqual([]);
      expect(answer.excluded).toMatchObject([
        { standing: 'excluded', order: { id: '2313a-intercam' } },
      ]);
      expect(answer.citations).toContain('2313a-intercam');
    },
  );

  test('a subsidiary in Mexico is taken in; one of the same name elsewhere is to be checked', () => {
    const source = { dataset: 'test', record: '1', knownAt: '2026-01-01T00:00:00' };
    const at = (name: string, country: string) =>
      partyOf(
        new EntityBuilder('a', 'Company', source).add('name', name).add('country', country).build(),
      );
    const acts = (party: LawParty) =>
      effectsOf(party, '2026-01-01', usBank).effects.map(({ act, insteadOf }) => [act, insteadOf]);
    expect(acts(at('CI FONDOS SA DE CV', 'mx'))).toEqual([['reject', undefined]]);
    expect(acts(at('Intercam Banco', 'us'))).toEqual([['caution', 'reject']]);
    expect(acts(at('Vector', 'mx'))).toEqual([]);
    expect(acts(at('Banco Inventado Ejemplar', 'mx'))).toEqual([]);
  });

  test('a proposal binds nobody', () => {
    const answer = effectsOf(partyOfOrder('311-mx-casinos') as LawParty, '2026-05-01', usBank);
    expect(answer.effects).toEqual([]);
    expect(answer.notInForce).toMatchObject([{ standing: 'proposed', programme: '311' }]);
  });
});

describe('removal, licences and verification', () => {
  const source = (from: string, to?: string) => ({
    dataset: 'test',
    held: [{ known: from, from, ...(to === undefined ? {} : { to }) }],
    citations: ['loaded-list'],
    verified: 'copy' as const,
  });
  const removed: LawParty = withDesignations([
    { programme: 'SDGT', sources: [source('2020-01-01', '2024-01-01')] },
    { programme: 'SDNTK', sources: [source('2015-01-01')] },
  ]);

  test('the removal of SDGT does not unblock who is a kingpin too, and is told', () => {
    const { effects, notInForce, citations } = effectsOf(removed, '2024-01-01', usBank);
    expect(effects.map(({ id }) => id)).toEqual(['sdntk.block']);
    expect(notInForce).toMatchObject([{ programme: 'SDGT', standing: 'ended' }]);
    expect(citations).toContain('loaded-list');
    const before = effectsOf(removed, '2023-12-31', usBank).effects.map(({ act }) => act);
    expect(before.filter((act) => act === 'block')).toHaveLength(2);
  });

  test('what is not in force brings its citations too', () => {
    const gone = withDesignations([
      { programme: 'SDGT', sources: [{ ...source('2030-01-01'), citations: ['pn-12869'] }] },
    ]);
    expect(effectsOf(gone, '2024-01-01', usBank).citations).toEqual(['pn-12869']);
  });

  test('an effect is no better verified than the designation it rests on', () => {
    const of = (verified: 'copy' | 'unverified') =>
      effectsOf(
        withDesignations([{ programme: 'SDGT', sources: [{ ...source('2020-01-01'), verified }] }]),
        '2024-01-01',
        usBank,
      ).effects.find(({ id }) => id === 'sdgt.block')?.verified;
    expect(of('copy')).toBe('copy');
    expect(of('unverified')).toBe('unverified');
  });

  test('a licence for institutions is not named to a shipping line, nor one before its time', () => {
    const ids = (actor: string, date: string) =>
      effectsOf(removed, date, parseActor(actor)).licences.map(({ id }) => id);
    expect(ids('us-bank', '2024-06-01')).toContain('gl.service-charges');
    expect(ids('us-shipping-line', '2024-06-01')).not.toContain('gl.service-charges');
    expect(ids('us-shipping-line', '2024-06-01')).toContain('gl.legal-services');
    expect(ids('us-bank', '2021-05-16')).not.toContain('gl.medical');
    expect(ids('us-bank', '2021-05-17')).toContain('gl.medical');
  });

  test('the register speaks once, by its table, of a party that it has', () => {
    const entity = registerParty('ofac-11440');
    const at = { dataset: 'tamiz_cartel_register', record: 'x', knownAt: '2026-04-21T00:00:00' };
    const builder = new EntityBuilder('ofac-11440', 'Organization', at).add('programId', 'SDGT');
    expect(partyOf(builder.build()).designations).toEqual(entity.designations);
  });

  test('an end that has passed is told; one to come leaves it in force until then', () => {
    const at = { dataset: 'test', record: '1', knownAt: '2024-06-01T00:00:00' };
    const standing = (end: string, date: string) => {
      const entity = new EntityBuilder('a', 'Person', at).add('programId', 'SDGT').build();
      const sanction = new EntityBuilder('s', 'Sanction', at)
        .add('entity', 'a')
        .add('programId', 'SDGT')
        .add('endDate', end)
        .build();
      const answer = effectsOf(partyOf(entity, [sanction]), date, usBank);
      return answer.effects[0]?.standing ?? answer.notInForce[0]?.standing;
    };
    expect(standing('2024-01-01', '2024-07-01')).toBe('ended');
    expect(standing('2024-01-01', '2023-12-31')).toBe('uncertain');
    expect(standing('2025-01-01', '2024-07-01')).toBe('in-force');
    expect(standing('2025-01-01', '2025-01-01')).toBe('ended');
  });

  test('a list that tells of a past end did not see it hold when it was published', () => {
    const at = { dataset: 'test', record: '1', knownAt: '2024-06-01T00:00:00' };
    const sanction = (id: string, property: string, date: string) =>
      new EntityBuilder(id, 'Sanction', at)
        .add('entity', 'a')
        .add('programId', 'SDGT')
        .add(property, date)
        .build();
    const entity = new EntityBuilder('a', 'Person', at).build();
    const [designation] = partyOf(entity, [sanction('s', 'endDate', '2024-01-01')]).designations;
    expect(designation?.sources[0]?.held).toEqual([{ known: '2024-06-01', to: '2024-01-01' }]);
    const [open] = partyOf(entity, [sanction('s', 'startDate', '2024-01-01')]).designations;
    expect(open?.sources[0]?.held[0]?.seen).toBe('2024-06-01');
  });
});

describe('the tie to a listed party', () => {
  const tied = (programme: string, via: LawParty['via']) => ({ ...asked(programme), via });
  const acts = (party: LawParty) =>
    effectsOf(party, '2025-03-01', usBank).effects.map(({ id, act }) => `${id} ${act}`);

  test('owned 50 percent: blocked as the owner is under SDGT, to be judged under FTO', () => {
    expect(acts(tied('SDGT', 'owned-50'))).toContain('sdgt.block block');
    expect(acts(tied('FTO', 'owned-50'))).toContain('fto.hold caution');
    expect(acts(tied('CAPTA', 'owned-50'))).toEqual(['capta.restrict caution']);
  });

  test.each(['owned-less', 'controlled', 'agent'] as const)('%s: a caution, no block', (via) => {
    const found = acts(tied('SDGT', via));
    expect(found).toContain('sdgt.block caution');
    expect(found.filter((one) => one.endsWith(' block'))).toEqual([]);
    const answer = effectsOf(tied('SDGT', via), '2025-03-01', usBank);
    expect(answer.licences).toEqual([]);
    expect(answer.effects.flatMap(({ clocks }) => clocks)).not.toContain('ofac.blocked.initial');
  });
});

describe('whatever a list says of dates', () => {
  test('no text breaks an answer, and no tag is lost by it', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('2025-02-20T10:00:00', 'circa 2020', '2025-13'),
    );
    fc.assert(
      fc.property(text, text, text, days, (start, end, knownAt, date) => {
        const source = { dataset: 'test', record: '1', knownAt };
        const entity = new EntityBuilder('a', 'Person', source).add('programId', 'SDGT').build();
        const sanction = new EntityBuilder('s', 'Sanction', source)
          .add('entity', 'a')
          .add('programId', 'SDGT')
          .add('startDate', start)
          .add('endDate', end)
          .build();
        const { effects, notInForce } = effectsOf(partyOf(entity, [sanction]), date, usBank);
        expect(effects.length + notInForce.length).toBeGreaterThan(0);
      }),
    );
  });

  test('one tag of two publishers is two acts', () => {
    const of = (dataset: string) => {
      const source = { dataset, record: '1', knownAt: '2026-01-01T00:00:00' };
      return new EntityBuilder(`s-${dataset}`, 'Sanction', source)
        .add('entity', 'a')
        .add('programId', 'DPRK')
        .build();
    };
    const source = { dataset: 'un_sc_sanctions', record: '1', knownAt: '2026-01-01T00:00:00' };
    const entity = new EntityBuilder('a', 'Person', source).add('name', 'Prueba').build();
    const party = partyOf(entity, [of('us_ofac_sdn'), of('un_sc_sanctions'), of('elsewhere')]);
    const texts = effectsOf(party, '2026-02-01', usBank).effects.map((effect) => effect.text.en);
    expect(texts).toHaveLength(3);
    expect(texts[0]).toContain('Executive Order 13551');
    expect(texts[1]).toContain('resolution 1718');
    expect(texts[2]).toMatch(/^DPRK\. /);
  });
});

describe('programmes that the table does not know', () => {
  test('are said, with the act that the lists name, and never passed over', () => {
    const source = { dataset: 'us_ofac_sdn', record: '1', knownAt: '2026-01-01T00:00:00' };
    const party = partyOf(
      new EntityBuilder('a', 'Person', source)
        .add('name', 'Prueba Inventada')
        .add('programId', 'BURMA-EO14014')
        .add('programId', 'NEVER-SEEN')
        .build(),
    );
    const { effects, verified } = effectsOf(party, '2026-02-01', usBank);
    expect(effects.map(({ act, id }) => [act, id])).toEqual([
      ['caution', 'unmodelled'],
      ['caution', 'unmodelled'],
    ]);
    expect(effects[0]?.text.en).toContain('Executive Order 14014');
    expect(effects[1]?.text.en).toContain('NEVER-SEEN');
    expect(verified).toBe('unverified');
  });
});

const tags = [...programmes.keys(), 'BURMA-EO14014'];
const partial = days.chain((day) => fc.constantFrom(day, day.slice(0, 7), day.slice(0, 4)));
const held = fc.record(
  { known: partial, from: partial, seen: partial, announced: fc.boolean() },
  { requiredKeys: ['known'] },
);
const designation: fc.Arbitrary<Designation> = fc.record({
  programme: fc.constantFrom(...tags),
  sources: fc.array(
    fc.record({
      dataset: fc.constant('test'),
      held: fc.array(held, { minLength: 1, maxLength: 3 }),
      citations: fc.constant(['loaded-list']),
      verified: fc.constantFrom('copy' as const, 'unverified' as const),
    }),
    { minLength: 1, maxLength: 2 },
  ),
});
const actors: fc.Arbitrary<Actor> = fc.record({
  jurisdiction: fc.constantFrom('us', 'mx', 'foreign'),
  kind: fc.constantFrom(...actorKinds),
});

describe('for any designations', () => {
  test('adding one never removes an effect, and removing one leaves what the others require', () => {
    fc.assert(
      fc.property(
        fc.array(designation, { maxLength: 4 }),
        designation,
        days,
        fc.option(days, { nil: undefined }),
        actors,
        (some, more, date, knownAt, actor) => {
          const keys = (list: readonly Designation[]) =>
            effectsOf(withDesignations(list), date, actor, knownAt).effects.map(
              ({ id, act, standing, programme }) => `${id} ${act} ${standing} ${programme}`,
            );
          const before = keys(some);
          const after = keys([...some, more]);
          const left = [...after];
          for (const key of before) {
            expect(left).toContain(key);
            left.splice(left.indexOf(key), 1);
          }
        },
      ),
    );
  });

  test('the order of designations does not matter', () => {
    fc.assert(
      fc.property(fc.array(designation, { maxLength: 5 }), days, actors, (list, date, actor) => {
        const sorted = (these: readonly Designation[]) =>
          effectsOf(withDesignations(these), date, actor)
            .effects.map(({ id, standing, programme }) => `${id} ${standing} ${programme}`)
            .sort();
        expect(sorted([...list].reverse())).toEqual(sorted(list));
      }),
    );
  });

  test('acts stand in their order, and nothing is told that was not known', () => {
    fc.assert(
      fc.property(fc.array(designation), days, days, actors, (list, date, knownAt, actor) => {
        const { effects, notInForce, citations } = effectsOf(
          withDesignations(list),
          date,
          actor,
          knownAt,
        );
        const order = ['block', 'hold-and-report', 'reject', 'restrict-correspondent'];
        const places = effects.map(({ act }) => (order.indexOf(act) + 99) % 99);
        const strict = places.filter((at) => at < 4);
        expect(strict).toEqual([...strict].sort((a, b) => a - b));
        for (const effect of effects) {
          expect(citations).toEqual(expect.arrayContaining([...effect.citations]));
          expect(effect.citations.length).toBeGreaterThan(0);
        }
        const told = [...effects.map(({ basis }) => basis), ...notInForce];
        for (const { known } of told) expect(lastDayOf(known.known) <= knownAt).toBe(true);
      }),
    );
  });
});
