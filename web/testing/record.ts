import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import {
  type Installation,
  newInstallation,
  PASSWORD,
} from '../../src/server/record/testing/world.ts';
import { startPostgres } from '../../src/store/testing/postgres.ts';
import { openBrowser, openTab, type Tab } from './browser.ts';
import { buildWorkbench, startWorkbench } from './workbench.ts';

/** Where pictures of the pages are kept, for whoever wants to look at them. */
const PICTURES = process.env['TAMIZ_PICTURES'];

/** Starts the workbench of an installation in which two organisations have people of each role. */
export async function startRecordBench(): Promise<RecordBench> {
  // The page is tested as it is published, not as a development build.
  vi.stubEnv('NODE_ENV', 'production');
  const webRoot = await buildWorkbench();
  vi.unstubAllEnvs();
  const ends: (() => Promise<void>)[] = [];
  const server = await startPostgres();
  const url = await server.newDatabase();
  const installation = await newInstallation(url, {}, (work) => ends.push(work));
  const workbench = await startWorkbench(webRoot, undefined, installation.parts);
  const browser = await openBrowser();
  const close = async (): Promise<void> => {
    await browser.close();
    await workbench.close();
    for (const end of ends) await end();
    await server.stop();
    await rm(webRoot, { recursive: true, force: true });
  };
  return new RecordBench(installation, workbench.url, browser, close);
}

type Look = Parameters<typeof openTab>[2];
type Visit = (tab: Tab) => Promise<void>;

/** The workbench of an installation, and hands to work in it. */
export class RecordBench {
  readonly installation: Installation;
  readonly url: string;
  readonly close: () => Promise<void>;
  readonly #browser: Browser;

  constructor(
    installation: Installation,
    url: string,
    browser: Browser,
    close: () => Promise<void>,
  ) {
    this.installation = installation;
    this.url = url;
    this.close = close;
    this.#browser = browser;
  }

  /** Opens a page, which must complain of nothing and ask nothing of other servers. */
  async inTab(hash: string, visit: Visit, look: Look = {}): Promise<void> {
    const tab = await openTab(this.#browser, `${this.url}/${hash}`, look);
    const foreign: string[] = [];
    tab.page.on('request', (request) => {
      if (!request.url().startsWith(this.url)) foreign.push(request.url());
    });
    try {
      await visit(tab);
      expect(tab.complaints).toEqual([]);
      expect(foreign, 'asked of others').toEqual([]);
    } finally {
      await tab.close();
    }
  }

  /** The same, as somebody who signs in there. */
  as(handle: string, hash: string, visit: Visit, look: Look = {}): Promise<void> {
    const signed: Visit = async (tab) => {
      await this.signIn(tab.page, handle);
      await visit(tab);
    };
    return this.inTab(hash, signed, look);
  }

  /** Signs in where the page asks for it, in either language. */
  async signIn(page: Page, handle: string): Promise<void> {
    const form = page.locator('.form', { has: page.locator('input[autocomplete=username]') });
    await form.locator('input[autocomplete=username]').fill(handle);
    await form.locator('input[autocomplete=current-password]').fill(PASSWORD);
    await form.locator('button[type=submit]').click();
    await page.locator('.who', { hasText: handle }).waitFor();
  }

  /** Somebody who has joined, beside those whom every installation has. */
  async invite(handle: string, roles: readonly string[]): Promise<void> {
    const admin = await this.installation.as('admin');
    const invitation = { name: 'Nadie Doble', roles };
    const { json } = await admin.send('POST', `/v1/users/${handle}/invite`, invitation);
    await admin.send('POST', '/v1/join', { token: String(json['token']), password: PASSWORD });
  }

  /** A case by the interface of the workbench, whose lists it then is about. */
  async openCase(customer: string, by = 'analyst'): Promise<string> {
    const { host: _, ...headers } = (await this.installation.as(by)).headers;
    const properties = { name: ['Lorenzo Quintanar Bermejo'], birthDate: ['1966-07-17'] };
    const answer = await fetch(`${this.url}/v1/alerts`, {
      method: 'POST',
      headers: { ...headers, origin: this.url, 'content-type': 'application/json' },
      body: JSON.stringify({ customers: [{ customer, schema: 'Person', properties }] }),
    });
    const { results } = (await answer.json()) as { results: { case: string }[] };
    return String(results[0]?.case);
  }

  /** Takes a step of a case by the interface. */
  take(by: string, id: string, step: string, input: object = {}): Promise<void> {
    return this.post(by, `cases/${id}/${step}`, input);
  }

  /** Takes a step of any document by the interface. */
  async post(by: string, path: string, input: object = {}): Promise<void> {
    const client = await this.installation.as(by);
    const { status, json } = await client.send('POST', `/v1/${path}`, input);
    expect([path, status, json['code']]).toEqual([path, 200, undefined]);
  }

  /** A case that somebody has begun to investigate. */
  async investigated(customer: string, by = 'analyst'): Promise<string> {
    const id = await this.openCase(customer, by);
    await this.take(by, id, 'triage');
    await this.take(by, id, 'assign', { assignee: by });
    await this.take(by, id, 'investigate');
    return id;
  }

  /** A false positive that is not asked again. */
  async suppressed(customer: string): Promise<void> {
    const id = await this.investigated(customer);
    const reasons = ['other-birth-date'];
    const row = { alerts: ['1'], verdict: 'false_positive', reasons, suppressDays: 30 };
    await this.take('analyst', id, 'propose', { rows: [row], text: 'Another person.' });
    await this.take('reviewer', id, 'approve', { proposal: '1' });
  }

  /** Keeps a picture of the page, where somebody asked for pictures. */
  async picture(page: Page, name: string): Promise<void> {
    if (PICTURES === undefined) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  }
}
