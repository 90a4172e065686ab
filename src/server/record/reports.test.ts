import { expect, test } from 'vitest';
import { fixedClock, sha256, systemEntropy } from '../../base/index.ts';
import { REPORTS } from '../../reports/index.ts';
import { BLOCKED } from '../../reports/testing/ofac.ts';
import { SAR } from '../../reports/testing/sar.ts';
import { sharedInstallation } from './testing/shared.ts';
import type { Client } from './testing/world.ts';

/** Reports over HTTP, from what the record fills in to the document that was approved. */
const clock = fixedClock('2026-09-01T15:00:00.000Z');
const installation = sharedInstallation({ clock, entropy: systemEntropy });

const raw = (by: Client, url: string) =>
  installation().app.inject({ method: 'GET', url, headers: { ...by.headers } });
const sent = async (by: Client, url: string, body: object) => {
  const { status, json } = await by.send('POST', `/v1/${url}`, body);
  expect([url, status], JSON.stringify(json)).toEqual([url, 200]);
  return json;
};

test('a report is filled in, previewed, approved by a second person, and stays as it was', async () => {
  const [analyst, reviewer, manager] = [
    await installation().as('analyst'),
    await installation().as('reviewer'),
    await installation().as('manager'),
  ];
  await sent(analyst, 'properties/p1/open', {
    ...{ form: 'account', regime: 'us', programmes: ['SDGT'], entity: 'made-up-1' },
    ...{ holder: 'Ximena Satizabal', description: 'A current account.' },
  });
  const block = { entry: 'b1', type: 'block', amount: '1500.05', currency: 'USD' };
  await sent(analyst, 'properties/p1/enter', { ...block, day: '2026-08-20' });
  const asked = '/v1/reports/prefill?form=us-ofac-blocked&property=p1';
  const prefilled = await analyst.send('GET', asked);
  expect(prefilled.headers).toMatchObject({ 'cache-control': 'no-store' });
  const { input, missing } = prefilled.json as unknown as { input: object; missing: object[] };
  expect(input).toMatchObject({ valueUsd: '1500.05', blocked: '2026-08-20' });
  expect(missing).toMatchObject([{ path: 'holder' }, { path: 'property.location' }]);

  const first = { report: 'us-ofac-blocked', property: 'p1', input };
  await sent(analyst, 'reports/r1/draft', first);
  const early = await analyst.send('POST', '/v1/reports/r1/propose', {});
  expect([early.status, early.json['code']]).toEqual([409, 'REPORT_INCOMPLETE']);
  const { holder } = BLOCKED;
  const property = { ...(input as { property: object }).property, location: 'With us' };
  await sent(analyst, 'reports/r1/edit', { input: { ...input, holder, property } });
  const preview = await raw(reviewer, '/v1/reports/r1/document?format=json&lang=es');
  expect(preview.headers).toMatchObject({
    'content-type': expect.stringMatching(/^application\/json/),
    'content-disposition': 'attachment; filename="us-ofac-blocked-2026-09-01-preview.json"',
    'cache-control': 'no-store',
  });
  expect(preview.body).toContain('VISTA PREVIA');
  const { digest } = await sent(analyst, 'reports/r1/propose', {});
  const own = await analyst.send('POST', '/v1/reports/r1/approve', { digest });
  expect([own.status, own.json['code']]).toEqual([403, 'ACCOUNT_RIGHT']);
  await sent(reviewer, 'reports/r1/approve', { digest });

  clock.advance(3_600_000);
  const approved = await raw(manager, '/v1/reports/r1/document');
  expect(approved.headers['content-type']).toBe('application/pdf');
  expect(approved.headers['content-disposition']).not.toContain('preview');
  const { pinned } = (await raw(manager, '/v1/reports/r1')).json<{
    pinned: { documents: { format: string; language: string; sha256: string }[] };
  }>();
  const pin = pinned.documents.find((one) => one.format === 'pdf' && one.language === 'en');
  expect(sha256(approved.rawPayload)).toBe(pin?.sha256);
  const none = await raw(manager, '/v1/reports/r1/document?format=xml');
  expect([none.statusCode, none.json<{ code: string }>().code]).toEqual([400, 'REPORT_FORMAT']);
  await sent(manager, 'reports/r1/file', { day: '2026-09-01', way: 'portal', reference: 'O-1' });
  const late = await analyst.send('POST', '/v1/reports/r1/edit', { input });
  expect([late.status, late.json['code']]).toEqual([409, 'CASE_STATE']);
});

test('forms of a compartment are for those who have it; their documents as well', async () => {
  const names = async (person: string) => {
    const { json } = await (await installation().as(person)).send('GET', '/v1/reports/forms');
    return (json['results'] as unknown as { name: string }[]).map(({ name }) => name);
  };
  const [all, open] = [REPORTS, REPORTS.filter(({ compartment }) => compartment === undefined)];
  for (const person of ['analyst', 'reviewer', 'manager', 'auditor']) {
    expect(await names(person)).toEqual(open.map(({ name }) => name));
  }
  expect(await names('officer')).toEqual(all.map(({ name }) => name));
  const [officer, chief, analyst] = [
    await installation().as('officer'),
    await installation().as('chief'),
    await installation().as('analyst'),
  ];
  const customers = [
    { customer: 'c-1', schema: 'Person', properties: { name: ['Lorenzo Quintanar Bermejo'] } },
  ];
  const raised = await sent(analyst, 'alerts', { customers });
  const [{ case: about } = { case: '' }] = raised['results'] as unknown as { case: string }[];
  const draft = {
    ...{ case: about, detected: '2026-08-02', suspect: 'known', isUrgent: false },
    ...{ activities: ['38n'], subjects: [], narrative: 'Cash came in rounds.' },
  };
  await sent(officer, 'sars/s1/draft', draft);
  expect((await raw(officer, '/v1/sars/s1/document')).statusCode).toBe(404);
  await sent(officer, 'sars/s1/fill', { report: 'us-fincen-sar', input: SAR });
  const xml = '/v1/sars/s1/document?format=xml';
  expect((await raw(officer, xml)).body).toContain('<!-- PREVIEW, not approved -->');
  const { form } = await sent(officer, 'sars/s1/propose', {});
  const { digest } = form as unknown as { digest: string };
  await sent(chief, 'sars/s1/approve', { digest });
  const filing = await raw(officer, xml);
  expect(filing.statusCode).toBe(200);
  expect(filing.body).not.toContain('PREVIEW');
  expect((await raw(analyst, xml)).statusCode).toBe(404);
  expect((await raw(analyst, '/v1/reports/s1/document')).statusCode).toBe(404);

  // Whoever knows of it fills nothing of it into another document either.
  const asked = `/v1/reports/prefill?form=subject-file&case=${about}`;
  expect((await raw(officer, asked)).body).toBe((await raw(analyst, asked)).body);
});
