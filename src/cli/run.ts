import { CommanderError } from 'commander';
import { EXIT } from '../base/index.ts';
import type { Context } from './context.ts';
import { INTERRUPTED } from './exit.ts';
import { buildProgram } from './program.ts';
import { tell } from './tell.ts';
import { wrongWords } from './wrong-words.ts';

/** Runs one command line (without `node` and the script) and returns its exit code. */
export async function run(context: Context, args: readonly string[]): Promise<number> {
  let code: number | undefined;
  const program = buildProgram(context, (exit) => {
    code = exit;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code ?? (context.abort.aborted ? INTERRUPTED : EXIT.done);
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.done;
      // `tamiz` alone: its help stands on stderr already.
      if (error.code === 'commander.help') return EXIT.usage;
      return tell(context, wrongWords(error));
    }
    return tell(context, error);
  }
}
