import { rm } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { partyHash, readRoute } from './src/route.ts';
import { CHROMIUM, openBrowser, openTab, type Tab } from './testing/browser.ts';
import { buildWorkbench, startWorkbench, type Workbench } from './testing/workbench.ts';

describe('the address of a party', () => {
  test.each([
    { id: 'ofac-15871', asOf: '', date: '', actor: 'us-bank' },
    { id: 'a/b?c#d ñ', asOf: '2026-04-21', date: '2025-12-17', actor: 'mx-money-transmitter' },
  ])('$id is read as it was written', (route) => {
    expect(readRoute(partyHash(route))).toEqual(route);
  });

  test.each(['', '#', '#/', '#screening', '#/party/%'])('%s is none', (hash) => {
    expect(readRoute(hash)).toBeUndefined();
  });
});

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 10_000 });
const party = (page: Page) => page.locator('.party-page');
const said = async (page: Page) => (await party(page).textContent()) ?? '';

describe.skipIf(CHROMIUM === undefined)('the page of a party in Chromium', () => {
  let browser: Browser;
  let webRoot: string;
  let workbench: Workbench;

  beforeAll(async () => {
    vi.stubEnv('NODE_ENV', 'production');
    webRoot = await buildWorkbench();
    vi.unstubAllEnvs();
    workbench = await startWorkbench(webRoot);
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await workbench?.close();
    await rm(webRoot, { recursive: true, force: true });
  });

  async function inTab(
    hash: string,
    options: Parameters<typeof openTab>[2],
    visit: (tab: Tab) => Promise<void>,
  ): Promise<void> {
    const tab = await openTab(browser, `${workbench.url}/${hash}`, options);
    try {
      await visit(tab);
      expect(tab.complaints).toEqual([]);
    } finally {
      await tab.close();
    }
  }

  test('is reached from a result by keyboard alone, and one comes back to what one found', () =>
    inTab('', {}, async ({ page }) => {
      await page.getByRole('searchbox').fill('Lorenzo Quintanar Bermejo');
      const first = page.locator('.result').first();
      await first.waitFor();
      expect(await first.textContent()).toContain('listed by: Second synthetic list');
      await page.keyboard.press('ArrowDown');
      await eventually(() => page.locator('[role=option][data-focused]').count()).toBe(1);
      await page.keyboard.press('Enter');
      const link = page.getByRole('link', { name: 'The whole party' });
      await link.waitFor();
      await link.focus();
      await page.keyboard.press('Enter');
      await party(page).locator('.effect').first().waitFor();
      expect(await page.getByRole('dialog').count()).toBe(0);
      await eventually(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
      await page.getByRole('link', { name: 'Back to the search' }).click();
      await eventually(() => party(page).count()).toBe(0);
      expect(await page.locator('.result').first().isVisible()).toBe(true);
      await page.goBack();
      await party(page).waitFor();
    }));

  test('has both listings with their sources and acts, why they are one, and the versions', () =>
    inTab('#/party/test-1', {}, async ({ page }) => {
      await page.locator('.listing').first().waitFor();
      const shown = await said(page);
      for (const part of [
        '2 listings',
        'Synthetic list',
        'Second synthetic list',
        'record 4711',
        'in force since Feb 20, 2025',
        'written as “17 Jul 1966”',
        'Lencho Fulano Mengano',
        'Second synthetic authority · SDGT · QDi.999 · Jun 30, 2025',
        'The same reference of the UN Security Council QDi.999, in test_list and test_second.',
        'version v1',
        'May 2, 2026',
      ]) {
        expect(shown).toContain(part);
      }
    }));

  test('says what is asked of whom, since when, by which law, and what was not verified', () =>
    inTab('#/party/test-1?actor=us-bank', {}, async ({ page }) => {
      await page.locator('.effect').first().waitFor();
      const first = page.locator('.effect').first();
      expect(await first.textContent()).toContain('BLOCK');
      expect(await first.textContent()).toContain('from Jun 30, 2025');
      expect(await first.locator('.verified').first().textContent()).toMatch(/^Verified: /);
      await first.getByText('Law and sources').click();
      expect(await first.locator('.citations').last().textContent()).toMatch(
        /CFR|E\.O\.|U\.?S\.?C/,
      );
      expect(await said(page)).toContain('TEST-PROGRAMME');
      expect(await said(page)).toContain('known since May 2, 2026 · Second synthetic list');
      expect(await page.locator('.effect', { hasText: 'Synthetic programme' }).count()).toBe(0);
      expect(await said(page)).toContain('NOT VERIFIED');
      await page.getByLabel('Who asks, from').selectOption('mx');
      await eventually(() => said(page)).toContain('bank (Mexico)');
      await eventually(() => page.locator('.effect.act-block').count()).toBe(0);
      expect(page.url()).toContain('actor=mx-bank');
      await page.getByLabel('Law on the day').fill('2025-06-01');
      await eventually(() => said(page)).toContain('Jun 1, 2025');
      await eventually(() => said(page)).toContain('not in force');
    }));

  test('has the listings of a day; one that is not kept is told, and another can be chosen', () =>
    inTab('#/party/test-1', {}, async ({ page }) => {
      await page.locator('.listing').nth(1).waitFor();
      const day = party(page).getByLabel('Lists as they stood on');
      await day.fill('2026-04-25');
      await eventually(() => page.locator('.listing').count()).toBe(1);
      expect(await said(page)).toContain('As it could be known on Apr 25, 2026.');
      expect(page.url()).toContain('as_of=2026-04-25');
      await day.fill('2026-01-01');
      await page.getByRole('alert').waitFor();
      expect(await said(page)).toContain('no version before 2026-04-21');
      await day.fill('2026-05-05');
      await eventually(() => page.locator('.listing').count()).toBe(2);
    }));

  test('shows nothing of today while the lists of a day are being opened', () =>
    inTab('#/party/test-1', {}, async ({ page }) => {
      await page.locator('.listing').nth(1).waitFor();
      let open = () => {};
      const opened = new Promise<void>((resolve) => {
        open = resolve;
      });
      await page.route(/as_of=2026-04-25/, async (route) => {
        await opened;
        await route.continue();
      });
      await party(page).getByLabel('Lists as they stood on').fill('2026-04-25');
      await page.locator('.party-page[aria-busy=true]').waitFor();
      expect(await page.locator('.listing').count()).toBe(0);
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
      open();
      await eventually(() => page.locator('.listing').count()).toBe(1);
    }));

  test('a year that is being typed is not asked for, and the field keeps the focus', () =>
    inTab('#/party/test-1', {}, async ({ page }) => {
      await page.locator('.listing').nth(1).waitFor();
      const asked: string[] = [];
      page.on('request', (request) => {
        const day = /as_of=([\d-]+)/.exec(request.url())?.[1];
        if (day !== undefined) asked.push(day);
      });
      await party(page).getByLabel('Lists as they stood on').focus();
      await page.keyboard.type('04252026', { delay: 50 });
      await eventually(() => page.locator('.listing').count()).toBe(1);
      expect(asked).toEqual(['2026-04-25']);
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    }));

  test('a search can be asked of the lists of a day, and its party is of that day', () =>
    inTab('', {}, async ({ page }) => {
      await page.getByRole('button', { name: 'More that is known' }).click();
      await page.locator('.more').getByLabel('Lists as they stood on').fill('2026-04-25');
      await page.getByRole('searchbox').fill('Lorenzo Quintanar Bermejo');
      await page.locator('.result').first().click();
      await page.getByRole('link', { name: 'The whole party' }).click();
      await page.locator('.listing').first().waitFor();
      expect(page.url()).toContain('as_of=2026-04-25');
      expect(await page.locator('.listing').count()).toBe(1);
    }));

  test('no result of today stands under a day whose lists are being opened', () =>
    inTab('', {}, async ({ page }) => {
      await page.getByRole('searchbox').fill('Lorenzo Quintanar Bermejo');
      await page.locator('.result').first().waitFor();
      // It is never answered.
      await page.route(/as_of=2026-04-25/, () => undefined);
      await page.getByRole('button', { name: 'More that is known' }).click();
      await page.locator('.more').getByLabel('Lists as they stood on').fill('2026-04-25');
      await eventually(() => page.locator('.result').count()).toBe(0);
    }));

  test('a file can be screened against the lists of a day, and its hits are of that day', () =>
    inTab('', {}, async ({ page }) => {
      const panel = page.locator('.file');
      await panel.getByLabel('Lists as they stood on').fill('2026-04-25');
      const buffer = Buffer.from('id,name\nk1,Lorenzo Quintanar Bermejo\n');
      const file = { name: 'a.csv', mimeType: 'text/csv', buffer };
      await page.setInputFiles('input[type=file]', file);
      await page.locator('tbody tr').first().waitFor();
      expect(await panel.textContent()).toContain('as they stood on Apr 25, 2026');
      await page.locator('tbody tr').first().click();
      await page.getByRole('link', { name: 'The whole party' }).click();
      await page.locator('.listing').first().waitFor();
      expect(page.url()).toContain('as_of=2026-04-25');
    }));

  test('a party that no list has is told', () =>
    inTab('#/party/nobody', {}, async ({ page }) => {
      await page.getByRole('alert').waitFor();
      expect(await said(page)).toContain('No such party!');
    }));

  test.each([
    { colorScheme: 'light', locale: 'en-US', width: 1100 },
    { colorScheme: 'dark', locale: 'es-MX', width: 360 },
  ] as const)('can be used by everyone: $colorScheme, $locale, $width px', (look) => {
    const { width, ...options } = look;
    const tab = { ...options, viewport: { width, height: 780 } };
    return inTab('#/party/test-1', tab, async ({ page, violations, overflow }) => {
      await page.locator('.listing').first().waitFor();
      for (const summary of await page.locator('.party-page summary').all()) await summary.click();
      expect(await violations()).toEqual([]);
      expect(await overflow(), 'wider than the window').toBe(0);
      if (look.locale === 'es-MX') expect(await said(page)).toContain('Por qué son una sola parte');
    });
  });
});
