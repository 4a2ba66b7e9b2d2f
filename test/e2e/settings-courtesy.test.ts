/** What the Settings page says and sets of the courtesy to the people at the PCs, in Chromium over a scripted office. */
import { expect, it } from 'vitest';
import { expectAccessible } from '../support/browser.ts';
import { settingsPage } from '../support/settings-page.ts';

const openSettings = settingsPage();

it('set the margin on every card, say what it costs, and go back to the usual one', async () => {
  const { page, complaints } = await openSettings();
  const courtesy = page.getByRole('region', { name: 'Courtesy to the people at the PCs' });
  await courtesy.getByText('Keep free on every card').waitFor();
  await page.getByText('Models leave 0.3 GB of each graphics card free').waitFor();
  await page.getByRole('button', { name: 'Change the margin…' }).click();
  const field = page.getByLabel('GB that models leave free on each card');
  await field.fill('9');
  await page.getByText('0 to 4.0 GB; usual is 0.3 GB').waitFor();
  expect(await page.getByRole('button', { name: 'Set', exact: true }).isDisabled()).toBe(true);
  await field.fill('3');
  await page.getByText(/cards lose \d+\.\d GB of \d+\.\d GB in sum\. On \d+ cards models hold more/).waitFor();
  await expectAccessible(page, 'the margin');
  const asked = page.waitForRequest((request) => request.method() === 'PUT');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  expect((await asked).postDataJSON()).toEqual({ bytes: 3 * 1024 ** 3 });
  await page.getByText('Models leave 3.0 GB of each graphics card free').waitFor();
  await page.getByRole('button', { name: 'Back to 0.3 GB' }).click();
  await page.getByText('Models leave 0.3 GB of each graphics card free').waitFor();
  await page.getByRole('button', { name: 'Back to 0.3 GB' }).waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

it('limit what downloads take of the internet line, at the hours that a person says', async () => {
  const { page, complaints } = await openSettings();
  const asked = () => page.waitForRequest((request) => request.url().endsWith('/control/internet'));
  const row = page.getByRole('combobox', { name: 'Internet for downloads' });
  await page.getByText('Downloads of models take what they get of the office’s line').waitFor();
  const first = asked();
  await row.click();
  await page.getByRole('option', { name: '50 Mbit/s' }).click();
  expect((await first).postDataJSON()).toEqual({ bytesPerSecond: 6_250_000, hours: null });
  await page.getByText('At any time, for all downloads of models together').waitFor();

  await page.getByRole('button', { name: 'Hours…' }).click();
  const field = page.getByLabel('Mbit/s that all downloads take together at most');
  expect(await field.inputValue()).toBe('50');
  await field.fill('0.2');
  expect(await page.getByRole('button', { name: 'Set', exact: true }).isDisabled()).toBe(true);
  await field.fill('32.5');
  await page.getByText('A model of 4 GB takes about 18 min with it').waitFor();
  await page.getByRole('radio', { name: 'At these times' }).click();
  await page.getByLabel('Until').fill('17:30');
  await expectAccessible(page, 'the limit for downloads');
  const second = asked();
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  const hours = { days: [1, 2, 3, 4, 5], from: '07:00', until: '17:30' };
  expect((await second).postDataJSON()).toEqual({ bytesPerSecond: 4_062_500, hours });
  await page.getByText('Mon to Fri, 07:00 to 17:30. Otherwise downloads of models have no limit').waitFor();
  expect(await row.innerText()).toContain('32.5 Mbit/s');

  const third = asked();
  await row.click();
  await page.getByRole('option', { name: 'No limit' }).click();
  expect((await third).postDataJSON()).toEqual({ bytesPerSecond: null, hours });
  await page.getByRole('button', { name: 'Hours…' }).waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

it('let PCs sleep while they answer, when an admin wants that', async () => {
  const { page, complaints } = await openSettings();
  const asked = page.waitForRequest((request) => request.url().endsWith('/control/courtesy'));
  await page.getByText('They sleep as usual when idle').waitFor();
  await page.getByRole('switch', { name: 'Keep PCs awake while they answer', checked: true }).click();
  expect((await asked).postDataJSON()).toEqual({ keepAwake: false });
  await page.getByRole('switch', { name: 'Keep PCs awake while they answer', checked: false }).waitFor();
  await page.getByText('One that falls asleep in the middle of an answer is lost').waitFor();
  await expectAccessible(page, 'the courtesies');
  expect(complaints).toEqual([]);
});

it('keep models on their cards, when an admin wants no room made', async () => {
  const { page, complaints } = await openSettings();
  const asked = page.waitForRequest((request) => request.url().endsWith('/control/courtesy'));
  await page.getByText('A model whose memory other programs take finishes its answers').waitFor();
  await page.getByRole('switch', { name: 'Make room when someone needs the card', checked: true }).click();
  expect((await asked).postDataJSON()).toEqual({ makeRoom: false });
  await page.getByRole('switch', { name: 'Make room when someone needs the card', checked: false }).waitFor();
  await page.getByText('Models that run stay, also where other programs take their memory').waitFor();
  await page.getByRole('button', { name: 'Change the margin…' }).click();
  await page.getByLabel('GB that models leave free on each card').fill('0');
  await page.getByText('All that runs now has room with it.').waitFor();
  expect(await page.getByText('Nothing is kept').count()).toBe(0);
  expect(complaints).toEqual([]);
});
