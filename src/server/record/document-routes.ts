import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { organisationOf, resourceOf } from '../../accounts/index.ts';
import { problem } from '../../base/index.ts';
import {
  type Command,
  type Document,
  ID_PATTERN,
  type Kind,
  perform,
  type Reader,
} from '../../store/index.ts';
import { AnySchema, answers, DetailSchema } from '../wire.ts';
import { scopeOf } from './access.ts';
import { stepsFor } from './case-shown.ts';
import type { RecordParts } from './parts.ts';
import { type Moment, type Shown, shownDocument, shownEvent } from './shown.ts';

type App = Parameters<FastifyPluginCallbackTypebox>[0];

const tags = ['Record'];
const IdParams = Type.Object({ id: Type.String({ pattern: ID_PATTERN }) });
const refusals = {
  400: DetailSchema,
  401: DetailSchema,
  403: DetailSchema,
  404: DetailSchema,
  409: DetailSchema,
};

/** How documents of a kind are called in addresses, where it is not its name with an s. */
const PLURALS: Readonly<Record<string, string>> = { property: 'properties', redress: 'redress' };

/** The part of an address that stands for a kind. */
export const pathOf = ({ name }: Kind): string => PLURALS[name] ?? `${name}s`;

/**
 * Routes of documents, made from their kinds and commands: to look for them, to read one and how
 * it came to be, and to do what a command says.
 */
export const documentRoutes: FastifyPluginCallbackTypebox<RecordParts> = (app, parts, done) => {
  for (const shown of parts.shown) {
    listRoute(app, parts, shown);
    readRoute(app, parts, shown);
    historyRoute(app, parts, shown);
    stepsRoute(app, parts, shown);
  }
  for (const command of parts.commands) commandRoute(app, parts, command);
  done();
};

/**
 * What is asked for of a field: a value, or any of several where the parameter is repeated. No
 * document has U+0000, and a database takes none.
 */
const Wanted = Type.Array(Type.String({ maxLength: 200, pattern: '^[^\\0]*$' }), { maxItems: 30 });

/** The moment of an answer, where a kind has something to tell of it. */
async function momentOf(
  { world }: RecordParts,
  { at }: Shown,
  reader: Reader,
  tenant: string,
): Promise<Moment | undefined> {
  if (at === undefined) return undefined;
  const { serviceLevels } = (await organisationOf(reader, tenant)).state;
  return { now: world.clock.now(), levels: serviceLevels };
}

function listRoute(app: App, parts: RecordParts, shown: Shown): void {
  const { store } = parts;
  const { kind } = shown;
  const text = Type.Optional(Wanted);
  const fields = Object.fromEntries(kind.fields.map((field) => [field, text]));
  const order = Type.Unsafe<string>({ type: 'string', enum: [...kind.fields] });
  app.get(
    `/v1/${pathOf(kind)}`,
    {
      config: { right: `${kind.name}:read`, kind },
      schema: {
        'x-right': `${kind.name}:read`,
        summary: `Looks for documents of the kind ${kind.name}`,
        tags,
        querystring: Type.Object({
          ...(fields as Record<string, TSchema>),
          ...(kind.fields.length > 0 && { order_by: Type.Optional(order) }),
          descending: Type.Optional(Type.Boolean()),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
          offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
        }),
        response: answers({ 200: AnySchema, ...refusals }),
      },
    },
    async (request) => {
      const { order_by, descending, limit, offset, ...asked } = request.query as unknown as {
        order_by?: string;
        descending?: boolean;
        limit?: number;
        offset?: number;
      } & Record<string, string[]>;
      const where = Object.fromEntries(
        Object.entries(asked)
          .filter(([field]) => kind.fields.includes(field))
          .map(([field, values]) => [field, values.length === 1 ? values[0] : values] as const),
      ) as Record<string, string | string[]>;
      return store.read(scopeOf(request), async (reader) => {
        const { documents, total } = await reader.find(kind, {
          where,
          ...(order_by !== undefined && { orderBy: order_by }),
          ...(descending !== undefined && { descending }),
          ...(limit !== undefined && { limit }),
          ...(offset !== undefined && { offset }),
        });
        const moment = await momentOf(parts, shown, reader, request.principal.tenant);
        return { total, results: documents.map((one) => shownDocument(shown, one, moment)) };
      });
    },
  );
}

