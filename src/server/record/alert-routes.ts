import { setImmediate } from 'node:timers/promises';
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { Principal } from '../../accounts/index.ts';
import { LIMITS } from '../../base/index.ts';
import type { AlertInput } from '../../cases/index.ts';
import type { Example } from '../../entity/index.ts';
import { DEFAULT_THRESHOLD, type Engine } from '../../matching/index.ts';
import { lookedUp, lookUp } from '../../screening/index.ts';
import { readExample } from '../example.ts';
import type { ListsAt } from '../lists-at.ts';
import type { ServerOptions } from '../options.ts';
import { AnySchema, answers, DetailSchema, RawPropertiesSchema } from '../wire.ts';
import { scopeOf } from './access.ts';
import { alertsFrom, inPieces, intoCase, nameOf, whyRefused } from './into-case.ts';
import type { RecordParts } from './parts.ts';

const Customer = Type.Object({
  customer: Type.String({
    minLength: 1,
    maxLength: 256,
    pattern: '^(?=.*\\S)[^\\0]*$',
    description: "The customer's id in the organisation's own files",
  }),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  schema: Type.String({ maxLength: 100 }),
  properties: RawPropertiesSchema,
});

const Body = Type.Object({
  customers: Type.Array(Customer, { minItems: 1, maxItems: LIMITS.matchQueries }),
  threshold: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  actor: Type.Optional(
    Type.String({
      maxLength: 60,
      description: 'For whom effects are worked out, such as `us-bank`; that without it.',
    }),
  ),
});

/** What became of one customer's question. */
interface Raised {
  readonly customer: string;
  /** Listings that may be the customer. */
  readonly hits: number;
  /** The case that has the alerts; null where there is nothing to decide. */
  readonly case: string | null;
  readonly error?: string;
}

/**
 * Asks the lists about customers and brings what they may be before a person: alerts in the one
 * open case of each customer, with all that they are made of.
 */
export const alertRoutes: FastifyPluginCallbackTypebox<{
  readonly parts: RecordParts;
  readonly lists: ListsAt;
  readonly options: ServerOptions;
}> = (app, { parts, lists, options }, done) => {
  app.post(
    '/v1/alerts',
    {
      config: { right: 'case:open' },
      schema: {
        'x-right': 'case:open',
        summary: 'Asks about customers, and opens cases with alerts for those who may be listed',
        tags: ['Record'],
        body: Body,
        response: answers({
          200: AnySchema,
          400: DetailSchema,
          401: DetailSchema,
          403: DetailSchema,
        }),
      },
    },
    async (request, reply) => {
      const { customers, threshold = DEFAULT_THRESHOLD, actor = 'us-bank' } = request.body;
      const asking = { parts, options, threshold, actor, principal: request.principal };
      const { engine } = await lists.screener(reply, undefined);
      const results: Raised[] = [];
      for (const customer of customers) {
        const refused = (error: unknown): Raised => {
          return { customer: customer.customer, hits: 0, case: null, error: whyRefused(error) };
        };
        results.push(await raise(engine, customer, asking).catch(refused));
        // A long batch must not keep the requests of others waiting.
        await setImmediate();
      }
      return reply.send({ results });
    },
  );
  done();
};

interface Asking {
  readonly parts: RecordParts;
  readonly options: ServerOptions;
  readonly threshold: number;
  readonly actor: string;
  readonly principal: Principal;
}

async function raise(
  engine: Engine,
  asked: Static<typeof Customer>,
  asking: Asking,
): Promise<Raised> {
  const { customer, name, schema, properties } = asked;
  const read = readExample({ id: customer, schema, properties });
  if ('problem' in read) return { customer, hits: 0, case: null, error: read.problem };
  const alerts = await alertsOf(engine, read.example, asking);
  if (alerts.length === 0) return { customer, hits: 0, case: null };
  const called = name ?? nameOf(read.example);
  const named = { customer, ...(called !== undefined && { name: called }) };
  const { store, world } = asking.parts;
  const { tenant, actor } = asking.principal;
  const scope = scopeOf(asking);
  let id: string | null = null;
  for (const some of inPieces({ ...named, alerts })) {
    const brought = await intoCase(some, { store, world, tenant, actor, scope });
    id = brought.case ?? id;
  }
  return { customer, hits: alerts.length, case: id };
}

async function alertsOf(
  engine: Engine,
  example: Example,
  { options, threshold, actor }: Asking,
): Promise<AlertInput[]> {
  const asked = { examples: [example], threshold, limit: LIMITS.matchResults };
  const result = lookUp(engine, asked);
  // What is asked is taken down before anything comes of it.
  const receipt = await options.recorder?.record(engine, ...lookedUp(engine, asked, result));
  const today = options.clock.now().toISOString().slice(0, 10);
  const { matches } = result;
  return alertsFrom(
    engine,
    matches.map((match) => ({ match, example })),
    { today, actor, ...(receipt && { record: receipt.seq }) },
  );
}
