import { describe, expect, test } from 'vitest';
import { type Entity, EntityBuilder } from '../entity/index.ts';
import { effectsOf, parseActor } from '../law/index.ts';
import { lawPartyOf } from './acts.ts';
import { type Party, partyOfId } from './party.ts';
import { engineOf, type MadeList } from './testing/lists.ts';

type Properties = Readonly<Record<string, readonly string[]>>;

/** A listing, and what its list says about it. */
function listed(
  list: string,
  schema: string,
  properties: Properties,
  { reference, tag, id = `${list}-1` }: { reference?: string; tag?: string; id?: string } = {},
): Entity[] {
  const source = { dataset: list, record: id, knownAt: '2026-04-21T00:00:00' };
  const party = new EntityBuilder(id, schema, source);
  for (const [name, values] of Object.entries(properties)) {
    for (const value of values) party.add(name, value);
  }
  const sanction = new EntityBuilder(`${id}-sanction`, 'Sanction', source)
    .add('entity', id)
    .add('authority', `Authority of ${list}`)
    .add('programId', tag)
    .add('unscId', reference);
  return [party.build(), sanction.build()];
}

function partyAmong(id: string, ...entities: readonly Entity[][]): Party {
  const lists = new Map<string, Entity[]>();
  for (const one of entities) {
    const name = one[0]?.datasets[0] as string;
    lists.set(name, [...(lists.get(name) ?? []), ...one]);
  }
  const made: MadeList[] = [...lists].map(([name, all]) => ({ name, entities: all }));
  return partyOfId(engineOf(made), id) as Party;
}

const idsOf = ({ listings }: Party) => listings.map(({ entity }) => entity.id);
const name = ['Ximena Zorrilla Satizábal'];

describe('a reference that a list states as the party’s own', () => {
  test('joins, whatever the names, and says so in both languages', () => {
    const party = partyAmong(
      'eu-1',
      listed('un', 'Person', { name }, { reference: 'QDi.901' }),
      listed('eu', 'Person', { name: ['X. ZORRILLA'] }, { reference: 'QDI.901' }),
      listed('gb', 'Person', { name: ['Zorrilla, Ximena'] }, { reference: 'QDi.902' }),
    );
    expect(idsOf(party)).toEqual(['eu-1', 'un-1']);
    expect(party.links.map(({ reasons }) => reasons)).toEqual([
      [
        {
          rule: 'un-reference',
          value: 'QDi.901',
          sentence: {
            en: 'The same reference of the UN Security Council QDi.901, in eu and un.',
            es: 'La misma referencia del Consejo de Seguridad de la ONU QDi.901, en eu y un.',
          },
        },
      ],
    ]);
    expect(party.signals).toEqual([]);
  });

  test('is not that of the group to which a person belongs', () => {
    const party = partyAmong(
      'un-1',
      listed('un', 'Organization', { name: ['Grupo Tauro'] }, { reference: 'QDe.901' }),
      listed('au', 'Person', { name }, { reference: 'QDe.901' }),
    );
    expect(idsOf(party)).toEqual(['un-1']);
  });

  test('does not join people of other names: one of the lists is wrong, and it says so', () => {
    const party = partyAmong(
      'un-1',
      listed('un', 'Person', { name }, { reference: 'HTi.909' }),
      listed('gb', 'Person', { name: ['Gerardo Peñaloza'] }, { reference: 'HTi.909' }),
    );
    expect(idsOf(party)).toEqual(['un-1']);
    expect(party.signals.map(({ kind }) => kind)).toEqual(['contradiction']);
    expect(party.signals[0]?.sentence.en).toContain('no word in common');
  });
});

