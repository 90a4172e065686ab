import { useEffect, useState } from 'react';
import { type ApiError, api } from '../api.ts';
import { useAccess } from '../auth.ts';
import { mayAsk, useSession } from '../session.ts';
import type { Status } from '../wire.ts';

export interface StatusState {
  readonly status?: Status;
  readonly error?: ApiError;
}

/** What the server covers; asked once whoever asks may, and again when somebody else asks. */
export function useStatus(): StatusState {
  const { token } = useAccess();
  const session = useSession();
  const asks = mayAsk(session);
  const who = session.kind === 'person' ? session.person.handle : '';
  const [state, setState] = useState<StatusState>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new token is a reason to ask again.
  useEffect(() => {
    if (!asks) return;
    const controller = new AbortController();
    api.status(controller.signal).then(
      (status) => setState({ status }),
      (error: ApiError) => {
        if (!controller.signal.aborted) setState({ error });
      },
    );
    return () => controller.abort();
  }, [token, asks, who]);
  return state;
}
