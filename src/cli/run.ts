import { CommanderError } from 'commander';
import { EXIT, hasErrno, TamizError } from '../base/index.ts';
import { type Context, say } from './context.ts';
import { buildProgram } from './program.ts';

/** The exit code of a shell for a process that SIGINT ended. */
const INTERRUPTED = 130;

/**
 * Runs one command line (without `node` and the script) and returns its exit code. Every error that
 * Tamiz raises on purpose becomes its sentence; anything else is a defect and is shown whole.
 */
export async function run(context: Context, args: readonly string[]): Promise<number> {
  let code: number = EXIT.done;
  const program = buildProgram(context, (exit) => {
    code = exit;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return context.abort.aborted ? INTERRUPTED : code;
  } catch (error) {
    // Commander has already written what is wrong with the words of the command.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (error instanceof TamizError) {
      say(context, `tamiz: ${error.message} [${error.code}]`);
      return error.exit;
    }
    if (context.abort.aborted) return INTERRUPTED;
    // A reader such as `head` went away; there is nobody left to tell.
    if (hasErrno(error, 'EPIPE')) return EXIT.done;
    say(context, `tamiz: this is a defect, please report it.\n${(error as Error)?.stack ?? error}`);
    return EXIT.fault;
  }
}
