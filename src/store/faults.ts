import { problem, TamizError } from '../base/index.ts';

/** Connections that fail, and SQLSTATE classes of a server that is not to be had. */
const UNREACHABLE = /^(E[A-Z_]+|08...|53...|57...)$/;

/** An error of the database in our words; any other stays as it is. */
export function asProblem(error: unknown): unknown {
  if (error instanceof TamizError || !(error instanceof Error)) return error;
  const { code } = error as { readonly code?: unknown };
  const isLost = /connection terminated|not queryable|timeout/i.test(error.message);
  if (!isLost && !(typeof code === 'string' && UNREACHABLE.test(code))) return error;
  // The address of the database may hold a password; only what kind of fault it is is told.
  return problem('STORE_UNREACHABLE', { found: `the fault ${code ?? 'of a lost connection'}` });
}
