import type { Clock } from '../base/index.ts';
import type { Catalog } from '../lists/index.ts';
import type { Recorder, Screener } from '../screening/index.ts';
import type { RecordParts } from './record/parts.ts';

/** What is logged of a request: never a query value, a body or an address of a client. */
export interface RequestLine {
  readonly method: string;
  /** The route's pattern, such as `/entities/:id`, not what was asked for. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  /** For an unexpected error: its kind and where it was raised, without its message. */
  readonly fault?: string;
}

export interface ServerOptions {
  /** The lists as they stand now; asked anew for every request, so they can change under it. */
  readonly screener: () => Screener;
  /** The lists as they stood at the end of a day, by the versions that are kept. */
  readonly past?: (day: string) => Promise<Screener>;
  /** The manifest in use; its collections are names that can be asked for. */
  readonly catalog?: () => Catalog | undefined;
  /** What `/updatez` does, and the token that it asks for; without it, nobody may. */
  readonly update?: { readonly token: string; readonly run: () => Promise<void> };
  /** Takes down what the lists are asked; without it, nothing does. */
  readonly recorder?: Recorder;
  /** Accounts and what belongs to organisations; without it there is nothing of the kind. */
  readonly record?: RecordParts;
  readonly clock: Clock;
  /** The address that the caller will listen on; decides what must be guarded against. */
  readonly host: string;
  /**
   * With a token, every request but the page itself and the health checks must carry it. With
   * accounts it lets a program ask the lists without one.
   */
  readonly token?: string;
  /** The built workbench; without it `/` says how to build it. */
  readonly webRoot?: string;
  /** Where uploads and results are kept while they are needed. */
  readonly workFolder: string;
  readonly logger?: (line: RequestLine) => void;
}
