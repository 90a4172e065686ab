export { walletOf } from './assemble.ts';
export { ruleOf } from './labels.ts';
export { composeLabelled, parseXmlRemarks } from './parts.ts';
export { buildParty } from './party.ts';
export { parseDay, periodText } from './periods.ts';
export type { Detail, OfacAddress, OfacRecord, OfacType, OfacVessel } from './record.ts';
