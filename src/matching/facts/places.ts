import { countryCode, type Entity } from '../../entity/index.ts';
import {
  BORN_ABROAD,
  type Identifier,
  mexicanStateIn,
  parseCurp,
} from '../../identifiers/index.ts';
import { MODEL } from '../model.ts';
import type { Evidence } from '../types.ts';
import { sentences } from './sentences.ts';

/** How two places of birth stand to each other. */
export type BirthPlaceAgreement = keyof typeof MODEL.birthPlace;

/** A place of birth, taken apart. */
export interface BirthPlace {
  readonly text: string;
  /** Names of towns and regions in it, folded. */
  readonly names: readonly string[];
  /** A Mexican state, as its two letters in a CURP. */
  readonly state: string | undefined;
  /** Code of the country; `ABROAD` is any but Mexico. */
  readonly country: string | undefined;
  readonly from?: string;
}

const ABROAD = 'abroad';

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Places of birth that are stated, and those that a CURP holds. */
export function birthPlacesOf(
  entity: Entity,
  identifiers: readonly Identifier[],
): readonly BirthPlace[] {
  const [stated] = entity.texts('birthCountry');
  const places = entity.texts('birthPlace').map((text) => placeOf(text, stated));
  if (places.length === 0 && stated !== undefined) {
    places.push({ text: stated, names: [], state: undefined, country: modernCode(stated) });
  }
  // What an identifier holds is worth a look only where the record does not say as much itself.
  if (places.some(({ state }) => state !== undefined)) return places;
  return [...places, ...identifiers.flatMap(placeOfCurp)];
}

function placeOf(text: string, stated: string | undefined): BirthPlace {
  const pieces = text.split(/[,;()/]/).map((piece) => piece.trim());
  const countries = pieces.map((piece) => countryCode(piece));
  const state = mexicanStateIn(text);
  const named = countries.findLast((code) => code !== undefined);
  const country = named ?? stated ?? (state === undefined ? undefined : 'mx');
  const names = pieces.filter((_, i) => countries[i] === undefined).map(fold);
  return {
    text,
    names: names.filter((name) => name.length > 2 && mexicanStateIn(name) === undefined),
    state: country === undefined || country === 'mx' ? state : undefined,
    country: country && modernCode(country),
  };
}

function placeOfCurp({ kind, value, original }: Identifier): BirthPlace[] {
  const curp = kind === 'curp' ? parseCurp(value) : undefined;
  if (curp?.stateName === undefined) return [];
  const abroad = curp.state === BORN_ABROAD;
  const place = {
    text: curp.stateName,
    names: [],
    state: abroad ? undefined : curp.state,
    country: abroad ? ABROAD : 'mx',
    from: original,
  };
  return [place];
}

/** Two letters of a country that exists; a code of history may be any of several. */
function modernCode(code: string): string | undefined {
  if (code.length === 2) return code;
  return code[2] === '-' ? code.slice(0, 2) : undefined;
}

/** Mexico City has grown into the State of México, and people take the one for the other. */
const GREATER_MEXICO_CITY: ReadonlySet<string> = new Set(['DF', 'MC']);

/** How two places stand to each other; undefined where nothing can be told. */
export function compareBirthPlaces(a: BirthPlace, b: BirthPlace): BirthPlaceAgreement | undefined {
  if (a.country !== undefined && b.country !== undefined && a.country !== b.country) {
    const abroad = a.country === ABROAD ? b.country : b.country === ABROAD ? a.country : 'mx';
    return abroad === 'mx' ? 'countryDifferent' : 'country';
  }
  if (a.state !== undefined && b.state !== undefined && a.state !== b.state) {
    const oneCity = GREATER_MEXICO_CITY.has(a.state) && GREATER_MEXICO_CITY.has(b.state);
    return oneCity ? 'country' : 'stateDifferent';
  }
  if (a.names.some((name) => b.names.includes(name))) return 'place';
  if (a.state !== undefined && b.state !== undefined) return 'state';
  return a.country !== undefined && b.country !== undefined ? 'country' : undefined;
}

