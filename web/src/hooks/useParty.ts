import { useEffect, useState } from 'react';
import { type ApiError, api } from '../api.ts';
import { useAccess } from '../auth.ts';
import type { Actors, PartyAnswer } from '../partyWire.ts';
import { type PartyRoute, partyHash } from '../route.ts';

export interface PartyState {
  readonly busy: boolean;
  /**
   * The last answer; it stays while the same party is asked for otherwise, of the lists of the same
   * day: those of another take long to open, and what is shown meanwhile would pass for theirs.
   */
  readonly party?: PartyAnswer;
  readonly error?: ApiError;
}

/** A party as its page asks for it; an answer that comes late never replaces a newer one. */
export function useParty({ id, asOf, date, actor }: PartyRoute): PartyState {
  const { token } = useAccess();
  const [state, setState] = useState<PartyState & { readonly of?: string }>({ busy: true });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new token is a reason to ask again.
  useEffect(() => {
    const controller = new AbortController();
    const of = partyHash({ id, asOf });
    setState((before) => ({
      busy: true,
      ...(before.of === of && before.party && { party: before.party, of }),
    }));
    api.party({ id, asOf, date, actor }, controller.signal).then(
      (party) => setState({ busy: false, party, of }),
      (error: ApiError) => {
        if (!controller.signal.aborted) setState({ busy: false, error });
      },
    );
    return () => controller.abort();
  }, [id, asOf, date, actor, token]);
  return state;
}

/** The kinds of actors that the server knows; none until it has answered. */
export function useActors(): Actors['kinds'] {
  const { token } = useAccess();
  const [kinds, setKinds] = useState<Actors['kinds']>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new token is a reason to ask again.
  useEffect(() => {
    const controller = new AbortController();
    api.actors(controller.signal).then(
      (actors) => setKinds(actors.kinds),
      // The page shows why nothing is answered where it asks for the party.
      () => undefined,
    );
    return () => controller.abort();
  }, [token]);
  return kinds;
}
