/** Invites, people and the admin password in Chromium, over a scripted office: what each kind of visitor sees and can do. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, tryToLeave } from '../support/browser.ts';
import type { FakeVisitor } from '../support/fake-control/fake-people.ts';
import { scriptedWindow, type Visitor } from '../support/scripted-window.ts';

const code = 'M4TK-92QX-7HJD-3KWP';

const openWindow = scriptedWindow();

const open = (where: string, who: FakeVisitor = 'window', visitor: Visitor = {}) => openWindow(where, { who }, visitor);

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

async function choose(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

describe('an invite', () => {
  it('is made for a name, shown once as code and address, and stands in the list', async () => {
    const { page, complaints } = await open('/#/api');
    const sent: unknown[] = [];
    page.on('request', (request) => void (request.method() === 'POST' && sent.push(request.postDataJSON())));
    await page.getByRole('button', { name: 'Invite a colleague…' }).click();
    await page.getByLabel('Name', { exact: true }).fill(' Bo Larsson ');
    await page.getByRole('button', { name: 'Make the invite' }).click();
    await page.getByRole('img', { name: 'QR code of the invite address' }).waitFor();
    await page.getByText(`http://reception.local:8420/i#${code}`).waitFor();
    await page.getByText(/^Works once, until tomorrow \d\d:\d\d$/).waitFor();
    await page.getByRole('radio', { name: '192.168.10.12' }).click();
    await page.getByText(`http://192.168.10.12:8420/i#${code}`).waitFor();
    await page.getByText('60 requests a minute').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await row(page, 'Bo Larsson').getByText('Invited, until tomorrow').waitFor();
    expect(await page.content()).not.toContain(code);
    expect(sent).toEqual([{ name: 'Bo Larsson', role: 'member', days: 1, limits: { requestsPerMinute: 60 } }]);
    expect(complaints).toEqual([]);
  });

  it('is shown before the list is read anew, until a button closes it', async () => {
    const { page } = await open('/#/api');
    await page.getByRole('button', { name: 'Invite a colleague…' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Bo Larsson');
    const made = Promise.withResolvers<void>();
    const seen = Promise.withResolvers<void>();
    await page.route('**/control/people', async (route) => {
      await (route.request().method() === 'POST' ? made : seen).promise;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Make the invite' }).click();
    await page.getByRole('button', { name: 'Make the invite', disabled: true }).waitFor();
    await tryToLeave(page);
    made.resolve();
    await page.getByText(`/i#${code}`).waitFor();
    await tryToLeave(page);
    expect(await page.getByRole('dialog').innerText()).toContain(`/i#${code}`);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    seen.resolve();
    await row(page, 'Bo Larsson').waitFor();
  });

  it('lets what the person may do be changed before it is handed over', async () => {
    const { page } = await open('/#/api');
    await page.getByRole('button', { name: 'Invite a colleague…' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Bo Larsson');
    await page.getByRole('button', { name: 'Make the invite' }).click();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByLabel('Tokens a day').fill('9000');
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByText('60 requests a minute, 9,000 tokens a day').waitFor();
    expect(await page.getByRole('dialog').innerText()).toContain(`/i#${code}`);
  });

  it('for a name that there is already is refused in the dialog, and nothing typed is lost', async () => {
    const { page } = await open('/#/api');
    await page.getByRole('button', { name: 'Invite a colleague…' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Jana Roth');
    await page.getByRole('button', { name: 'Make the invite' }).click();
    await page.getByText('There is somebody called “Jana Roth” already.').waitFor();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Jana Roth');
  });

  it('opens a page that says whose it is, and leads into the chat', async () => {
    const { page, complaints } = await open(`/i#${code}`, 'revoked');
    await page.getByRole('heading', { name: 'Welcome, Aylin Demir' }).waitFor();
    expect(page.url()).not.toContain(code);
    await page.getByRole('button', { name: 'Start chatting' }).click();
    await page.getByRole('textbox', { name: 'Message' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    expect(complaints.filter((one) => !one.includes('401'))).toEqual([]);
  });

  it('says what to do when its code is gone or used, and lets in who is in already', async () => {
    const { page } = await open('/i', 'revoked');
    await page.getByRole('heading', { name: /not in the address any more/ }).waitFor();
    const used = await open('/i#M4TK-92QX-7HJD-0000', 'revoked');
    await used.page.getByRole('heading', { name: /^This invite was used already/ }).waitFor();
    expect(await used.page.getByRole('main').innerText()).toContain('Ask the admin of the office for a new invite.');
    const inside = await open('/i#M4TK-92QX-7HJD-0000', 'member');
    await inside.page.getByRole('textbox', { name: 'Message' }).waitFor();
  });
});

describe('people in the list', () => {
  it('are revoked after a question, invited again, or removed', async () => {
    const { page } = await open('/#/api');
    await choose(page, 'Tomas Linden', 'Revoke…');
    await page.getByText('All browsers of Tomas Linden are out at once').waitFor();
    await page.getByRole('button', { name: 'Revoke it' }).click();
    await row(page, 'Tomas Linden').getByText('Revoked just now').waitFor();
    await choose(page, 'Tomas Linden', 'Invite again…');
    await page.getByRole('button', { name: 'Make the invite' }).click();
    await page.getByText(`/i#${code}`).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await row(page, 'Tomas Linden').getByText('Invited').waitFor();
    await choose(page, 'Sam Okafor', 'Remove with conversations…');
    await page.getByRole('button', { name: 'Remove them' }).click();
    // While it is asked, the page behind has no roles.
    await row(page, 'Tomas Linden').waitFor();
    await row(page, 'Sam Okafor').waitFor({ state: 'detached' });
    expect(await page.getByRole('alertdialog').count()).toBe(0);
  });

  it('become admins and members again, after it was said what that means', async () => {
    const { page } = await open('/#/api');
    await choose(page, 'Tomas Linden', 'Make an admin…');
    await page.getByText('With the admin password Tomas Linden can then do everything').waitFor();
    await page.getByRole('button', { name: 'Make an admin' }).click();
    await row(page, 'Tomas Linden').getByText('Admin', { exact: true }).waitFor();
    await choose(page, 'Tomas Linden', 'Make a member…');
    await page.getByRole('button', { name: 'Make a member' }).click();
    await row(page, 'Tomas Linden').getByText('Member', { exact: true }).waitFor();
    expect(await page.getByRole('alertdialog').count()).toBe(0);
  });

  it('have only what fits them in their menu: who sits at the office’s PC is not left out', async () => {
    const { page } = await open('/#/api');
    await page.getByRole('button', { name: 'More for This PC' }).click();
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['Invite in another browser…']);
  });
});

describe('a browser at another PC', () => {
  it('of a member shows the chat and nothing else, and signs out', async () => {
    const { page } = await open('/#/machines', 'member');
    await page.getByRole('textbox', { name: 'Message' }).waitFor();
    const nav = page.getByRole('navigation', { name: 'Pages' });
    expect(await nav.getByRole('link').allInnerTexts()).toEqual(['Chat']);
    expect(await nav.innerText()).not.toMatch(/\d+\.\d+\.\d+\.\d+/);
    await page.getByRole('button', { name: 'More for Aylin Demir' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['Sign out']);
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('textbox', { name: 'Message' }).waitFor({ state: 'detached' });
  });

  it('of an admin becomes one by the password, and says until when', async () => {
    const { page } = await open('/#/chat', 'admin');
    await choose(page, 'Jana Roth', 'Sign in as admin…');
    const field = page.getByLabel('Admin password');
    await field.fill('a wrong one');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('This is not the admin password.').waitFor();
    await expectAccessible(page, 'sign in');
    await field.fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText(/^Admin until \d\d:\d\d$/).waitFor();
    // Behind the dialog the page is hidden from who asks by roles.
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').count()).toBe(6);
    await choose(page, 'Jana Roth', 'Stop being admin');
    await page.getByRole('link', { name: 'Machines' }).waitFor({ state: 'detached' });
  });

  it('on a phone has all that in the sheet of conversations', async () => {
    const { page } = await open('/#/chat', 'admin', { viewport: { width: 390, height: 844 } });
    await page.getByRole('button', { name: 'Conversations' }).click();
    await expectAccessible(page, 'sheet');
    await page.getByRole('button', { name: 'Sign in as admin…' }).click();
    await page.getByLabel('Admin password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('navigation', { name: 'Pages, short' }).waitFor();
  });
});

it('the admin password is set when it was typed twice alike', async () => {
  const { page } = await open('/#/settings');
  await page.getByText(/Last changed \d+ \w+/).waitFor();
  const password = page.locator('.set').filter({ hasText: 'Admin password' });
  await password.getByRole('button', { name: 'Change…' }).click();
  const change = page.getByRole('button', { name: 'Change it' });
  await page.getByLabel('New password').fill('short');
  await page.getByLabel('Once more').fill('short');
  expect(await change.isDisabled()).toBe(true);
  await page.getByLabel('New password').fill('a new long one');
  await page.getByText('The two are not the same.').waitFor();
  await page.getByLabel('Once more').fill('a new long one');
  await expectAccessible(page, 'admin password');
  const put = page.waitForRequest((request) => request.method() === 'PUT');
  await change.click();
  expect((await put).postDataJSON()).toEqual({ password: 'a new long one' });
  await change.waitFor({ state: 'detached' });
});

it.each([
  ['light', 1280],
  ['dark', 900],
  ['light', 390],
] as const)('the dialogs and pages pass axe and fit, %s at %i', async (colorScheme, width) => {
  const options = { colorScheme, viewport: { width, height: 844 } };
  const { page } = await open('/#/api', 'window', options);
  await page.getByRole('button', { name: 'Invite a colleague…' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Bo Larsson');
  await expectAccessible(page, 'whom to invite');
  await page.getByRole('button', { name: 'Make the invite' }).click();
  await page.getByText(`/i#${code}`).waitFor();
  await expectAccessible(page, 'invite');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBe(0);
  const welcome = await open(`/i#${code}`, 'revoked', options);
  await welcome.page.getByRole('button', { name: 'Start chatting' }).waitFor();
  await expectAccessible(welcome.page, 'welcome');
});
