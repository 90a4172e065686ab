import { useSyncExternalStore } from 'react';

/** Who is signed in, as `GET /v1/session` says it. */
export interface Person {
  readonly organisation: string;
  readonly handle: string;
  readonly roles: readonly string[];
  /** What the person may do with what belongs to the organisation. */
  readonly rights: readonly string[];
  /** What goes along with every request that changes something. */
  readonly csrf: string | null;
}

export type Session =
  | { readonly kind: 'asking' }
  /** The server has no accounts. */
  | { readonly kind: 'absent' }
  /** `wanted`: something was asked for that needs an account. */
  | { readonly kind: 'nobody'; readonly wanted: boolean }
  | { readonly kind: 'person'; readonly person: Person };

let session: Session = { kind: 'asking' };
let known: Promise<void> | undefined;
const listeners = new Set<() => void>();

function change(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

/** Asks the server who is signed in. */
export async function askSession(): Promise<void> {
  const address = new URL('v1/session', document.baseURI).href;
  try {
    const response = await fetch(address, { headers: { accept: 'application/json' } });
    if (response.ok) change({ kind: 'person', person: (await response.json()) as Person });
    else if (response.status === 404) change({ kind: 'absent' });
    else change({ kind: 'nobody', wanted: false });
  } catch {
    // Whatever is asked next says that nobody answers.
    change({ kind: 'absent' });
  }
}

/** Until it is known who is signed in, which whatever is sent has to say. */
export function sessionKnown(): Promise<void> {
  known ??= askSession();
  return known;
}

/** What a request of whoever is signed in carries; nothing where nobody is. */
export function ofSession(): Record<string, string> {
  const csrf = session.kind === 'person' ? session.person.csrf : null;
  return csrf === null ? {} : { 'x-tamiz-csrf': csrf };
}

/** Whether the server has accounts. */
export const hasAccounts = (): boolean => session.kind === 'nobody' || session.kind === 'person';

/** Called when the server no longer knows the session, or wants one. */
export function sessionRefused(): void {
  change({ kind: 'nobody', wanted: true });
}

/** Called when somebody has signed out. */
export function sessionEnded(): void {
  change({ kind: 'nobody', wanted: false });
}

/** Whether somebody may do something; nobody may without an account. */
export const may = (of: Session, right: string): boolean =>
  of.kind === 'person' && of.person.rights.includes(right);

/** Whether the lists can be asked: without accounts by anybody, by whoever may with them. */
export const mayAsk = (of: Session): boolean =>
  of.kind === 'person' ? may(of, 'screen:ask') : of.kind !== 'asking';

/** Where whoever signs in begins: where their role has something to do. */
export function beginning(of: Session): string {
  if (mayAsk(of)) return '#/';
  return may(of, 'case:read') ? '#/cases' : '#/users';
}

function subscribe(listener: () => void): () => void {
  void sessionKnown();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSession(): Session {
  return useSyncExternalStore(subscribe, () => session);
}
