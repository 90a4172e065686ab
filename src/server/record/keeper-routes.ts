import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { Entry, Journal } from '../../journal/index.ts';
import type { CommitAsked, Store } from '../../store/index.ts';
import { AnySchema } from '../wire.ts';

const Said = Type.Union([
  Type.Null(),
  Type.Object({ json: AnySchema }),
  Type.Object({ base64: Type.String() }),
]);

/**
 * What other servers ask of the one that has the journal: to write for them. Both know a token;
 * who asks has asked the rights of whoever asked them.
 */
export const keeperRoutes: FastifyPluginCallbackTypebox<{
  readonly store: Store;
  readonly journal: Pick<Journal, 'append'>;
}> = (app, { store, journal }, done) => {
  app.post(
    '/v1/keeper/commit',
    { config: { keeper: true }, schema: { hide: true, body: AnySchema } },
    async (request) => {
      const { tenant, actor, happenings } = request.body as CommitAsked;
      return store.commit(tenant, actor, happenings);
    },
  );
  app.post(
    '/v1/keeper/append',
    {
      config: { keeper: true },
      schema: {
        hide: true,
        body: Type.Object({ type: Type.String(), body: Said, personal: Said }),
      },
    },
    async (request) => {
      const { type, body, personal } = request.body;
      const said = ofBase64(personal);
      const entry = {
        type,
        body: ofBase64(body) ?? null,
        ...(said !== undefined && { personal: said }),
      };
      return journal.append(entry);
    },
  );
  done();
};

function ofBase64(said: Static<typeof Said>): Entry['personal'] {
  if (said === null) return undefined;
  return 'base64' in said ? Buffer.from(said.base64, 'base64') : (said.json as Entry['body']);
}
