export { isRoleMailbox } from './contact.ts';
export { type Curp, parseCurp } from './curp.ts';
export { identifierOf, identifiersOf } from './identify.ts';
export { identifierKeys, identifierLookupKeys } from './keys.ts';
export { BORN_ABROAD, mexicanStateIn } from './mexican-states.ts';
export {
  companyLettersFit,
  type KeyLetters,
  keyLettersOf,
  type LetterFit,
  lettersFit,
  type NameGuess,
  namePartsOf,
} from './name-letters.ts';
export { type IdentifierRelation, identifierRelation } from './relation.ts';
export { parseRfc, type Rfc } from './rfc.ts';
export type { Identifier, IdentifierKind } from './types.ts';
export { parseUnReference, type UnReference, unReferenceKey } from './un-reference.ts';
export { parseWallet, type Wallet } from './wallet.ts';