function readRoute(app: App, parts: RecordParts, shown: Shown): void {
  const { kind } = shown;
  app.get(
    `/v1/${pathOf(kind)}/:id`,
    {
      config: { right: `${kind.name}:read`, kind },
      schema: {
        'x-right': `${kind.name}:read`,
        summary: `A ${kind.name} as it stands`,
        tags,
        params: IdParams,
        response: answers({ 200: AnySchema, ...refusals }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const [document, moment] = await parts.store.read(scopeOf(request), async (reader) => [
        await reader.document(kind, id),
        await momentOf(parts, shown, reader, request.principal.tenant),
      ]);
      if (document === undefined) throw problem('STORE_ABSENT', { found: `no ${kind.name} ${id}` });
      return withTag(reply, document).send(shownDocument(shown, document, moment));
    },
  );
}

function historyRoute(app: App, { store }: RecordParts, shown: Shown): void {
  const { kind } = shown;
  app.get(
    `/v1/${pathOf(kind)}/:id/history`,
    {
      config: { right: `${kind.name}:read`, kind },
      schema: {
        'x-right': `${kind.name}:read`,
        summary: `All that happened to a ${kind.name}, with the numbers of the records`,
        tags,
        params: IdParams,
        response: answers({ 200: AnySchema, ...refusals }),
      },
    },
    async (request) => {
      const { id } = request.params;
      const events = await store.read(scopeOf(request), (reader) => reader.history(kind, id));
      if (events.length === 0) throw problem('STORE_ABSENT', { found: `no ${kind.name} ${id}` });
      return { results: events.map((event) => shownEvent(shown, event)) };
    },
  );
}

function stepsRoute(app: App, { store, commands }: RecordParts, { kind, step }: Shown): void {
  const own = commands.filter((command) => command.kind.name === kind.name);
  app.get(
    `/v1/${pathOf(kind)}/:id/steps`,
    {
      config: { right: `${kind.name}:read`, kind },
      schema: {
        'x-right': `${kind.name}:read`,
        summary: `What whoever asks has the right to do with a ${kind.name}, and what hinders it`,
        tags,
        params: IdParams,
        response: answers({ 200: AnySchema, ...refusals }),
      },
    },
    async (request, reply) => {
      const { principal } = request;
      const { id } = request.params;
      const [document, results] = await store.read(scopeOf(request), async (reader) => {
        const found = await reader.document(kind, id);
        if (found === undefined) throw problem('STORE_ABSENT', { found: `no ${kind.name} ${id}` });
        const resource = resourceOf(principal.tenant, kind, id, found);
        const by = { id, person: principal.handle, reader };
        const stand = (name: string) => step?.(found.state as never, name, by) ?? {};
        return [found, await stepsFor(principal, own, resource, stand)] as const;
      });
      return withTag(reply, document).send({ revision: document.revision, results });
    },
  );
}

function commandRoute(app: App, parts: RecordParts, command: Command): void {
  const { kind, name } = command;
  const shown = parts.shown.find((one) => one.kind.name === kind.name) ?? { kind };
  app.post(
    `/v1/${pathOf(kind)}/:id/${name}`,
    {
      config: { right: command.right, kind },
      schema: {
        'x-right': command.right,
        summary: command.summary,
        description: 'With `If-Match`, only if the document still has that revision (its ETag).',
        tags,
        params: IdParams,
        headers: Type.Object({ 'if-match': Type.Optional(Type.String({ maxLength: 40 })) }),
        body: command.input,
        response: answers({ 200: AnySchema, ...refusals }),
      },
    },
    async (request, reply) => {
      const revision = revisionOf(request.headers['if-match']);
      const { document, seq } = await perform(
        parts.store,
        command,
        {
          scope: scopeOf(request),
          actor: request.principal.actor,
          id: (request.params as { id: string }).id,
          input: request.body,
          ...(revision !== undefined && { revision }),
        },
        parts.world,
      );
      // Some commands look whether there is anything to make, and find nothing.
      if (document === undefined) return reply.send({ id: null, record: seq ?? null });
      const answer = { ...shownDocument(shown, document), record: seq ?? null };
      return withTag(reply, document).send(answer);
    },
  );
}

/** The revision as the tag of the answer, which `If-Match` takes back. */
function withTag(reply: FastifyReply, { revision }: Document): FastifyReply {
  return reply.header('etag', `"${revision}"`);
}

function revisionOf(tag: unknown): number | undefined {
  if (typeof tag !== 'string' || tag === '*') return undefined;
  const [, digits] = /^"(\d{1,9})"$/.exec(tag) ?? [];
  if (digits !== undefined) return Number(digits);
  throw problem('STORE_INPUT', {
    where: 'If-Match',
    expected: 'the ETag of an answer, such as "3"',
    found: 'something else',
  });
}
