/** One server-sent event; ids grow, so that a page that comes back says where it was. */
export interface LoggedEvent {
  readonly id: number;
  readonly event: string;
  /** JSON, made once for all who listen. */
  readonly data: string;
}

export type Listener = (event: LoggedEvent) => void;

/** The most events of one kind that are kept and sent; the rest is in the results. */
const MOST_OF_A_KIND = 1_000;

/** The events of one screening: kept for pages that come later or come back. */
export class EventLog {
  readonly #kept: LoggedEvent[] = [];
  readonly #counts = new Map<string, number>();
  readonly #listeners = new Set<Listener>();
  #progress: LoggedEvent | undefined;
  #lastId = 0;
  #ended = false;

  /** Whether the last event has been published. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Says how far it is; only the newest is kept. */
  progress(data: object): void {
    this.#progress = this.#make('progress', data);
    this.#tell(this.#progress);
  }

  publish(event: string, data: object): void {
    const count = (this.#counts.get(event) ?? 0) + 1;
    if (count > MOST_OF_A_KIND) return;
    this.#counts.set(event, count);
    const logged = this.#make(event, data);
    this.#kept.push(logged);
    this.#tell(logged);
  }

  /** Publishes the last event; those who listen then hang up. */
  end(event: string, data: object): void {
    this.#ended = true;
    this.publish(event, data);
    this.#listeners.clear();
  }

  /** Tells everything after the event of this id, then what comes; call the result to stop. */
  listen(afterId: number, listener: Listener): () => void {
    const newest = this.#progress === undefined || this.#ended ? [] : [this.#progress];
    const missed = [...this.#kept, ...newest]
      .filter(({ id }) => id > afterId)
      .sort((a, b) => a.id - b.id);
    for (const event of missed) listener(event);
    if (!this.#ended) this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #make(event: string, data: object): LoggedEvent {
    this.#lastId += 1;
    return { id: this.#lastId, event, data: JSON.stringify(data) };
  }

  #tell(event: LoggedEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
