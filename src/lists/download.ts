import { existsSync, statSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  diskProblem,
  LIMITS,
  type OnProgress,
  problem,
  silent,
  TamizError,
  writeAtomically,
} from '../base/index.ts';
import { foreignText, readPrefix } from './foreign.ts';
import type { Net } from './net.ts';

const ATTEMPTS = 4;
const BACKOFF_MS = 1_000;
const REDIRECTS = 5;
/** A server that sends nothing for this long is not going to. */
const IDLE_MS = 60_000;
/** Enough of a body to know an error by. */
const HEAD_BYTES = 4_096;

export interface DownloadOptions {
  readonly net: Net;
  /** What the server said of the version at hand, for a conditional request. */
  readonly known?: Validators;
  /** Sent to the server of the address alone, never to one that it redirects to. */
  readonly authorization?: string;
  readonly onProgress?: OnProgress;
  readonly abort?: AbortSignal;
  readonly idleMs?: number;
  readonly maxBytes?: number;
}

/** How a server names a state of a file. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

export type Download =
  | { readonly status: 'unchanged' }
  | ({ readonly status: 'fetched' } & Validators);

/** An attempt that another one may mend: a cut connection, a busy server. */
class Passing extends Error {}

/**
 * Fetches `url` into the file `target`, which appears only whole. What arrived before a connection
 * broke is kept beside it and asked for again from where it stopped, also by a later run, as long
 * as the server still has the same file.
 * @throws LIST_DOWNLOAD when the server cannot give it, INPUT_TOO_LARGE
 */
export async function download(
  url: string,
  target: string,
  options: DownloadOptions,
): Promise<Download> {
  await mkdir(dirname(target), { recursive: true });
  let last = '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (attempt > 1) await options.net.sleep(BACKOFF_MS * 2 ** (attempt - 2));
    options.abort?.throwIfAborted();
    try {
      return await attemptDownload(url, target, options);
    } catch (error) {
      if (error instanceof TamizError) throw error;
      options.abort?.throwIfAborted();
      const translated = diskProblem(error, target);
      if (translated instanceof TamizError) throw translated;
      last = messageOf(error);
      // Without a connection, asking again only keeps the user waiting.
      if (/ENOTFOUND|EAI_AGAIN/.test(last)) throw offline(url, last);
    }
  }
  throw problem('LIST_DOWNLOAD', { where: url, found: `${last} (after ${ATTEMPTS} attempts)` });
}

function offline(url: string, found: string): TamizError {
  return problem('LIST_DOWNLOAD', {
    where: url,
    found: `no such host (${found}); is there an internet connection?`,
  });
}

/** The innermost reason; Node's client wraps it. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? messageOf(error.cause) : error.message;
}

async function attemptDownload(
  url: string,
  target: string,
  options: DownloadOptions,
): Promise<Download> {
  const part = await partOf(target, url);
  const idle = new IdleTimer(options.idleMs ?? IDLE_MS, options.abort);
  try {
    const { net, known, authorization } = options;
    const headers = headersFor(part, known);
    if (authorization !== undefined) headers['authorization'] = authorization;
    const response = await follow(url, headers, { net, signal: idle.signal });
    if (response.status === 304) return { status: 'unchanged' };
    if (response.status === 416) {
      // What is kept is longer than the file: it is another one now.
      await part.forget();
      throw new Passing('the server has another file now');
    }
    if (response.status !== 200 && response.status !== 206) await refuse(response, url);
    const from = response.status === 206 ? await resumedFrom(response, part) : 0;
    const validators = validatorsOf(response);
    if (from === 0) {
      // First the old bytes go, then the new name comes: they must never stand side by side.
      await part.forget();
      await part.remember(isPacked(response) ? {} : validators);
    }
    await receive(response, part, from, idle, { url, ...options });
    await part.finish(target);
    return { status: 'fetched', ...validators };
  } finally {
    idle.stop();
  }
}

/** Says why there is no file, with what the body says of it. */
async function refuse(response: Response, url: string): Promise<never> {
  const body = response.body as AsyncIterable<Uint8Array> | null;
  const head = body === null ? undefined : await readPrefix(body, HEAD_BYTES);
  const said = head?.length ? foreignText(new TextDecoder().decode(head)) : undefined;
  const found = `status ${response.status}${said === undefined ? '' : `, ${said}`}`;
  if (response.status >= 500 || [408, 429].includes(response.status)) throw new Passing(found);
  throw problem('LIST_DOWNLOAD', { where: url, found });
}

/** Packed for the way, against our wish: then lengths and ranges are not those of the file. */
function isPacked(response: Response): boolean {
  return (response.headers.get('content-encoding') ?? 'identity') !== 'identity';
}

/** Aborts when nothing has happened for a while, or when the caller does. */
class IdleTimer {
  readonly #controller = new AbortController();
  readonly #ms: number;
  readonly #caller: AbortSignal | undefined;
  readonly #onAbort = () => this.#controller.abort(this.#caller?.reason);
  #timer: NodeJS.Timeout;

