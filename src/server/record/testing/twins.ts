import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { expect } from 'vitest';
import { type Entropy, fixedClock, seededRandom } from '../../../base/index.ts';
import { syntheticAlert } from '../../../cases/testing/alerts.ts';
import { BLOCKED } from '../../../reports/testing/ofac.ts';
import { SAR } from '../../../reports/testing/sar.ts';
import { arbitraryOf, type Schema } from './openapi-arbitrary.ts';
import { type Client, type Installation, newInstallation, ORIGIN } from './world.ts';

/**
 * Two installations in which the same happened at the same moments with the same chance, but for
 * one thing: in which organisation there are reports of suspicious activity.
 */

const seededEntropy = (): Entropy => {
  const random = seededRandom(20_261_126);
  return (bytes) => Uint8Array.from({ length: bytes }, () => Math.floor(random.next() * 256));
};

/** An installation whose reports of suspicious activity are of the organisation `suspicious`. */
export async function twin(
  url: string,
  suspicious: 'main' | 'other',
  onEnd: (work: () => Promise<void>) => void,
): Promise<Installation> {
  const clock = fixedClock('2026-09-01T15:00:00.000Z');
  const around = { host: '0.0.0.0', publicUrl: ORIGIN, clock, entropy: seededEntropy() };
  const installation = await newInstallation(url, around, onEnd);
  for (const tenant of ['main', 'other']) await work(installation, tenant);
  await suspect(installation, suspicious);
  return installation;
}

const sent = async (by: Client, url: string, body: object): Promise<void> => {
  const { status, json } = await by.send('POST', `/v1/${url}`, body);
  expect([url, status], JSON.stringify(json)).toEqual([url, 200]);
};

/** What an organisation has on record beside: a case, property, redress, and a report. */
async function work(installation: Installation, tenant: string): Promise<void> {
  const analyst = await installation.as('analyst', tenant);
  for (const person of ['reviewer', 'manager', 'auditor', 'admin', 'officer', 'chief']) {
    await installation.as(person, tenant);
  }
  const customer = { customer: 'customer-7', customerName: 'Ximena Satizabal' };
  await sent(analyst, 'cases/c1/open', { ...customer, alerts: [syntheticAlert()] });
  await sent(analyst, 'properties/p1/open', {
    ...{ form: 'account', regime: 'us', programmes: ['SDGT'], case: 'c1', entity: 'made-up-1' },
    ...{ holder: 'Ximena Satizabal', description: 'A current account.' },
  });
  const money = { amount: '1500.05', currency: 'USD', day: '2026-03-02' };
  await sent(analyst, 'properties/p1/enter', { entry: 'b1', type: 'block', ...money });
  await sent(analyst, 'properties/p1/enter', { entry: 'r1', type: 'reject', ...money });
  const release = { type: 'release', case: 'c1', property: 'p1', person: 'Ximena Satizabal' };
  await sent(analyst, 'redress/x1/open', release);
  const report = { report: 'us-ofac-blocked', property: 'p1', input: BLOCKED };
  await sent(analyst, 'reports/r1/draft', report);
  await sent(analyst, 'reports/r1/propose', {});
}

/** Reports about the case, one of them with its form and approved. */
async function suspect(installation: Installation, tenant: string): Promise<void> {
  const officer = await installation.as('officer', tenant);
  const chief = await installation.as('chief', tenant);
  const about = {
    ...{ case: 'c1', detected: '2026-08-02', suspect: 'known', isUrgent: true },
    ...{ activities: ['38n'], subjects: [{ name: 'Ximena Satizabal', customer: 'customer-7' }] },
    narrative: 'Cash came in rounds.',
  };
  for (const id of SUSPICIONS) await sent(officer, `sars/${id}/draft`, about);
  await sent(officer, 'sars/s1/fill', { report: 'us-fincen-sar', input: SAR });
  await sent(officer, 'sars/s1/propose', {});
  const { json } = await officer.send('GET', '/v1/sars/s1');
  const { digest } = json['form'] as unknown as { digest: string };
  await sent(chief, 'sars/s1/approve', { digest });
  await sent(officer, 'sars/s1/filed', { day: '2026-08-20' });
}

