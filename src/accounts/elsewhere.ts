import { createHmac, timingSafeEqual } from 'node:crypto';
import { problem, TamizError } from '../base/index.ts';
import type { Document, Store } from '../store/index.ts';
import { isPlainLoopback } from './issuer.ts';
import { ACCOUNT_LIMITS } from './limits.ts';
import { openLink, redeemLink } from './links.ts';
import { ORGANISATION, type Organisation, type Provider } from './organisation.ts';
import { SUBJECT } from './proofs.ts';
import { newSecret, TENANT } from './secrets.ts';
import { type OpenedSession, openSession } from './sign-in.ts';
import { USER } from './user.ts';
import { bindSubject, subjectId } from './user-commands.ts';
import { type AccountWorld, readAccounts } from './world.ts';

/**
 * A sign-in at another provider that was begun. The browser keeps it, signed, in a cookie, so that
 * whoever begins a million of them fills no memory here, and any server can finish it.
 */
interface Flow {
  readonly tenant: string;
  readonly issuer: string;
  readonly client: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** The link with which somebody joins. */
  readonly invitation: string | undefined;
  readonly expires: string;
}

/** What the browser is sent. */
export interface BegunElsewhere {
  /** Where it goes on. */
  readonly url: string;
  /** The value of the cookie `flow`, which has to come back: `SameSite=Lax`. */
  readonly cookie: string;
  readonly seconds: number;
}

/**
 * Begins to sign somebody in at the provider of their organisation (OpenID Connect, authorisation
 * code with PKCE). With the token of an invitation they join with it, and are known from then on.
 *
 * @throws ACCOUNT_ELSEWHERE where there is no such provider, ACCOUNT_PROVIDER, ACCOUNT_LINK
 */
export async function beginElsewhere(
  store: Store,
  asked: { readonly tenant: string; readonly redirectUri: string; readonly invitation?: string },
  world: AccountWorld,
): Promise<BegunElsewhere> {
  const { tenant, redirectUri, invitation } = asked;
  const { organisation, provider } = await providerOf(store, tenant);
  if (invitation !== undefined && (await openLink(store, invitation, world)).tenant !== tenant) {
    throw problem('ACCOUNT_LINK', { found: 'a link of another organisation' });
  }
  const configuration = await world.providers.configuration(provider);
  const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import('openid-client');
  const [state, nonce, verifier] = [1, 2, 3].map(() => newSecret(world.entropy)) as Secrets;
  const seconds = ACCOUNT_LIMITS.flowMinutes * 60;
  const expires = new Date(world.clock.now().getTime() + seconds * 1_000).toISOString();
  const { issuer, client } = provider;
  const flow = { tenant, issuer, client, redirectUri, state, nonce, verifier, invitation, expires };
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    // Nothing but who it is: neither name nor address is needed.
    scope: 'openid',
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  if (url.protocol !== 'https:' && !isPlainLoopback(url)) {
    throw problem('ACCOUNT_PROVIDER', { found: 'a page to sign in that is no https address' });
  }
  return { url: url.href, cookie: signed(flow, organisation), seconds };
}

type Secrets = [state: string, nonce: string, verifier: string];

/** What the browser comes back with. */
export interface Returned {
  /** The value of the cookie `flow`. */
  readonly cookie: string | undefined;
  /** The query of the address that it came back to, without `?`. */
  readonly query: string;
}

/**
 * Finishes a sign-in at another provider: opens a session for whoever is bound to the subject that
 * the provider vouches for, or joins with the invitation it was begun with.
 *
 * @throws ACCOUNT_ELSEWHERE in the same words whatever is wrong, ACCOUNT_LINK, ACCOUNT_PROVIDER
 */
