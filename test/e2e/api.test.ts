/** The API page in Chromium, over scripted offices: keys are made, shown once, limited and revoked; the page is accessible. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, tryToLeave } from '../support/browser.ts';
import type { FakeOfficeName } from '../support/fake-control/fake-offices.ts';
import { scriptedWindow, type Visitor } from '../support/scripted-window.ts';
import { until } from '../support/until.ts';

const openWindow = scriptedWindow();

async function open(office: FakeOfficeName, visitor: Visitor = {}) {
  const { page, complaints } = await openWindow('/#/api', { office }, visitor);
  await page.getByRole('heading', { level: 1, name: 'API' }).waitFor();
  return { page, complaints };
}

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
const keys = (page: Page) => page.getByRole('table', { name: 'Keys' });
const newKey = (page: Page) => page.getByRole('button', { name: 'New key' });

describe('a key', () => {
  it('is made with limits, shown this once, and stands in the list', async () => {
    const { page, complaints } = await open('linden');
    const sent: unknown[] = [];
    page.on('request', (request) => void (request.method() === 'POST' && sent.push(request.postDataJSON())));
    await newKey(page).click();
    await page.getByLabel('Who will use it').fill('n8n');
    await page.getByLabel('Who answers for it').fill('Tomas Linden');
    await page.getByLabel('Requests a minute').fill('30');
    await page.getByLabel('Tokens a day').fill('50000');
    await page.getByRole('button', { name: 'Make the key' }).click();
    await page.getByText('Copy it now').waitFor();
    await page.getByText('aiv-Q3hoN0tAReal-KeyButAsLongAs0ne').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await row(page, 'n8n').getByText('30 a minute, 50,000 tokens a day').waitFor();
    await row(page, 'n8n').getByText('of Tomas Linden').waitFor();
    expect(await page.content()).not.toContain('aiv-Q3hoN0tAReal');
    const limits = { requestsPerMinute: 30, tokensPerDay: 50_000, models: null, expiresAt: null };
    expect(sent).toEqual([{ name: 'n8n', owner: 'Tomas Linden', limits }]);
    expect(complaints).toEqual([]);
  });

  it('is shown before the list is read anew, until the button that closes it', async () => {
    const { page } = await open('linden');
    await newKey(page).click();
    await page.getByLabel('Who will use it').fill('n8n');
    const made = Promise.withResolvers<void>();
    const seen = Promise.withResolvers<void>();
    await page.route('**/control/keys', async (route) => {
      await (route.request().method() === 'POST' ? made : seen).promise;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Make the key' }).click();
    await page.getByRole('button', { name: 'Make the key', disabled: true }).waitFor();
    await tryToLeave(page);
    made.resolve();
    await page.getByText('Copy it now').waitFor();
    await tryToLeave(page);
    expect(await page.getByRole('dialog').innerText()).toContain('aiv-Q3hoN0tAReal-KeyButAsLongAs0ne');
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    seen.resolve();
    await row(page, 'n8n').waitFor();
  });

  it('of a name that there is already is refused in the dialog, and nothing typed is lost', async () => {
    const { page } = await open('linden');
    await newKey(page).click();
    await page.getByLabel('Who will use it').fill('Invoice reader');
    await page.getByRole('button', { name: 'Make the key' }).click();
    await page.getByText('There is a key named “Invoice reader” already.').waitFor();
    expect(await page.getByLabel('Who will use it').inputValue()).toBe('Invoice reader');
  });

  it('is not made with a limit that is no number', async () => {
    const { page } = await open('linden');
    await newKey(page).click();
    await page.getByLabel('Who will use it').fill('n8n');
    await page.getByLabel('Requests a minute').fill('many');
    expect(await page.getByRole('button', { name: 'Make the key' }).isDisabled()).toBe(true);
  });

  it('may do something else from its menu, and is revoked after a question', async () => {
    const { page } = await open('linden');
    await page.getByRole('button', { name: 'More for Invoice reader' }).click();
    await page.getByRole('menuitem', { name: 'What it may do…' }).click();
    await page.getByLabel('Requests a minute').fill('5');
    expect(await page.getByLabel('Who answers for it').inputValue()).toBe('Jana Roth');
    await page.getByLabel('Who answers for it').fill('Tomas Linden');
    await page.getByRole('button', { name: 'Change' }).click();
    await row(page, 'Invoice reader').getByText('5 a minute').waitFor();
    await row(page, 'Invoice reader').getByText('of Tomas Linden').waitFor();
    await page.getByRole('button', { name: 'More for Invoice reader' }).click();
    await page.getByRole('menuitem', { name: 'Revoke…' }).click();
    await page.getByRole('button', { name: 'Revoke it' }).click();
    await row(page, 'Invoice reader').waitFor({ state: 'detached' });
    await until('the others are listed', async () => (await keys(page).getByRole('row').count()) === 3);
    expect(await row(page, 'Open WebUI').count()).toBe(1);
  });
});

