import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identifierKeys, identifierLookupKeys } from '../../identifiers/index.ts';
import { factEvidence, mostFactPoints, mostSmallFacts } from '../facts.ts';
import { MODEL } from '../model.ts';
import type { Evidence, Feature } from '../types.ts';
import { visitDatesNear } from './date-agreement.ts';
import { type PartyFacts, partyFacts } from './prepare.ts';
import { type Properties, party, twoParties } from './testing/party.ts';

const compare = (schema: string, query: Properties, listing: Properties): readonly Evidence[] =>
  factEvidence(partyFacts(party(schema, query)), partyFacts(party(schema, listing)));

/** The points of one feature; undefined where it is not in the evidence. */
function pointsOf(feature: Feature, schema: string, query: Properties, listing: Properties) {
  const found = compare(schema, query, listing).filter((e) => e.feature === feature);
  return found.length === 0 ? undefined : found.reduce((sum, e) => sum + e.points, 0);
}

const sum = (evidence: readonly Evidence[]) => evidence.reduce((total, e) => total + e.points, 0);

const shares = (query: PartyFacts, listing: PartyFacts, keysOf: typeof identifierKeys): boolean => {
  const keys = new Set(query.identifiers.flatMap(keysOf));
  return listing.identifiers.flatMap(keysOf).some((key) => keys.has(key));
};

describe('bounds', () => {
  test('what shares no key never has more than the most', () => {
    fc.assert(
      fc.property(twoParties, ([a, b]) => {
        const [query, listing] = [partyFacts(a), partyFacts(b)];
        if (shares(query, listing, identifierKeys)) return;
        const most = mostFactPoints(query, mostSmallFacts(query)) / 10;
        expect(sum(factEvidence(query, listing))).toBeLessThanOrEqual(most + 1e-9);
      }),
      { numRuns: 1_000 },
    );
  });

  test('without a birth date that agrees or a number, facts count little', () => {
    fc.assert(
      fc.property(twoParties, ([a, b]) => {
        const [query, listing] = [partyFacts(a), partyFacts(b)];
        const most = (mostSmallFacts(query)[listing.topics] as number) / 10;
        expect(most).toBeLessThanOrEqual(12);
        const ranges: [number, number][] = [];
        for (const { packed } of query.birthDates) {
          visitDatesNear(packed, (from, to) => ranges.push([from, to]));
        }
        const near = listing.birthDates.some(({ packed }) =>
          ranges.some(([from, to]) => from <= packed && packed <= to),
        );
        if (near || shares(query, listing, identifierLookupKeys)) return;
        expect(sum(factEvidence(query, listing))).toBeLessThanOrEqual(most + 1e-9);
      }),
      { numRuns: 1_000 },
    );
  });

  test('small facts that agree never count more than their most', () => {
    const all = {
      gender: ['female'],
      nationality: ['mx'],
      birthPlace: ['Culiacan, Sinaloa, Mexico'],
      address: ['Calle Zafiro 123, Col. Inventada, Culiacan'],
      deathDate: ['2001'],
    };
    const evidence = compare('Person', all, all);
    expect(sum(evidence)).toBe(MODEL.smallFactsMost);
    expect(evidence.at(-1)?.feature).toBe('smallFacts');
  });
});

test('which of the two asks makes no difference to the points', () => {
  fc.assert(
    fc.property(twoParties, ([a, b]) => {
      const [query, listing] = [partyFacts(a), partyFacts(b)];
      // Of numbers that share a key and differ in kind, the one that is asked for gives the weight.
      if (shares(query, listing, identifierKeys)) return;
      expect(sum(factEvidence(query, listing))).toBeCloseTo(sum(factEvidence(listing, query)), 9);
    }),
    { numRuns: 1_000 },
  );
});

test('every piece says something in both languages', () => {
  fc.assert(
    fc.property(twoParties, ([a, b]) => {
      for (const { sentence, points } of factEvidence(partyFacts(a), partyFacts(b))) {
        expect(sentence.en && sentence.es).toBeTruthy();
        expect(`${sentence.en} ${sentence.es}`).not.toContain('undefined');
        expect(Number.isFinite(points)).toBe(true);
      }
    }),
  );
});