export async function finishElsewhere(
  store: Store,
  returned: Returned,
  world: AccountWorld,
): Promise<OpenedSession> {
  const flow = await openFlow(store, returned.cookie, world);
  const { organisation, provider } = await providerOf(store, flow.tenant);
  const same = provider.issuer === flow.issuer && provider.client === flow.client;
  if (!same || !world.providers.take(flow.state, new Date(flow.expires))) throw failed('state');
  const subject = await subjectOf(flow, provider, returned.query, world);
  const { tenant, invitation } = flow;
  if (invitation !== undefined) {
    await redeemLink(store, invitation, world, (reader, user) =>
      bindSubject(reader, tenant, user.id, subject),
    );
  }
  const id = subjectId(organisation.state.salt, provider.issuer, subject);
  const user = await readAccounts(store, tenant, async (reader) => {
    const handle = (await reader.document(SUBJECT, id))?.state.handle;
    return handle === undefined ? undefined : await reader.document(USER, handle);
  });
  if (user?.state.state !== 'active') throw failed('nobody');
  const hours = organisation.state.sessionHours;
  return await openSession(store, { tenant, user, by: 'provider', hours }, world);
}

/** Whom the provider vouches for. */
async function subjectOf(
  flow: Flow,
  provider: Provider,
  query: string,
  world: AccountWorld,
): Promise<string> {
  const configuration = await world.providers.configuration(provider);
  const { authorizationCodeGrant } = await import('openid-client');
  const url = new URL(flow.redirectUri);
  url.search = query;
  try {
    const tokens = await authorizationCodeGrant(configuration, url, {
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      pkceCodeVerifier: flow.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    // OpenID Connect Core 3.1.3.7, 5: a token for somebody else that names us is not for us.
    const party = claims?.azp;
    if (claims === undefined || (party !== undefined && party !== flow.client)) {
      throw failed('token');
    }
    return claims.sub;
  } catch (error) {
    if (error instanceof TamizError) throw error;
    // Only the code: what a provider answered may hold tokens, and nobody should log those.
    const { code } = error as { readonly code?: unknown };
    throw failed(typeof code === 'string' && /^[A-Z_]{1,80}$/.test(code) ? code : 'answer');
  }
}

async function providerOf(
  store: Store,
  tenant: string,
): Promise<{ organisation: Document<Organisation>; provider: Provider }> {
  const organisation = new RegExp(`^${TENANT}$`).test(tenant)
    ? await readAccounts(store, tenant, (reader) => reader.document(ORGANISATION, tenant))
    : undefined;
  const provider = organisation?.state.provider;
  if (organisation === undefined || provider === undefined) throw failed('provider');
  return { organisation, provider };
}

/** A flow as text, with what only this installation can add. */
function signed(flow: Flow, organisation: Document<Organisation>): string {
  const text = Buffer.from(JSON.stringify(flow)).toString('base64url');
  return `${text}.${signature(text, organisation.state.salt)}`;
}

function signature(text: string, salt: string | undefined): string {
  if (salt === undefined) throw failed('organisation');
  const key = Buffer.from(salt, 'base64');
  return createHmac('sha256', key).update(`tamiz flow ${text}`).digest('base64url');
}

async function openFlow(
  store: Store,
  cookie: string | undefined,
  world: AccountWorld,
): Promise<Flow> {
  const [, text = '', given = ''] = /^([\w-]+)\.([\w-]{43})$/.exec(cookie ?? '') ?? [];
  const flow = readFlow(text);
  if (flow === undefined) throw failed('cookie');
  const { organisation } = await providerOf(store, flow.tenant);
  const expected = signature(text, organisation.state.salt);
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(expected))) throw failed('cookie');
  if (!(new Date(flow.expires).getTime() > world.clock.now().getTime())) throw failed('cookie');
  return flow;
}

/** What a cookie says before it is known who wrote it: at least whose it claims to be. */
function readFlow(text: string): Flow | undefined {
  try {
    const flow = JSON.parse(Buffer.from(text, 'base64url').toString()) as Flow | null;
    return typeof flow?.tenant === 'string' ? flow : undefined;
  } catch {
    return undefined;
  }
}

function failed(why: string) {
  return problem('ACCOUNT_ELSEWHERE', { found: `none (${why})` });
}