/** The evidence of places of birth: the pair that agrees best counts. */
export function birthPlaceEvidence(
  query: readonly BirthPlace[],
  listing: readonly BirthPlace[],
): readonly Evidence[] {
  let best: Evidence | undefined;
  for (const ours of query) {
    for (const theirs of listing) {
      const how = compareBirthPlaces(ours, theirs);
      const points = how === undefined ? 0 : MODEL.birthPlace[how];
      if (how === undefined || (best !== undefined && points <= best.points)) continue;
      best = {
        feature: 'birthPlace',
        agreement: points < 0 ? 'contradicting' : how === 'country' ? 'partial' : 'equal',
        query: ours.text,
        listing: theirs.text,
        points,
        sentence: sentences.birthPlace(how, ours.from ?? theirs.from),
      };
    }
  }
  return best === undefined ? [] : [best];
}

/** Countries of a party, by what they are to it. */
export interface Countries {
  readonly nationalities: readonly string[];
  readonly jurisdictions: readonly string[];
  /** These and all others but the country of birth. */
  readonly all: readonly string[];
}

const NONE: readonly string[] = [];

/** Codes of some properties, each once and sorted; most parties have none or one. */
function codesOf(entity: Entity, properties: readonly string[]): readonly string[] {
  let codes: string[] | undefined;
  for (const property of properties) {
    for (const { value } of entity.values(property)) {
      const code = modernCode(value);
      if (code === undefined || codes?.includes(code)) continue;
      codes ??= [];
      codes.push(code);
    }
  }
  return codes?.sort() ?? NONE;
}

const NATIONALITIES = ['nationality', 'citizenship'];
const JURISDICTIONS = ['jurisdiction'];
export const COUNTRY_PROPERTIES = [
  'country',
  'mainCountry',
  'flag',
  ...NATIONALITIES,
  ...JURISDICTIONS,
];

/** The countries that a party states. */
export function countriesOf(entity: Entity): Countries {
  return {
    nationalities: codesOf(entity, NATIONALITIES),
    jurisdictions: codesOf(entity, JURISDICTIONS),
    all: codesOf(entity, COUNTRY_PROPERTIES),
  };
}

/**
 * The evidence of countries: nationalities where both sides have some, failing that any country. A
 * country of residence that differs says next to nothing. None of it is ever a sign of risk.
 */
export function countryEvidence(query: Countries, listing: Countries): readonly Evidence[] {
  const { nationalities: ours, jurisdictions } = query;
  if (ours.length > 0 && listing.nationalities.length > 0) {
    const shared = share(ours, listing.nationalities);
    return [
      compared('nationality', ours, listing.nationalities, {
        shared,
        points: shared ? MODEL.nationality.shared : MODEL.nationality.disjoint,
        sentence: sentences.nationality(shared),
      }),
    ];
  }
  if (query.all.length === 0 || listing.all.length === 0) return [];
  const shared = share(query.all, listing.all);
  const incorporated = jurisdictions.length > 0 && listing.jurisdictions.length > 0;
  const { jurisdictionDisjoint, disjoint } = MODEL.country;
  const against = incorporated ? jurisdictionDisjoint : disjoint;
  return [
    compared('country', query.all, listing.all, {
      shared,
      points: shared ? MODEL.country.shared : against,
      sentence:
        incorporated && !shared ? sentences.jurisdictionDifferent() : sentences.country(shared),
    }),
  ];
}

const share = (a: readonly string[], b: readonly string[]): boolean =>
  a.some((code) => b.includes(code));

function compared(
  feature: Evidence['feature'],
  ours: readonly string[],
  theirs: readonly string[],
  {
    shared,
    points,
    sentence,
  }: { readonly shared: boolean } & Pick<Evidence, 'points' | 'sentence'>,
): Evidence {
  const agreement = shared ? 'equal' : 'contradicting';
  return {
    feature,
    agreement,
    query: ours.join(', '),
    listing: theirs.join(', '),
    points,
    sentence,
  };
}
