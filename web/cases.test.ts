import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM } from './testing/browser.ts';
import { type RecordBench, startRecordBench } from './testing/record.ts';

const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 15_000 });
const NAME = 'Lorenzo Quintanar Bermejo';

const state = (page: Page) => page.locator('.case-head .state-now').textContent();
const press = (page: Page, name: string) =>
  page.locator('.steps').getByRole('button', { name, exact: true }).click();

/** Writes a decision, without sending it. */
async function falsePositive(page: Page, words: string): Promise<void> {
  await press(page, 'Propose a decision');
  await page.getByLabel('What it is').selectOption('false_positive');
  await page.getByLabel('Another date of birth').check();
  await page.getByLabel('Days for which the same is not asked again').fill('90');
  await page.getByLabel('The decision in words').fill(words);
}

// Machines with two cores and much to do take half a minute for what is read by many eyes.
describe.skipIf(CHROMIUM === undefined)('pages of cases in Chromium', { timeout: 180_000 }, () => {
  let bench: RecordBench;
  beforeAll(async () => {
    bench = await startRecordBench();
    await bench.invite('both', ['analyst', 'reviewer']);
  }, 240_000);
  afterAll(() => bench?.close());

  test('a case goes from a look-up to closed, by four eyes', async () => {
    let address = '';
    await bench.as('analyst', '#/sign-in', async ({ page }) => {
      await page.getByRole('searchbox').fill(NAME);
      await page.locator('.result').first().click();
      await page.getByRole('button', { name: 'Open a case' }).click();
      await page.getByLabel('The customer’s id').fill('k-4711');
      await bench.picture(page, 'open-a-case');
      await page.getByRole('button', { name: 'Ask and open' }).click();
      await page.getByRole('link', { name: 'To the case' }).click();
      await eventually(() => state(page)).toBe('New');
      address = new URL(page.url()).hash;
      await press(page, 'Take up');
      await eventually(() => state(page)).toBe('In triage');
      await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('case-steps');
      await press(page, 'Assign');
      await page.locator('.steps').getByRole('button', { name: 'Assign the case' }).click();
      await eventually(() => state(page)).toBe('Assigned');
      await press(page, 'Investigate');
      await eventually(() => state(page)).toBe('Being investigated');
      await page.getByRole('button', { name: 'Compare side by side' }).click();
      await eventually(() => page.getByRole('dialog').textContent()).toContain('as it was pinned');
      await eventually(() => page.getByRole('dialog').textContent()).toContain('Lencho Quintanar');
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      await falsePositive(page, 'The passport shows another date of birth.');
      await bench.picture(page, 'propose');
      await page.getByRole('button', { name: 'Propose this' }).click();
      await eventually(() => state(page)).toBe('Decision proposed');
      // The one who proposed it is told why not, and has no button for it.
      const steps = page.locator('.steps');
      expect(await steps.textContent()).toContain('You had a part in this, so you cannot approve');
      expect(await steps.getByRole('button', { name: 'Approve' }).count()).toBe(0);
      expect(await steps.getByRole('button', { name: 'Take the proposal back' }).count()).toBe(1);
    });
    await bench.as('reviewer', address, async ({ page }) => {
      await press(page, 'Approve');
      await bench.picture(page, 'approve');
      await page.getByRole('button', { name: 'I agree with the proposal' }).click();
      await eventually(() => state(page)).toBe('Decision approved');
      expect(await page.locator('.history').textContent()).toMatch(
        /Decision approved.*Nadie de main \(reviewer\).*record \d+/,
      );
    });
    await bench.as('analyst', address, async ({ page }) => {
      await press(page, 'Close the case');
      await eventually(() => state(page)).toBe('Closed');
      await eventually(() => page.locator('.steps').textContent()).toContain('nothing for you');
      await bench.picture(page, 'closed');
    });
  });

  test('nobody approves what they worked on, whatever their roles', async () => {
    const id = await bench.investigated('k-both', 'both');
    await bench.as('both', `#/cases/${id}`, async ({ page }) => {
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
      await bench.picture(page, 'own-proposal');
    });
  });

  test('a proposal is returned with the reason, and a true match starts the clocks', async () => {
    const id = await bench.investigated('k-returned');
    const row = { alerts: ['1'], verdict: 'false_positive', reasons: ['other-sex'] };
    await bench.take('analyst', id, 'propose', { rows: [row], text: 'Another person.' });
    await bench.as('reviewer', `#/cases/${id}`, async ({ page }) => {
      await press(page, 'Return');
      await page.getByLabel('Why you return it').selectOption('evidence-insufficient');
      await page.getByLabel('In words').fill('The birth dates are the same.');
      await page.getByRole('button', { name: 'Return it' }).click();
      await eventually(() => state(page)).toBe('Returned');
    });
    await bench.as('analyst', `#/cases/${id}`, async ({ page }) => {
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
    await bench.as('manager', `#/cases/${id}`, async ({ page }) => {
      await press(page, 'Approve');
      await page.getByRole('button', { name: 'I agree with the proposal' }).click();
      await eventually(() => state(page)).toBe('Decision approved');
      await eventually(() => page.locator('.clocks').textContent()).toMatch(/OFAC.*overdue/);
      await bench.picture(page, 'clocks');
    });
  });

  test('when somebody else was faster, that is said and nothing typed is lost', async () => {
    const id = await bench.investigated('k-late');
    await bench.as('analyst', `#/cases/${id}`, async ({ page }) => {
      await falsePositive(page, 'Words that took a while to write.');
      await bench.take('manager', id, 'prioritise', { priority: 'low' });
      await page.getByRole('button', { name: 'Propose this' }).click();
      const late = page.locator('.late');
      await late.waitFor();
      expect(await late.textContent()).toContain('Somebody else was faster');
      expect(await late.textContent()).toMatch(/Priority changed: Low.*\(manager\)/);
      await bench.picture(page, 'late');
      expect(await page.getByLabel('The decision in words').inputValue()).toBe(
        'Words that took a while to write.',
      );
      expect(await page.getByLabel('Another date of birth').isChecked()).toBe(true);
      await page.getByRole('button', { name: 'Propose this' }).click();
      await eventually(() => state(page)).toBe('Decision proposed');
    });
    await bench.as('reviewer', `#/cases/${id}`, async ({ page }) => {
      await page.getByLabel('Write a comment').fill('A remark of mine.');
      await press(page, 'Return');
      await page.getByLabel('Why you return it').selectOption('text-unclear');
      await page.getByLabel('In words').fill('Which passport?');
      await bench.take('analyst', id, 'withdraw', { proposal: '1' });
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

  test('cases are found by state, person and priority, by keyboard alone', async () => {
    await bench.openCase('k-new-1');
    await bench.openCase('k-new-2');
    await bench.as('auditor', '#/cases', async ({ page }) => {
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
    await bench.suppressed('k-suppressed');
    await bench.as('analyst', '#/suppressions', async ({ page }) => {
      const row = page.locator('.case-row', { hasText: 'k-suppressed' });
      await row.waitFor();
      expect(await row.textContent()).toContain('approved by Nadie de main (reviewer)');
      await row.getByRole('button', { name: 'End it…' }).click();
      await row.getByLabel('Why it ends').selectOption('mistake');
      await row.getByLabel('In words').fill('It was granted too soon.');
      await bench.picture(page, 'suppressions');
      await row.getByRole('button', { name: 'End this suppression' }).click();
      await eventually(() => row.count()).toBe(0);
      await page.getByLabel('State').selectOption('revoked');
      await eventually(() => row.textContent()).toContain('It was granted too soon.');
    });
  });
});
