import { EXIT, hasErrno, TamizError } from '../base/index.ts';
import { type Context, say } from './context.ts';
import { INTERRUPTED } from './exit.ts';

/**
 * Tells an error and returns its exit code. What Tamiz raises on purpose is told in its own words;
 * anything else is a defect and is shown whole. `about` is put in front, where work has several
 * parts.
 */
export function tell(context: Context, error: unknown, about?: string): number {
  if (error instanceof TamizError) {
    const prefix = about === undefined ? 'tamiz' : `tamiz: ${about}`;
    say(context, `${prefix}: ${error.message} [${error.code}]`);
    return error.exit;
  }
  if (context.abort.aborted) return INTERRUPTED;
  // A reader such as `head` went away; there is nobody left to tell.
  if (hasErrno(error, 'EPIPE')) return EXIT.done;
  const whole = error instanceof Error ? (error.stack ?? error.message) : String(error);
  say(context, `tamiz: this is a defect of Tamiz, please report it.\n${whole}`);
  return EXIT.fault;
}
