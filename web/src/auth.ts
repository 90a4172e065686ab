import { useSyncExternalStore } from 'react';
import { ofSession } from './session.ts';

/** The access token of this browser tab; asked for only once the server has refused a request. */
interface Access {
  readonly token: string | null;
  /** True while the server refuses what we have. */
  readonly wanted: boolean;
}

const KEY = 'tamiz.token';
let access: Access = { token: sessionStorage.getItem(KEY), wanted: false };
const listeners = new Set<() => void>();

function change(next: Access): void {
  access = next;
  for (const listener of listeners) listener();
}

/** Headers for a request; empty where no token was entered and nobody is signed in. */
export function authorization(): Record<string, string> {
  return access.token === null ? ofSession() : { authorization: `Bearer ${access.token}` };
}

/** Called when the server answers 401. */
export function tokenRefused(): void {
  if (!access.wanted) change({ ...access, wanted: true });
}

/** Keeps the token until the tab is closed. */
export function enterToken(token: string): void {
  sessionStorage.setItem(KEY, token);
  change({ token, wanted: false });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useAccess(): Access {
  return useSyncExternalStore(subscribe, () => access);
}