/** Ids of reports of suspicious activity, one of them that of the case. */
const SUSPICIONS = ['s1', 's2', 'c1'];

/** Something that can be asked for. */
export interface Asking {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; schema: Schema }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> };
  readonly 'x-right'?: string;
}

/** The document of each kind that is there, by the part of an address that stands for the kind. */
const THERE: Readonly<Record<string, string>> = {
  cases: 'c1',
  properties: 'p1',
  redress: 'x1',
  reports: 'r1',
};

/** Every endpoint of the record, as its description says it is asked, in several ways. */
export function askings(app: FastifyInstance, seed: number): readonly Asking[] {
  const { paths } = app.swagger() as unknown as {
    paths: Record<string, Record<string, Operation>>;
  };
  const found = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation['x-right'] !== undefined)
      .flatMap(([method, operation]) => waysOf(path, method.toUpperCase(), operation, seed)),
  );
  const prefills = ['us-ofac-blocked', 'us-ofac-unblocked', 'us-ofac-rejected'].map(
    (form) => `form=${form}&property=p1`,
  );
  const others = ['form=us-ofac-annual&year=2026', 'form=us-ofac-release&redress=x1'];
  const queries = [...prefills, ...others, 'form=subject-file&case=c1'];
  const filled = queries.map((query) => ({ method: 'GET', url: `/v1/reports/prefill?${query}` }));
  return [...found, ...filled];
}

function waysOf(path: string, method: string, operation: Operation, seed: number): Asking[] {
  const { requestBody, parameters = [] } = operation;
  const [, , plural = ''] = path.split('/');
  const there = THERE[plural] ?? 'c1';
  const named = (id: string) => path.replace(/\{[^}]+\}/g, id);
  const urls = [...new Set(['absent-0', 's1', there].map(named))];
  const schema = requestBody && Object.values(requestBody.content)[0]?.schema;
  if (schema !== undefined) {
    const numRuns = Number(process.env['TAMIZ_RUNS'] ?? 1);
    const bodies = fc.sample(arbitraryOf(schema), { numRuns, seed });
    return [
      ...urls.map((url) => ({ method, url, body: {} })),
      ...bodies.map((body) => ({ method, url: named(there), body })),
    ];
  }
  const query = parameters.filter((one) => one.in === 'query');
  const queries = query.map(({ name, schema: one }) => {
    const [value] = fc.sample(arbitraryOf(one), { numRuns: 1, seed });
    const text = Buffer.from(String(value)).toString().slice(0, 500);
    return `?${name}=${encodeURIComponent(['case', 'id'].includes(name) ? 'c1' : text)}`;
  });
  return urls.flatMap((url) => ['', ...queries].map((more) => ({ method, url: url + more })));
}

/** An answer to the byte, with what the database was asked for it. */
export interface Exact {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly queries: readonly string[];
}

/** Asks as somebody, and watches what the database is asked. */
export async function exactly(
  { app }: Installation,
  by: Client,
  { method, url, body }: Asking,
): Promise<Exact> {
  const queries: string[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [text] = given as [string | { readonly text?: string }];
    queries.push(typeof text === 'string' ? text : (text.text ?? ''));
    return (query as (...all: unknown[]) => unknown).apply(this, given);
  } as typeof query;
  try {
    const response = await app.inject({
      method: method as 'GET',
      url,
      headers: { ...by.headers, 'content-type': 'application/json' },
      ...(body !== undefined && { payload: JSON.stringify(body) ?? '' }),
    });
    const { date: _, ...headers } = response.headers;
    return { status: response.statusCode, headers, body: response.body, queries };
  } finally {
    pg.Client.prototype.query = query;
  }
}
