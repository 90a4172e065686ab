import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  type Installation,
  newInstallation,
  PASSWORD,
} from '../src/server/record/testing/world.ts';
import { startPostgres, type TestServer } from '../src/store/testing/postgres.ts';
import { CHROMIUM, openBrowser, openTab, type Tab } from './testing/browser.ts';
import { buildWorkbench, startWorkbench, type Workbench } from './testing/workbench.ts';

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 15_000 });
const NAME = 'Lorenzo Quintanar Bermejo';
/** Where pictures of the pages are kept, for whoever wants to look at them. */
const PICTURES = process.env['TAMIZ_PICTURES'];

describe.skipIf(CHROMIUM === undefined)('accounts and cases in Chromium', () => {
  let browser: Browser;
  let webRoot: string;
  let workbench: Workbench;
  let server: TestServer;
  let installation: Installation;
  const ends: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    vi.stubEnv('NODE_ENV', 'production');
    webRoot = await buildWorkbench();
    vi.unstubAllEnvs();
    server = await startPostgres();
    const url = await server.newDatabase();
    installation = await newInstallation(url, {}, (work) => ends.push(work));
    workbench = await startWorkbench(webRoot, undefined, installation.parts);
    browser = await openBrowser();
    await invite('both', ['analyst', 'reviewer']);
  }, 240_000);

  afterAll(async () => {
    await browser?.close();
    await workbench?.close();
    for (const end of ends) await end();
    await server?.stop();
    await rm(webRoot, { recursive: true, force: true });
  });

  /** Somebody who has joined, beside those whom every installation has. */
  async function invite(handle: string, roles: readonly string[]): Promise<void> {
    const admin = await installation.as('admin');
    const { json } = await admin.send('POST', `/v1/users/${handle}/invite`, {
      name: 'Nadie Doble',
      roles,
    });
    const token = String(json['token']);
    await admin.send('POST', '/v1/join', { token, password: PASSWORD });
  }

  type Look = Parameters<typeof openTab>[2];

  async function inTab(
    hash: string,
    visit: (tab: Tab) => Promise<void>,
    options: Look = {},
  ): Promise<void> {
    const tab = await openTab(browser, `${workbench.url}/${hash}`, options);
    const foreign: string[] = [];
    tab.page.on('request', (request) => {
      if (!request.url().startsWith(workbench.url)) foreign.push(request.url());
    });
    try {
      await visit(tab);
      expect(tab.complaints).toEqual([]);
      expect(foreign, 'asked of others').toEqual([]);
    } finally {
      await tab.close();
    }
  }

  /** Signs in on the page that asks for it, in either language. */
  async function signIn(page: Page, handle: string, password = PASSWORD): Promise<void> {
    await page.locator('input[autocomplete=username]').fill(handle);
    await page.locator('input[autocomplete=current-password]').fill(password);
    await page.locator('.form button[type=submit]').click();
    await page.locator('.who', { hasText: handle }).waitFor();
  }

  const as = (handle: string, hash: string, visit: (tab: Tab) => Promise<void>, look: Look = {}) =>
    inTab(
      hash,
      async (tab) => {
        await signIn(tab.page, handle);
        await visit(tab);
      },
      look,
    );

  const state = (page: Page) => page.locator('.case-head .state-now').textContent();
  const press = (page: Page, name: string) =>
    page.locator('.steps').getByRole('button', { name, exact: true }).click();

  /** A case by the interface, for tests that are about something later. */
  async function openCase(customer: string, by = 'analyst'): Promise<string> {
    const client = await installation.as(by);
    const properties = { name: [NAME], birthDate: ['1966-07-17'] };
    const { json } = await client.send('POST', '/v1/alerts', {
      customers: [{ customer, schema: 'Person', properties }],
    });
    return String((json['results'] as unknown as { case: string }[])[0]?.case);
  }

  async function take(by: string, id: string, step: string, input: object = {}): Promise<void> {
    const client = await installation.as(by);
    const { status, json } = await client.send('POST', `/v1/cases/${id}/${step}`, input);
    expect([step, status, json['code']]).toEqual([step, 200, undefined]);
  }

  async function investigated(customer: string, by = 'analyst'): Promise<string> {
    const id = await openCase(customer, by);
    await take(by, id, 'triage');
    await take(by, id, 'assign', { assignee: by });
    await take(by, id, 'investigate');
    return id;
  }

  async function falsePositive(page: Page, words: string): Promise<void> {
    await press(page, 'Propose a decision');
    await page.getByLabel('What it is').selectOption('false_positive');
    await page.getByLabel('Another date of birth').check();
    await page.getByLabel('Days for which the same is not asked again').fill('90');
    await page.getByLabel('The decision in words').fill(words);
  }

  async function picture(page: Page, name: string): Promise<void> {
    if (PICTURES === undefined) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  }

  test('a person is invited, joins by a link that works once, signs in and out', async () => {
    let link = '';
    await as('admin', '#/users', async ({ page }) => {
      expect(await page.locator('.ways').textContent()).toBe('People');
      await page.getByLabel('Handle').fill('nueva');
      await page.getByLabel('Name', { exact: true }).fill('Nadie Nueva');
      await page.locator('.card').first().getByLabel('analyst').check();
      await page.getByRole('button', { name: 'Invite, and make a link' }).click();
      link = (await page.locator('.link').textContent()) ?? '';
      expect(link).toContain('/#/join/');
      await eventually(() =>
        page.locator('.case-row', { hasText: 'nueva' }).textContent(),
      ).toContain('invited');
      await picture(page, 'users');
      await page.reload();
      await page.locator('.case-row').first().waitFor();
      expect(await page.locator('.link').count()).toBe(0);
    });
    await inTab(new URL(link).hash, async ({ page }) => {
      const join = async (password: string) => {
        await page.getByLabel('New password').fill(password);
        await page.getByLabel('The same password again').fill(password);
        await page.getByRole('button', { name: 'Choose this password' }).click();
      };
      await join('too short');
      await eventually(() => page.getByRole('alert').textContent()).toContain(
        'see the rules above',
      );
      await picture(page, 'join');
      await join(PASSWORD);
      await page.getByRole('heading', { name: 'Sign in to Tamiz' }).waitFor();
      expect(await page.getByLabel('Handle').inputValue()).toBe('nueva');
      expect(page.url()).not.toContain('join');
      await page.getByLabel('Password').fill('another one altogether');
      await page.locator('.form').getByRole('button', { name: 'Sign in' }).click();
      await eventually(() => page.getByRole('alert').textContent()).toContain('is not right');
      await page.getByLabel('Password').fill(PASSWORD);
      await page.locator('.form').getByRole('button', { name: 'Sign in' }).click();
      await eventually(() => page.locator('.who').textContent()).toContain('nueva main · analyst');
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByText('Not signed in.').waitFor();
    });
    await inTab(new URL(link).hash, async ({ page }) => {
      await page.getByLabel('New password').fill(PASSWORD);
      await page.getByLabel('The same password again').fill(PASSWORD);
      await page.getByRole('button', { name: 'Choose this password' }).click();
      await eventually(() => page.getByRole('alert').textContent()).toContain('works no more');
    });
  });

  test('a case goes from a look-up to closed, by four eyes', async () => {
    let address = '';
    await as('analyst', '#/sign-in', async ({ page }) => {
      await page.getByRole('searchbox').fill(NAME);
      await page.locator('.result').first().click();
      await page.getByRole('button', { name: 'Open a case' }).click();
      await page.getByLabel('The customer’s id').fill('k-4711');
      await picture(page, 'open-a-case');
      await page.getByRole('button', { name: 'Ask and open' }).click();
      await page.getByRole('link', { name: 'To the case' }).click();
      await eventually(() => state(page)).toBe('New');
      address = new URL(page.url()).hash;
      await press(page, 'Take up');
      await eventually(() => state(page)).toBe('In triage');
      await press(page, 'Assign');
      await page.locator('.steps').getByRole('button', { name: 'Assign the case' }).click();
      await eventually(() => state(page)).toBe('Assigned');
      await press(page, 'Investigate');
      await eventually(() => state(page)).toBe('Being investigated');
      await page.getByRole('button', { name: 'Compare side by side' }).click();
      await eventually(() => page.getByRole('dialog').textContent()).toContain('as it was pinned');
      expect(await page.getByRole('dialog').textContent()).toContain('Lencho Quintanar');
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      await falsePositive(page, 'The passport shows another date of birth.');
      await picture(page, 'propose');
      await page.getByRole('button', { name: 'Propose this' }).click();
      await eventually(() => state(page)).toBe('Decision proposed');
      // The one who proposed it is told why not, and has no button for it.
      const steps = page.locator('.steps');
      expect(await steps.textContent()).toContain('You had a part in this, so you cannot approve');
      expect(await steps.getByRole('button', { name: 'Approve' }).count()).toBe(0);
      expect(await steps.getByRole('button', { name: 'Take the proposal back' }).count()).toBe(1);
    });
    await as('reviewer', address, async ({ page }) => {
      await press(page, 'Approve');
      await picture(page, 'approve');
      await page.getByRole('button', { name: 'I agree with the proposal' }).click();
      await eventually(() => state(page)).toBe('Decision approved');
      expect(await page.locator('.history').textContent()).toMatch(
        /Decision approved.*Nadie de main \(reviewer\).*record \d+/,
      );
    });
    await as('analyst', address, async ({ page }) => {
      await press(page, 'Close the case');
      await eventually(() => state(page)).toBe('Closed');
      await eventually(() => page.locator('.steps').textContent()).toContain('nothing for you');
      await picture(page, 'closed');
    });
  });

  test('nobody approves what they worked on, whatever their roles', async () => {
    const id = await investigated('k-both', 'both');
    await as('both', `#/cases/${id}`, async ({ page }) => {
      await falsePositive(page, 'I say so, and would like to agree with myself.');
      await page.getByRole('button', { name: 'Propose this' }).click();
      await eventually(() => state(page)).toBe('Decision proposed');
      const steps = page.locator('.steps');
      await eventually(() => steps.textContent()).toContain('Worked on it: Nadie Doble (both)');
      expect(await steps.getByRole('button', { name: 'Approve' }).count()).toBe(0);
      // The server says the same to whoever asks it without the page.
      const status = await page.evaluate(async (path) => {
        const { csrf } = await (await fetch('v1/session')).json();
        const headers = { 'content-type': 'application/json', 'x-tamiz-csrf': csrf };
        const answer = await fetch(path, { method: 'POST', headers, body: '{"proposal":"1"}' });
        return [answer.status, (await answer.json()).code];
      }, `v1/cases/${id}/approve`);
      expect(status).toEqual([403, 'CASE_SECOND_PERSON']);
      await picture(page, 'own-proposal');
    });
  });

  test('a proposal is returned with the reason, and a true match starts the clocks', async () => {
    const id = await investigated('k-returned');
    const row = { alerts: ['1'], verdict: 'false_positive', reasons: ['other-sex'] };
    await take('analyst', id, 'propose', { rows: [row], text: 'Another person.' });
    await as('reviewer', `#/cases/${id}`, async ({ page }) => {
      await press(page, 'Return');
      await page.getByLabel('Why you return it').selectOption('evidence-insufficient');
      await page.getByLabel('In words').fill('The birth dates are the same.');
      await page.getByRole('button', { name: 'Return it' }).click();
      await eventually(() => state(page)).toBe('Returned');
    });
    await as('analyst', `#/cases/${id}`, async ({ page }) => {
      await eventually(() => page.locator('.case-page').textContent()).toContain(
        'The birth dates are the same.',
      );
      await press(page, 'Investigate');
      await eventually(() => state(page)).toBe('Being investigated');
      await press(page, 'Propose a decision');
      await page.getByLabel('What it is').selectOption('true_match');
      await page.getByLabel('The same name', { exact: true }).check();
      await page.getByLabel('The same date of birth beside the name').check();
      await page.getByLabel('How the case ends').selectOption('true_match_blocked');
      await page.getByLabel('The day on which it happened').fill('2026-03-09');
      await page.getByLabel('The decision in words').fill('The same person.');
      await page.getByRole('button', { name: 'Propose this' }).click();
      await eventually(() => state(page)).toBe('Decision proposed');
    });
    await as('manager', `#/cases/${id}`, async ({ page }) => {
      await press(page, 'Approve');
      await page.getByRole('button', { name: 'I agree with the proposal' }).click();
      await eventually(() => state(page)).toBe('Decision approved');
      await eventually(() => page.locator('.clocks').textContent()).toMatch(/OFAC.*overdue/);
      await picture(page, 'clocks');
    });
  });

  test('when somebody else was faster, that is said and nothing typed is lost', async () => {
    const id = await investigated('k-late');
    await as('analyst', `#/cases/${id}`, async ({ page }) => {
      await falsePositive(page, 'Words that took a while to write.');
      await take('manager', id, 'prioritise', { priority: 'low' });
      await page.getByRole('button', { name: 'Propose this' }).click();
      const late = page.locator('.late');
      await late.waitFor();
      expect(await late.textContent()).toContain('Somebody else was faster');
      expect(await late.textContent()).toMatch(/Priority changed: Low.*\(manager\)/);
      await picture(page, 'late');
      expect(await page.getByLabel('The decision in words').inputValue()).toBe(
        'Words that took a while to write.',
      );
      expect(await page.getByLabel('Another date of birth').isChecked()).toBe(true);
      await page.getByRole('button', { name: 'Propose this' }).click();
      await eventually(() => state(page)).toBe('Decision proposed');
    });
    await as('reviewer', `#/cases/${id}`, async ({ page }) => {
      await page.getByLabel('Write a comment').fill('A remark of mine.');
      await press(page, 'Return');
      await page.getByLabel('Why you return it').selectOption('text-unclear');
      await page.getByLabel('In words').fill('Which passport?');
      await take('analyst', id, 'withdraw', { proposal: '1' });
      await page.getByRole('button', { name: 'Return it' }).click();
      await page.locator('.late').waitFor();
      // It can no longer be returned at all; what was written can still be copied.
      await page.getByText('no longer allows this step').waitFor();
      expect(await page.getByLabel('In words').inputValue()).toBe('Which passport?');
      expect(await page.getByLabel('Write a comment').inputValue()).toBe('A remark of mine.');
      await page.getByRole('button', { name: 'Add the comment' }).click();
      await eventually(() => page.locator('.comments').textContent()).toContain(
        'A remark of mine.',
      );
    });
  });

  test('a session that ends leaves what was typed, and goes on after signing in again', async () => {
    const id = await investigated('k-session');
    await as('analyst', `#/cases/${id}`, async ({ page }) => {
      await page.getByLabel('Write a comment').fill('Half a thought.');
      await page.context().clearCookies();
      await page.getByRole('button', { name: 'Add the comment' }).click();
      await page.getByRole('dialog', { name: 'Sign in again' }).waitFor();
      await signIn(page, 'analyst');
      await eventually(() => page.getByRole('dialog').count()).toBe(0);
      expect(await page.getByLabel('Write a comment').inputValue()).toBe('Half a thought.');
      await page.getByRole('button', { name: 'Add the comment' }).click();
      await eventually(() => page.locator('.comments').textContent()).toContain('Half a thought.');
    });
  });

  test('cases are found by state, person and priority, by keyboard alone', async () => {
    await openCase('k-new-1');
    await openCase('k-new-2');
    await as('auditor', '#/cases', async ({ page }) => {
      const rows = page.locator('.case-row');
      await rows.first().waitFor();
      await page.getByLabel('State').selectOption('new');
      await eventually(() => page.url()).toContain('status=new');
      await eventually(() => rows.count()).toBe(2);
      expect(await rows.first().textContent()).toContain('assigned to nobody');
      expect(await rows.first().textContent()).toMatch(/Take up by .*: in time/);
      await rows.first().locator('a').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await eventually(() => page.url()).toMatch(/#\/cases\/[0-9a-f]{24}-1$/);
      // An auditor reads all of it and has nothing to do.
      await page.locator('.steps').getByText('nothing for you').waitFor();
      await page.goBack();
      await page.getByLabel('Assigned to').selectOption('analyst');
      await eventually(() => page.locator('.nothing').count()).toBe(1);
    });
  });

  test('a suppression is seen and ended, with the reason', async () => {
    await as('analyst', '#/suppressions', async ({ page }) => {
      const row = page.locator('.case-row', { hasText: 'k-4711' });
      await row.waitFor();
      expect(await row.textContent()).toContain('approved by Nadie de main (reviewer)');
      await row.getByRole('button', { name: 'End it…' }).click();
      await row.getByLabel('Why it ends').selectOption('mistake');
      await row.getByLabel('In words').fill('It was granted too soon.');
      await picture(page, 'suppressions');
      await row.getByRole('button', { name: 'End this suppression' }).click();
      await eventually(() => row.count()).toBe(0);
      await page.getByLabel('State').selectOption('revoked');
      await eventually(() => row.textContent()).toContain('It was granted too soon.');
    });
  });

  test('an administrator changes roles, disables and enables, and sees no cases', async () => {
    await invite('otra', ['analyst']);
    await as('admin', '#/users', async ({ page }) => {
      const row = page.locator('.case-row', { hasText: 'otra' });
      await row.getByRole('button', { name: 'Roles' }).click();
      await row.getByLabel('auditor').check();
      await row.getByRole('button', { name: 'Set these roles' }).click();
      await eventually(() => page.getByRole('alert').textContent()).toContain(
        'these roles together',
      );
      await row.getByLabel('analyst').uncheck();
      await row.getByRole('button', { name: 'Set these roles' }).click();
      await eventually(() => row.locator('p.quiet').first().textContent()).toContain('auditor');
      await row.getByRole('button', { name: 'Disable' }).click();
      await eventually(() => row.textContent()).toContain('disabled');
      await row.getByRole('button', { name: 'Enable' }).click();
      await eventually(() => row.locator('.state').textContent()).toBe('active');
      await page.goto(`${workbench.url}/#/cases`);
      await page.getByText('has no part in what this page shows').waitFor();
      await page.goto(`${workbench.url}/#/`);
      await page.getByText('asks the lists nothing').waitFor();
    });
  });

  test.each([
    { colorScheme: 'light', locale: 'en-US', width: 1280 },
    { colorScheme: 'dark', locale: 'es-MX', width: 360 },
  ] as const)('can be used by everyone: $colorScheme, $locale, $width px', async (look) => {
    const { width, ...options } = look;
    const tab = { ...options, viewport: { width, height: 780 } };
    const id = await investigated(`k-look-${width}`);
    const isFine = async ({ page, violations, overflow }: Tab, name: string) => {
      await picture(page, `${name}-${look.colorScheme}-${width}`);
      expect([name, await violations()]).toEqual([name, []]);
      expect([name, await overflow()]).toEqual([name, 0]);
    };
    const to = async ({ page }: Tab, hash: string, shown: string) => {
      await page.goto(`${workbench.url}/${hash}`);
      await page.locator(shown).first().waitFor();
    };
    await inTab(
      '#/join/main.x.y',
      async (one) => {
        await one.page.locator('.rules').waitFor();
        await isFine(one, 'join');
        await to(one, '#/sign-in', '.form');
        await isFine(one, 'sign-in');
      },
      tab,
    );
    await as(
      'analyst',
      '#/cases',
      async (one) => {
        await one.page.locator('.case-row').first().waitFor();
        await isFine(one, 'cases');
        await to(one, `#/cases/${id}`, '.history');
        await isFine(one, 'case');
        await one.page.locator('.step-buttons .primary').first().click();
        await one.page.locator('.decision-row select').selectOption('true_match');
        await isFine(one, 'deciding');
        await one.page.locator('.alert .button').first().click();
        await one.page.locator('[role=dialog] .details').first().waitFor();
        await isFine(one, 'pinned');
        await to(one, '#/suppressions?status=', '.case-row');
        await isFine(one, 'suppressions');
      },
      tab,
    );
    await as(
      'admin',
      '#/users',
      async (one) => {
        await one.page.locator('.case-row').first().waitFor();
        await isFine(one, 'users');
      },
      tab,
    );
  });
});