describe('another name of a model', () => {
  it('is given, stands in the list, and is taken away after a question', async () => {
    const { page, complaints } = await open('linden');
    await page.getByRole('button', { name: 'New name' }).click();
    await expectAccessible(page, 'dialog');
    await page.getByLabel('Name that programs ask for').fill('text-embedding-3-small');
    await page.getByLabel('Model that answers').click();
    await page.getByRole('option', { name: 'llama-3.2-3b-instruct' }).click();
    await page.getByRole('button', { name: 'Give it the name' }).click();
    await row(page, 'text-embedding-3-small').getByText('llama-3.2-3b-instruct').waitFor();
    await page.getByRole('button', { name: 'Remove the name gpt-4o-mini' }).click();
    await page.getByRole('button', { name: 'Remove it' }).click();
    await row(page, 'gpt-4o-mini').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('is not given where it is none, or a model has it already', async () => {
    const { page } = await open('linden');
    await page.getByRole('button', { name: 'New name' }).click();
    const give = page.getByRole('button', { name: 'Give it the name' });
    await page.getByLabel('Name that programs ask for').fill('two words');
    expect(await give.isDisabled()).toBe(true);
    const name = await page.getByLabel('Model that answers').innerText();
    await page.getByLabel('Name that programs ask for').fill(name.trim());
    await give.click();
    await page.getByText(`A model of this office is called ${name.trim()} already.`).waitFor();
  });
});

it('shows how programs are pointed at the office, each in its own way', async () => {
  const { page } = await open('linden');
  const program = page.getByRole('combobox', { name: 'Program', exact: true });
  for (const [name, words] of [
    ['Python', 'base_url="http://192.168.10.12:8420/v1"'],
    ['curl', 'curl http://192.168.10.12:8420/v1/chat/completions'],
    ['VS Code', 'apiBase: http://192.168.10.12:8420/v1'],
    ['LibreChat', 'baseURL: http://192.168.10.12:8420/v1'],
    ['n8n', 'Base URL  http://192.168.10.12:8420/v1'],
    ['Ollama apps', 'host="http://192.168.10.12:8420"'],
    ['Office add-ins', 'Endpoint  http://192.168.10.12:8420/v1'],
  ] as const) {
    await program.click();
    await page.getByRole('option', { name }).click();
    await expect.poll(() => page.getByRole('main').innerText()).toContain(words);
  }
});

it('goes through the programs by keys', async () => {
  const { page } = await open('linden');
  await page.getByRole('combobox', { name: 'Program', exact: true }).focus();
  await page.keyboard.press('ArrowDown');
  // A list that is still opening hears no key.
  const taken = page.locator('[data-highlighted]');
  await page.getByRole('option').and(taken).waitFor();
  await page.keyboard.press('End');
  await page.getByRole('option').last().and(taken).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByRole('main').innerText()).toContain('Endpoint  http://192.168.10.12:8420/v1');
  await expectAccessible(page, 'the programs');
});

it('says who needs a new invite when HTTPS becomes required, and names the address that is answered then', async () => {
  const { page, complaints } = await open('linden');
  const foot = page.getByRole('navigation', { name: 'Pages' });
  await foot.getByText('192.168.10.12:8420', { exact: true }).waitFor();
  const note = page.getByText(/^Members who came in by plain http need a new invite/);
  await page.getByRole('switch', { name: 'Require HTTPS', checked: false }).click();
  await note.waitFor();
  await foot.getByText('https://reception.local:8422', { exact: true }).waitFor();
  await expectAccessible(page, 'HTTPS required');
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByText('https://reception.local:8422/v1', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'API' }).click();
  await page.getByRole('switch', { name: 'Require HTTPS', checked: true }).click();
  await foot.getByText('192.168.10.12:8420', { exact: true }).waitFor();
  expect(await note.count()).toBe(0);
  expect(complaints).toEqual([]);
});

it('shows who answers for a key', async () => {
  const { page } = await open('linden');
  await row(page, 'Invoice reader').waitFor();
  expect(await row(page, 'Invoice reader').innerText()).toContain('of Jana Roth');
});

it('says what to do where there is no key yet', async () => {
  const { page } = await open('alone');
  await page.getByText('Nobody has asked anything yet.').waitFor();
  expect(await page.getByRole('main').innerText()).toContain('Make a key for the first one.');
});

it('says which models need no key', async () => {
  const { page } = await open('alone');
  await page.evaluate(async () => {
    const limits = { models: ['qwen2.5-7b-instruct'], requestsPerMinute: 60, tokensPerDay: null };
    await fetch('/control/access/without-key', { method: 'PUT', body: JSON.stringify(limits) });
    location.reload();
  });
  await page.getByText('Anyone in the office network may use qwen2.5-7b-instruct without a key').waitFor();
  expect(await page.getByRole('main').innerText()).not.toContain('No program may use this office yet.');
});

it.each(['en-GB', 'pt-PT'])('cuts no column of a table in a narrow window, in %s', async (locale) => {
  const { page } = await open('linden', { locale, viewport: { width: 900, height: 600 } });
  await row(page, 'Aylin Demir').waitFor();
  const cut = await page
    .locator('.scroll-x')
    .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent));
  expect(cut).toEqual([]);
});

it.each([
  ['light', 1280],
  ['dark', 900],
  ['light', 390],
] as const)('passes axe and fits, %s at %i', async (colorScheme, width) => {
  const { page } = await open('linden', { colorScheme, viewport: { width, height: 800 } });
  await row(page, 'Invoice reader').waitFor();
  await page.getByRole('heading', { name: 'Usage' }).waitFor();
  await expectAccessible(page, 'page');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBe(0);
  await newKey(page).click();
  await page.getByLabel('Who will use it').waitFor();
  await expectAccessible(page, 'dialog');
});
