import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { type Entry, proofOf } from '../../journal/index.ts';
import type { CommitAsked, Store } from '../../store/index.ts';
import { AnySchema } from '../wire.ts';
import type { Keeper } from './parts.ts';

const Said = Type.Union([
  Type.Null(),
  Type.Object({ json: AnySchema }),
  Type.Object({ base64: Type.String() }),
]);

/** What is taken down of questions; whatever else is recorded has a route of its own. */
const Taken = Type.Object({
  type: Type.String({ pattern: '^screening\\.[a-z]{1,40}$' }),
  body: Said,
  personal: Said,
});

/** Says nothing that somebody could be told apart by; long enough to be no guess. */
const Nonce = Type.Object({ nonce: Type.String({ minLength: 16, maxLength: 100 }) });

/**
 * What is asked of the server that has the journal: to write for others. Other servers of the
 * installation may have anything written, as they have asked the rights of whoever asked them;
 * commands on the data folder have taken down what they ask.
 */
export const keeperRoutes: FastifyPluginCallbackTypebox<{
  readonly store: Store;
  readonly keeper: Keeper;
}> = (app, { store, keeper }, done) => {
  const { journal, token, folderToken } = keeper;
  if (token !== undefined) {
    app.post(
      '/v1/keeper/commit',
      { config: { keeper: 'servers' }, schema: { hide: true, body: AnySchema } },
      async (request) => {
        const { tenant, actor, happenings } = request.body as CommitAsked;
        return store.commit(tenant, actor, happenings);
      },
    );
  }
  app.post(
    '/v1/keeper/append',
    { config: { keeper: 'folder' }, schema: { hide: true, body: Taken } },
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
  if (folderToken !== undefined) {
    // Asked before the token is told, so that nobody else is told it who listens at this address.
    app.post(
      '/v1/keeper/proof',
      { config: { public: true }, schema: { hide: true, body: Nonce } },
      async (request) => ({ proof: proofOf(folderToken, request.body.nonce) }),
    );
  }
  done();
};

function ofBase64(said: Static<typeof Said>): Entry['personal'] {
  if (said === null) return undefined;
  return 'base64' in said ? Buffer.from(said.base64, 'base64') : (said.json as Entry['body']);
}
