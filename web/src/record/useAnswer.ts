import { useCallback, useEffect, useState } from 'react';
import type { ApiError } from '../api.ts';

export interface Answered<T> {
  readonly busy: boolean;
  /** The last answer to the same question; it stays while it is asked again. */
  readonly answer?: T;
  readonly error?: ApiError;
  /** Asks again. */
  readonly again: () => void;
}

/**
 * What the server answers to a question; `key` says which question it is, and an empty one that
 * there is none yet. An answer that comes late never replaces a newer one.
 */
export function useAnswer<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Answered<T> {
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<Omit<Answered<T>, 'again'> & { readonly of?: string }>({
    busy: true,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the question.
  useEffect(() => {
    if (key === '') return;
    const controller = new AbortController();
    setState((before) => ({
      busy: true,
      ...(before.of === key && before.answer !== undefined && { answer: before.answer, of: key }),
    }));
    load(controller.signal).then(
      (answer) => {
        if (!controller.signal.aborted) setState({ busy: false, answer, of: key });
      },
      (error: ApiError) => {
        if (controller.signal.aborted) return;
        // What is being written about the last answer must not go away with it.
        setState(({ answer, of }) => ({
          busy: false,
          error,
          ...(of === key && answer !== undefined && { answer, of }),
        }));
      },
    );
    return () => controller.abort();
  }, [key, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { ...state, again };
}
