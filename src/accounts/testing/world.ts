import { createHash } from 'node:crypto';
import { Check } from 'typebox/value';
import { fixedClock, problem } from '../../base/index.ts';
import { type Actor, type Performed, perform } from '../../store/index.ts';
import { Attempts } from '../attempts.ts';
import { firstAdministrator } from '../found.ts';
import { ACCOUNT_COMMANDS, ACCOUNT_KINDS } from '../kinds.ts';
import { acceptInvitation } from '../links.ts';
import { ACCOUNT_PROCEDURES } from '../procedures.ts';
import { Providers, systemFetch } from '../providers.ts';
import type { Role } from '../roles.ts';
import { MemoryStore } from './memory-store.ts';

/** Passwords for tests: as fast as they are unsafe, and they count their work. */
class CountedPasswords {
  hashed = 0;
  verified = 0;

  async hash(password: string): Promise<string> {
    this.hashed += 1;
    return createHash('sha256').update(password).digest('hex');
  }

  async verify(kept: string | undefined, password: string): Promise<boolean> {
    this.verified += 1;
    return kept === createHash('sha256').update(password).digest('hex');
  }
}

/** Bytes that nobody can foresee who does not know the seed: the same in each run. */
export function seededEntropy(seed: string) {
  let count = 0;
  return (bytes: number): Uint8Array => {
    const parts: Buffer[] = [];
    while (parts.length * 32 < bytes) {
      parts.push(createHash('sha256').update(`${seed} ${count}`).digest());
      count += 1;
    }
    return Buffer.concat(parts).subarray(0, bytes);
  };
}

export const SYNTHETIC_PASSWORD = 'ocelot vendaval quince';

/** A small organisation for tests, with its own clock, chance and store. */
export class SmallWorld {
  readonly clock = fixedClock('2026-04-21T12:00:00Z');
  readonly entropy;
  readonly passwords = new CountedPasswords();
  readonly attempts = new Attempts(this.clock);
  readonly providers = new Providers(this.clock, systemFetch);
  readonly store = new MemoryStore(ACCOUNT_KINDS, () => this.clock.now());
  readonly tenant: string;

  constructor(seed = 'small', tenant = 'main') {
    this.entropy = seededEntropy(seed);
    this.tenant = tenant;
  }

  /** Makes the organisation, with `admin`, who has joined. */
  static async begin(seed?: string): Promise<SmallWorld> {
    const world = new SmallWorld(seed);
    const link = await firstAdministrator(world.store, world);
    await acceptInvitation(
      world.store,
      { token: link?.token ?? '', password: SYNTHETIC_PASSWORD },
      world,
    );
    return world;
  }

  /** Invites somebody and lets them join; or only invites them. */
  async add(handle: string, roles: readonly Role[], joins = true): Promise<string> {
    const input = { name: `Synthetic ${handle}`, roles };
    const { token = '' } = await this.procedure('user', 'invite', handle, input);
    const password = SYNTHETIC_PASSWORD;
    if (joins) await acceptInvitation(this.store, { token, password }, this);
    return token;
  }

  /** Does a command as the ways in do, but for rights: those are tested where they stand. */
  async command(
    kind: string,
    name: string,
    id: string,
    input: object = {},
    actor: Actor = { kind: 'user', id: 'admin' },
  ): Promise<Performed> {
    const command = ACCOUNT_COMMANDS.find((one) => one.kind.name === kind && one.name === name)!;
    const scope = { tenant: this.tenant, compartments: [] };
    return await perform(this.store, command, { scope, actor, id, input }, this);
  }

  async procedure(
    kind: string,
    name: string,
    id: string,
    input: object = {},
    actor: Actor = { kind: 'user', id: 'admin' },
  ) {
    const one = ACCOUNT_PROCEDURES.find((each) => each.kind === kind && each.name === name)!;
    if (!Check(one.input, input)) throw problem('STORE_INPUT', { found: 'another form' });
    return await one.run(this.store, { tenant: this.tenant, actor, id }, input, this);
  }

  /** The state of a document now. */
  async state<State>(kind: string, id: string): Promise<State | undefined> {
    const found = ACCOUNT_KINDS.find((one) => one.name === kind)!;
    const scope = { tenant: this.tenant, compartments: [] };
    const document = await this.store.read(scope, (reader) => reader.document(found, id));
    return document?.state as State | undefined;
  }
}
