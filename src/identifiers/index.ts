export { type Curp, parseCurp } from './curp.ts';
export { identifierOf, identifiersOf } from './identify.ts';
export { identifierKeys } from './keys.ts';
export { type IdentifierRelation, identifierRelation } from './relation.ts';
export { parseRfc, type Rfc } from './rfc.ts';
export type { Identifier, IdentifierKind } from './types.ts';
export { parseWallet, type Wallet } from './wallet.ts';
