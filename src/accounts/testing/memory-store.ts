import { problem } from '../../base/index.ts';
import { canonicalJson, type Json } from '../../journal/index.ts';
import type {
  Actor,
  Committed,
  Document,
  Happening,
  Kind,
  Reader,
  Store,
  StoredEvent,
} from '../../store/index.ts';

/**
 * A store over an array, for tests of this room alone: organisations apart, conflicts told, and
 * every state made from the events, as the store of the house promises it.
 */
export class MemoryStore implements Store {
  readonly events: StoredEvent[] = [];
  /** How many documents were read: where two ways must do the same work, they read as many. */
  reads = 0;
  /** How often somebody else was quicker. */
  conflicts = 0;
  readonly #kinds: ReadonlyMap<string, Kind>;
  readonly #now: () => Date;

  constructor(kinds: readonly Kind[], now: () => Date) {
    this.#kinds = new Map(kinds.map((kind) => [kind.name, kind]));
    this.#now = now;
  }

  async commit(tenant: string, actor: Actor, happenings: readonly Happening[]): Promise<Committed> {
    const at = this.#now();
    const seq = this.events.length;
    const added: StoredEvent[] = [];
    for (const { kind, id, revision, type, data, personal } of happenings) {
      const now = [...this.events, ...added].filter(isOf(tenant, kind, id)).length;
      if (now !== revision) {
        this.conflicts += 1;
        throw problem('STORE_CONFLICT', { found: `${kind} ${id}` });
      }
      const event = { seq, at, tenant, actor, kind, id, revision: revision + 1, type };
      added.push({ ...event, data: copy(data), personal: personal && copy(personal) });
    }
    this.events.push(...added);
    const documents = added.map(({ kind, id }) => this.#fold(tenant, kind, id)!);
    return { seq, at, documents };
  }

  async read<Result>(
    { tenant, compartments }: { tenant: string; compartments: readonly string[] },
    work: (reader: Reader) => Promise<Result>,
  ): Promise<Result> {
    const seen = (kind: Kind) =>
      kind.compartment === undefined || compartments.includes(kind.compartment);
    const reader = {
      document: async (kind: Kind, id: string) => {
        this.reads += 1;
        return seen(kind) ? this.#fold(tenant, kind.name, id) : undefined;
      },
      find: async (kind: Kind, { where = {} }: { where?: Record<string, unknown> } = {}) => {
        this.reads += 1;
        const ids = new Set(
          this.events.filter((e) => e.tenant === tenant && e.kind === kind.name).map((e) => e.id),
        );
        const documents = (seen(kind) ? [...ids] : [])
          .map((id) => this.#fold(tenant, kind.name, id)!)
          .filter(({ state }) =>
            Object.entries(where).every(
              ([field, value]) => (state as Record<string, unknown>)[field] === value,
            ),
          );
        return { documents, total: documents.length };
      },
      history: async (kind: Kind, id: string) => this.events.filter(isOf(tenant, kind.name, id)),
      events: () => {
        throw new Error('accounts read no events of all kinds');
      },
    };
    return await work(reader as unknown as Reader);
  }

  async close(): Promise<void> {}

  #fold(tenant: string, name: string, id: string): Document | undefined {
    const kind = this.#kinds.get(name);
    if (kind === undefined) throw new Error(`The kind ${name} is not exported.`);
    const events = this.events.filter(isOf(tenant, name, id));
    let state: object | undefined;
    for (const event of events) state = kind.evolve(state, event);
    // A database keeps JSON: what is undefined is not there any more.
    return state && { kind: name, id, revision: events.length, state: copy(state) };
  }
}

const isOf = (tenant: string, kind: string, id: string) => (event: StoredEvent) =>
  event.tenant === tenant && event.kind === kind && event.id === id;

function copy<Value>(value: Value): Value {
  const plain: unknown = JSON.parse(JSON.stringify(value));
  canonicalJson(plain as Json);
  return plain as Value;
}
