import type * as openid from 'openid-client';
import { type Clock, problem, systemClock } from '../base/index.ts';
import { isPlainLoopback } from './issuer.ts';
import { ACCOUNT_LIMITS } from './limits.ts';
import type { Provider } from './organisation.ts';

type Fetch = typeof globalThis.fetch;

/** Node's own client. Certificates are always verified. */
export const systemFetch: Fetch = (url, init) => fetch(url, init);

interface Known {
  readonly configuration: Promise<openid.Configuration>;
  readonly until: number;
}

/**
 * The OpenID Connect providers of organisations, as far as they are known: what each says about
 * itself is asked for once in a while, and states that were used are remembered while they last.
 */
export class Providers {
  readonly #clock: Clock;
  readonly #fetch: Fetch;
  readonly #known = new Map<string, Known>();
  /** When each used state ends. */
  readonly #used = new Map<string, number>();

  /** @param fetch the network, passed in */
  constructor(clock: Clock, fetch: Fetch) {
    this.#clock = clock;
    this.#fetch = fetch;
  }

  /** What is known of a provider. @throws ACCOUNT_PROVIDER */
  async configuration(provider: Provider): Promise<openid.Configuration> {
    const name = JSON.stringify([provider.issuer, provider.client, provider.clientSecret]);
    const now = this.#clock.now().getTime();
    const kept = this.#known.get(name);
    if (kept !== undefined && kept.until > now) return await kept.configuration;
    const configuration = discover(provider, this.#fetch, this.#clock).catch(() => {
      this.#known.delete(name);
      // What the provider answered is not told: nobody knows what is in it.
      throw problem('ACCOUNT_PROVIDER', { found: 'none that can be used' });
    });
    makeRoom(this.#known, ACCOUNT_LIMITS.providersKept);
    const until = now + ACCOUNT_LIMITS.flowMinutes * 60_000;
    this.#known.set(name, { configuration, until });
    return await configuration;
  }

  /** Takes a state for good. Whether it was there to take: not if it was used before. */
  take(state: string, until: Date): boolean {
    const now = this.#clock.now().getTime();
    const before = this.#used.get(state);
    if (before !== undefined && before > now) return false;
    if (this.#used.size >= ACCOUNT_LIMITS.statesKept) {
      for (const [one, end] of this.#used) if (end <= now) this.#used.delete(one);
    }
    makeRoom(this.#used, ACCOUNT_LIMITS.statesKept);
    this.#used.set(state, until.getTime());
    return true;
  }
}

/** Forgets the oldest where there is no room for another. */
function makeRoom(map: Map<string, unknown>, most: number): void {
  const [oldest] = map.size >= most ? map.keys() : [];
  if (oldest !== undefined) map.delete(oldest);
}

async function discover(
  { issuer, client, clientSecret }: Provider,
  fetch: Fetch,
  clock: Clock,
): Promise<openid.Configuration> {
  const library = await import('openid-client');
  const url = new URL(issuer);
  // The library looks at the machine's clock; this makes it look at ours.
  const ahead = Math.round((clock.now().getTime() - systemClock.now().getTime()) / 1_000);
  return await library.discovery(
    url,
    client,
    { [library.clockSkew]: ahead },
    clientSecret === undefined ? library.None() : secretOf(library, clientSecret),
    {
      timeout: ACCOUNT_LIMITS.providerSeconds,
      [library.customFetch]: bounded(fetch),
      execute: [
        // The signature is checked too, not only the connection that the token came by.
        library.enableNonRepudiationChecks,
        ...(isPlainLoopback(url) ? [library.allowInsecureRequests] : []),
      ],
    },
  );
}

/** The secret in the way that the provider takes it; basic where it does not say. */
function secretOf(library: typeof openid, secret: string): openid.ClientAuth {
  return (server, client, body, headers) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const basic = ways.includes('client_secret_basic');
    const way = basic ? library.ClientSecretBasic(secret) : library.ClientSecretPost(secret);
    return way(server, client, body, headers);
  };
}

/** Reads no more of an answer than any provider has a reason to send. */
function bounded(fetch: Fetch): openid.CustomFetch {
  return async (url, options) => {
    const response = await fetch(url, { ...options, body: options.body ?? null } as RequestInit);
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of response.body ?? []) {
      const bytes = part as Uint8Array;
      size += bytes.length;
      if (size > ACCOUNT_LIMITS.providerBytes) throw new Error('a longer answer than is read');
      parts.push(bytes);
    }
    const { status, headers } = response;
    const empty = status === 204 || status === 205 || status === 304;
    return new Response(empty ? null : Buffer.concat(parts), { status, headers });
  };
}
