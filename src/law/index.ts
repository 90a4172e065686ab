export {
  type Actor,
  actorKinds,
  actorKindsInWords,
  describeActor,
  parseActor,
} from './actors.ts';
export { type AmbiguousName, ambiguousName } from './ambiguous.ts';
export { answerJson } from './answer-json.ts';
export { BusinessCalendar } from './business-days.ts';
export {
  type ClockOptions,
  type Due,
  describePeriod,
  dueOf,
  type GrantedExtension,
} from './clocks.ts';
export { isoDate } from './days.ts';
export { type Basis, type Effect, effectsOf, type LawAnswer, type OtherEffect } from './effects.ts';
export { foldName, type OrderQuestion, type OrderStanding, ordersNaming } from './order-names.ts';
export {
  type Designation,
  type DesignationSource,
  joinParties,
  type LawParty,
  partyNamedInOrder,
  partyOf,
  partyOfOrder,
  partyOfProgramme,
  type Via,
} from './party.ts';
export {
  citations,
  clocks,
  lawVersion,
  lawWords,
  licences,
  orders,
  programmeOf,
  programmes,
} from './tables.ts';
export type { Standing } from './times.ts';
export type {
  Act,
  Citation,
  Clock,
  ClockVersion,
  Held,
  Licence,
  Order,
  Programme,
  Reach,
  Sentence,
  Verified,
} from './types.ts';
