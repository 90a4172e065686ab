import { useState } from 'react';
import type { ApiError } from '../api.ts';
import { calls } from './calls.ts';

/** How a step of a document went that somebody took here. */
export interface Taking {
  readonly busy: boolean;
  /** The step that was refused, or done. */
  readonly step?: string;
  readonly error?: ApiError;
  /** What it had when the step was refused because somebody else was faster. */
  readonly lateAt?: number;
  readonly isDone?: boolean;
  /** Takes a step; whether it was taken. What was typed is left to whoever called. */
  readonly take: (step: string, input: object) => Promise<boolean>;
  readonly forget: () => void;
}

/** Takes steps of a document at the revision that was read, and reads it again afterwards. */
export function useStep(path: string, id: string, revision: number, again: () => void): Taking {
  const [state, setState] = useState<Omit<Taking, 'take' | 'forget'>>({ busy: false });
  const take = async (step: string, input: object): Promise<boolean> => {
    setState({ busy: true, step });
    try {
      await calls.step(path, id, step, input, revision);
      setState({ busy: false, step, isDone: true });
      again();
      return true;
    } catch (failure) {
      const error = failure as ApiError;
      const isLate = error.status === 409;
      setState({ busy: false, step, error, ...(isLate && { lateAt: revision }) });
      if (isLate) again();
      return false;
    }
  };
  return { ...state, take, forget: () => setState({ busy: false }) };
}
