import { parseIsoDate } from '../../entity/index.ts';
import { clean, type PartyRecord, startParty } from '../party-record.ts';
import type { ReadContext } from '../types.ts';

export { clean };
export type UnRecord = PartyRecord;

/** What a party's record begins with. */
export interface UnHead {
  readonly dataId: string;
  readonly schema: 'Person' | 'Organization';
  readonly listedOn: string | undefined;
  readonly knownAt: string;
}

export function startRecord(head: UnHead, context: ReadContext): UnRecord {
  const { dataId, listedOn: heldFrom, schema, knownAt } = head;
  return startParty({ id: `un-${dataId}`, record: dataId, schema, heldFrom, knownAt }, context);
}

/** An ISO date out of `2011-11-29`, with or without a time behind it. */
export function isoDay(text: string | undefined): string | undefined {
  const day = clean(text);
  return day === undefined ? undefined : parseIsoDate(day.replace(/T.*$|[+-]\d\d:\d\d$|Z$/, ''));
}
