import type { Command, Kind } from '../store/index.ts';
import { BULK, BULK_COMMANDS } from './bulk.ts';
import { CASE } from './case.ts';
import { ONE_CASE_COMMANDS } from './case-commands.ts';
import { PROCEEDING } from './proceeding.ts';
import { PROCEEDING_COMMANDS } from './proceeding-commands.ts';
import { PROPERTY } from './property.ts';
import { PROPERTY_COMMANDS } from './property-commands.ts';
import { READING, READING_COMMANDS } from './reading.ts';
import { REDRESS } from './redress.ts';
import { REDRESS_COMMANDS } from './redress-commands.ts';
import { SAR } from './sar.ts';
import { SAR_COMMANDS } from './sar-commands.ts';
import { SUPPRESSION, SUPPRESSION_COMMANDS } from './suppression.ts';

export {
  type Alert,
  type AlertEffect,
  AlertInput,
  type AlertSource,
  type AlertStanding,
  alertOf,
  effectsForAlert,
  type RaisedAlert,
  type ToldAlert,
} from './alert.ts';
export { CURRENCIES, exponentOf, formatAmount, parseAmount } from './amounts.ts';
export { BULK, type BulkState } from './bulk.ts';
export {
  CASE,
  type CaseState,
  type DecisionRow,
  openAlertsOf,
  openProposal,
  type Proposal,
  type ProposalAnswer,
} from './case.ts';
export { openCaseOf, priorityOf } from './case-opening.ts';
export { type ClockEnd, type ClockStanding, clocksAt, type StartedClock } from './clocks.ts';
export { customerDigest, evidenceDigest, listingDigest } from './compared.ts';
export { defined, folded, momentOf, said, told } from './folding.ts';
export { day, digest, exactly, handle, nothing, oneOf, pastDay, text } from './inputs.ts';
export { type Balances, ENTRY_TYPES, type Entry, PROPERTY_FORMS } from './ledger.ts';
export { CASE_LIMITS } from './limits.ts';
export { personOf, secondPerson, withWorker } from './people.ts';
export {
  PROCEEDING,
  type ProceedingState,
  periodsOf,
  type ReceivedItem,
  type RecordedSafeguard,
  safeguardsOf,
  type TakenStep,
} from './proceeding.ts';
export { CASE_CITATIONS, PROCEEDING_TYPES, type ProceedingType } from './proceeding-tables.ts';
export {
  type Holding,
  heldOn,
  type PendingEntry,
  PROPERTY,
  type PropertyState,
  type RecordedEntry,
} from './property.ts';
export { isDrawn, READING, type ReadingState } from './reading.ts';
export {
  type DossierPiece,
  dossierOf,
  type GivenItem,
  isOpenRedress,
  missingOf,
  REDRESS,
  type RedressAnswer,
  type RedressState,
  type TargetStanding,
  targetsAt,
} from './redress.ts';
export { partInRedress } from './redress-commands.ts';
export {
  REDRESS_ANSWERS,
  REDRESS_TYPES,
  type RedressType,
  redressType,
} from './redress-tables.ts';
export {
  type Attachment,
  type Comment,
  NO_REMARKS,
  type Pin,
  remarkCommands,
  remarkFolds,
  theState,
  type WithRemarks,
} from './remarks.ts';
export {
  type PinnedApproval,
  type PinnedDocument,
  SAR,
  SAR_COMPARTMENT,
  SAR_WORKFLOW,
  type SarContent,
  type SarForm,
  type SarState,
  type SarSubject,
} from './sar.ts';
export { hasWaitedOut, type LevelStanding, serviceLevelsAt } from './service-levels.ts';
export {
  SUPPRESSION,
  type SuppressedAlert,
  type SuppressionState,
  suppresses,
  suppressionAt,
  suppressionOf,
} from './suppression.ts';
export {
  CASE_WORKFLOW,
  type CaseOutcome,
  type Measure,
  OPEN_STATES,
  OUTCOMES,
  type Priority,
  REASONS,
  SERVICE_LEVELS,
  type ServiceLevels,
  VERDICTS,
  type Verdict,
} from './tables.ts';
export { stateAfter, stepsFrom, take, type Workflow } from './workflow.ts';

/** Every kind of document of this room. */
export const CASE_KINDS = [
  CASE,
  BULK,
  SUPPRESSION,
  REDRESS,
  PROPERTY,
  PROCEEDING,
  READING,
  SAR,
] as readonly Kind[];

/** Everything that may be asked for here; routes and the table of rights are made from it. */
export const CASE_COMMANDS: readonly Command[] = [
  ...ONE_CASE_COMMANDS,
  ...BULK_COMMANDS,
  ...SUPPRESSION_COMMANDS,
  ...REDRESS_COMMANDS,
  ...PROPERTY_COMMANDS,
  ...PROCEEDING_COMMANDS,
  ...READING_COMMANDS,
  ...SAR_COMMANDS,
];
