/** Who may use the office, on the Settings page in Chromium over a scripted office. */
import { expect, it } from 'vitest';
import { expectAccessible } from '../support/browser.ts';
import { settingsPage } from '../support/settings-page.ts';

const openSettings = settingsPage();

it('choose the networks that may use the office, and never shut out who chooses', async () => {
  const { page, complaints } = await openSettings();
  const row = page.locator('.set').filter({ hasText: 'Networks' });
  await row.getByText('Private networks only: 192.168.10.0/24, 10.2.0.0/16 and 172.28.112.0/20').waitFor();
  await row.getByRole('button', { name: 'Change…' }).click();
  const vpn = page.getByRole('checkbox', { name: /^10\.2\.0\.0\/16 ProtonVPN/ });
  expect(await vpn.isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: /^Every private network/ }).uncheck();
  await vpn.uncheck();
  await expectAccessible(page, 'the networks');
  const asked = page.waitForRequest((request) => request.method() === 'PUT');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  expect((await asked).postDataJSON()).toEqual({ only: ['192.168.10.0/24', '172.28.112.0/20'] });
  await row.getByText('Only 192.168.10.0/24 and 172.28.112.0/20. ProtonVPN is left out').waitFor();
  await row.getByRole('button', { name: 'Change…' }).click();
  expect(await vpn.isChecked()).toBe(false);
  expect(complaints).toEqual([]);
});

it('let nobody untick the network that they are in', async () => {
  const { page, fake } = await openSettings();
  fake.access.from = '192.168.10.0/24';
  await page.reload();
  await page.locator('.set').filter({ hasText: 'Networks' }).getByRole('button', { name: 'Change…' }).click();
  await page.getByRole('checkbox', { name: /^Every private network/ }).uncheck();
  const own = page.getByRole('checkbox', { name: /^192\.168\.10\.0\/24.*you are here$/ });
  expect([await own.isChecked(), await own.isDisabled()]).toEqual([true, true]);
});

it('ask before they ask for no key any more, and say for which models', async () => {
  const { page, complaints, fake } = await openSettings();
  const row = page.locator('.set').filter({ hasText: 'Ask for a key' });
  await row.getByText('Without keys anyone in the office network could use the models').waitFor();
  const needed = row.getByRole('switch', { name: 'A key is needed' });
  await needed.click();
  const dialog = page.getByRole('dialog', { name: 'Do not ask for a key?' });
  await dialog.getByText(/^Without keys anyone in the office network could use the models/).waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect([await needed.isChecked(), fake.access.view().withoutKey]).toEqual([true, null]);
  await needed.click();
  // Each model of this office is one that some key is kept from.
  await dialog.getByText('Choose at least one.').waitFor();
  const submit = dialog.getByRole('button', { name: 'Do not ask' });
  expect(await submit.isDisabled()).toBe(true);
  await dialog.getByRole('checkbox', { name: 'qwen2.5-7b-instruct' }).check();
  await expectAccessible(page, 'no key');
  await submit.click();
  await row.getByText('Anyone in the office network may use qwen2.5-7b-instruct without a key').waitFor();
  expect(fake.access.view().withoutKey).toEqual({
    models: ['qwen2.5-7b-instruct'],
    requestsPerMinute: 60,
    tokensPerDay: null,
  });
  await expectAccessible(page, 'settings without keys');
  await needed.click();
  await row.getByText('Without keys anyone in the office network could use the models').waitFor();
  expect(fake.access.view().withoutKey).toBeNull();
  expect(complaints).toEqual([]);
});
