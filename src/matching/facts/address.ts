import { countryCode } from '../../entity/index.ts';
import { MODEL } from '../model.ts';
import type { Evidence } from '../types.ts';
import { sentences } from './sentences.ts';

/** How far two addresses agree. */
export type AddressAgreement = keyof typeof MODEL.address;

/** An address, taken apart. */
export interface Address {
  readonly text: string;
  /** Words that name a street or a place. */
  readonly words: ReadonlySet<string>;
  /** House, floor and office numbers. */
  readonly numbers: ReadonlySet<string>;
  /** Postal codes, by their form: five digits or more, or letters and digits mixed. */
  readonly codes: ReadonlySet<string>;
}

/** Words that stand in most addresses, in English and Spanish. */
const GENERIC = new Set(
  (
    'calle street st avenida ave av avenue road rd calzada blvd boulevard bulevar carretera ' +
    'camino callejon privada prolongacion colonia col fraccionamiento fracc barrio no num numero ' +
    'number local locales piso floor apt apartamento apto depto departamento office oficina of ' +
    'suite ste interior int exterior ext edificio building bldg torre tower manzana mz lote lot ' +
    'plaza centro center centre centro comercial zona zone district city ciudad municipio del de ' +
    'la las los el the and y norte sur oriente poniente este oeste north south east west carrera ' +
    'cra cll diagonal transversal sector block km kilometro cp po box apartado esq esquina entre'
  ).split(' '),
);

/** Longer cells are no addresses; the longest on the lists has about 400 characters. */
const LONGEST = 500;

/** Takes an address apart. */
export function addressOf(text: string): Address {
  const words = new Set<string>();
  const numbers = new Set<string>();
  const codes = new Set<string>();
  const pieces = text.slice(0, LONGEST).split(/[,;\n]/);
  // The country, at the end, is compared as a country.
  if (countryCode(pieces.at(-1) ?? '') !== undefined) pieces.pop();
  for (const piece of pieces) {
    for (const token of tokensOf(piece)) {
      if (/^\d{1,4}[a-z]?$/.test(token)) numbers.add(token.replace(/^0+(?=\d)/, ''));
      else if (/\d/.test(token)) codes.add(token);
      else if (token.length > 2 && !GENERIC.has(token)) words.add(token);
    }
  }
  return { text, words, numbers, codes };
}

function tokensOf(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '');
}

/** Share of the words of the shorter address that must be in the longer one. */
const MOST_WORDS = 0.6;

/** How far two addresses agree; undefined where they do not, which says nothing. */
export function compareAddresses(a: Address, b: Address): AddressAgreement | undefined {
  const words = shared(a.words, b.words);
  const mostWords = words >= MOST_WORDS * Math.min(a.words.size, b.words.size);
  if (words >= 2 && mostWords && shared(a.numbers, b.numbers) > 0) return 'house';
  if (words >= 1 && shared(a.codes, b.codes) > 0) return 'street';
  if (words >= 3 && mostWords) return 'street';
  return words >= 1 ? 'city' : undefined;
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0;
  for (const item of a) if (b.has(item)) count++;
  return count;
}

/** The evidence of addresses: the pair that agrees furthest counts. */
export function addressEvidence(
  query: readonly Address[],
  listing: readonly Address[],
): readonly Evidence[] {
  let best: Evidence | undefined;
  for (const ours of query) {
    for (const theirs of listing) {
      const how = compareAddresses(ours, theirs);
      const points = how === undefined ? 0 : MODEL.address[how];
      if (how === undefined || (best !== undefined && points <= best.points)) continue;
      best = {
        feature: 'address',
        agreement: how === 'house' ? 'equal' : 'partial',
        query: ours.text,
        listing: theirs.text,
        points,
        sentence: sentences.address(how),
      };
    }
  }
  return best === undefined ? [] : [best];
}
