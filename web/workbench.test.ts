import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CHROMIUM, openBrowser, openTab, type Tab } from './testing/browser.ts';
import { buildWorkbench, CURP, startWorkbench, type Workbench } from './testing/workbench.ts';

const CUSTOMERS = [
  'clave,nombre,fecha_nacimiento,curp,sucursal',
  `k1,Lorenzo Quintanar Bermejo,1966-07-17,${CURP},Centro`,
  'k2,Lorenza Quintanar Bermudes,31/02/1990,,Norte',
  'k3,Ximena Otra Persona,1999-09-09,,Sur',
].join('\n');

const csv = (content: string, name = 'clientes.csv') => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(content),
});

/** Asserts what will be so once the page has caught up; slow machines need more than a second. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 10_000 });

const dialog = (page: Page) => page.getByRole('dialog');
/** Not by role: the choices of a select element are options too. */
const results = (page: Page) => page.locator('.result');
const rows = (page: Page) => page.locator('tbody tr');

describe.skipIf(CHROMIUM === undefined)('the workbench in Chromium', () => {
  let browser: Browser;
  let webRoot: string;
  let workbench: Workbench;

  beforeAll(async () => {
    // The page is tested as it is published, not as a development build.
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
    options: Parameters<typeof openTab>[2],
    visit: (tab: Tab) => Promise<void>,
  ): Promise<void> {
    const tab = await openTab(browser, workbench.url, options);
    try {
      await visit(tab);
      expect(tab.complaints).toEqual([]);
    } finally {
      await tab.close();
    }
  }

  async function search(page: Page, name: string): Promise<void> {
    await page.getByRole('searchbox').fill(name);
    await results(page).first().waitFor();
  }

  test('says what is covered and how to get the full lists', () =>
    inTab({}, async ({ page }) => {
      await eventually(() => page.locator('.coverage').textContent()).toContain('Synthetic list');
      const coverage = await page.locator('.coverage').textContent();
      expect(coverage).toContain('Apr 21, 2026');
      expect(coverage).toContain('Screened against the synthetic register only.');
      expect(coverage).toContain('tamiz lists update');
    }));

  test('search as you type explains itself, and a name alone stays possible', () =>
    inTab({}, async ({ page }) => {
      await search(page, 'Lorenzo Quintanar Bermejo');
      const first = results(page).first();
      expect(await first.textContent()).toContain('Lorenzo Quintanar Bermejo');
      expect(await first.textContent()).toContain('Possible match');
      expect(await first.textContent()).toContain('TEST-PROGRAMME');
      expect(await first.locator('.why li').count()).toBeGreaterThan(0);
      expect(await page.locator('.search').textContent()).toContain('A name alone never confirms');
      await page.getByRole('button', { name: 'More that is known' }).click();
      await page.getByLabel('CURP or other identifier').fill(CURP);
      await eventually(() => first.textContent()).toContain('Strong match');
    }));

  test('an answer that comes late never replaces a newer one', () =>
    inTab({}, async ({ page }) => {
      let held: (() => void) | undefined;
      await page.route('**/v1/match', async (route) => {
        if (route.request().postData()?.includes('Lencho')) {
          await new Promise<void>((resolve) => {
            held = resolve;
          });
        }
        await route.continue().catch(() => {});
      });
      await page.getByRole('searchbox').fill('Lencho Quintanar');
      await eventually(() => held !== undefined).toBe(true);
      await page.getByRole('searchbox').fill('Lorenza Quintanar Bermudez');
      await results(page).first().waitFor();
      const before = await page.getByRole('listbox').textContent();
      held?.();
      await page.waitForLoadState('networkidle');
      expect(await page.getByRole('listbox').textContent()).toBe(before);
    }));

  test('nothing found is not called proof', () =>
    inTab({}, async ({ page }) => {
      await page.getByRole('searchbox').fill('Zzyzx Wqrtpl');
      await eventually(() => page.locator('.results').textContent()).toContain('does not prove');
      expect(await results(page).count()).toBe(0);
    }));

  test('works by keyboard alone', () =>
    inTab({}, async ({ page }) => {
      await page.locator('.coverage-lists').waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('Lorenzo Quintanar');
      await results(page).first().waitFor();
      await page.keyboard.press('ArrowDown');
      await eventually(() => page.locator('[role=option][data-focused]').count()).toBe(1);
      await page.keyboard.press('Enter');
      await dialog(page).waitFor();
      await page.keyboard.press('Escape');
      await eventually(() => dialog(page).count()).toBe(0);
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    }));

  test('side by side: evidence between, every value with its source, the caveats', () =>
    inTab({}, async ({ page }) => {
      await search(page, 'Lorenzo Quintanar Bermejo');
      await results(page).first().click();
      await eventually(() => dialog(page).textContent()).toContain('Synthetic programme');
      const shown = (await dialog(page).textContent()) ?? '';
      for (const part of [
        'A name alone never confirms',
        'the decision is the reviewer’s',
        'Synthetic list · record 4711 · known since Apr 21, 2026',
        'written as “17 Jul 1966”',
        'in force since Feb 20, 2025',
        'Synthetic authority',
        'identity document',
      ]) {
        expect(shown).toContain(part);
      }
      expect(await page.locator('.evidence-row').count()).toBeGreaterThan(0);
      expect(await page.locator('.points-bar').count()).toBeGreaterThan(0);
    }));

  test('speaks Spanish when the browser does, and when asked', async () => {
    await inTab({ locale: 'es-MX' }, async ({ page }) => {
      await page.getByText('Revisar un archivo de clientes').waitFor();
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('es');
      await search(page, 'Lorenzo Quintanar Bermejo');
      expect(await results(page).first().textContent()).toContain('Coincidencia');
    });
    await inTab({}, async ({ page }) => {
      await page.getByRole('radio', { name: 'Español' }).click();
      await page.getByText('Buscar a una persona o empresa').waitFor();
      await page.reload();
      await page.getByText('Buscar a una persona o empresa').waitFor();
    });
  });

  test('is dark when the system is, and remembers what was chosen', () =>
    inTab({ colorScheme: 'dark' }, async ({ page }) => {
      const luminance = () =>
        page.evaluate(() =>
          (getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? [])
            .slice(0, 3)
            .reduce((sum, part) => sum + Number(part), 0),
        );
      await page.locator('.coverage-lists').waitFor();
      expect(await luminance()).toBeLessThan(150);
      await page.getByRole('button', { name: 'Switch to the light theme' }).click();
      expect(await luminance()).toBeGreaterThan(600);
      await page.reload();
      await page.locator('.coverage-lists').waitFor();
      expect(await luminance()).toBeGreaterThan(600);
    }));

  test('screens a customer file: summary, table, side by side, downloads, reload', () =>
    inTab({}, async ({ page }) => {
      await page.setInputFiles('input[type=file]', csv(CUSTOMERS));
      await rows(page).first().waitFor();
      const summary = (await page.locator('.summary').textContent()) ?? '';
      expect(summary).toMatch(/Records3|3Records/);
      expect(summary).toContain('dates that do not exist');
      expect(summary).toContain('sucursal');
      const top = (await rows(page).first().textContent()) ?? '';
      expect(top).toContain('Lorenzo Quintanar Bermejo');
      expect(top).toContain('k1');
      expect(top).toContain('Strong');
      await rows(page).first().click();
      await eventually(() => dialog(page).textContent()).toContain('Synthetic programme');
      expect(await dialog(page).textContent()).toContain('fecha_nacimiento');
      await page.keyboard.press('Escape');
      const started = page.waitForEvent('download');
      await page.getByRole('link', { name: 'JSONL' }).click();
      const content = await text(await (await started).createReadStream());
      expect(content).toContain('"entity":"test-1"');
      await page.reload();
      await rows(page).first().waitFor();
    }));

  test('filters hits by band and sorts them', () =>
    inTab({}, async ({ page }) => {
      await page.setInputFiles('input[type=file]', csv(CUSTOMERS));
      await rows(page).first().waitFor();
      const all = await rows(page).count();
      expect(all).toBeGreaterThan(1);
      await page.getByRole('radio', { name: /Strong/ }).click();
      await eventually(() => rows(page).count()).toBe(1);
      await page.getByRole('radio', { name: /All/ }).click();
      await eventually(() => rows(page).count()).toBe(all);
      const scores = async () =>
        (await page.locator('tbody .number').allTextContents()).map((cell) =>
          Number(/[\d.]+$/.exec(cell)?.[0]),
        );
      const descending = await scores();
      expect(descending).toEqual([...descending].sort((a, b) => b - a));
      await page.getByRole('columnheader', { name: 'Score' }).click();
      await eventually(scores).toEqual([...descending].sort((a, b) => a - b));
    }));

  test('a file that cannot be read says what was expected, found, and what helps', () =>
    inTab({}, async ({ page }) => {
      await page.setInputFiles('input[type=file]', csv('', 'leer.csv'));
      const alert = page.getByRole('alert');
      await alert.waitFor();
      const said = (await alert.textContent()) ?? '';
      expect(said).toContain('leer.csv');
      expect(said).toMatch(/Expected.*a header row/);
      expect(said).toContain('Found');
      expect(said).toContain('What helps');
      await page.getByRole('button', { name: 'Choose a file' }).waitFor();
    }));

  test('a file can be dropped', () =>
    inTab({}, async ({ page, drop }) => {
      const path = join(webRoot, 'dropped.csv');
      await writeFile(path, CUSTOMERS);
      await drop('.drop', path);
      await rows(page).first().waitFor();
      expect(await page.locator('.finished-head').textContent()).toContain('dropped.csv');
    }));

  test('asks for the access token when the server wants one', async () => {
    const token = 'synthetic-token-of-a-test';
    const guarded = await startWorkbench(webRoot, token);
    const tab = await openTab(browser, guarded.url);
    const { page } = tab;
    try {
      await dialog(page).waitFor();
      expect(await tab.violations()).toEqual([]);
      await page.getByRole('textbox', { name: 'Token' }).fill('wrong');
      await page.keyboard.press('Enter');
      await page.getByText('did not accept').waitFor();
      await page.getByRole('textbox', { name: 'Token' }).fill(token);
      await page.keyboard.press('Enter');
      await page.locator('.coverage-lists').waitFor();
      await page.setInputFiles('input[type=file]', csv(CUSTOMERS));
      await rows(page).first().waitFor();
      const started = page.waitForEvent('download');
      await page.getByRole('link', { name: 'CSV' }).click();
      expect((await started).suggestedFilename()).toMatch(/\.csv$/);
      expect(tab.complaints).toEqual([]);
    } finally {
      await tab.close();
      await guarded.close();
    }
  });

  /** Every theme with every language; both widths in both. */
  const LOOKS = [
    { colorScheme: 'light', locale: 'en-US', width: 1100 },
    { colorScheme: 'dark', locale: 'en-US', width: 360 },
    { colorScheme: 'light', locale: 'es-MX', width: 360 },
    { colorScheme: 'dark', locale: 'es-MX', width: 1100 },
  ] as const;

  test.each(LOOKS)('can be used by everyone: $colorScheme, $locale, $width px', (look) => {
    const { width, ...options } = look;
    return inTab({ ...options, viewport: { width, height: 780 } }, async (tab) => {
      const { page } = tab;
      const check = async (state: string): Promise<void> => {
        expect(await tab.violations(), state).toEqual([]);
        expect(await tab.overflow(), `${state}: wider than the window`).toBe(0);
      };
      await page.locator('.coverage-lists').waitFor();
      await check('start');
      await page.locator('.more-button').click();
      await search(page, 'Lorenzo Quintanar Bermejo');
      await check('results');
      await results(page).first().click();
      await page.locator('.linked-title').waitFor();
      await check('side by side');
      await page.keyboard.press('Escape');
      await page.getByRole('searchbox').fill('Zzyzx Wqrtpl');
      await page.locator('.nothing').waitFor();
      await page.setInputFiles('input[type=file]', csv('', 'leer.csv'));
      await page.locator('.problem').waitFor();
      await check('nothing found, bad file');
      await page.setInputFiles('input[type=file]', csv(CUSTOMERS));
      await rows(page).first().waitFor();
      await page.locator('.reading summary').click();
      await check('hits');
    });
  });
});
