import type { Entry, Json, Receipt } from '../../journal/index.ts';
import type { Engine } from '../../matching/index.ts';
import { ABOUT, ASKED, BEGAN } from '../recording/recorder.ts';
import { WAYS } from '../recording/ways.ts';
import type { Screener } from '../types.ts';

/** What was asked of customers and taken down, as it is asked again. */
export interface TakenAsked {
  readonly questions: readonly (readonly [record: string, ...asked: Json[]])[];
  readonly answers: readonly Json[];
  readonly again: readonly Json[];
  readonly body: Readonly<Record<string, Json>>;
  /** How it was asked. */
  readonly parameters: Readonly<Record<string, Json>>;
}

/** A journal in memory that says what was taken down of customers. */
export class TakenDown {
  #entries: Entry[] = [];

  readonly append = async (entry: Entry): Promise<Receipt> => {
    this.#entries.push(entry);
    return { seq: this.#entries.length - 1, at: new Date(0) };
  };

  forget(): void {
    this.#entries = [];
  }

  get length(): number {
    return this.#entries.length;
  }

  /** Asks everything again, of an engine with the lists of then. */
  async again(engine: Engine): Promise<readonly TakenAsked[]> {
    const all: TakenAsked[] = [];
    for (const { type, body, personal } of this.#entries) {
      if (type !== ASKED) continue;
      const asked = body as Record<string, Json>;
      const { parameters } = this.#bodyOf(asked['began'] as number, BEGAN);
      const { about } = parameters as { readonly about?: readonly number[] };
      const listings = about?.flatMap((seq) => this.#bodyOf(seq, ABOUT)['listings'] as string[]);
      const { questions, answers } = JSON.parse(Buffer.from(personal as Uint8Array).toString());
      const again = await WAYS['customers']?.({ engine } as Screener, {
        parameters: parameters as Json,
        questions,
        ...(listings && { about: listings }),
      });
      const how = { body: asked, parameters: parameters as Record<string, Json> };
      all.push({ questions, answers, again: again as Json[], ...how });
    }
    return all;
  }

  #bodyOf(seq: number, wanted: string): Record<string, Json> {
    const { type, body } = this.#entries[seq] as Entry;
    if (type !== wanted) throw new Error(`record ${seq} is ${type}, not ${wanted}`);
    return body as Record<string, Json>;
  }
}
