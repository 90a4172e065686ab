import type { Command } from '../store/index.ts';
import { CASE } from './case.ts';
import { DECIDING_COMMANDS } from './case-deciding.ts';
import { OPENING_COMMANDS } from './case-opening.ts';
import { WORK_COMMANDS } from './case-work.ts';
import { clockCommands } from './clocks.ts';
import { remarkCommands } from './remarks.ts';
import { CASE_WORKFLOW } from './tables.ts';
import { take } from './workflow.ts';

/** Everything that may be asked for of one case. */
export const ONE_CASE_COMMANDS: readonly Command[] = [
  ...OPENING_COMMANDS,
  ...WORK_COMMANDS,
  ...DECIDING_COMMANDS,
  ...remarkCommands(
    CASE,
    { comment: 'case:comment', work: 'case:investigate' },
    ({ status }, step) => void take(CASE_WORKFLOW, status, step),
  ),
  ...clockCommands(CASE),
];
