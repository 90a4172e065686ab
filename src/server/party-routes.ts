import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { problem } from '../base/index.ts';
import {
  actorKindsInWords,
  answerJson,
  describeActor,
  effectsOf,
  isoDate,
  type LawAnswer,
  lawWords,
  parseActor,
  programmes,
  type Via,
} from '../law/index.ts';
import { type Listing, lawPartyOf, type Party, partyJson, partyOfId } from '../parties/index.ts';
import type { Screener } from '../screening/index.ts';
import { refuse } from './answers.ts';
import { asOfParameter, type ListsAt } from './lists-at.ts';
import type { ServerOptions } from './options.ts';
import { AnySchema, answers, DetailSchema, wireSourced } from './wire.ts';

const tags = ['Tamiz'];

type App = Parameters<FastifyPluginCallbackTypebox>[0];

const dayParameter = (description: string) =>
  Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description }));

const PartyQuery = Type.Object({
  as_of: asOfParameter,
  actor: Type.String({ default: 'us-bank', description: 'A country or `foreign`, and a kind.' }),
  date: dayParameter('The day asked for; `as_of`, else today (UTC).'),
  known_at: dayParameter('Only what could be known on this day; `as_of`, else all.'),
  via: Type.Unsafe<Via>({
    type: 'string',
    enum: Object.keys(lawWords.via),
    default: 'listed',
    description: 'How the party asked about is tied to this one.',
  }),
});

interface Parts {
  readonly options: ServerOptions;
  readonly lists: ListsAt;
}

/** One party with all its listings, and what the law asks of an actor about it. */
export const partyRoutes: FastifyPluginCallbackTypebox<Parts> = (app, parts, done) => {
  partyRoute(app, parts);
  actorsRoute(app);
  done();
};

function partyRoute(app: App, { options, lists }: Parts): void {
  app.get(
    '/v1/parties/:id',
    {
      schema: {
        summary: 'A party with all its listings, why they are one, and the acts that bind',
        tags,
        params: Type.Object({ id: Type.String() }),
        querystring: PartyQuery,
        response: answers({ 200: AnySchema, 400: DetailSchema, 404: DetailSchema }),
      },
    },
    async (request, reply) => {
      const { as_of: asOf, via } = request.query;
      const today = options.clock.now().toISOString().slice(0, 10);
      const date = dayOf('date', request.query.date) ?? asOf ?? today;
      const knownAt = dayOf('known_at', request.query.known_at) ?? asOf;
      const actor = parseActor(request.query.actor);
      const screener = await lists.screener(reply, asOf);
      const party = partyOfId(screener.engine, request.params.id);
      if (party === undefined) return refuse(reply, { status: 404, detail: 'No such party!' });
      const law = effectsOf(lawPartyOf(party, via), date, actor, knownAt);
      return reply.send({
        ...partyBody(party, screener),
        asOf: asOf ?? null,
        law: { ...answerJson(law), words: wordsOf(law) },
      });
    },
  );
}

/** A day that exists; undefined where none was given. */
function dayOf(where: string, text: string | undefined): string | undefined {
  if (text === undefined || isoDate(text) !== undefined) return text;
  const expected = 'a day that exists, such as 2026-04-21';
  throw problem('USAGE_OPTION', { where, expected, found: text });
}

function partyBody(party: Party, { lists, coverage }: Screener): object {
  return {
    id: party.id,
    caption: party.caption,
    ...partyJson(party),
    listings: party.listings.map(listingBody),
    lists: lists.filter(({ state }) => state !== 'absent'),
    coverage,
  };
}

/** A listing with its sources, and what its list decided about it. */
function listingBody({ list, entity, about }: Listing): object {
  const acts = about.filter(
    (other) => other.schema === 'Sanction' && other.texts('entity').includes(entity.id),
  );
  const [first] = [...entity.properties.values()].flat();
  return {
    list,
    id: entity.id,
    caption: entity.caption,
    record: first?.source.record ?? null,
    heldFrom: first?.source.heldFrom ?? null,
    knownAt: first?.source.knownAt ?? null,
    ...wireSourced(entity),
    acts: acts.map(wireSourced),
  };
}

/** What a page needs to say an answer in words. */
function wordsOf({ actor, effects, notInForce }: LawAnswer): object {
  const { acts, certainties, reaches, verified, verifiedShort, union } = lawWords;
  const named = [...effects, ...notInForce].map(({ programme }) => programme);
  return {
    actor: describeActor(actor),
    ...{ acts, certainties, reaches, verified, verifiedShort, union },
    programmes: Object.fromEntries(
      [...new Set(named)].map((id) => [id, programmes.get(id)?.name ?? { en: id, es: id }]),
    ),
  };
}

function actorsRoute(app: App): void {
  app.get(
    '/v1/actors',
    {
      schema: {
        summary: 'The kinds of actors that can ask what the law wants of them',
        tags,
        response: answers({ 200: AnySchema }),
      },
    },
    (_request, reply) => reply.send({ kinds: actorKindsInWords, default: 'us-bank' }),
  );
}
