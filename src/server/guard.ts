import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../base/index.ts';
import { isLoopback } from './listen.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers without the access token: the page itself and the health checks. */
    public?: boolean;
  }
}

/** yente's limit, so that its clients meet the same one. */
const URL_BYTES = 60_000;

/** What guards the server: a token, accounts, or that only this machine reaches it. */
export interface Guarded {
  readonly host: string;
  readonly token?: string;
  readonly record?: { readonly publicUrl?: string };
}

/** Adds the checks that come before everything else. */
export function addGuards(app: FastifyInstance, { host, token, record }: Guarded): void {
  // A proxy in front asks under the public name; accounts then say who may.
  const isLocal = isLoopback(host) && token === undefined && record?.publicUrl === undefined;
  app.addHook('onRequest', async (request, reply) => {
    if ((request.raw.url ?? '').length > URL_BYTES) {
      return reply.code(414).send({ detail: 'Request URI too long' });
    }
    if (isLocal) checkOrigin(request);
    // Where there are accounts, they say what the token is good for.
    else if (token !== undefined && record === undefined) checkToken(request, reply, token);
    return undefined;
  });
}

/**
 * Without a token the server is on the loopback address, where any web page that the user opens
 * can send requests too. A page that has rebound its own name to 127.0.0.1 is told by the Host
 * header, one that posts across sites by the Origin header.
 */
function checkOrigin(request: FastifyRequest): void {
  const host = request.headers.host ?? '';
  if (!isLoopback(hostName(host))) {
    throw problem('SERVER_HOST', { found: JSON.stringify(host.slice(0, 200)) });
  }
  const { origin } = request.headers;
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  if (!changes || !request.url.startsWith('/v1/') || origin === undefined) return;
  if (origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
    throw problem('SERVER_ORIGIN', { found: JSON.stringify(origin.slice(0, 200)) });
  }
}

/** The name in a Host header, without the port. */
function hostName(header: string): string {
  return header.replace(/:\d{1,5}$/, '');
}

function checkToken(request: FastifyRequest, reply: FastifyReply, token: string): void {
  if (request.routeOptions.config.public === true || request.is404) return;
  const [, given = ''] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (isSameSecret(given, token)) return;
  reply.header('www-authenticate', 'Bearer');
  throw problem('SERVER_TOKEN', { found: given === '' ? 'none' : 'another one' });
}

/** Hashes have one length, so the comparison takes one time whatever was given. */
export const isSameSecret = (given: string, secret: string): boolean =>
  timingSafeEqual(digest(given), digest(secret));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
