/** How long work tells how far it has come; `total` is absent while it is not known. */
export interface Progress {
  readonly stage: string;
  readonly done: number;
  readonly total?: number;
  readonly unit: 'bytes' | 'records' | 'names';
}

export type OnProgress = (progress: Progress) => void;

/** For callers that do not watch. */
export const silent: OnProgress = () => {};