describe('birth dates', () => {
  const points = (query: readonly string[], listing: readonly string[]) =>
    pointsOf('birthDate', 'Person', { birthDate: query }, { birthDate: listing });

  test.each([
    ['1966-07-17', '1966-07-17', 'day'],
    ['1966-01-01', '1966-01-01', 'dayPlaceholder'],
    ['1966-07-17', '1966-07', 'month'],
    ['1966-07-17', '1966', 'year'],
    ['1966-07-17', '1966-07-01', 'yearPlaceholder'],
    ['1966-05-04', '1966-04-05', 'swapped'],
    ['1966-07-17', '1966-07-11', 'digit'],
    ['1966-07-17', '1968 [circa]', 'circa'],
    ['1966-07-17', '1967', 'nextYear'],
    ['1966-07-17', '1986-07-17', 'yearDigit'],
    ['1966-07-17', '1966-12-05', 'sameYear'],
    ['1966-07-17', '1967-12-05', 'yearApart'],
    ['1966-07-17', '1971-12-05', 'yearsApart'],
    ['1966-07-17', '1991-12-05', 'decadesApart'],
  ] as const)('%s and %s: %s', (a, b, how) => {
    expect(points([a], [b])).toBe(MODEL.birthDate[how]);
    expect(points([b], [a])).toBe(MODEL.birthDate[how]);
  });

  test('of several the best counts, and for less', () => {
    const { day, several, decadesApart } = MODEL.birthDate;
    expect(points(['1966-07-17'], ['1991-01-30', '1966-07-17'])).toBe(day + several);
    expect(points(['1966-07-17'], ['1991-01-30', '1995-01-30'])).toBe(decadesApart);
    expect(points(['1966-07-17', '1966-07-17'], ['1966-07-17'])).toBe(day);
  });

  test('one that only the listing has is missing, one that only the record has is no matter', () => {
    const listed = { birthDate: ['1966-07-17'] };
    expect(compare('Person', {}, listed)[0]).toMatchObject({ agreement: 'missing', points: 0 });
    expect(compare('Person', listed, {})).toEqual([]);
  });
});

