import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { grantableScopes, loadRights } from '../../accounts/index.ts';
import {
  CASE_WORKFLOW,
  CURRENCIES,
  ENTRY_TYPES,
  OUTCOMES,
  PROPERTY_FORMS,
  REASONS,
  REDRESS_ANSWERS,
  REDRESS_TYPES,
  SERVICE_LEVELS,
} from '../../cases/index.ts';
import { clocks, lawWords, programmes } from '../../law/index.ts';
import { AnySchema, answers, DetailSchema } from '../wire.ts';

type Named = { readonly id: string; readonly name: object };

const named = (terms: Iterable<Named>) => [...terms].map(({ id, name }) => ({ id, name }));

/** What a page needs to say cases in words: the tables of `data/cases` and of the law. */
const CASE_WORDS = {
  states: CASE_WORKFLOW.states,
  priorities: named(SERVICE_LEVELS.priorities),
  outcomes: OUTCOMES.map(({ id, name, verdict, day }) => ({ id, name, verdict, day })),
  reasons: REASONS,
  clocks: named(clocks.values()),
  programmes: named(programmes.values()),
  acts: lawWords.acts,
  certainties: lawWords.certainties,
  redress: { types: REDRESS_TYPES, answers: REDRESS_ANSWERS },
  property: { forms: PROPERTY_FORMS, entries: ENTRY_TYPES, currencies: CURRENCIES },
} as const;

/** The words that cases are told in, in each language. */
export const wordsRoutes: FastifyPluginCallbackTypebox = (app, _, done) => {
  app.get(
    '/v1/words/cases',
    {
      config: { right: 'case:read' },
      schema: {
        'x-right': 'case:read',
        summary: 'States, steps, reasons and outcomes of cases, redress and property, in words',
        tags: ['Record'],
        response: answers({ 200: AnySchema, 401: DetailSchema, 403: DetailSchema }),
      },
    },
    (_request, reply) => reply.send(CASE_WORDS),
  );
  app.get(
    '/v1/words/keys',
    {
      config: { right: 'key:grant' },
      schema: {
        'x-right': 'key:grant',
        summary: 'What a key of a program can be granted',
        tags: ['Record'],
        response: answers({ 200: AnySchema, 401: DetailSchema, 403: DetailSchema }),
      },
    },
    (request, reply) => {
      const { actions } = loadRights();
      const knows = request.principal.compartments.includes('sar');
      const scopes = grantableScopes().filter((one) => knows || !actions.get(one)?.includes('sar'));
      return reply.send({ scopes });
    },
  );
  done();
};
