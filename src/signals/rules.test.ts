import { describe, expect, test } from 'vitest';
import { loadData } from '../base/index.ts';
import { programmes } from '../law/index.ts';
import { kindName, kindsIn, programmesIn, publisherOf, todoOf } from './rules.ts';
import { KINDS } from './types.ts';

/** All sentences are made up; the parties in them do not exist, or are those of the register. */

interface Rules {
  readonly kinds: readonly {
    readonly kind: string;
    readonly rules: readonly {
      readonly id: string;
      readonly language: string;
      readonly all: readonly (readonly string[])[];
      readonly none: readonly string[];
    }[];
  }[];
}

const kinds = (sentence: string) => [...new Set(kindsIn(sentence).map(({ what }) => what))].sort();

describe('kinds', () => {
  test.each([
    ['Counter Narcotics Designations', 'designation'],
    ['Treasury Sanctions Invented Network; OFAC designates three persons', 'designation'],
    [
      'The Secretary of State designates Grupo Inventado as a Foreign Terrorist Organization.',
      'designation',
    ],
    ['Notice of OFAC Sanctions Actions', 'designation'],
    ['OFAC has added two made-up companies to its SDN List.', 'designation'],
    [
      'El Departamento de Estado designa a Grupo Inventado como organización terrorista extranjera.',
      'designation',
    ],
    ['La OFAC sancionó a una empresa ficticia.', 'designation'],
    ['Counter Terrorism Designation Removal', 'removal'],
    ['The following persons have been removed from the SDN List.', 'removal'],
    [
      'The Secretary revokes the designation of Grupo Inventado as a Foreign Terrorist Organization.',
      'removal',
    ],
    ['La OFAC retira de la lista a una persona ficticia.', 'removal'],
    ['Issuance of Counter Terrorism General License 99', 'general-licence'],
    ['La OFAC emite la Licencia General 99.', 'general-licence'],
    ['FinCEN Issues Advisory on Invented Typologies', 'advisory'],
    ['OFAC has published guidance for financial institutions.', 'advisory'],
    ['La UIF emite una alerta a las instituciones financieras.', 'advisory'],
    [
      'Imposition of Special Measure Prohibiting Certain Transmittals of Funds Involving Banco Inventado',
      'order',
    ],
    ['FinCEN issued an order under 21 U.S.C. 2313a.', 'order'],
    ['The President signed Executive Order 99999.', 'order'],
    ['FinCEN emite una orden conforme a 21 USC 2313a.', 'order'],
    ['The D.C. Circuit affirmed the decision.', 'ruling'],
    ['A federal judge sentenced a made-up man to twenty years.', 'ruling'],
    ['El juez dictó sentencia.', 'ruling'],
    ['The treaty enters into force on May 1.', 'treaty'],
    ['Nine made-up cartel leaders were transferred to the United States from Mexico.', 'treaty'],
    ['El Senado ratificó el tratado.', 'treaty'],
    ['The Committee will hold a hearing on invented matters.', 'hearing'],
    ['El juez fijó la audiencia para mayo.', 'hearing'],
  ])('%s', (sentence, kind) => {
    expect(kinds(sentence)).toEqual([kind]);
  });

  test.each([
    'Treasury Secretary Meets Invented Minister',
    'The group was founded in 1990.',
    'Specially Designated Nationals List in New Formats',
    'The person has filed a petition for removal from the SDN List.',
    'Meeting of the Advisory Committee',
    'Mercado de artesanías abierto en domingo',
    '',
  ])('nothing in: %s', (sentence) => {
    expect(kinds(sentence)).toEqual([]);
  });

  test('each clause of a title stands for itself', () => {
    const title =
      'Counter Narcotics Designations; Counter Terrorism Designation Removal; Issuance of General License 99';
    expect(kinds(title)).toEqual(['designation', 'general-licence', 'removal']);
  });

  test('one clause may announce two things', () => {
    const title = 'Counter Terrorism Designation Update, Invented-related removal';
    expect(kinds(title)).toEqual(['designation', 'removal']);
  });

  test('tell which words did it, as they stand in the text', () => {
    expect(kindsIn('The D.C.  Circuit has VACATED it.')).toEqual([
      { what: 'ruling', rule: 'ruling.en', words: ['Circuit', 'VACATED'] },
    ]);
  });
});

describe('the tables', () => {
  const rows = loadData<Rules>('signals/kinds.json').kinds;

  test('have every kind, in both languages, with a name and something to do', () => {
    expect(rows.map(({ kind }) => kind).sort()).toEqual([...KINDS].sort());
    for (const { kind, rules } of rows) {
      expect(new Set(rules.map(({ language }) => language)), kind).toEqual(new Set(['en', 'es']));
    }
    for (const kind of KINDS) {
      const texts = [kindName(kind), ...todoOf([kind])];
      expect(texts.length, kind).toBeGreaterThan(1);
      for (const { en, es } of texts) {
        expect(en, kind).toBeTruthy();
        expect(es).not.toBe(en);
      }
    }
  });

  test('have rules under names of their own, with two groups and no phrase twice in one', () => {
    const all = rows.flatMap(({ rules }) => rules);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { id, all: groups, none } of all) {
      expect(groups.length, id).toBeGreaterThan(1);
      for (const phrases of [...groups, none])
        expect(new Set(phrases).size, id).toBe(phrases.length);
      for (const phrase of groups.flat()) expect(phrase, id).toMatch(/^[a-z0-9ñ* ]+$/);
    }
  });

  test('have phrases for every programme of the law, and for no other', () => {
    const table = loadData<{ programmes: { programme: string }[] }>('signals/programmes.json');
    expect(table.programmes.map(({ programme }) => programme).sort()).toEqual(
      [...programmes.keys()].sort(),
    );
  });
});

describe('programmes', () => {
  const named = (sentence: string) =>
    programmesIn(sentence)
      .map(({ what }) => what)
      .sort();

  test.each([
    ['under Executive Order 13224, as amended', ['SDGT']],
    ['pursuant to E.O. 14059', ['ILLICIT-DRUGS-EO14059']],
    ['as a Foreign Terrorist Organization (FTO)', ['FTO', 'FTO']],
    ['como organizaciones terroristas extranjeras', ['FTO']],
    ['the Kingpin Act and 21 U.S.C. 2313a', ['2313a', 'SDNTK']],
    ['Specially Designated Narcotics Traffickers', ['SDNT']],
    ['he said fto and tco', []],
    ['311 people', []],
  ])('%s', (sentence, programme) => {
    expect(named(sentence)).toEqual(programme);
  });
});

describe('publishers', () => {
  test.each([
    ['https://ofac.treasury.gov/x', 'US Department of the Treasury, OFAC'],
    ['https://home.treasury.gov/x', 'US Department of the Treasury'],
    ['https://www.federalregister.gov/d/1', 'Federal Register'],
    ['https://nottreasury.gov/x', null],
    ['https://treasury.gov.example.org/x', null],
    [null, null],
  ])('%s', (link, publisher) => {
    expect(publisherOf(link)).toBe(publisher);
  });
});