  constructor(ms: number, caller: AbortSignal | undefined) {
    this.#ms = ms;
    this.#caller = caller;
    caller?.addEventListener('abort', this.#onAbort);
    this.#timer = this.#start();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  alive(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#start();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener('abort', this.#onAbort);
  }

  #start(): NodeJS.Timeout {
    const reason = new Passing(`nothing for ${this.#ms / 1_000} s`);
    return setTimeout(() => this.#controller.abort(reason), this.#ms);
  }
}

/** What an earlier attempt left, with what the server said of it then. */
interface Part {
  readonly path: string;
  readonly bytes: number;
  readonly validators: Validators;
  remember(validators: Validators): Promise<void>;
  forget(): Promise<void>;
  finish(target: string): Promise<void>;
}

async function partOf(target: string, url: string): Promise<Part> {
  const path = `${target}.part`;
  const note = `${target}.part.json`;
  let validators: Validators = {};
  let bytes = 0;
  if (existsSync(path) && existsSync(note)) {
    const kept = JSON.parse(await readFile(note, 'utf8')) as Validators & { url: string };
    // Without a name for its state, nobody can say whether the rest would fit.
    if (kept.url === url && (kept.etag ?? kept.lastModified) !== undefined) {
      validators = kept;
      bytes = statSync(path).size;
    }
  }
  const forget = async () => {
    await rm(path, { force: true });
    await rm(note, { force: true });
  };
  return {
    path,
    bytes,
    validators,
    remember: (now) => writeAtomically(note, JSON.stringify({ url, ...now })),
    forget,
    finish: async (to) => {
      await rm(note, { force: true });
      await rename(path, to);
    },
  };
}

function headersFor(part: Part, known: Validators | undefined): Record<string, string> {
  // Packed transfer would make lengths and ranges mean something else.
  const headers: Record<string, string> = {
    'accept-encoding': 'identity',
    'user-agent': 'tamiz (sanctions list update)',
  };
  if (part.bytes > 0) {
    headers['range'] = `bytes=${part.bytes}-`;
    headers['if-range'] = (part.validators.etag ?? part.validators.lastModified) as string;
    return headers;
  }
  if (known?.etag !== undefined) headers['if-none-match'] = known.etag;
  if (known?.lastModified !== undefined) headers['if-modified-since'] = known.lastModified;
  return headers;
}

async function follow(
  url: string,
  headers: Record<string, string>,
  { net, signal }: { readonly net: Net; readonly signal: AbortSignal },
): Promise<Response> {
  let at = url;
  const { authorization: _, ...open } = headers;
  for (let hop = 0; hop <= REDIRECTS; hop++) {
    const trusted = new URL(at).origin === new URL(url).origin;
    const response = await net.get(at, { headers: trusted ? headers : open, signal });
    const location = response.headers.get('location');
    if (response.status < 301 || response.status > 308 || response.status === 304) return response;
    if (location === null) return response;
    await response.body?.cancel();
    const next = new URL(location, at);
    if (at.startsWith('https:') && next.protocol !== 'https:') {
      throw problem('LIST_DOWNLOAD', { where: at, found: `a redirect to ${next.protocol}//` });
    }
    at = next.href;
  }
  throw problem('LIST_DOWNLOAD', { where: url, found: `more than ${REDIRECTS} redirects` });
}

function validatorsOf(response: Response): Validators {
  const etag = response.headers.get('etag');
  const lastModified = response.headers.get('last-modified');
  return { ...(etag !== null && { etag }), ...(lastModified !== null && { lastModified }) };
}

/** Where a partial answer starts; it must go on exactly where the kept part ends. */
async function resumedFrom(response: Response, part: Part): Promise<number> {
  const range = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '');
  if (part.bytes > 0 && Number(range?.[1]) === part.bytes) return part.bytes;
  await part.forget();
  throw new Passing('a range that was not asked for');
}

/** Writes the body behind the first `from` bytes and checks that it is as long as announced. */
async function receive(
  response: Response,
  part: Part,
  from: number,
  idle: IdleTimer,
  {
    url,
    onProgress = silent,
    maxBytes = LIMITS.listFileBytes,
  }: DownloadOptions & { readonly url: string },
): Promise<void> {
  const announced = isPacked(response) ? null : response.headers.get('content-length');
  const total = announced === null ? undefined : from + Number(announced);
  const file = await open(part.path, from === 0 ? 'w' : 'a', 0o600);
  let done = from;
  try {
    for await (const chunk of response.body ?? []) {
      idle.alive();
      if (done === 0) await refuseErrorPage(chunk, part, url);
      done += chunk.length;
      if (done > maxBytes) {
        await part.forget();
        const expected = `at most ${maxBytes} bytes (listFileBytes)`;
        throw problem('INPUT_TOO_LARGE', { where: url, expected, found: 'more' });
      }
      await file.write(chunk);
      const stage = `Fetching ${url.split('/').at(-1)}`;
      onProgress({ stage, done, unit: 'bytes', ...(total !== undefined && { total }) });
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (total !== undefined && done !== total) {
    throw new Passing(`${done} bytes of ${total} announced`);
  }
}

/** An error page with status 200 is told by its beginning, however long it goes on. */
async function refuseErrorPage(chunk: Uint8Array, part: Part, url: string): Promise<void> {
  const found = foreignText(new TextDecoder().decode(chunk.subarray(0, HEAD_BYTES)));
  if (found === undefined) return;
  await part.forget();
  throw problem('LIST_DOWNLOAD', { where: url, found });
}