describe('what a CURP or an RFC implies', () => {
  // Synthetic keys of an invented Gerarda Prueba Satizabal, born in Sinaloa.
  const curp = { idNumber: ['PUSG660717MSLRTR08'] };
  const rfc = { taxNumber: ['PUSG660717AB1'] };

  test('birth date, sex and state, held against the other side, both ways', () => {
    const listed = {
      birthDate: ['1966-07-17'],
      gender: ['female'],
      birthPlace: ['Culiacan, Sinaloa, Mexico'],
    };
    for (const [a, b] of [
      [curp, listed],
      [listed, curp],
    ] as const) {
      const evidence = compare('Person', a, b);
      expect(evidence.map(({ feature, points }) => [feature, points])).toEqual([
        ['birthDate', MODEL.birthDate.day],
        ['gender', MODEL.gender.equal],
        ['birthPlace', MODEL.birthPlace.state],
      ]);
      for (const { sentence } of evidence) expect(sentence.en).toContain('PUSG660717MSLRTR08');
    }
    const other = { gender: ['male'], birthPlace: ['Chihuahua, Mexico'] };
    expect(pointsOf('gender', 'Person', curp, other)).toBe(MODEL.gender.contradicting);
    expect(pointsOf('birthPlace', 'Person', curp, other)).toBe(MODEL.birthPlace.stateDifferent);
  });

  test('a birth abroad', () => {
    const abroad = { idNumber: ['BOXW310820HNERXN09'] };
    const born = (birthPlace: string) =>
      pointsOf('birthPlace', 'Person', abroad, { birthPlace: [birthPlace] });
    expect(born('Culiacan, Sinaloa, Mexico')).toBe(MODEL.birthPlace.countryDifferent);
    expect(born('Bonn, Germany')).toBe(MODEL.birthPlace.country);
    expect(pointsOf('birthPlace', 'Person', curp, { birthPlace: ['Bonn, Germany'] })).toBe(
      MODEL.birthPlace.countryDifferent,
    );
  });

  test.each([
    ['PRUEBA SATIZABAL, Gerarda', 'fit'],
    ['Gerarda Prueba Satizabal', 'fit'],
    ['Gerarda Prueba', 'fit'],
    ['Maria Gerarda de la Prueba Satizabal', 'fit'],
    ['PRUEVA ZATIZABAL, Jerarda', 'fit'],
    ['PRUEBA ORDOÑEZ, Gerarda', 'onePart'],
    ['PRUEBA SATIZABAL, Teodora', 'onePart'],
    ['WUNDERLICH ORDOÑEZ, Walter', 'moreParts'],
  ] as const)('letters beside %s: %s', (name, how) => {
    for (const key of [curp, rfc]) {
      const points = pointsOf('nameLetters', 'Person', key, { name: [name] });
      expect(points).toBe(MODEL.nameLetters[how]);
      expect(pointsOf('nameLetters', 'Person', { name: [name] }, key)).toBe(points);
    }
  });

  test('letters that the own name does not bear out say nothing', () => {
    const query = { ...curp, name: ['PRUEBA SATIZABAL, Teodora'] };
    const listing = { name: ['PRUEBA SATIZABAL, Bruno'] };
    expect(pointsOf('nameLetters', 'Person', query, listing)).toBeUndefined();
  });

  test('where both have a key, the keys are compared and not the letters', () => {
    const listing = { ...rfc, name: ['Walter Wunderlich'] };
    expect(pointsOf('nameLetters', 'Person', curp, listing)).toBeUndefined();
  });

  test('the letters and the date of a company', () => {
    const key = { taxNumber: ['ZIN010505AB1'] };
    const name = ['Zafiro Inventado del Norte, S.A. de C.V.'];
    const dated = { name, incorporationDate: ['2001-05-05'] };
    expect(pointsOf('nameLetters', 'Company', key, { name })).toBe(MODEL.nameLetters.companyFit);
    expect(pointsOf('incorporationDate', 'Company', key, dated)).toBe(MODEL.incorporationDate.day);
    expect(pointsOf('nameLetters', 'Company', key, { name: ['Perla Comercial'] })).toBe(
      MODEL.nameLetters.companyMisfit,
    );
  });
});

describe('identifiers', () => {
  const points = (schema: string, property: string, a: string, b: string) =>
    pointsOf('identifier', schema, { [property]: [a] }, { [property]: [b] });
  const { equal, contradicting, near } = MODEL.identifier;

  test.each([
    ['passportNumber', 'G12345678', 'g-12345678', equal['passport']],
    ['passportNumber', 'G12345678', 'G87654321', contradicting['passport']],
    ['idNumber', 'PUSX660717MSLRTM08', 'PUSX660717MSLRTM16', near],
    ['idNumber', 'PUSX660717MSLRTM08', 'BOXW310820HNERXN09', contradicting['curp']],
    ['taxNumber', 'PUSX660717AB1', 'PUSX660717', near],
    ['taxNumber', 'PUSX660717AB1', 'PUSX660717XY9', contradicting['rfc']],
    // A Colombian NIT with and without its check digit; another one; one of another register.
    ['taxNumber', '800197268-4', '800197268', equal['tax']],
    ['taxNumber', '800197268-4', '811020345-3', contradicting['tax']],
    ['taxNumber', '800197268-4', 'AB 123/99-X', undefined],
  ] as const)('%s %s and %s', (property, a, b, expected) => {
    expect(points('Person', property, a, b)).toBe(expected);
  });

  test('of ships', () => {
    expect(points('Vessel', 'imoNumber', '9074729', 'IMO 9074729')).toBe(equal['imo']);
    expect(points('Vessel', 'imoNumber', '9074729', '9187629')).toBe(contradicting['imo']);
    expect(points('Vessel', 'mmsi', '273000001', '273000001')).toBe(equal['mmsi']);
    expect(points('Vessel', 'mmsi', '273000001', '273000002')).toBe(contradicting['mmsi']);
  });

  test('a wallet on any entity, by the rule of its chain', () => {
    const mixed = '0xAb5801a7D398351b8bE11C439e05C5B3259aeC9B';
    const query = { idNumber: [mixed] };
    const listing = { idNumber: [mixed.toLowerCase()] };
    expect(pointsOf('identifier', 'Person', query, listing)).toBe(equal['wallet']);
    const wallet = { publicKey: ['1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'] };
    const other = { publicKey: ['1bvbmseystwetqtfn5au4m4gfg7xjanvn2'] };
    expect(pointsOf('identifier', 'CryptoWallet', wallet, other)).toBeUndefined();
  });
});

