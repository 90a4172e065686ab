import type { FastifyInstance } from 'fastify';
import { accountRoutes } from './account-routes.ts';
import { documentRoutes } from './document-routes.ts';
import { keeperRoutes } from './keeper-routes.ts';
import type { RecordParts } from './parts.ts';

/** Adds the routes of accounts and of what belongs to organisations. */
export async function addRecord(app: FastifyInstance, parts: RecordParts): Promise<void> {
  await app.register(accountRoutes, parts);
  await app.register(documentRoutes, parts);
  const { keeper, store } = parts;
  if (keeper !== undefined) await app.register(keeperRoutes, { store, journal: keeper.journal });
}
