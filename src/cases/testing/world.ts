import { Value } from 'typebox/value';
import { problem } from '../../base/index.ts';
import { canonicalJson } from '../../journal/index.ts';
import type {
  Actor,
  Command,
  Document,
  Happening,
  Kind,
  Reader,
  Search,
  StoredEvent,
} from '../../store/index.ts';

/** A person, by a handle. */
export const user = (id: string): Actor => ({ kind: 'user', id });
/** A program that brings alerts. */
export const PROGRAM: Actor = { kind: 'key', id: 'screening' };

/**
 * One organisation's documents in memory, by the contract of the store: for tests of what commands
 * decide. Events go through canonical JSON, so that what could not be recorded fails here too.
 */
export class World {
  readonly events: StoredEvent[] = [];
  readonly #kinds: ReadonlyMap<string, Kind>;
  readonly #documents = new Map<string, Document>();
  #ids = 0;
  now: Date;

  constructor(kinds: readonly Kind[], now = '2026-03-02T15:00:00.000Z') {
    this.#kinds = new Map(kinds.map((kind) => [kind.name, kind]));
    this.now = new Date(now);
  }

  /** Lets time pass. */
  later(hours: number): void {
    this.now = new Date(this.now.getTime() + hours * 3_600_000);
  }

  /** The state of a document that is there. */
  state<State extends object>(kind: Kind<State>, id: string): State {
    const document = this.#documents.get(`${kind.name}/${id}`);
    if (document === undefined) throw new Error(`no ${kind.name} ${id}`);
    return document.state as State;
  }

  /** All documents of a kind. */
  all<State extends object>(kind: Kind<State>): readonly Document<State>[] {
    const found = [...this.#documents.values()].filter((one) => one.kind === kind.name);
    return found as unknown as readonly Document<State>[];
  }

  /** Does what a command decides, or nothing of it; returns how many events that were. */
  async run(command: Command, id: string, input: unknown, actor: Actor): Promise<number> {
    if (!Value.Check(command.input, input)) {
      const [first] = Value.Errors(command.input, input);
      const found = first === undefined ? 'another form' : `${first.instancePath} ${first.message}`;
      throw problem('STORE_INPUT', { found });
    }
    const document = this.#documents.get(`${command.kind.name}/${id}`);
    if (command.creates && document !== undefined) throw problem('STORE_EXISTS', { found: id });
    if (!command.creates && document === undefined) throw problem('STORE_ABSENT', { found: id });
    const decided = await command.decide(document, input as never, {
      tenant: 'org',
      actor,
      id,
      now: this.now,
      reader: this.reader,
      newId: () => `new-${++this.#ids}`,
    });
    const kind = command.kind.name;
    const before = document?.revision ?? 0;
    const own = decided.outcomes.map(
      (outcome, nth): Happening => ({
        ...{ kind, id, revision: before + nth },
        ...outcome,
      }),
    );
    const all = [...own, ...(decided.happenings ?? [])];
    this.record(all, actor);
    return all.length;
  }

  /** Records what is to happen, as the store does. */
  record(happenings: readonly Happening[], actor: Actor): void {
    const documents = new Map(this.#documents);
    const events: StoredEvent[] = [];
    for (const happening of happenings) {
      const { kind: name, id, revision, type } = happening;
      const kind = this.#kinds.get(name);
      const before = documents.get(`${name}/${id}`);
      if (kind === undefined) throw new Error(`no kind ${name}`);
      if ((before?.revision ?? 0) !== revision) throw problem('STORE_CONFLICT', { found: id });
      const event: StoredEvent = {
        ...{ seq: this.events.length + events.length, at: this.now, tenant: 'org', actor },
        ...{ kind: name, id, type, revision: revision + 1 },
        data: JSON.parse(canonicalJson(happening.data)),
        personal:
          happening.personal === undefined
            ? undefined
            : JSON.parse(canonicalJson(happening.personal)),
      };
      events.push(event);
      const state = kind.evolve(before?.state, event);
      documents.set(`${name}/${id}`, { kind: name, id, revision: revision + 1, state });
    }
    for (const [key, document] of documents) this.#documents.set(key, document);
    this.events.push(...events);
  }

  /** The same documents, folded anew; `without` says of which events persons were erased. */
  replayed(without: (event: StoredEvent) => boolean = () => false): Map<string, object> {
    const states = new Map<string, object>();
    for (const event of this.events) {
      const key = `${event.kind}/${event.id}`;
      const read = without(event) ? { ...event, personal: undefined } : event;
      const kind = this.#kinds.get(event.kind) as Kind;
      states.set(key, kind.evolve(states.get(key), read));
    }
    return states;
  }

  /** The states as they stand, by kind and id. */
  states(): Map<string, object> {
    return new Map([...this.#documents].map(([key, { state }]) => [key, state]));
  }

  readonly reader: Reader = {
    document: async (kind, id) => this.#documents.get(`${kind.name}/${id}`) as never,
    find: async (kind, search = {}) => {
      const found = this.all(kind).filter(({ state }) => fits(state, search));
      const { offset = 0, limit = 100 } = search;
      return { documents: found.slice(offset, offset + limit), total: found.length };
    },
    history: async (kind, id) =>
      this.events.filter((event) => event.kind === kind.name && event.id === id),
    events: (kinds) => {
      const names = new Set(kinds.map(({ name }) => name));
      const found = this.events.filter(({ kind }) => names.has(kind));
      return (async function* () {
        yield* found;
      })();
    },
  };
}

function fits(state: object, { where = {} }: Search): boolean {
  return Object.entries(where).every(([field, wanted]) => {
    const value = (state as Record<string, unknown>)[field];
    return Array.isArray(wanted) ? wanted.includes(value) : value === wanted;
  });
}
