import { createHmac } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { organisationOf, type Principal } from '../../accounts/index.ts';
import { LIMITS, problem, TamizError } from '../../base/index.ts';
import {
  type AlertInput,
  alertOf,
  CASE,
  CASE_COMMANDS,
  CASE_LIMITS,
  openCaseOf,
} from '../../cases/index.ts';
import type { Example } from '../../entity/index.ts';
import { effectsOf, parseActor } from '../../law/index.ts';
import { DEFAULT_THRESHOLD, type Engine } from '../../matching/index.ts';
import { lawPartyOf, partyOfListing } from '../../parties/index.ts';
import { lookedUp, lookUp } from '../../screening/index.ts';
import { type Command, perform, type Reader } from '../../store/index.ts';
import { readExample } from '../example.ts';
import type { ListsAt } from '../lists-at.ts';
import type { ServerOptions } from '../options.ts';
import { AnySchema, answers, DetailSchema, RawPropertiesSchema } from '../wire.ts';
import { scopeOf } from './access.ts';
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
        results.push(await raisedOrWhyNot(engine, customer, asking));
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

/** What is wrong with one customer must not keep those after it from being asked about. */
async function raisedOrWhyNot(
  engine: Engine,
  asked: Static<typeof Customer>,
  asking: Asking,
): Promise<Raised> {
  try {
    return await raise(engine, asked, asking);
  } catch (error) {
    if (!(error instanceof TamizError) || error.http >= 500) throw error;
    return { customer: asked.customer, hits: 0, case: null, error: error.message };
  }
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
  const named = { customer, name: name ?? nameOf(read.example) };
  let id: string | null = null;
  for (let at = 0; at < alerts.length; at += CASE_LIMITS.alertsAtOnce) {
    const some = alerts.slice(at, at + CASE_LIMITS.alertsAtOnce);
    id = (await intoCase({ ...named, alerts: some }, asking)) ?? id;
  }
  return { customer, hits: alerts.length, case: id };
}

/** A name, short enough to be shown; half of a surrogate pair at its end is no text. */
const nameOf = ({ properties }: Example): string | undefined =>
  properties['name']?.[0]?.slice(0, 200).replace(/[\ud800-\udbff]$/, '');

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
  return result.matches.map((match) => {
    const party = lawPartyOf(partyOfListing(engine, match.entity));
    const law = effectsOf(party, today, parseActor(actor));
    const record = receipt === undefined ? {} : { record: receipt.seq };
    return alertOf({ engine, match, customer: example, law, ...record });
  });
}

interface Hits {
  readonly customer: string;
  readonly name: string | undefined;
  readonly alerts: readonly AlertInput[];
}

const commandNamed = (name: string): Command =>
  CASE_COMMANDS.find((one) => one.kind.name === CASE.name && one.name === name) as Command;

/** How often it is begun anew because somebody else was faster with the same customer. */
const ATTEMPTS = 5;

/** Brings alerts into the open case of a customer, or opens one; gives its id, if there is one. */
async function intoCase(
  { customer, name, alerts }: Hits,
  { parts, principal }: Asking,
): Promise<string | null> {
  const { store, world } = parts;
  const scope = scopeOf({ principal });
  for (let attempt = 1; ; attempt++) {
    const place = await store.read(scope, (reader) => placeFor(reader, principal.tenant, customer));
    const customerName = name === undefined ? {} : { customerName: name };
    const [command, input] = place.isOpen
      ? [commandNamed('add-alerts'), { alerts }]
      : [commandNamed('open'), { customer, ...customerName, alerts }];
    try {
      const wish = { scope, actor: principal.actor, id: place.id, input };
      const { document } = await perform(store, command, wish, world);
      return document === undefined ? null : place.id;
    } catch (error) {
      const isLate = error instanceof TamizError && LATE.has(error.code);
      if (!isLate || attempt === ATTEMPTS) throw error;
    }
  }
}

/** What is said where somebody else opened or closed the case in the meantime. */
const LATE: ReadonlySet<string> = new Set([
  'STORE_EXISTS',
  'STORE_CONFLICT',
  'CASE_OPEN',
  'CASE_STATE',
]);

/**
 * The open case of a customer, or the id that the next one has. Two who ask at the same time get
 * the same id, so that only one of them opens it. The id says nothing about the customer to who
 * has not the secret of the organisation.
 */
async function placeFor(
  reader: Reader,
  tenant: string,
  customer: string,
): Promise<{ readonly id: string; readonly isOpen: boolean }> {
  const open = await openCaseOf(reader, customer);
  if (open !== undefined) return { id: open.id, isOpen: true };
  const { salt } = (await organisationOf(reader, tenant)).state;
  if (salt === undefined) throw problem('STORE_ABSENT', { found: 'no secret of the organisation' });
  const { total } = await reader.find(CASE, { where: { customer }, limit: 1 });
  const digest = createHmac('sha256', Buffer.from(salt, 'base64')).update(customer).digest('hex');
  const idOf = (number: number) => `${digest.slice(0, 24)}-${number}`;
  // A case of which was erased whose it is has its id still.
  let number = total + 1;
  while ((await reader.document(CASE, idOf(number))) !== undefined) number += 1;
  return { id: idOf(number), isOpen: false };
}
