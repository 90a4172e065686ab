import { useEffect, useState } from 'react';
import { type ApiError, api } from '../api.ts';
import type { HitRecord } from '../wire.ts';

/** Most hits that are shown in the page; the downloads hold all. */
export const SHOWN_HITS = 1000;
const PAGE = 250;

export interface HitsState {
  readonly hits: readonly HitRecord[];
  readonly total: number;
  readonly busy: boolean;
  readonly error?: ApiError;
}

/** The hits of a finished screening, fetched page by page up to `SHOWN_HITS`. */
export function useHits(id: string): HitsState {
  const [state, setState] = useState<HitsState>({ hits: [], total: 0, busy: true });
  useEffect(() => {
    const { signal, abort } = cancellable();
    const load = async () => {
      const hits: HitRecord[] = [];
      for (;;) {
        const page = await api.hits(id, hits.length, PAGE, signal);
        hits.push(...page.hits);
        const busy = page.hits.length > 0 && hits.length < Math.min(page.total, SHOWN_HITS);
        setState({ hits: [...hits], total: page.total, busy });
        if (!busy) return;
      }
    };
    load().catch((error: ApiError) => {
      if (!signal.aborted) setState((before) => ({ ...before, busy: false, error }));
    });
    return abort;
  }, [id]);
  return state;
}

function cancellable(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
