import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  beginElsewhere,
  cookieName,
  endCookie,
  finishElsewhere,
  readCookie,
  setCookie,
} from '../../accounts/index.ts';
import { answers, DetailSchema } from '../wire.ts';
import { askedBy } from './access.ts';
import { isSecure, type RecordParts } from './parts.ts';

const tags = ['Accounts'];
const refusals = { 401: DetailSchema, 502: DetailSchema };
const FLOW = 'flow';
const RETURN = '/v1/elsewhere/return';

/** Signing in at the provider of an organisation, by OpenID Connect: a browser goes and returns. */
export const elsewhereRoutes: FastifyPluginCallbackTypebox<RecordParts> = (app, parts, done) => {
  const secure = isSecure(parts);
  app.get(
    '/v1/elsewhere/begin',
    {
      config: { public: true },
      schema: {
        summary:
          'Sends a browser to the provider of an organisation, with an invitation or without',
        tags,
        querystring: Type.Object({
          organisation: Type.Optional(Type.String({ maxLength: 63 })),
          invitation: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: answers({ 302: Type.Null(), ...refusals }),
      },
    },
    async (request, reply) => {
      const { organisation: tenant = 'main', invitation } = request.query;
      const [origin = ''] = askedBy(request, parts).origins;
      const redirectUri = `${origin}${RETURN}`;
      const asked = { tenant, redirectUri, ...(invitation !== undefined && { invitation }) };
      const { url, cookie, seconds } = await beginElsewhere(parts.store, asked, parts.world);
      // Lax, as the provider sends the browser back from another site.
      const set = setCookie(cookie, { secure, seconds, what: FLOW, sameSite: 'Lax' });
      return reply.header('set-cookie', set).header('cache-control', 'no-store').redirect(url, 302);
    },
  );
  app.get(
    RETURN,
    {
      config: { public: true },
      schema: {
        summary: 'Where the provider sends the browser back: opens the session',
        tags,
        response: answers({ 302: Type.Null(), ...refusals }),
      },
    },
    async (request, reply) => {
      const { store, world } = parts;
      const cookie = readCookie(request.headers, cookieName(secure, FLOW));
      const query = request.url.split('?')[1] ?? '';
      const { token, expires } = await finishElsewhere(store, { cookie, query }, world);
      const seconds = (expires.getTime() - world.clock.now().getTime()) / 1000;
      const cookies = [setCookie(token, { secure, seconds }), endCookie(secure, FLOW)];
      reply.header('set-cookie', cookies).header('cache-control', 'no-store');
      return reply.redirect('/', 302);
    },
  );
  done();
};
