import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { LIMITS } from '../../base/index.ts';
import { CASE_LIMITS } from '../../cases/index.ts';
import { type Entry, proofOf } from '../../journal/index.ts';
import { type CommitAsked, ID_PATTERN } from '../../store/index.ts';
import { AnySchema } from '../wire.ts';
import type { CustomerAlerts } from './into-case.ts';
import type { Keeper, RecordParts } from './parts.ts';
import { bringingFor } from './raising.ts';

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

/** Hits of customers, for a person to decide about; none, to see whether it could be done. */
const Alerts = Type.Object({
  organisation: Type.String({ pattern: ID_PATTERN }),
  customers: Type.Array(
    Type.Object({
      customer: Type.String(),
      name: Type.Optional(Type.String()),
      alerts: Type.Array(AnySchema, { minItems: 1, maxItems: CASE_LIMITS.alertsAtOnce }),
    }),
    { maxItems: LIMITS.matchQueries },
  ),
});

/** Says nothing that somebody could be told apart by; long enough to be no guess. */
const Nonce = Type.Object({ nonce: Type.String({ minLength: 16, maxLength: 100 }) });

/**
 * What is asked of the server that has the journal: to write for others. Other servers of the
 * installation may have anything written, as they have asked the rights of whoever asked them;
 * commands on the data folder have taken down what they ask, and bring what they find into cases.
 */
export const keeperRoutes: FastifyPluginCallbackTypebox<
  Pick<RecordParts, 'store' | 'world'> & { readonly keeper: Keeper }
> = (app, { store, world, keeper }, done) => {
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
  const bringIn = bringingFor({ store, world });
  app.post(
    '/v1/keeper/alerts',
    { config: { keeper: 'folder' }, schema: { hide: true, body: Alerts } },
    async (request) => {
      const { organisation, customers } = request.body;
      // Each is checked by the command that takes it, as those of a person are.
      return { results: await bringIn(organisation, customers as unknown as CustomerAlerts[]) };
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
