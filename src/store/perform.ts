import { Value } from 'typebox/value';
import { type Clock, type Entropy, problem, TamizError } from '../base/index.ts';
import type { Command, Decided } from './command.ts';
import type { Actor, Document, Happening, Scope, Store } from './types.ts';

/** Who asks for what, of which document. */
export interface Wish {
  readonly scope: Scope;
  readonly actor: Actor;
  readonly id: string;
  /** What the document had when it was looked at; absent: as it stands. */
  readonly revision?: number;
  readonly input: unknown;
}

/** What a wish came to. */
export interface Performed {
  /** Undefined where a command that makes one made none. */
  readonly document: Document | undefined;
  /** The record of it in the journal; undefined where there was nothing to do. */
  readonly seq?: number;
}

/** How often something is decided anew because others were faster. */
const ATTEMPTS = 10;

/**
 * Does what a command says: reads the document, lets the command decide, and records what happens.
 * Rights are asked before. Without a revision it is decided anew where somebody was faster.
 * @throws STORE_INPUT, STORE_ABSENT, STORE_EXISTS, STORE_CONFLICT, and what the command refuses
 */
export async function perform(
  store: Store,
  command: Command,
  wish: Wish,
  world: { readonly clock: Clock; readonly entropy: Entropy },
): Promise<Performed> {
  assertInput(command, wish.input);
  for (let attempt = 1; ; attempt++) {
    const { document, decided } = await decide(store, command, wish, world);
    const happenings = happeningsOf(command, wish.id, document, decided);
    if (happenings.length === 0) return { document };
    try {
      const done = await store.commit(wish.scope.tenant, wish.actor, happenings);
      const own = done.documents.find(
        ({ kind, id }) => kind === command.kind.name && id === wish.id,
      );
      return { document: own ?? document, seq: done.seq };
    } catch (error) {
      const isLate = error instanceof TamizError && error.code === 'STORE_CONFLICT';
      if (!isLate || wish.revision !== undefined || attempt === ATTEMPTS) throw error;
    }
  }
}

async function decide(
  store: Store,
  command: Command,
  { scope, actor, id, revision, input }: Wish,
  { clock, entropy }: { readonly clock: Clock; readonly entropy: Entropy },
): Promise<{ document: Document | undefined; decided: Decided }> {
  return store.read(scope, async (reader) => {
    const document = await reader.document(command.kind, id);
    const what = `${command.kind.name} ${id}`;
    if (command.creates && document !== undefined) {
      throw problem('STORE_EXISTS', { found: `${what}, which is there` });
    }
    if (!command.creates && document === undefined) {
      throw problem('STORE_ABSENT', { found: `no ${what}` });
    }
    const stands = document?.revision ?? 0;
    if (revision !== undefined && revision !== stands) {
      throw problem('STORE_CONFLICT', { found: `${what} after ${stands} events, not ${revision}` });
    }
    const newId = () => Buffer.from(entropy(16)).toString('hex');
    const context = { tenant: scope.tenant, actor, id, now: clock.now(), reader, newId };
    return { document, decided: await command.decide(document, input as never, context) };
  });
}

function happeningsOf(
  command: Command,
  id: string,
  document: Document | undefined,
  { outcomes, happenings = [] }: Decided,
): Happening[] {
  const stands = document?.revision ?? 0;
  const own = outcomes.map((outcome, i) => {
    return { kind: command.kind.name, id, revision: stands + i, ...outcome };
  });
  return [...own, ...happenings];
}

function assertInput({ name, input, kind }: Command, value: unknown): void {
  if (Value.Check(input, value)) return;
  const [first] = Value.Errors(input, value);
  const where = `${kind.name} ${name}${first?.instancePath ?? ''}`;
  throw problem('STORE_INPUT', { where, found: first?.message ?? 'something else' });
}
