import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, type Tab } from './testing/browser.ts';
import { type RecordBench, startRecordBench } from './testing/record.ts';

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 15_000 });

const state = (page: Page) => page.locator('.case-head .state-now').textContent();
const ways = (page: Page) => page.locator('.ways a').allTextContents();
const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click();
/** Opens a step, and sends its form. */
async function take(page: Page, name: string, send: string): Promise<void> {
  await press(page, name);
  await press(page, send);
}

// Machines with two cores and much to do take half a minute for what is read by many eyes.
describe.skipIf(CHROMIUM === undefined)(
  'pages of redress, property, bulk decisions and keys in Chromium',
  { timeout: 180_000 },
  () => {
    let bench: RecordBench;
    beforeAll(async () => {
      bench = await startRecordBench();
    }, 240_000);
    afterAll(() => bench?.close());

    /** Two cases that are decided about together. */
    async function proposedTogether(id: string): Promise<void> {
      const cases = [await bench.openCase(`${id}-1`), await bench.openCase(`${id}-2`)];
      await bench.take('manager', cases[1] ?? '', 'triage');
      await bench.post('analyst', `bulks/${id}/propose`, {
        cases,
        verdict: 'false_positive',
        reasons: ['other-birth-date'],
        text: 'Both passports show another date of birth.',
      });
    }

    test('a person affected is heard: from the case to an answer of somebody else', async () => {
      const of = await bench.openCase('k-heard');
      let address = '';
      await bench.as('analyst', `#/cases/${of}`, async ({ page }) => {
        const section = page.locator('section', { hasText: 'Redress about this case' }).last();
        await section.getByRole('button', { name: 'Open redress…' }).click();
        await section.getByLabel('What is asked for').selectOption('complaint');
        await section.getByLabel('The person concerned').fill('Lorenza Nadie');
        await press(page, 'Open the dossier');
        await eventually(() => state(page)).toBe('Received');
        address = new URL(page.url()).hash;
        await take(page, 'Receipt was acknowledged', 'Take this step');
        await eventually(() => state(page)).toBe('Acknowledged');
        expect(await page.locator('.piece-missing').count()).toBe(3);
        await page.getByText('“Examine it” has to wait').waitFor();
        await press(page, 'Attach a file');
        const file = { name: 'id.txt', mimeType: 'text/plain', buffer: Buffer.from('Nadie') };
        await page.getByLabel('File', { exact: true }).setInputFiles(file);
        await press(page, 'Attach it by its digest');
        await eventually(() => page.locator('.comments').textContent()).toMatch(
          // Worked out elsewhere: printf Nadie | sha256sum
          /id\.txt.*207555e3b91e1c32/,
        );
        for (let left = 2; left >= 0; left -= 1) {
          // The first piece that is missing stands there already.
          await press(page, 'Give a piece');
          if (left > 0) await page.getByLabel('A file that is').selectOption({ label: 'id.txt' });
          else await page.locator('.steps').getByLabel('In words').fill('To be let go.');
          await press(page, 'Put it into the dossier');
          await eventually(() => page.locator('.piece-missing').count()).toBe(left);
        }
        await take(page, 'Examine it', 'Take this step');
        await press(page, 'Record the answer');
        await page.getByLabel('The answer', { exact: true }).selectOption('upheld');
        await page.getByLabel('The answer in words').fill('You were taken for another person.');
        await press(page, 'Record this answer');
        await page.getByText('It waits for a second person').waitFor();
        expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
      });
      await bench.as('reviewer', address, async ({ page }) => {
        await take(page, 'Approve', 'I agree');
        await eventually(() => state(page)).toBe('Answered');
        expect(await page.locator('.history').textContent()).toMatch(
          /Answer: The complaint is right.*Approved by a second person/,
        );
        await page.getByRole('link', { name: 'The case that it is about' }).click();
        await page.locator('.case-link', { hasText: 'Lorenza Nadie' }).click();
        await eventually(() => state(page)).toBe('Answered');
        await page.getByRole('link', { name: '← Redress' }).click();
        await page.getByLabel('What is asked for').selectOption('complaint');
        await eventually(() => page.url()).toContain('type=complaint');
        await eventually(() => page.locator('.case-row').textContent()).toContain(
          'in this state since',
        );
        await page.getByLabel('State').selectOption('withdrawn');
        await page.getByText('There is none.').waitFor();
      });
    });

    test('blocked property is kept to the cent, and let go of by two people', async () => {
      const of = await bench.openCase('k-held');
      let address = '';
      await bench.as('analyst', `#/cases/${of}`, async ({ page }) => {
        await press(page, 'Record property…');
        await page.getByLabel('What it is', { exact: true }).selectOption('account');
        await page.getByLabel('Under whose law').selectOption('us');
        await page.getByLabel('What it is, and where').fill('A savings account.');
        await page.getByLabel('The listing for which').selectOption({ index: 1 });
        await press(page, 'Open its record');
        await eventually(() => state(page)).toBe('nothing entered yet');
        address = new URL(page.url()).hash;
        expect(await page.getByRole('button', { name: 'Propose to let go' }).count()).toBe(0);
        await press(page, 'Enter what happened');
        await page.locator('.steps').getByLabel('What happened').selectOption('block');
        await page.getByLabel('Amount').fill('1234.5');
        await page.getByLabel('On which day').fill('2026-03-09');
        await press(page, 'Enter it');
        await eventually(() => state(page)).toBe('held');
        expect(await page.locator('.ledger').first().textContent()).toContain('Held1234.50');
        await press(page, 'Propose to let go of something');
        await page.locator('.steps').getByLabel('What happened').selectOption('release');
        await page.getByLabel('Amount').fill('9999.99');
        await page.getByLabel('On which day').fill('2026-03-10');
        await page.getByLabel('Licence or other authority').fill('SYN-2026-1');
        await press(page, 'Propose it');
        await page.getByText('an account would be below zero').waitFor();
        await page.getByLabel('Amount').fill('234.49');
        await press(page, 'Propose it');
        await page.getByText('It waits for a second person').waitFor();
        expect(await page.getByRole('button', { name: 'Agree with an entry' }).count()).toBe(0);
      });
      await bench.as('reviewer', address, async ({ page }) => {
        await take(page, 'Agree with an entry', 'I agree');
        await eventually(() => page.locator('.ledger').first().textContent()).toMatch(
          /Held1000\.01Released234\.49/,
        );
        expect(await page.locator('.ledger').last().textContent()).toMatch(
          /entered by .*\(analyst\) · approved by .*\(reviewer\) · licence SYN-2026-1234\.49 USD/,
        );
        expect(await page.locator('.clocks').textContent()).toMatch(/overdue/);
        await page.getByRole('link', { name: '← Blocked property' }).click();
        await eventually(() => page.locator('.case-row').textContent()).toContain(
          'Held: 1000.01 USD',
        );
      });
      await bench.as('analyst', address, async ({ page }) => {
        await press(page, 'End a clock');
        await page.getByLabel('On which day').fill('2026-03-12');
        await press(page, 'End this clock');
        await eventually(() => page.locator('.clocks').textContent()).toContain('done in time');
      });
    });

    test('a bulk decision is seen with its evidence, and answered by an outsider', async () => {
      await proposedTogether('k-joint');
      await bench.as('manager', '#/bulks/k-joint', async ({ page }) => {
        await page.getByText('You had a part in one of these cases').waitFor();
        await page.locator('.rows .case-link').first().click();
        await page.getByRole('link', { name: 'Part of a bulk decision' }).click();
        await eventually(() => state(page)).toBe('waits for a second person');
      });
      await bench.as('reviewer', '#/bulks', async ({ page }) => {
        await page.locator('.case-link', { hasText: 'About 2 cases' }).click();
        await page.locator('.alert .why').waitFor();
        await take(page, 'Approve', 'I agree for all of them');
        await eventually(() => state(page)).toBe('approved');
        await eventually(() => page.locator('.rows').textContent()).toContain('Decision approved');
      });
    });

    test('a key is granted by one, and its secret made by another, who sees it once', async () => {
      await bench.as('admin', '#/keys', async ({ page }) => {
        // Administrators see no cases, nor what belongs to them.
        expect(await ways(page)).toEqual(['People', 'Keys']);
        await page.getByLabel('Name of the key').fill('nightly');
        await page.getByLabel('For whom').selectOption('analyst');
        await page.getByLabel('What it is for').fill('The nightly screening');
        await press(page, 'Grant this key');
        await page.getByText('Choose at least one thing').waitFor();
        await page.getByLabel('bring in alerts').check();
        expect(await page.locator('.checks').textContent()).not.toMatch(/sar|suspicious/i);
        await press(page, 'Grant this key');
        await eventually(() => page.locator('.case-row').textContent()).toContain(
          'without a secret',
        );
        await page.goto(`${bench.url}/#/redress`);
        await page.getByText('has no part in what this page shows').waitFor();
      });
      await bench.as('analyst', '#/account', async ({ page }) => {
        expect(await ways(page)).not.toContain('Keys');
        await page.getByRole('button', { name: 'Make its secret' }).click();
        const secret = (await page.locator('.link').textContent()) ?? '';
        const answer = await fetch(`${bench.url}/v1/session`, {
          headers: { authorization: `Bearer ${secret}` },
        });
        expect(await answer.json()).toMatchObject({ handle: 'analyst', scopes: ['case:open'] });
        await page.reload();
        await page.getByRole('button', { name: 'Make another secret' }).waitFor();
        expect(await page.locator('.link').count()).toBe(0);
        await page.getByRole('button', { name: 'End it…' }).click();
        await page.getByRole('button', { name: 'End this key for good' }).click();
        await eventually(() => page.locator('.key-revoked').count()).toBe(1);
        await page.goto(`${bench.url}/#/keys`);
        await page.getByText('has no part in what this page shows').waitFor();
      });
    });

    test.each([
      { colorScheme: 'light', locale: 'en-US', width: 1280 },
      { colorScheme: 'dark', locale: 'es-MX', width: 400 },
    ] as const)('can be used by everyone: $colorScheme, $locale, $width px', async (look) => {
      const { width, ...options } = look;
      const tab = { ...options, viewport: { width, height: 780 } };
      const id = `k-look-${width}`;
      const of = await bench.openCase(id);
      await proposedTogether(id);
      const person = 'Lorenza Nadie Ninguna';
      await bench.post('analyst', `redress/${id}/open`, { type: 'release', case: of, person });
      const piece = { item: 'applicant', text: 'Lorenza Nadie, by e-mail.' };
      await bench.post('analyst', `redress/${id}/provide`, piece);
      await bench.post('analyst', `properties/${id}/open`, {
        form: 'account',
        regime: 'us',
        programmes: [],
        case: of,
        holder: person,
        description: 'A savings account at a bank that does not exist.',
      });
      const day = '2026-03-09';
      const block = { type: 'block', entry: 'b1', amount: '98765432.1', currency: 'MXN', day };
      await bench.post('analyst', `properties/${id}/enter`, block);
      const release = { ...block, type: 'release', entry: 'r1', amount: '5', licence: 'SYN-1' };
      await bench.post('analyst', `properties/${id}/propose`, release);
      const scopes = ['screen:ask', 'case:open', 'case:read'];
      const key = { owner: 'analyst', label: 'Nightly', scopes, days: 30 };
      await bench.post('admin', `keys/${id}/grant`, key);

      const isFine = async (one: Tab, hash: string, shown: string, name: string, open = '') => {
        await one.page.goto(`${bench.url}/${hash}`);
        await one.page.locator(shown).first().waitFor();
        if (open !== '') await one.page.locator(open).first().click();
        await bench.picture(one.page, `${name}-${look.locale}-${width}`);
        expect([name, await one.violations()]).toEqual([name, []]);
        expect([name, await one.overflow()]).toEqual([name, 0]);
      };
      await bench.as(
        'analyst',
        '#/redress',
        async (one) => {
          await isFine(one, '#/redress', '.case-row', 'redress', 'section .button');
          await isFine(one, `#/redress/${id}`, '.history', 'dossier', '.step-buttons .primary');
          await isFine(one, '#/properties', '.case-row', 'properties');
          await isFine(one, `#/properties/${id}`, '.ledger', 'property', '.step-buttons .primary');
          await isFine(one, `#/cases/${of}`, '.case-row', 'case');
          await isFine(one, '#/account', '.case-row', 'own-keys', '.case-row .button');
        },
        tab,
      );
      await bench.as(
        'reviewer',
        '#/bulks',
        async (one) => {
          await isFine(one, '#/bulks', '.case-row', 'bulks');
          await isFine(one, `#/bulks/${id}`, '.alert', 'bulk', '.step-buttons .primary');
        },
        tab,
      );
      await bench.as('admin', '#/keys', (one) => isFine(one, '#/keys', '.case-row', 'keys'), tab);
    });
  },
);
