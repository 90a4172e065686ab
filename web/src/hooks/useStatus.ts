import { useEffect, useState } from 'react';
import { type ApiError, api } from '../api.ts';
import { useAccess } from '../auth.ts';
import type { Status } from '../wire.ts';

export interface StatusState {
  readonly status?: Status;
  readonly error?: ApiError;
}

/** What the server covers; asked once, and again after a token was entered. */
export function useStatus(): StatusState {
  const { token } = useAccess();
  const [state, setState] = useState<StatusState>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new token is a reason to ask again.
  useEffect(() => {
    const controller = new AbortController();
    api.status(controller.signal).then(
      (status) => setState({ status }),
      (error: ApiError) => {
        if (!controller.signal.aborted) setState({ error });
      },
    );
    return () => controller.abort();
  }, [token]);
  return state;
}