describe('ways to reach somebody', () => {
  const points = (property: string, a: string, b: string) =>
    pointsOf('contact', 'Company', { [property]: [a] }, { [property]: [b] });
  const { email, phone, domain } = MODEL.contact;
  const roleAndDomain = MODEL.contact.roleEmail + domain;

  test.each([
    ['phone', '+52 (667) 123-4567', '667 123 4567', phone],
    ['phone', '0052 1 667 1234567', '6671234567 ext. 12', phone],
    ['phone', '+52 667 123 4567', '+52 667 123 4568', undefined],
    ['email', 'X.Prueba@gmail.com', 'xprueba+1@googlemail.com', email],
    ['email', 'x.prueba@example.mx', 'X.Prueba@Example.mx', email + domain],
    ['email', 'x.prueba@example.mx', 'xprueba@example.mx', domain],
    ['email', 'ventas@example.mx', 'VENTAS@example.mx', roleAndDomain],
    ['email', 'a@gmail.com', 'b@gmail.com', undefined],
    ['website', 'https://www.example.mx/inicio?x=1', 'example.mx', domain],
    ['website', 'https://www.facebook.com/inventado', 'facebook.com/otro', undefined],
  ] as const)('%s %s and %s', (property, a, b, expected) => {
    expect(points(property, a, b)).toBe(expected);
  });

  test('a site and a mailbox of one domain', () => {
    const query = { website: ['http://example.mx'] };
    expect(pointsOf('contact', 'Company', query, { email: ['ana@example.mx'] })).toBe(domain);
  });
});