describe('an id', () => {
  const idsAmong = (one: Entity[], other: Entity[]) => idsOf(partyAmong('x-1', one, other));
  const with_ = (list: string, schema: string, text: string, birthDate: string[] = []) =>
    listed(
      list,
      schema,
      { name: [text], ...(birthDate.length > 0 && { birthDate }) },
      { id: 'x-1' },
    );

  test('joins, whatever its publisher corrected', () => {
    const one = with_('a', 'Person', 'Ximena Zorrilla', ['1966-07-17']);
    const other = with_('b', 'Person', 'ZORRILLA, X.', ['1971-01-02']);
    expect(idsAmong(one, other)).toEqual(['x-1', 'x-1']);
  });

  test('does not join what two lists of one’s own happen to count alike', () => {
    const one = with_('a', 'Organization', 'Grupo Tauro');
    expect(idsAmong(one, with_('b', 'Organization', 'Zafiro Norte'))).toEqual(['x-1']);
    expect(idsAmong(one, with_('b', 'Person', 'Grupo Tauro'))).toEqual(['x-1']);
    const { signals } = partyAmong('x-1', one, with_('b', 'Person', 'Grupo Tauro'));
    expect(signals[0]?.kind).toBe('contradiction');
  });
});

describe('numbers', () => {
  const pair = (schema: string, one: Properties, other: Properties, names = [name, name]) =>
    partyAmong(
      'a-1',
      listed('a', schema, { name: names[0] as string[], ...one }),
      listed('b', schema, { name: names[1] as string[], ...other }),
    );
  const joins = (...asked: Parameters<typeof pair>) => idsOf(pair(...asked)).length === 2;

  test('a name alone never joins, nor with the same birth date, country and address', () => {
    const same = { birthDate: ['1966-07-17'], nationality: ['mx'], address: ['Calle Uno 1'] };
    expect(joins('Person', same, same)).toBe(false);
  });

  test.each([
    ['phone', '+52 55 1234 5678'],
    ['email', 'ximena@example.org'],
    ['website', 'https://example.org'],
  ])('a shared %s does not join', (property, value) => {
    expect(joins('Person', { [property]: [value] }, { [property]: [value] })).toBe(false);
  });

  test('a passport joins with its country, and not with another or none', () => {
    const passport = (text: string) => ({ passportNumber: [text] });
    expect(joins('Person', passport('G12345678 (Mexico)'), passport('G-12345678 (MX)'))).toBe(true);
    expect(joins('Person', passport('G12345678 (Mexico)'), passport('G12345678 (Peru)'))).toBe(
      false,
    );
    expect(joins('Person', passport('G12345678 (Mexico)'), passport('G12345678'))).toBe(false);
  });

  test('a long number joins by the party’s own country, a short one does not', () => {
    const tax = (text: string) => ({ taxNumber: [text], country: ['ru'] });
    expect(joins('Organization', tax('7705513237 (Russia)'), tax('7705513237'))).toBe(true);
    expect(joins('Organization', tax('77055132 (Russia)'), tax('77055132'))).toBe(false);
  });

  test('Russia’s codes of tax offices and banks join nobody', () => {
    const code = { registrationNumber: ['772701001 (Russia)'] };
    expect(joins('Organization', code, code)).toBe(false);
  });

  test('a CURP joins; a generic RFC, one without homoclave and a person’s with a firm do not', () => {
    const curp = { idNumber: ['QUBL660717HSRNRR08'] };
    expect(joins('Person', curp, curp)).toBe(true);
    for (const rfc of ['XAXX010101000', 'QUBL660717']) {
      expect(joins('Person', { taxNumber: [rfc] }, { taxNumber: [rfc] })).toBe(false);
    }
    const firm = { taxNumber: ['QUBL660717AB1'] };
    expect(joins('Organization', firm, firm)).toBe(false);
    expect(joins('Person', firm, firm)).toBe(true);
  });

  test('a ship keeps its IMO number under a new name; its owner is not the ship', () => {
    const imo = { imoNumber: ['IMO 9074729'] };
    expect(joins('Vessel', imo, imo, [['Tauro'], ['Zafiro Norte']])).toBe(true);
    const party = partyAmong(
      'a-1',
      listed('a', 'Vessel', { name: ['Tauro'], ...imo }),
      listed('b', 'Organization', { name: ['Tauro'], ...imo }),
    );
    expect(idsOf(party)).toEqual(['a-1']);
    expect(party.signals[0]?.sentence.es).toContain('distinta clase');
  });

  test('a number of a false document joins nobody', () => {
    const source = { dataset: 'b', record: '1', knownAt: '2026-01-01T00:00:00' };
    const forged = new EntityBuilder('b-1', 'Person', source)
      .add('name', name[0])
      .add('passportNumber', 'G12345678', 'Passport G12345678 (Mexico), fraudulent');
    const party = partyAmong(
      'a-1',
      listed('a', 'Person', { name, passportNumber: ['G12345678 (Mexico)'] }),
      [forged.build()],
    );
    expect(idsOf(party)).toEqual(['a-1']);
  });

  test.each(['G12345678 (false) (Mexico)', 'G12345678 (Mexico), falsificado'])(
    'nor does %s, where the list has no other text beside it',
    (number) => {
      const party = partyAmong(
        'a-1',
        listed('a', 'Person', { name, passportNumber: [number] }),
        listed('b', 'Person', { name, passportNumber: [number] }),
      );
      expect(idsOf(party)).toEqual(['a-1']);
    },
  );

  test('birth dates years apart are told, and not joined', () => {
    const with_ = (date: string) => ({ idNumber: ['5501017777 (Colombia)'], birthDate: [date] });
    const party = pair('Person', with_('1966-07-17'), with_('1980-01-02'));
    expect(idsOf(party)).toEqual(['a-1']);
    expect(party.signals[0]?.sentence).toEqual({
      en:
        'They share the official number 5501017777 (Colombia), but their birth dates are apart ' +
        '(1966-07-17; 1980-01-02). One of the lists may be wrong.',
      es:
        'Comparten el número oficial 5501017777 (Colombia), pero sus fechas de nacimiento distan ' +
        '(1966-07-17; 1980-01-02). Una lista puede estar equivocada.',
    });
  });

  test('a number that two records of one list have names neither', () => {
    const tax = { name: ['Tauro'], taxNumber: ['7705513237 (Russia)'] };
    const party = partyAmong(
      'b-1',
      listed('a', 'Organization', tax),
      listed('a', 'Organization', { ...tax, name: ['Zafiro'] }, { id: 'a-2' }),
      listed('b', 'Organization', tax),
      listed('c', 'Organization', tax),
    );
    expect(idsOf(party)).toEqual(['b-1', 'c-1']);
    const [signal] = partyAmong(
      'a-1',
      listed('a', 'Organization', tax),
      listed('a', 'Organization', { ...tax, name: ['Zafiro'] }, { id: 'a-2' }),
    ).signals;
    expect(signal?.kind).toBe('ambiguous');
    expect(signal?.listings.map(({ id }) => id)).toEqual(['a-1', 'a-2']);
  });

  test('what leads from one party to another that cannot be it is cut at its weakest link', () => {
    const reference = 'QDi.901';
    const passport = { passportNumber: ['G12345678 (Mexico)'] };
    const party = partyAmong(
      'a-1',
      listed('a', 'Person', { name, birthDate: ['1966-07-17'] }, { reference }),
      listed('b', 'Person', { name, ...passport }, { reference }),
      listed('c', 'Person', { name, birthDate: ['1980-01-02'], ...passport }),
    );
    expect(idsOf(party)).toEqual(['a-1', 'b-1']);
    expect(party.signals.map(({ kind }) => kind)).toEqual(['cut']);
  });
});

describe('the acts of a party', () => {
  test('are those of all its lists, each with its source; an act that is not known is told', () => {
    const party = partyAmong(
      'us_ofac_sdn-1',
      listed('us_ofac_sdn', 'Person', { name }, { reference: 'QDi.901', tag: 'SDGT' }),
      listed('eu_fsf', 'Person', { name }, { reference: 'QDi.901', tag: 'EU-TAQA' }),
      listed('gb_x', 'Person', { name }, { reference: 'QDi.901' }),
    );
    const law = lawPartyOf(party);
    const { effects } = effectsOf(law, '2026-04-21', parseActor('us-bank'));
    expect(effects.map(({ act, programme }) => `${act} ${programme}`)).toEqual(
      expect.arrayContaining(['block SDGT', 'caution EU-TAQA', 'caution Authority of gb_x']),
    );
    const datasets = effects.flatMap(({ basis }) => basis.sources.map(({ dataset }) => dataset));
    expect(new Set(datasets)).toEqual(new Set(['us_ofac_sdn', 'eu_fsf', 'gb_x']));
  });
});
