import type { FastifyInstance } from 'fastify';
import { loadRights } from '../../accounts/index.ts';
import type { ListsAt } from '../lists-at.ts';
import type { ServerOptions } from '../options.ts';
import { accountRoutes } from './account-routes.ts';
import { alertRoutes } from './alert-routes.ts';
import { documentRoutes } from './document-routes.ts';
import { elsewhereRoutes } from './elsewhere-routes.ts';
import { keeperRoutes } from './keeper-routes.ts';
import { oversightRoute } from './oversight-route.ts';
import type { RecordParts } from './parts.ts';
import { reportRoutes } from './report-routes.ts';
import { wordsRoutes } from './words-routes.ts';

export { addAccess } from './access.ts';

/** Adds the routes of accounts and of what belongs to organisations. */
export async function addRecord(
  app: FastifyInstance,
  { parts, ...served }: { parts: RecordParts; lists: ListsAt; options: ServerOptions },
): Promise<void> {
  // Read now, or the first request waits for it.
  loadRights();
  await app.register(accountRoutes, parts);
  await app.register(elsewhereRoutes, parts);
  await app.register(documentRoutes, parts);
  await app.register(reportRoutes, parts);
  await app.register(wordsRoutes);
  await app.register(alertRoutes, { parts, ...served });
  await app.register(oversightRoute, parts);
  const { keeper } = parts;
  if (keeper !== undefined) await app.register(keeperRoutes, { ...parts, keeper });
}
