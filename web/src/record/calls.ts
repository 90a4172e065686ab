import { ask, get } from '../api.ts';
import { ALL_OPEN, type CaseSearch } from '../pages.ts';
import { askSession } from '../session.ts';
import type {
  CaseRecord,
  CaseWords,
  History,
  PageOf,
  Steps,
  SuppressionRecord,
  UserRecord,
} from './wire.ts';

/** How many documents a page of a list has. */
export const PAGE = 20;

const part = encodeURIComponent;

async function send<T>(path: string, body: object, revision?: number): Promise<T> {
  const tag: Record<string, string> = revision === undefined ? {} : { 'if-match': `"${revision}"` };
  const response = await ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...tag },
    body: JSON.stringify(body),
  });
  return (await response.json()) as T;
}

/** The parameters of a search among cases. */
function searchOf({ status, assignee, priority, order, page }: CaseSearch, open: string[]) {
  const asked = new URLSearchParams({ limit: String(PAGE), offset: String(page * PAGE) });
  const states = status === 'open' ? open : status === '' ? [] : [status];
  for (const state of states) asked.append('status', state);
  if (assignee !== '') asked.set('assignee', assignee);
  if (priority !== '') asked.set('priority', priority);
  asked.set('order_by', order === 'due' ? 'due' : 'openedAt');
  if (order === ALL_OPEN.order) asked.set('descending', 'true');
  return asked;
}

/** What pages of accounts and cases ask of the server. */
export const calls = {
  async signIn(given: { organisation: string; handle: string; password: string }): Promise<void> {
    await send('session', given);
    await askSession();
  },

  join: (token: string, password: string) =>
    send<{ readonly tenant: string; readonly handle: string }>('join', { token, password }),

  words: (signal: AbortSignal) => get<CaseWords>('words/cases', signal),

  cases: (search: CaseSearch, open: string[], signal: AbortSignal) =>
    get<PageOf<CaseRecord>>(`cases?${searchOf(search, open)}`, signal),

  case: (id: string, signal: AbortSignal) => get<CaseRecord>(`cases/${part(id)}`, signal),

  /** Documents of a kind, by the fields that are asked for. */
  documents<T>(path: string, asked: URLSearchParams, page: number, signal: AbortSignal) {
    const query = new URLSearchParams(asked);
    query.set('limit', String(PAGE));
    query.set('offset', String(page * PAGE));
    return get<PageOf<T>>(`${path}?${query}`, signal);
  },

  document: <T>(path: string, id: string, signal: AbortSignal) =>
    get<T>(`${path}/${part(id)}`, signal),

  steps: (path: string, id: string, signal: AbortSignal) =>
    get<Steps>(`${path}/${part(id)}/steps`, signal),

  history: (path: string, id: string, signal: AbortSignal) =>
    get<History>(`${path}/${part(id)}/history`, signal),

  /** Takes a step of a document that has the revision which was read. */
  step: (path: string, id: string, step: string, input: object, revision?: number) =>
    send<{ readonly token?: string; readonly expires?: string }>(
      `${path}/${part(id)}/${step}`,
      input,
      revision,
    ),

  keyWords: (signal: AbortSignal) =>
    get<{ readonly scopes: readonly string[] }>('words/keys', signal),

  suppressions(standing: string, page: number, signal: AbortSignal) {
    const asked = new URLSearchParams({ limit: String(PAGE), offset: String(page * PAGE) });
    if (standing !== '') asked.set('status', standing);
    asked.set('order_by', 'until');
    return get<PageOf<SuppressionRecord>>(`suppressions?${asked}`, signal);
  },

  revoke: (id: string, input: { reason: string; text: string }, revision: number) =>
    send<object>(`suppressions/${part(id)}/revoke`, input, revision),

  users: (signal: AbortSignal) => get<PageOf<UserRecord>>('users?limit=1000', signal),

  /** Does something with a user; the link where it makes one. */
  user: (handle: string, what: string, input: object = {}) =>
    send<{ readonly token?: string; readonly expires?: string }>(
      `users/${part(handle)}/${what}`,
      input,
    ),
};
