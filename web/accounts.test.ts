import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD } from '../src/server/record/testing/world.ts';
import { CHROMIUM, type Tab } from './testing/browser.ts';
import { type RecordBench, startRecordBench } from './testing/record.ts';

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 15_000 });

// Machines with two cores and much to do take half a minute for what is read by many eyes.
describe.skipIf(CHROMIUM === undefined)(
  'pages of accounts in Chromium',
  { timeout: 180_000 },
  () => {
    let bench: RecordBench;
    beforeAll(async () => {
      bench = await startRecordBench();
    }, 240_000);
    afterAll(() => bench?.close());

    test('a person is invited, joins by a link that works once, signs in and out', async () => {
      let link = '';
      await bench.as('admin', '#/users', async ({ page }) => {
        expect(await page.locator('.ways a').allTextContents()).toEqual(['People', 'Keys']);
        await page.getByLabel('Handle').fill('nueva');
        await page.getByLabel('Name', { exact: true }).fill('Nadie Nueva');
        await page.locator('.card').first().getByLabel('analyst').check();
        await page.getByRole('button', { name: 'Invite, and make a link' }).click();
        link = (await page.locator('.link').textContent()) ?? '';
        expect(link).toContain('/#/join/');
        await eventually(() =>
          page.locator('.case-row', { hasText: 'nueva' }).textContent(),
        ).toContain('invited');
        await bench.picture(page, 'users');
        await page.reload();
        await page.locator('.case-row').first().waitFor();
        expect(await page.locator('.link').count()).toBe(0);
      });
      await bench.inTab(new URL(link).hash, async ({ page }) => {
        const join = async (password: string) => {
          await page.getByLabel('New password').fill(password);
          await page.getByLabel('The same password again').fill(password);
          await page.getByRole('button', { name: 'Choose this password' }).click();
        };
        await join('too short');
        await eventually(() => page.getByRole('alert').textContent()).toContain(
          'see the rules above',
        );
        await bench.picture(page, 'join');
        await join(PASSWORD);
        await page.getByRole('heading', { name: 'Sign in to Tamiz' }).waitFor();
        expect(await page.getByLabel('Handle').inputValue()).toBe('nueva');
        expect(page.url()).not.toContain('join');
        await page.getByLabel('Password').fill('another one altogether');
        await page.locator('.form').getByRole('button', { name: 'Sign in' }).click();
        await eventually(() => page.getByRole('alert').textContent()).toContain('is not right');
        await page.getByLabel('Password').fill(PASSWORD);
        await page.locator('.form').getByRole('button', { name: 'Sign in' }).click();
        await eventually(() => page.locator('.who').textContent()).toContain(
          'nueva main · analyst',
        );
        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.getByText('Not signed in.').waitFor();
      });
      await bench.inTab(new URL(link).hash, async ({ page }) => {
        await page.getByLabel('New password').fill(PASSWORD);
        await page.getByLabel('The same password again').fill(PASSWORD);
        await page.getByRole('button', { name: 'Choose this password' }).click();
        await eventually(() => page.getByRole('alert').textContent()).toContain('works no more');
      });
    });

    test('a session that ends leaves what was typed, and goes on after signing in again', async () => {
      const id = await bench.investigated('k-session');
      await bench.as('analyst', `#/cases/${id}`, async ({ page }) => {
        await page.getByLabel('Write a comment').fill('Half a thought.');
        await page.context().clearCookies();
        await page.getByRole('button', { name: 'Add the comment' }).click();
        await page.getByRole('dialog', { name: 'Sign in again' }).waitFor();
        await bench.signIn(page, 'analyst');
        await eventually(() => page.getByRole('dialog').count()).toBe(0);
        expect(await page.getByLabel('Write a comment').inputValue()).toBe('Half a thought.');
        await page.getByRole('button', { name: 'Add the comment' }).click();
        await eventually(() => page.locator('.comments').textContent()).toContain(
          'Half a thought.',
        );
      });
    });

    test('an administrator changes roles, disables and enables, and sees no cases', async () => {
      await bench.invite('otra', ['analyst']);
      await bench.as('admin', '#/users', async ({ page }) => {
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
        await page.goto(`${bench.url}/#/cases`);
        await page.getByText('has no part in what this page shows').waitFor();
        await page.goto(`${bench.url}/#/`);
        await page.getByText('asks the lists nothing').waitFor();
      });
    });

    test('somebody chooses another password, which ends all their sessions', async () => {
      await bench.invite('cambia', ['reviewer']);
      await bench.as('cambia', '#/account', async ({ page }) => {
        const change = async (current: string, password: string) => {
          await page.getByLabel('Password until now').fill(current);
          await page.getByLabel('New password').fill(password);
          await page.getByRole('button', { name: 'Change the password' }).click();
        };
        await change('another one altogether', 'cinco perros azules nadan');
        await eventually(() => page.getByRole('alert').textContent()).toContain('is not right');
        await change(PASSWORD, 'cinco perros azules nadan');
        await page.getByRole('heading', { name: 'Sign in to Tamiz' }).waitFor();
        await page.getByLabel('Handle').fill('cambia');
        await page.getByLabel('Password', { exact: true }).fill('cinco perros azules nadan');
        await page.locator('.form').getByRole('button', { name: 'Sign in' }).click();
        await page.locator('.who', { hasText: 'cambia' }).waitFor();
      });
    });

    test('whoever may not ask the lists sees what was pinned, without the listing of today', async () => {
      const id = await bench.openCase('k-audited');
      await bench.as('auditor', `#/cases/${id}`, async ({ page }) => {
        await page.getByRole('button', { name: 'Compare side by side' }).click();
        const dialog = page.getByRole('dialog');
        await eventually(() => dialog.textContent()).toContain('without the listing of today');
        expect(await dialog.locator('.evidence-row').count()).toBeGreaterThan(3);
        expect(await dialog.getByRole('alert').count()).toBe(0);
      });
    });

    test.each([
      { colorScheme: 'light', locale: 'en-US', width: 1280 },
      { colorScheme: 'dark', locale: 'es-MX', width: 360 },
    ] as const)('can be used by everyone: $colorScheme, $locale, $width px', async (look) => {
      const { width, ...options } = look;
      const tab = { ...options, viewport: { width, height: 780 } };
      await bench.suppressed(`k-not-${width}`);
      const id = await bench.investigated(`k-look-${width}`);
      const isFine = async ({ page, violations, overflow }: Tab, name: string) => {
        await bench.picture(page, `${name}-${look.colorScheme}-${width}`);
        expect([name, await violations()]).toEqual([name, []]);
        expect([name, await overflow()]).toEqual([name, 0]);
      };
      const to = async ({ page }: Tab, hash: string, shown: string) => {
        await page.goto(`${bench.url}/${hash}`);
        await page.locator(shown).first().waitFor();
      };
      await bench.inTab(
        '#/join/main.x.y',
        async (one) => {
          await one.page.locator('.rules').waitFor();
          await isFine(one, 'join');
          await to(one, '#/sign-in', '.form');
          await isFine(one, 'sign-in');
        },
        tab,
      );
      await bench.as(
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
          await to(one, '#/account', '.rules');
          await isFine(one, 'account');
          await to(one, '#/suppressions?status=', '.case-row');
          await isFine(one, 'suppressions');
        },
        tab,
      );
      await bench.as(
        'admin',
        '#/users',
        async (one) => {
          await one.page.locator('.case-row').first().waitFor();
          await isFine(one, 'users');
        },
        tab,
      );
    });
  },
);
