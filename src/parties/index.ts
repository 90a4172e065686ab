export { lawPartyOf } from './acts.ts';
export { MOST_LISTINGS } from './cluster.ts';
export type { Listing } from './listing.ts';
export {
  type LinkReason,
  type ListingName,
  type Party,
  type PartyLink,
  type PartySignal,
  partyJson,
  partyOfId,
  partyOfListing,
} from './party.ts';
export { RULES, type Rule } from './tokens.ts';
