import { countryCode, EntityBuilder, type Source } from '../entity/index.ts';
import type { ReadContext, Signal } from './types.ts';

/** What a party's record begins with. */
export interface PartyHead {
  readonly id: string;
  /** The publisher's own number of the record. */
  readonly record: string;
  readonly schema: string;
  /** ISO date from which the listing holds, where the publisher says so. */
  readonly heldFrom?: string | undefined;
  readonly knownAt: string;
}

/** One listed party while it is being read: the entity that grows and where to tell of oddities. */
export interface PartyRecord {
  readonly id: string;
  readonly source: Source;
  readonly party: EntityBuilder;
  signal(kind: Signal['kind'], found: string): void;
  /** The code of a country; an unknown one is signalled. */
  country(text: string | undefined): string | undefined;
}

/** The text on one line; undefined when nothing is left. */
export function clean(text: string | undefined): string | undefined {
  const plain = text?.replace(/[\s\u00a0]+/g, ' ').trim();
  return plain === '' ? undefined : plain;
}

/** Begins the record of a party. */
export function startParty(head: PartyHead, context: ReadContext): PartyRecord {
  const source: Source = {
    dataset: context.dataset,
    record: head.record,
    ...(head.heldFrom !== undefined && { heldFrom: head.heldFrom }),
    knownAt: head.knownAt,
  };
  const signal = (kind: Signal['kind'], found: string): void =>
    context.onSignal({ kind, record: head.record, found });
  return {
    id: head.id,
    source,
    party: new EntityBuilder(head.id, head.schema, source),
    signal,
    country: (text) => {
      if (text === undefined) return undefined;
      // In words, so a short one is no code: `na` is "not available" to most publishers.
      const code = /^[a-z]{1,3}$/.test(text) ? undefined : countryCode(text);
      if (code === undefined) signal('unknown-value', `country ${text}`);
      return code;
    },
  };
}

/** Adds a country in words; one that is not known stays as a note. */
export function addCountry(
  record: PartyRecord,
  property: string,
  text: string | undefined,
  label: string,
): void {
  const code = record.country(text);
  if (code !== undefined) record.party.add(property, code, text);
  else if (text !== undefined) record.party.add('notes', `${label}: ${text}`);
}

/** The parts that are there, with commas. */
export function joined(...parts: readonly (string | undefined)[]): string | undefined {
  return clean(parts.filter((part) => part !== undefined).join(', '));
}
