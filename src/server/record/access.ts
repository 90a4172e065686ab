import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  authenticate,
  checkNotForged,
  cookieName,
  KEY,
  type Principal,
  type Resource,
  requireRight,
  resourceOf,
  SESSION,
} from '../../accounts/index.ts';
import { problem } from '../../base/index.ts';
import { ID_PATTERN, type Kind, type Scope } from '../../store/index.ts';
import { isSameSecret } from '../guard.ts';
import { isLoopback } from '../listen.ts';
import { isSecure, type Keeper, type RecordParts } from './parts.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The action of the policy that must be allowed to whoever asks. */
    right?: string;
    /** The kind of the document that the address names. */
    kind?: Kind;
    /**
     * Asked by another server of the installation, with the token that both know; `folder` also by
     * commands on the data folder, with the token that stands there.
     */
    keeper?: 'servers' | 'folder';
  }
  interface FastifySchema {
    /** The same as `right`, for the description of the interface. */
    'x-right'?: string;
  }
  interface FastifyRequest {
    /** Who asks; there is one wherever a route has a right. */
    principal: Principal;
  }
}

/** What anything may be asked that belongs to no organisation: the lists are public. */
const ASKING = 'screen:ask';

/** Where the server listens, and the token that lets a program ask the lists without an account. */
export interface Entrance {
  readonly host: string;
  readonly token?: string;
}

/**
 * Lets nobody through who has no right to what they ask for, before anything of it is read. The
 * lists may be asked without an account on the machine itself, and with the access token; whatever
 * belongs to an organisation needs an account everywhere.
 */
export function addAccess(app: FastifyInstance, parts: RecordParts, entrance: Entrance): void {
  app.decorateRequest('principal', null as never);
  app.addHook('onRequest', async (request) => {
    const { public: isPublic, right, keeper } = request.routeOptions.config;
    if (isPublic === true || request.is404) return;
    if (keeper !== undefined) {
      checkKeeper(request, parts.keeper ?? {}, keeper);
      return;
    }
    if (right === undefined && mayAskOpenly(request, entrance, parts)) return;
    const secure = isSecure(parts);
    const { store, world } = parts;
    const principal = await authenticate(store, request.headers, { secure, clock: world.clock });
    if (principal.session !== undefined) {
      checkNotForged(askedBy(request, parts), secure);
    }
    requireRight(principal, right ?? ASKING, await resourceIn(request, parts, principal));
    request.principal = principal;
  });
}

/** How a request came, as it is judged against forgery. */
export function askedBy(request: FastifyRequest, { publicUrl }: RecordParts) {
  // On the machine itself the name in the address was checked to be one of this machine.
  const own = publicUrl ?? `http://${request.headers.host ?? ''}`;
  const origins = URL.canParse(own) ? [new URL(own).origin.toLowerCase()] : [];
  return { method: request.method, headers: request.headers, origins };
}

/** Whoever shows who they are is judged by that; others by where they are. */
function mayAskOpenly(
  { headers }: FastifyRequest,
  { host, token }: Entrance,
  { publicUrl }: RecordParts,
): boolean {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  if (token !== undefined) return bearer !== undefined && isSameSecret(bearer, token);
  // Behind a proxy everybody comes from this machine.
  if (publicUrl !== undefined) return false;
  const hasCookie = headers.cookie?.includes(cookieName(false)) === true;
  return isLoopback(host) && bearer === undefined && !hasCookie;
}

function checkKeeper(
  { headers }: FastifyRequest,
  { token, folderToken }: Partial<Keeper>,
  who: 'servers' | 'folder',
): void {
  const [, bearer = ''] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  const taken = who === 'servers' ? [token] : [token, folderToken];
  if (taken.some((one) => one !== undefined && isSameSecret(bearer, one))) return;
  throw problem('SERVER_TOKEN', { found: bearer === '' ? 'none' : 'another one' });
}

const ID = new RegExp(ID_PATTERN);

/** Kinds whose documents say who owns them, each with the field that does. */
const OWNED: ReadonlyMap<string, string> = new Map([
  [KEY.name, 'owner'],
  [SESSION.name, 'handle'],
]);

/** What rights ask about whatever the address names. */
async function resourceIn(
  request: FastifyRequest,
  { store }: RecordParts,
  principal: Principal,
): Promise<Resource> {
  const { tenant } = principal;
  const { kind } = request.routeOptions.config;
  if (kind === undefined) return { tenant };
  const { id } = request.params as { readonly id?: string };
  if (id === undefined)
    return { ...resourceOf(tenant, kind, ''), ...ownOf(request, kind, principal) };
  // What is no id names nothing; only of some documents it must be read whose they are.
  if (!ID.test(id) || !OWNED.has(kind.name)) return resourceOf(tenant, kind, id);
  const document = await store.read(scopeOf({ principal }), (reader) => reader.document(kind, id));
  return resourceOf(tenant, kind, id, document);
}

/** Whoever looks for nothing but what is theirs asks as its owner. */
function ownOf({ query }: FastifyRequest, { name }: Kind, { handle }: Principal): object {
  const field = OWNED.get(name);
  const asked = field === undefined ? undefined : (query as Record<string, unknown>)[field];
  return asked === handle ? { owner: handle } : {};
}

/** For whom a request reads. */
export function scopeOf({ principal }: Pick<FastifyRequest, 'principal'>): Scope {
  const { tenant, compartments } = principal;
  return { tenant, compartments };
}
