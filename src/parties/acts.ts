import { joinParties, type LawParty, partyOf, type Via } from '../law/index.ts';
import type { Listing } from './listing.ts';
import type { Party } from './party.ts';

/** A party as the law is asked about it: the acts of all its listings, whichever list has them. */
export function lawPartyOf({ id, caption, listings }: Party, via: Via = 'listed'): LawParty {
  const told = listings.map(({ entity, about }: Listing) => partyOf(entity, about, via));
  const [first, ...rest] = told as [LawParty, ...LawParty[]];
  return { ...joinParties([first, ...rest]), id, caption };
}
