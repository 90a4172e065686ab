import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { requireRight } from '../../accounts/index.ts';
import { problem } from '../../base/index.ts';
import { SAR, type SarState } from '../../cases/index.ts';
import {
  citationOf,
  documentOf,
  LANGUAGES,
  PREFILLED,
  prefill,
  REPORT,
  REPORTS,
  type Rendered,
  type Report,
  type ReportState,
  reportNamed,
} from '../../reports/index.ts';
import { ID_PATTERN, type Kind } from '../../store/index.ts';
import { AnySchema, answers, DetailSchema } from '../wire.ts';
import { scopeOf } from './access.ts';
import { pathOf } from './document-routes.ts';
import type { RecordParts } from './parts.ts';

type App = Parameters<FastifyPluginCallbackTypebox>[0];
/** What of a document its form is. */
type Form = {
  readonly report: string;
  readonly standing: Parameters<typeof documentOf>[1];
};

const tags = ['Record'];
const id = Type.String({ pattern: ID_PATTERN });
const Language = Type.Unsafe<(typeof LANGUAGES)[number]>({ type: 'string', enum: [...LANGUAGES] });
const FORMATS = ['pdf', 'xlsx', 'xml', 'json'] as const;
const Format = Type.Unsafe<(typeof FORMATS)[number]>({ type: 'string', enum: [...FORMATS] });
const refusals = { 400: DetailSchema, 401: DetailSchema, 403: DetailSchema };

/** Routes of reports: which forms there are, what the record fills in, and the documents. */
export const reportRoutes: FastifyPluginCallbackTypebox<RecordParts> = (app, parts, done) => {
  formsRoute(app);
  prefillRoute(app, parts);
  documentRoute(app, parts, REPORT as Kind, (state) => {
    const { report, input, pinned } = state as ReportState;
    return { report, standing: { input, pinned } };
  });
  documentRoute(app, parts, SAR as Kind, (state) => {
    const { form, pinned } = state as SarState;
    return form ? { report: form.report, standing: { input: form.input, pinned } } : undefined;
  });
  done();
};

/** A form, for whoever fills it in. */
function described({ name, title, about, basis, formats, input, compartment }: Report): object {
  return {
    name,
    title,
    about,
    basis: basis.map((cited) => ({ id: cited, ...citationOf(cited) })),
    formats,
    // Forms of a compartment are filled in as documents of its kind.
    kind: compartment === undefined ? REPORT.name : SAR.name,
    prefilled: PREFILLED.includes(name),
    fields: input,
  };
}

function formsRoute(app: App): void {
  app.get(
    '/v1/reports/forms',
    {
      config: { right: 'report:read' },
      schema: {
        'x-right': 'report:read',
        summary: 'The reports there are, each with its basis, its fields and its formats',
        tags,
        response: answers({ 200: AnySchema, ...refusals }),
      },
    },
    async ({ principal }) => {
      const results = REPORTS.filter(
        ({ compartment }) =>
          compartment === undefined || principal.compartments.includes(compartment),
      ).map(described);
      return { total: results.length, results };
    },
  );
}

const named = Type.Optional(Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}$' }));
const Prefill = Type.Object({
  form: Type.Optional(Type.Unsafe<string>({ type: 'string', enum: [...PREFILLED] })),
  case: named,
  property: named,
  redress: named,
  year: Type.Optional(Type.Integer({ minimum: 2_000, maximum: 2_099 })),
  entry: named,
});

function prefillRoute(app: App, { store, world }: RecordParts): void {
  app.get(
    '/v1/reports/prefill',
    {
      config: { right: 'report:draft' },
      schema: {
        'x-right': 'report:draft',
        summary: 'A report as far as the record fills it in, and what is missing',
        description:
          'From a `property` (its `entry`, where there are several), a `redress`, a `case`, or ' +
          'for the annual report all that was held on 30 June of a `year`.',
        tags,
        querystring: Prefill,
        response: answers({ 200: AnySchema, 404: DetailSchema, 409: DetailSchema, ...refusals }),
      },
    },
    async (request, reply) => {
      const { principal, query } = request;
      const { form = '', ...of } = query;
      const { tenant } = principal;
      for (const name of ['case', 'property', 'redress', 'report']) {
        requireRight(principal, `${name}:read`, { tenant });
      }
      // Without compartments, whatever the person may see: nothing of one flows into a report.
      const scope = { tenant, compartments: [] };
      const filled = await store.read(scope, (reader) =>
        prefill(reader, form, of, world.clock.now()),
      );
      return notKept(reply).send(filled);
    },
  );
}

function documentRoute(
  app: App,
  { store, world }: RecordParts,
  kind: Kind,
  formOf: (state: object) => Form | undefined,
): void {
  const right = `${kind.name}:read`;
  app.get(
    `/v1/${pathOf(kind)}/:id/document`,
    {
      config: { right, kind },
      schema: {
        'x-right': right,
        summary: `The document of a ${kind.name}: marked as a preview until it is approved`,
        tags,
        params: Type.Object({ id }),
        querystring: Type.Object({
          format: Type.Optional(Format),
          lang: Type.Optional(Language),
        }),
        response: answers({
          200: Type.Unsafe<unknown>({}),
          404: DetailSchema,
          409: DetailSchema,
          ...refusals,
        }),
      },
    },
    async (request, reply) => {
      const { format = 'pdf', lang: language = 'en' } = request.query;
      const { id: asked } = request.params;
      const document = await store.read(scopeOf(request), (reader) => reader.document(kind, asked));
      const form = document === undefined ? undefined : formOf(document.state);
      if (form === undefined) {
        const what = document === undefined ? `${kind.name} ${asked}` : 'form that is filled in';
        throw problem('STORE_ABSENT', { found: `no ${what}` });
      }
      const report = reportNamed(form.report, kind.compartment !== undefined);
      const now = world.clock.now();
      const by = request.principal.handle;
      const rendered = await documentOf(report, form.standing, { format, language, now, by });
      return send(reply, rendered);
    },
  );
}

const notKept = (reply: FastifyReply): FastifyReply => reply.header('cache-control', 'no-store');

/** The bytes as a file; its name says nothing about anybody. */
function send(reply: FastifyReply, { bytes, mediaType, fileName }: Rendered): FastifyReply {
  return notKept(reply)
    .type(mediaType)
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .send(Buffer.from(bytes));
}
