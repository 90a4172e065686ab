import { sha256 } from '../base/index.ts';
import { type Entity, type Example, exampleToEntity, isA, propertyType } from '../entity/index.ts';
import type { Engine, Evidence } from '../matching/index.ts';
import { IGNORED_PROPERTIES } from './tables.ts';

/** What a party states of itself that can be compared, in one form. */
function comparedOf(party: Entity): readonly (readonly [string, readonly string[]])[] {
  const compared: [string, string[]][] = [];
  for (const [property, values] of party.properties) {
    if (IGNORED_PROPERTIES.has(property)) continue;
    // Ids of other records: what those say is counted where it is compared at all.
    if (propertyType(party.schema, property) === 'entity') continue;
    // A publisher's own wording counts: “circa 1966” is compared otherwise than 1966.
    const texts = values.map(({ value, original }) => JSON.stringify([value, original ?? null]));
    compared.push([property, [...new Set(texts)].sort()]);
  }
  return compared.sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * The digest of what is compared of a listing: its schema and values without their sources and
 * times, and the wallets that it holds, by which it is found as well.
 */
export function listingDigest(engine: Pick<Engine, 'about'>, listing: Entity): string {
  const wallets = engine
    .about(listing)
    .filter(({ schema }) => isA(schema, 'CryptoWallet'))
    .map((wallet) => JSON.stringify(comparedOf(wallet)));
  return digestOf([listing.schema, comparedOf(listing), wallets.sort()]);
}

/**
 * The digest of what is compared of a customer. It is about a person, and could be guessed by
 * whoever has a directory: it is kept where it can be erased.
 */
export function customerDigest(customer: Example): string {
  return digestOf([customer.schema, comparedOf(exampleToEntity(customer))]);
}

/**
 * The digest of what was found for and against a match; those that are equal say the same in every
 * piece. The sentences are made of the rest.
 */
export function evidenceDigest(evidence: readonly Evidence[]): string {
  return digestOf(evidence.map((e) => [e.feature, e.agreement, e.query, e.listing, e.points]));
}

/** Of arrays alone, whose JSON has one form; it also has one for text that is no Unicode. */
const digestOf = (value: readonly unknown[]): string => sha256(JSON.stringify(value));
