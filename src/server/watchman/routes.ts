import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { wireTime } from '../../base/index.ts';
import type { Entity } from '../../entity/index.ts';
import type { Engine, Match } from '../../matching/index.ts';
import type { Screener } from '../../screening/index.ts';
import { readExample } from '../example.ts';
import { sayVersions } from '../lists-at.ts';
import type { ServerOptions } from '../options.ts';
import { VERSION } from '../own-routes.ts';
import { AnySchema, answers, repeated } from '../wire.ts';
import { SOURCES, sourceIdOf, typeOf, watchmanEntity } from './entity.ts';
import { examplesOf } from './example.ts';
import type { WatchmanEntity } from './form.ts';
import { BY_TYPE, COMMON, readWatchmanQuery, TYPES, type WatchmanQuery } from './query.ts';
import { senzingFormat, writeSenzing } from './senzing.ts';

type App = Parameters<FastifyPluginCallbackTypebox>[0];

const tags = ['Watchman'];
const ErrorSchema = Type.Object({ error: Type.String() });

/** For the OpenAPI document alone: the query is read by Watchman's rules, not by this. */
const SearchQuery = Type.Object(
  Object.fromEntries(
    [...new Set([...COMMON, ...TYPES.flatMap((type) => BY_TYPE[type])])].map((name) => [
      name,
      repeated(describeParameter(name)),
    ]),
  ),
);

function describeParameter(name: string): string {
  if (name === 'gov_*') return '`gov_passport=MX:G123`, `gov_curp`, `gov_tax-id` and the like.';
  const types = TYPES.filter((type) => BY_TYPE[type].includes(name));
  return types.length === 0 ? 'For every type.' : `For type ${types.join(', ')}.`;
}

/** Moov Watchman's search, version 2, so that its clients can ask. */
export function watchmanRoutes(app: App, { screener, clock }: ServerOptions): void {
  const openedAt = wireTime(clock.now());
  app.addHook('preHandler', async (_request, reply) => sayVersions(reply, screener()));
  app.get(
    '/v2/search',
    {
      config: { asks: true },
      schema: {
        summary: 'Parties on the lists that may be the one described, in Watchman’s form',
        tags,
        querystring: SearchQuery,
        response: answers({ 200: AnySchema, 400: ErrorSchema }),
      },
      validatorCompiler: () => (value: unknown) => ({ value }),
    },
    (request, reply) => {
      const question = request.url.indexOf('?');
      const text = question < 0 ? '' : request.url.slice(question);
      const query = readWatchmanQuery(new URLSearchParams(text));
      const answer = 'problem' in query ? query : search(screener().engine, query);
      if ('problem' in answer) return reply.code(400).send({ error: answer.problem });
      const format = senzingFormat(request.headers.accept, 'problem' in query ? '' : query.format);
      if (format === undefined) return reply.send(answer);
      const written = writeSenzing(answer.entities, format);
      if (written === undefined) {
        return reply.code(400).send({ error: `unknown senzing export format: ${format}` });
      }
      return reply.type('application/x-ndjson').send(written);
    },
  );
  app.get(
    '/v2/listinfo',
    {
      schema: {
        summary: 'The loaded lists, in Watchman’s form',
        tags,
        response: answers({ 200: AnySchema }),
      },
    },
    (_request, reply) => reply.send(listInfo(screener(), `${openedAt}Z`)),
  );
}

interface Found extends WatchmanEntity {
  readonly match: number;
  readonly debug?: string;
  readonly details?: object;
}

function search(
  engine: Engine,
  query: WatchmanQuery,
): { query: WatchmanEntity; entities: readonly Found[] } | { problem: string } {
  const { entity, limit, minMatch, debug } = query;
  const list = SOURCES[entity.sourceList] ?? entity.sourceList;
  const anyList = entity.sourceList === 'api-request';
  if (!anyList && !engine.segments.some(({ dataset }) => dataset === list)) {
    return { problem: `source ${entity.sourceList.slice(0, 100)} not found` };
  }
  const accept = (listing: Entity): boolean =>
    (anyList || engine.listOf(listing) === list) && isAsked(entity.entityType, listing);
  const best = new Map<string, Pick<Match, 'entity' | 'score' | 'evidence'>>();
  for (const raw of examplesOf(entity)) {
    const read = readExample(raw);
    if ('problem' in read) return { problem: `problem reading v2 search request: ${read.problem}` };
    const options = { threshold: Math.max(0, minMatch), limit: Number.MAX_SAFE_INTEGER, accept };
    for (const match of engine.match(read.example, options).matches) {
      const before = best.get(match.entity.id);
      if (before === undefined || match.score > before.score) best.set(match.entity.id, match);
    }
  }
  for (const listing of ofSourceId(engine, entity.sourceID)) {
    // Whoever knows the publisher's number means that listing and no other.
    if (accept(listing)) best.set(listing.id, { entity: listing, score: 1, evidence: [] });
  }
  const found = [...best.values()].sort((a, b) => b.score - a.score).slice(0, limit);
  const entities = found.map((match) => ({
    ...watchmanEntity(engine, match.entity, entity.entityType),
    match: match.score,
    ...(debug && debugParts(match)),
  }));
  return { query: entity, entities };
}

/** Businesses and organizations are one to the lists, which seldom tell them apart. */
function isAsked(type: string, listing: Entity): boolean {
  if (type === '') return true;
  const found = typeOf(listing.schema);
  if (type === 'business' || type === 'organization') {
    return found === 'business' || found === 'organization';
  }
  return found === type;
}

/** The listings with this number of the publisher, or with this id. */
function ofSourceId(engine: Engine, id: string): readonly Entity[] {
  if (id === '') return [];
  const found = [id, `ofac-${id}`].flatMap((each) => engine.entity(each) ?? []);
  return found.filter((entity) => entity.id === id || sourceIdOf(entity) === id);
}

/** The evidence where Watchman has the scores of its fields. */
function debugParts({ evidence, score }: Pick<Match, 'evidence' | 'score'>): object {
  const pieces = evidence.map(({ feature, agreement, points }) => ({
    score: agreement === 'equal' ? 1 : agreement === 'contradicting' ? 0 : 0.5,
    weight: points,
    matched: points > 0,
    required: false,
    exact: agreement === 'equal',
    fieldsCompared: 1,
    pieceType: feature,
  }));
  const words = evidence.map(({ points, sentence }) => `${points} ${sentence.en}`).join('\n');
  return {
    debug: Buffer.from(words).toString('base64'),
    details: { pieces, finalScore: score },
  };
}

function listInfo({ engine, lists }: Screener, openedAt: string): object {
  const named = (name: string): string =>
    Object.keys(SOURCES).find((source) => SOURCES[source] === name) ?? name;
  const times = lists.flatMap(({ fetched }) => (fetched === null ? [] : [`${fetched}Z`])).sort();
  return {
    lists: Object.fromEntries(engine.segments.map((s) => [named(s.dataset), s.entities])),
    listHashes: Object.fromEntries(engine.segments.map((s) => [named(s.dataset), s.version])),
    startedAt: times[0] ?? openedAt,
    endedAt: openedAt,
    version: `tamiz ${VERSION}`,
  };
}
