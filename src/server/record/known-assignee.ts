import { USER } from '../../accounts/index.ts';
import { problem } from '../../base/index.ts';
import { CASE } from '../../cases/index.ts';
import type { Command } from '../../store/index.ts';

/**
 * The commands, of which the one that assigns a case wants somebody who is there: a case that is
 * assigned to a misspelt name is nobody's, and its clocks run on. The room of cases knows no
 * accounts, so that it is looked up here.
 */
export function withKnownAssignee(commands: readonly Command[]): readonly Command[] {
  return commands.map((command) => {
    if (command.kind.name !== CASE.name || command.name !== 'assign') return command;
    return {
      ...command,
      decide: async (document, input, context) => {
        const decided = await command.decide(document, input as never, context);
        const { assignee } = input as { readonly assignee: string };
        const user = await context.reader.document(USER, assignee);
        if (user?.state.state === 'active') return decided;
        const expected = 'the handle of somebody with an account that is open';
        throw problem('STORE_INPUT', { where: 'assignee', expected, found: assignee });
      },
    };
  });
}
