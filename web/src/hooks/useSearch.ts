import { useEffect, useState } from 'react';
import { type ApiError, api } from '../api.ts';
import { useAccess } from '../auth.ts';
import type { MatchAnswer, MatchQuery } from '../wire.ts';

/** Long enough to skip the letters of a quick typist, short enough to feel immediate. */
const PAUSE_MS = 120;

export interface SearchState {
  readonly busy: boolean;
  /** The last answer; it stays while the next one from lists of the same day is on its way. */
  readonly answer?: MatchAnswer;
  readonly error?: ApiError;
}

/**
 * Results as you type. A new question ends the request before it, so that an old answer can never
 * replace a newer one. `query` is null while there is nothing to ask.
 */
export function useSearch(query: MatchQuery | null): SearchState {
  const { token } = useAccess();
  const [state, setState] = useState<SearchState & { readonly of?: string }>({ busy: false });
  const of = query?.asOf ?? '';
  const body = query === null ? '' : JSON.stringify(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new token is a reason to ask again.
  useEffect(() => {
    if (body === '') {
      setState({ busy: false });
      return;
    }
    const controller = new AbortController();
    setState((before) => ({
      ...(before.of === of && before.answer && { answer: before.answer, of }),
      busy: true,
    }));
    const timer = setTimeout(() => {
      api.match(JSON.parse(body) as MatchQuery, controller.signal).then(
        (answer) => {
          if (!controller.signal.aborted) setState({ busy: false, answer, of });
        },
        (error: ApiError) => {
          if (!controller.signal.aborted) setState({ busy: false, error });
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [body, token]);
  return state;
}
