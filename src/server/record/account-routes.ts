import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  acceptInvitation,
  authenticate,
  checkNotForged,
  checkSameOrigin,
  csrfOf,
  endCookie,
  loadRights,
  type Procedure,
  permits,
  setCookie,
  signIn,
  signOut,
} from '../../accounts/index.ts';
import { ID_PATTERN, type Kind } from '../../store/index.ts';
import { AnySchema, answers, DetailSchema } from '../wire.ts';
import { askedBy } from './access.ts';
import { pathOf } from './document-routes.ts';
import { isSecure, type RecordParts } from './parts.ts';

type App = Parameters<FastifyPluginCallbackTypebox>[0];

const tags = ['Accounts'];
const refusals = { 400: DetailSchema, 401: DetailSchema, 403: DetailSchema, 429: DetailSchema };
const Password = Type.String({ minLength: 1, maxLength: 1_000 });

/** Signing in and out, joining by a link, and what has to do with secrets. */
export const accountRoutes: FastifyPluginCallbackTypebox<RecordParts> = (app, parts, done) => {
  signInRoute(app, parts);
  sessionRoutes(app, parts);
  joinRoute(app, parts);
  for (const procedure of parts.procedures) procedureRoute(app, parts, procedure);
  done();
};

function signInRoute(app: App, parts: RecordParts): void {
  app.post(
    '/v1/session',
    {
      config: { public: true },
      schema: {
        summary: 'Signs a person in; the session is a cookie, `csrf` goes into `x-tamiz-csrf`',
        tags,
        body: Type.Object({
          organisation: Type.Optional(Type.String({ maxLength: 63 })),
          handle: Type.String({ maxLength: 128 }),
          password: Password,
        }),
        response: answers({ 200: AnySchema, ...refusals }),
      },
    },
    async (request, reply) => {
      checkSameOrigin(askedBy(request, parts));
      const { organisation = 'main', handle, password } = request.body;
      const given = { tenant: organisation, handle, password, address: addressOf(request, parts) };
      const { token, csrf, expires } = await signIn(parts.store, given, parts.world);
      const seconds = (expires.getTime() - parts.world.clock.now().getTime()) / 1000;
      reply.header('set-cookie', setCookie(token, { secure: isSecure(parts), seconds }));
      return { organisation, handle, csrf, expires: expires.toISOString() };
    },
  );
}

/**
 * Where a request came from, to count failures. A server that people reach under another address
 * stands behind a proxy, from which all requests come: that says nothing.
 */
function addressOf(request: FastifyRequest, { publicUrl }: RecordParts): string | undefined {
  return publicUrl === undefined ? request.ip : undefined;
}

function sessionRoutes(app: App, parts: RecordParts): void {
  const secure = isSecure(parts);
  app.get(
    '/v1/session',
    {
      config: { public: true },
      schema: {
        summary: 'Who is signed in, and what they may do with what is the organisation’s',
        tags,
        response: answers({ 200: AnySchema, ...refusals }),
      },
    },
    async (request) => {
      const { store, world } = parts;
      const principal = await authenticate(store, request.headers, { secure, clock: world.clock });
      const { tenant: organisation, handle, roles, scopes } = principal;
      const csrf = csrfOf(request.headers, secure) ?? null;
      const rights = [...loadRights().actions.keys()].filter((action) =>
        permits(principal, action, { tenant: organisation }),
      );
      return { organisation, handle, roles, scopes: scopes ?? null, rights, csrf };
    },
  );
  app.delete(
    '/v1/session',
    {
      config: { public: true },
      schema: { summary: 'Signs out', tags, response: answers({ 204: Type.Null(), ...refusals }) },
    },
    async (request, reply) => {
      const { store, world } = parts;
      const principal = await authenticate(store, request.headers, { secure, clock: world.clock });
      checkNotForged(askedBy(request, parts), secure);
      await signOut(store, principal);
      return reply.header('set-cookie', endCookie(secure)).code(204).send();
    },
  );
}

function joinRoute(app: App, parts: RecordParts): void {
  app.post(
    '/v1/join',
    {
      config: { public: true },
      schema: {
        summary: 'Chooses a password with the link of an invitation, which works once',
        tags,
        body: Type.Object({ token: Type.String({ maxLength: 400 }), password: Password }),
        response: answers({ 200: AnySchema, ...refusals }),
      },
    },
    async (request) => {
      checkSameOrigin(askedBy(request, parts));
      const { store, world } = parts;
      return acceptInvitation(store, request.body, world);
    },
  );
}

function procedureRoute(app: App, parts: RecordParts, procedure: Procedure): void {
  const kind = parts.shown.find((shown) => shown.kind.name === procedure.kind)?.kind as Kind;
  app.post(
    `/v1/${pathOf(kind)}/:id/${procedure.name}`,
    {
      config: { right: procedure.right, kind },
      schema: {
        'x-right': procedure.right,
        summary: procedure.summary,
        tags,
        params: Type.Object({ id: Type.String({ pattern: ID_PATTERN }) }),
        body: procedure.input,
        response: answers({ 200: AnySchema, ...refusals, 404: DetailSchema, 409: DetailSchema }),
      },
    },
    async (request, reply) => {
      const { tenant, actor } = request.principal;
      const { id } = request.params as { id: string };
      const call = { tenant, actor, id };
      const told = await procedure.run(parts.store, call, request.body as never, parts.world);
      return notKept(reply).send(told);
    },
  );
}

/** A secret that is shown once is kept by no cache. */
const notKept = (reply: FastifyReply): FastifyReply => reply.header('cache-control', 'no-store');
