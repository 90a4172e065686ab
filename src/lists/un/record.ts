import { countryCode, EntityBuilder, parseIsoDate, type Source } from '../../entity/index.ts';
import type { ReadContext, Signal } from '../types.ts';

/** One listed party while it is being read: the entity that grows and where to tell of oddities. */
export interface UnRecord {
  readonly id: string;
  readonly source: Source;
  readonly party: EntityBuilder;
  signal(kind: Signal['kind'], found: string): void;
  /** The code of a country; an unknown one is signalled. */
  country(text: string | undefined): string | undefined;
  /** Signals a country that is only kept inside another text. */
  checkCountry(text: string | undefined): void;
}

/** The text on one line; undefined when nothing is left. Lines are broken anywhere in this list. */
export function clean(text: string | undefined): string | undefined {
  const plain = text?.replace(/\s+/g, ' ').trim();
  return plain === '' ? undefined : plain;
}

/** What a party's record begins with. */
export interface UnHead {
  readonly dataId: string;
  readonly schema: 'Person' | 'Organization';
  readonly listedOn: string | undefined;
  readonly knownAt: string;
}

export function startRecord(head: UnHead, context: ReadContext): UnRecord {
  const { dataId, listedOn } = head;
  const source: Source = {
    dataset: context.dataset,
    record: dataId,
    ...(listedOn !== undefined && { heldFrom: listedOn }),
    knownAt: head.knownAt,
  };
  const signal = (kind: Signal['kind'], found: string): void =>
    context.onSignal({ kind, record: dataId, found });
  const country = (text: string | undefined): string | undefined => {
    if (text === undefined) return undefined;
    // The UN writes countries in full; `na` is "not available" here, not Namibia's code.
    const code = /^[a-z]{1,3}$/.test(text) ? undefined : countryCode(text);
    if (code === undefined) signal('unknown-value', `country ${text}`);
    return code;
  };
  return {
    id: `un-${dataId}`,
    source,
    party: new EntityBuilder(`un-${dataId}`, head.schema, source),
    signal,
    country,
    checkCountry: (text) => void country(text),
  };
}

/** An ISO date out of `2011-11-29`, with or without a time behind it. */
export function isoDay(text: string | undefined): string | undefined {
  const day = clean(text);
  return day === undefined ? undefined : parseIsoDate(day.replace(/T.*$|[+-]\d\d:\d\d$|Z$/, ''));
}
