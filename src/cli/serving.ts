import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Link } from '../accounts/index.ts';
import { diskProblem, hasErrno, packageRoot, problem } from '../base/index.ts';
import { announce } from '../journal/index.ts';
import type { Screener } from '../screening/index.ts';
import type { RecordParts } from '../server/index.ts';
import { type Context, say, variable } from './context.ts';
import { homeOf } from './home.ts';
import { minute } from './moment.ts';
import { type RecordOptions, type Served, withRecord } from './record.ts';
import { hasJournal } from './recording.ts';
import { UpdateFailure, updateServed, withCatalog } from './served.ts';

/** Where to listen. */
export interface ListenOptions {
  readonly host: string;
  readonly port: number;
}

/** Only these two commands need the server; the others start sooner without it. */
const loadServer = () => import('../server/index.ts');

/** Refuses an address that would need a token, before anything else is done. */
export async function assertMayServe(
  context: Context,
  options: ListenOptions & RecordOptions,
): Promise<void> {
  const { assertMayListen } = await loadServer();
  const hasAccounts = options.keeper !== undefined || (await hasJournal(context, options));
  const isPublic = hasAccounts && options.publicUrl !== undefined;
  assertMayListen(options.host, variable(context, 'TAMIZ_TOKEN'), isPublic);
}

/**
 * Serves the workbench and the HTTP interface until the context is aborted.
 * @throws USAGE_PORT, USAGE_LISTEN
 */
export async function serveUntilStopped(
  context: Context,
  screener: Screener,
  options: ListenOptions & RecordOptions,
): Promise<void> {
  await withRecord(context, options, (record) => serve(context, screener, options, record));
}

async function serve(
  context: Context,
  screener: Screener,
  options: ListenOptions & RecordOptions,
  { recorder, record, link }: Served,
): Promise<void> {
  const { createServer } = await loadServer();
  const token = variable(context, 'TAMIZ_TOKEN');
  const updateToken = variable(context, 'TAMIZ_UPDATE_TOKEN');
  let served = await withCatalog(context, options, screener);
  const run = async (): Promise<void> => {
    try {
      served = await updateServed(context, options);
    } catch (error) {
      if (!(error instanceof UpdateFailure)) throw error;
      served = error.served;
      throw error.cause;
    }
  };
  const workFolder = await newWorkFolder();
  try {
    const server = await createServer({
      screener: () => served.screener,
      past: (day) => served.past.at(day),
      catalog: () => served.catalog,
      clock: context.clock,
      ...(recorder && { recorder }),
      ...(record && { record }),
      host: options.host,
      webRoot: join(packageRoot, 'dist', 'web'),
      workFolder,
      ...(token !== undefined && { token }),
      ...(updateToken !== undefined && { update: { token: updateToken, run } }),
    });
    try {
      const { host, port } = options;
      const address = await server.listen({ host, port }).catch((error: unknown) => {
        throw listenProblem(error, options);
      });
      const takeBack = await announceServer(context, options, record, server.server.address());
      try {
        say(context, `Tamiz is at ${address}   (stop it with Ctrl-C)`);
        if (link !== undefined) tellLink(context, options.publicUrl ?? address, link);
        await aborted(context.abort);
      } finally {
        await takeBack();
      }
    } finally {
      await server.close();
    }
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

/**
 * Has commands on the data folder record through this server while it has the journal. Gives what
 * takes it back.
 */
async function announceServer(
  context: Context,
  { home }: RecordOptions,
  record: RecordParts | undefined,
  listening: AddressInfo | string | null,
): Promise<() => Promise<void>> {
  const token = record?.keeper?.folderToken;
  if (token === undefined || listening === null || typeof listening === 'string') {
    return async () => {};
  }
  const { ownAddress } = await loadServer();
  return announce(homeOf(context, home), { url: ownAddress(listening), token });
}

/** The one time that the link is told: nobody keeps it. */
function tellLink(context: Context, address: string, { handle, token, expires }: Link): void {
  say(context, `The administrator is "${handle}". Choose the password with this link, which works`);
  say(context, `once, until ${minute(expires)} UTC:  ${address}/#/join/${token}`);
}

async function newWorkFolder(): Promise<string> {
  const prefix = join(tmpdir(), 'tamiz-');
  return mkdtemp(prefix).catch((error: unknown) => {
    throw diskProblem(error, prefix);
  });
}

/** Why listening failed, in words. */
export function listenProblem(cause: unknown, { host, port }: ListenOptions): unknown {
  const where = `${host}:${port}`;
  if (hasErrno(cause, 'EADDRINUSE')) {
    return problem('USAGE_PORT', { where, found: 'one that is taken', cause });
  }
  if (hasErrno(cause, 'EACCES')) {
    return problem('USAGE_PORT', { where, found: 'one that this user may not take', cause });
  }
  if (hasErrno(cause, 'EADDRNOTAVAIL') || hasErrno(cause, 'ENOTFOUND')) {
    const expected = 'an address of this machine';
    const remedy = 'Leave --host at 127.0.0.1, or name an address that this machine has.';
    return problem('USAGE_LISTEN', { where, expected, found: 'another', remedy, cause });
  }
  return cause;
}

/** Returns when a person asks to stop. */
export async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
