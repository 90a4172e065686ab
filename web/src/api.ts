import { authorization, tokenRefused } from './auth.ts';
import type { Actors, PartyAnswer } from './partyWire.ts';
import type { PartyRoute } from './route.ts';
import { hasAccounts, sessionKnown, sessionRefused } from './session.ts';
import type {
  HitPage,
  LinkedListing,
  MatchAnswer,
  MatchQuery,
  Problem,
  Screening,
  Status,
} from './wire.ts';

/** A request that was refused, or not answered at all (`status` 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(problem.detail ?? `status ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

/** `detail` is a sentence, or where a request has the wrong form one entry a field. */
interface RefusedFields {
  readonly detail?: string | readonly RefusedField[];
}

interface RefusedField {
  readonly loc?: readonly (string | number)[];
  readonly msg?: string;
}

const fieldInWords = ({ loc = [], msg = '' }: RefusedField): string => `${loc.join('.')}: ${msg}`;

/** Makes an error of an answer that is not a success; `text` is its body. */
export function refusal(status: number, text: string): ApiError {
  const error = errorOf(status, text);
  if (status === 401 && !hasAccounts()) tokenRefused();
  // A password that is wrong is told where it was given.
  else if (status === 401 && error.problem.code === 'ACCOUNT_SESSION') sessionRefused();
  return error;
}

function errorOf(status: number, text: string): ApiError {
  try {
    const { detail, ...rest } = JSON.parse(text) as Omit<Problem, 'detail'> & RefusedFields;
    if (detail === undefined) return new ApiError(status, { found: `status ${status}`, ...rest });
    const words = typeof detail === 'string' ? detail : detail.map(fieldInWords).join('; ');
    return new ApiError(status, { ...rest, detail: words });
  } catch {
    return new ApiError(status, { found: `${status} ${text.slice(0, 200)}`.trim() });
  }
}

/** The address of an endpoint, relative to the page so that a proxy may add a path. */
export const address = (path: string): string => new URL(`v1/${path}`, document.baseURI).href;

/** Asks the server; throws `ApiError`, or an `AbortError` when `signal` says so. */
export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  // Until it is known, nobody can tell what a request has to carry.
  await sessionKnown();
  const headers = { ...authorization(), ...(init.headers as Record<string, string> | undefined) };
  let response: Response;
  try {
    response = await fetch(address(path), { ...init, headers });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError(0, {});
  }
  if (!response.ok) throw refusal(response.status, await response.text());
  return response;
}

/** Asks for something that is JSON. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await ask(path, signal === undefined ? {} : { signal });
  return (await response.json()) as T;
}

const part = encodeURIComponent;

/** Parameters that were given, as the end of an address. */
function asked(parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter(
    (one): one is [string, string] => one[1] !== undefined && one[1] !== '',
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

/** What became of a question that was to open a case. */
export interface Raised {
  readonly customer: string;
  readonly hits: number;
  readonly case: string | null;
  readonly error?: string;
}

export const api = {
  status: (signal?: AbortSignal) => get<Status>('status', signal),

  async match({ asOf, ...query }: MatchQuery, signal: AbortSignal): Promise<MatchAnswer> {
    const response = await ask(`match${asked({ as_of: asOf })}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(query),
      signal,
    });
    return (await response.json()) as MatchAnswer;
  },

  entity: (id: string, asOf: string | undefined, signal: AbortSignal) =>
    get<LinkedListing>(`entities/${part(id)}${asked({ as_of: asOf })}`, signal),

  party: ({ id, asOf, date, actor }: PartyRoute, signal: AbortSignal) =>
    get<PartyAnswer>(`parties/${part(id)}${asked({ as_of: asOf, date, actor })}`, signal),

  actors: (signal: AbortSignal) => get<Actors>('actors', signal),

  screening: (id: string, signal?: AbortSignal) => get<Screening>(`screenings/${part(id)}`, signal),

  hits: (id: string, offset: number, limit: number, signal: AbortSignal) =>
    get<HitPage>(`screenings/${part(id)}/hits?offset=${offset}&limit=${limit}`, signal),

  async cancel(id: string): Promise<void> {
    await ask(`screenings/${part(id)}`, { method: 'DELETE' });
  },

  /** Asks about a customer, and brings what is found into their open case. */
  async raise(customer: object, threshold: number): Promise<Raised> {
    const response = await ask('alerts', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ customers: [customer], threshold }),
    });
    const { results } = (await response.json()) as { readonly results: readonly [Raised] };
    return results[0];
  },

  hitsFile: (id: string, format: 'jsonl' | 'csv' | 'xlsx') =>
    `screenings/${part(id)}/hits.${format}`,
};
