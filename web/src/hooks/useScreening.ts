import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, api } from '../api.ts';
import type { ServerEvent } from '../eventBlock.ts';
import { serverEvents } from '../events.ts';
import { uploadFile } from '../upload.ts';
import type { HitRecord, Problem, Screening, ScreeningProgress } from '../wire.ts';

/** What was counted while events came in; the summary replaces it at the end. */
export interface Tally {
  readonly strong: number;
  readonly possible: number;
  readonly signals: number;
}

export type Job =
  | { readonly kind: 'idle' }
  | { readonly kind: 'uploading'; readonly name: string; readonly fraction: number }
  | {
      readonly kind: 'running';
      readonly name: string;
      readonly progress?: ScreeningProgress;
      readonly tally: Tally;
    }
  | { readonly kind: 'finished'; readonly screening: Screening }
  | { readonly kind: 'failed'; readonly name: string; readonly problem: Problem };

export interface ScreeningJob {
  readonly job: Job;
  readonly start: (file: File, asOf: string) => void;
  readonly cancel: () => void;
  readonly reset: () => void;
}

/** Remembers the screening of this tab, so that reloading the page does not lose it. */
const KEY = 'tamiz.screening';
const RETRY_MS = 1000;
/** How often in a row the server may not answer before the page says so. */
const MOST_SILENCES = 5;
const NOTHING: Tally = { strong: 0, possible: 0, signals: 0 };

function counted(tally: Tally, event: ServerEvent): Tally {
  if (event.name === 'signal') return { ...tally, signals: tally.signals + 1 };
  const { band } = event.data as HitRecord;
  return band === 'strong'
    ? { ...tally, strong: tally.strong + 1 }
    : { ...tally, possible: tally.possible + 1 };
}

/** Follows a screening until it has ended, also over a connection that breaks; returns it. */
async function follow(
  id: string,
  signal: AbortSignal,
  onChange: (progress: ScreeningProgress | undefined, tally: Tally) => void,
): Promise<Screening> {
  let silences = 0;
  for (;;) {
    let tally = NOTHING;
    let progress: ScreeningProgress | undefined;
    try {
      for await (const event of serverEvents(
        `screenings/${encodeURIComponent(id)}/events`,
        signal,
      )) {
        if (event.name === 'progress') progress = event.data as ScreeningProgress;
        else if (event.name === 'hit' || event.name === 'signal') tally = counted(tally, event);
        else if (event.name !== 'message') break;
        onChange(progress, tally);
      }
    } catch (error) {
      if (signal.aborted || (error instanceof ApiError && error.status !== 0)) throw error;
    }
    const screening = await api.screening(id, signal).catch((error: ApiError) => {
      silences += 1;
      if (signal.aborted || error.status !== 0 || silences > MOST_SILENCES) throw error;
    });
    if (screening !== undefined) {
      silences = 0;
      if (screening.state !== 'queued' && screening.state !== 'running') return screening;
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

const problemOf = (error: unknown): Problem =>
  error instanceof ApiError ? error.problem : { found: String(error) };

function outcome(screening: Screening): Job {
  return screening.state === 'failed'
    ? { kind: 'failed', name: screening.name, problem: screening.problem ?? {} }
    : { kind: 'finished', screening };
}

type Begin = (name: string, getId: (signal: AbortSignal) => Promise<string>) => Promise<void>;

/** Goes on with the screening that this tab had before it was reloaded. */
function useRemembered(begin: Begin): void {
  useEffect(() => {
    const id = sessionStorage.getItem(KEY);
    if (id === null) return;
    api.screening(id).then(
      (found) => begin(found.name, async () => id),
      () => sessionStorage.removeItem(KEY),
    );
  }, [begin]);
}

/** The life of one customer file: sent, screened, done; one at a time. */
export function useScreening(): ScreeningJob {
  const [job, setJob] = useState<Job>({ kind: 'idle' });
  const controller = useRef(new AbortController());
  const running = useRef<string | null>(null);

  const begin = useCallback(
    async (name: string, getId: (signal: AbortSignal) => Promise<string>) => {
      controller.current.abort();
      controller.current = new AbortController();
      const { signal } = controller.current;
      running.current = null;
      try {
        const id = await getId(signal);
        running.current = id;
        sessionStorage.setItem(KEY, id);
        const screening = await follow(id, signal, (progress, tally) =>
          setJob({ kind: 'running', name, tally, ...(progress && { progress }) }),
        );
        if (signal.aborted) return;
        setJob(outcome(screening));
      } catch (error) {
        if (!signal.aborted) setJob({ kind: 'failed', name, problem: problemOf(error) });
      }
    },
    [],
  );

  const reset = useCallback(() => {
    controller.current.abort();
    running.current = null;
    sessionStorage.removeItem(KEY);
    setJob({ kind: 'idle' });
  }, []);

  useRemembered(begin);

  const start = (file: File, asOf: string): void => {
    setJob({ kind: 'uploading', name: file.name, fraction: 0 });
    void begin(file.name, async (signal) => {
      const onFraction = (fraction: number) =>
        setJob({ kind: 'uploading', name: file.name, fraction });
      const id = await uploadFile(file, asOf, onFraction, signal);
      setJob({ kind: 'running', name: file.name, tally: NOTHING });
      return id;
    });
  };

  const cancel = (): void => {
    const id = running.current;
    if (id === null) {
      reset();
      return;
    }
    // The server deletes what it cancels, so there is nothing left to show.
    reset();
    api.cancel(id).catch(() => {});
  };

  return { job, start, cancel, reset };
}
