import type { Command, Kind } from '../store/index.ts';
import { KEY } from './key.ts';
import { ORGANISATION } from './organisation.ts';
import { OTHER_COMMANDS } from './other-commands.ts';
import { CREDENTIAL, INVITATION, SESSION, SUBJECT } from './proofs.ts';
import { USER } from './user.ts';
import { USER_COMMANDS } from './user-commands.ts';

/** All kinds of documents of this room. */
export const ACCOUNT_KINDS = [
  ORGANISATION,
  USER,
  CREDENTIAL,
  SUBJECT,
  INVITATION,
  SESSION,
  KEY,
] as readonly Kind[];

/** All commands of this room; `ACCOUNT_PROCEDURES` are those that have to do with secrets. */
export const ACCOUNT_COMMANDS: readonly Command[] = [...USER_COMMANDS, ...OTHER_COMMANDS];