describe('countries and places', () => {
  test.each([
    [
      { nationality: ['mx'] },
      { citizenship: ['mx', 'us'] },
      'nationality',
      MODEL.nationality.shared,
    ],
    [{ nationality: ['mx'] }, { nationality: ['us'] }, 'nationality', MODEL.nationality.disjoint],
    [{ country: ['us'] }, { nationality: ['mx'] }, 'country', MODEL.country.disjoint],
    [{ country: ['mx'] }, { nationality: ['mx'] }, 'country', MODEL.country.shared],
    [{ country: ['suhh'] }, { country: ['ua'] }, 'country', undefined],
    [
      { birthPlace: ['Bonn, Germany'] },
      { birthPlace: ['BONN, Alemania'] },
      'birthPlace',
      MODEL.birthPlace.place,
    ],
    [
      { birthPlace: ['Bonn, Germany'] },
      { birthCountry: ['mx'] },
      'birthPlace',
      MODEL.birthPlace.countryDifferent,
    ],
    [
      { birthPlace: ['Bonn, Germany'] },
      { birthCountry: ['de'] },
      'birthPlace',
      MODEL.birthPlace.country,
    ],
    [
      { birthPlace: ['Sinaloa, Mexico'] },
      { birthPlace: ['Mazatlan, Sinaloa'] },
      'birthPlace',
      MODEL.birthPlace.state,
    ],
    [
      { birthPlace: ['Toluca, Estado de Mexico'] },
      { birthPlace: ['Mexico City'] },
      'birthPlace',
      MODEL.birthPlace.country,
    ],
    [
      { birthPlace: ['Sinaloa, Mexico'] },
      { birthPlace: ['Durango, Mexico'] },
      'birthPlace',
      MODEL.birthPlace.stateDifferent,
    ],
    [
      { birthPlace: ['Hidalgo del Parral, Chihuahua'] },
      { birthPlace: ['Chihuahua'] },
      'birthPlace',
      MODEL.birthPlace.state,
    ],
  ] as const)('%j and %j: %s %s', (a, b, feature, expected) => {
    expect(pointsOf(feature, 'Person', a, b)).toBe(expected);
    expect(pointsOf(feature, 'Person', b, a)).toBe(expected);
  });

  test('another jurisdiction says more than another country', () => {
    const points = (a: Properties, b: Properties) => pointsOf('country', 'Company', a, b);
    expect(points({ jurisdiction: ['fr'] }, { jurisdiction: ['gb'] })).toBe(
      MODEL.country.jurisdictionDisjoint,
    );
    expect(points({ jurisdiction: ['fr'] }, { country: ['gb'] })).toBe(MODEL.country.disjoint);
  });

  test.each([
    ['Calle Zafiro 123, Col. Inventada, Culiacan, Mexico', 'Zafiro No. 123, Culiacan', 'house'],
    ['Calle Zafiro 123, Culiacan 80000', 'Otra 9, Culiacan, 80000', 'street'],
    ['Zafiro Perla, Inventada, Culiacan', 'Zafiro Perla, Inventada', 'street'],
    ['Calle Zafiro 123, Culiacan', 'Avenida Perla 7, Culiacan', 'city'],
    ['Calle Zafiro 123, Culiacan, Mexico', 'Avenida Perla 123, Bonn, Mexico', undefined],
    ['', 'Calle 123', undefined],
  ] as const)('%s and %s: %s', (a, b, how) => {
    const expected = how === undefined ? undefined : MODEL.address[how];
    expect(pointsOf('address', 'Person', { address: [a] }, { address: [b] })).toBe(expected);
    expect(pointsOf('address', 'Person', { address: [b] }, { address: [a] })).toBe(expected);
  });
});

describe('what is built, founded and gone', () => {
  test.each([
    ['Vessel', 'vessel', 'grossRegisteredTonnage', '81500', '81,479', MODEL.vessel.tonnage],
    ['Vessel', 'vessel', 'grossRegisteredTonnage', '81500', '9000', MODEL.vessel.tonnageDifferent],
    ['Vessel', 'vessel', 'grossRegisteredTonnage', '81500', '75000', undefined],
    ['Vessel', 'vessel', 'buildDate', '2001', '2001-05', MODEL.vessel.built],
    ['Vessel', 'vessel', 'buildDate', '2001', '2002', undefined],
    ['Vessel', 'vessel', 'buildDate', '2001', '1990', MODEL.vessel.builtDifferent],
    ['Vessel', 'vessel', 'type', 'Crude Oil Tanker', 'CRUDE OIL TANKER', MODEL.vessel.type],
    ['Vessel', 'vessel', 'type', 'Crude Oil Tanker', 'Tug', undefined],
    [
      'Company',
      'incorporationDate',
      'incorporationDate',
      '2001-05-05',
      '2001-05-05',
      MODEL.incorporationDate.day,
    ],
    [
      'Company',
      'incorporationDate',
      'incorporationDate',
      '2001-05-05',
      '2001',
      MODEL.incorporationDate.year,
    ],
    ['Company', 'incorporationDate', 'incorporationDate', '2001-05-05', '2001-09-23', undefined],
    [
      'Company',
      'incorporationDate',
      'incorporationDate',
      '2001-05-05',
      '1975',
      MODEL.incorporationDate.contradicting,
    ],
    ['Person', 'deathDate', 'deathDate', '2001', '2001-05-05', MODEL.deathDate.year],
    ['Person', 'deathDate', 'deathDate', '2001', '2015', MODEL.deathDate.contradicting],
  ] as const)('%s %s: %s %s and %s', (schema, feature, property, a, b, expected) => {
    expect(pointsOf(feature, schema, { [property]: [a] }, { [property]: [b] })).toBe(expected);
  });
});
