/** Journey: a colleague is invited in the window, chats from the browser of a phone on another PC, and is out when the admin says so. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, visit } from '../support/browser.ts';
import { aPhone, ask, said } from '../support/chat-page.ts';
import { openBrowserOn } from '../support/rig-browser.ts';
import { processesOn } from '../support/processes-on.ts';
import { RigFleet } from '../support/rig-fleet.ts';
import { until } from '../support/until.ts';

const password = 'correct horse battery';

let fleet: RigFleet;
let window: Page;
let phone: Page;
let phoneComplaints: string[];
const browsers: Browser[] = [];
let link: string;

beforeAll(async () => {
  fleet = await RigFleet.open();
  await fleet.serveOn('coordinator');
  const elsewhere = await fleet.rig.addPc(1);
  browsers.push(await openBrowserOn(fleet.office.pc, fleet.rig.folder));
  ({ page: window } = await visit(browsers[0]!, fleet.office.running().link));
  browsers.push(await openBrowserOn(elsewhere, fleet.rig.folder));
});
afterAll(async () => {
  for (const browser of browsers) await browser.close();
  await fleet?.close();
});

/** Over plain HTTP one header means nothing to a browser; refusals and streams that are cut are what is tried here. */
const isUnexpected = (complaint: string): boolean =>
  !/Cross-Origin-Opener-Policy|status of 40[13]|ERR_INCOMPLETE_CHUNKED/.test(complaint);

/** What a page's own calls are answered, with its own cookie. */
const statusOf = (page: Page, path: string, method = 'GET'): Promise<number> =>
  page.evaluate(async ([at, how]) => (await fetch(`/control${at}`, { method: how! })).status, [path, method]);

async function invite(name: string, role: 'Member' | 'Admin'): Promise<string> {
  await window.getByRole('link', { name: 'API' }).click();
  await window.getByRole('button', { name: 'Invite a colleague…' }).click();
  await window.getByLabel('Name', { exact: true }).fill(name);
  await window.getByRole('radio', { name: role }).click();
  await window.getByRole('button', { name: 'Make the invite' }).click();
  await window.getByRole('radio', { name: fleet.office.pc.address }).click();
  const shown = await window.getByText(/^http:.*\/i#/).innerText();
  await window.getByRole('button', { name: 'Done' }).click();
  return shown;
}

describe('a colleague', () => {
  it('opens the link of an invite on a phone, and chats', async () => {
    await ask(window, 'what is 7 plus 5?');
    await said(window, '7 plus 5 is 12.').waitFor();
    link = await invite('Aylin Demir', 'Member');
    expect(link).toMatch(/^http:\/\/10\.77\.0\.2:8420\/i#/);
    ({ page: phone, complaints: phoneComplaints } = await visit(browsers[1]!, link, aPhone));
    await phone.getByRole('heading', { name: 'Welcome, Aylin Demir' }).waitFor();
    expect(phone.url()).toBe('http://10.77.0.2:8420/i');
    await expectAccessible(phone, 'welcome');
    await phone.getByRole('button', { name: 'Start chatting' }).click();
    await ask(phone, 'What is the capital of Portugal?');
    await said(phone, 'The capital of Portugal is Lisbon.').waitFor();
    await expectAccessible(phone, 'the chat of a member');
    const wide = await phone.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect([wide, phoneComplaints.filter(isUnexpected)]).toEqual([0, []]);
  });

  it('leaves nothing of the invite’s code in the log', () => {
    const code = link.split('#')[1] ?? '';
    expect(code).toMatch(/^(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    expect(fleet.office.log()).not.toContain(code);
  });

  it('sees their own conversations only, and no page but the chat', async () => {
    await phone.getByRole('button', { name: 'Conversations' }).click();
    await phone.getByRole('link', { name: 'What is the capital of Portugal?' }).waitFor();
    expect(await phone.getByRole('link', { name: /7 plus 5/ }).count()).toBe(0);
    await phone.getByRole('button', { name: 'Close' }).click();
    expect(await phone.getByRole('navigation', { name: 'Pages, short' }).count()).toBe(0);
    await window.getByRole('link', { name: 'Chat' }).click();
    await window.getByRole('link', { name: /7 plus 5/ }).click();
    await said(window, '7 plus 5 is 12.').waitFor();
    const id = window.url().split('/').at(-1);
    expect(await statusOf(phone, `/conversations/${id}`)).toBe(404);
    expect(await window.getByRole('link', { name: /Portugal/ }).count()).toBe(0);
    for (const path of ['/keys', '/people', '/activity', '/admin-password'])
      expect(await statusOf(phone, path), path).toBe(403);
  });

  it('is counted by name', async () => {
    await window.getByRole('link', { name: 'API' }).click();
    const row = window.getByRole('row').filter({ hasText: 'Aylin Demir' });
    await row.getByText('1 browser').waitFor();
    await until('tokens of today are shown', async () => /\s[1-9]\d*\s*$/.test((await row.innerText()).trimEnd()));
    await window.getByRole('listitem').filter({ hasText: 'Aylin Demir' }).waitFor();
  });

  it('cannot come in by the same link in another browser', async () => {
    const { page } = await visit(browsers[1]!, link, aPhone);
    await page.getByRole('heading', { name: /was used already/ }).waitFor();
    await expectAccessible(page, 'a used invite');
    await page.context().close();
  });

  it('is out at once when the admin revokes it, in the middle of an answer', async () => {
    const [runner = 0] = await processesOn(fleet.office.pc, 'llama-runner');
    await phone.getByRole('link', { name: 'New chat' }).first().click();
    const following = phone.waitForRequest(/\/control\/answers\//);
    const broken = new Promise<void>((resolve) => {
      phone.on('requestfailed', (request) => void (/\/control\/answers\//.test(request.url()) && resolve()));
    });
    process.kill(runner, 'SIGSTOP');
    try {
      await ask(phone, 'tell me a story');
      await following;
      await window.getByRole('button', { name: 'More for Aylin Demir' }).click();
      await window.getByRole('menuitem', { name: 'Revoke…' }).click();
      const revokedAt = Date.now();
      await window.getByRole('button', { name: 'Revoke it' }).click();
      await broken;
      await phone.getByRole('heading', { name: /ended this browser’s access/ }).waitFor();
      expect(Date.now() - revokedAt).toBeLessThan(5_000);
    } finally {
      process.kill(runner, 'SIGCONT');
    }
    expect(await phone.getByText('Portugal').count()).toBe(0);
    await expectAccessible(phone, 'out');
    expect(await statusOf(phone, '/conversations')).toBe(401);
    await phone.reload();
    await phone.getByRole('heading', { name: /ended this browser’s access/ }).waitFor();
    await fleet.office.until('nothing is written for them any more', ({ machines }) =>
      machines.every(({ replicas }) => replicas.every(({ slotsBusy }) => slotsBusy === 0)),
    );
    await window.getByRole('row').filter({ hasText: 'Aylin Demir' }).getByText('Revoked just now').waitFor();
  });
});

describe('an admin at another PC', () => {
  it('sees the office after the admin password, and is a member again when they say so', async () => {
    await window.getByRole('link', { name: 'Settings' }).click();
    await window.getByRole('button', { name: 'Set…' }).click();
    await window.getByLabel('New password').fill(password);
    await window.getByLabel('Once more').fill(password);
    await window.getByRole('button', { name: 'Set it' }).click();
    await window
      .locator('.set')
      .filter({ hasText: 'Admin password' })
      .getByRole('button', { name: 'Change…' })
      .waitFor();
    const { page, complaints } = await visit(browsers[1]!, await invite('Jana Roth', 'Admin'));
    await page.getByRole('button', { name: 'Start chatting' }).click();
    await page.getByRole('textbox', { name: 'Message' }).waitFor();
    expect(await page.getByRole('link', { name: 'Machines' }).count()).toBe(0);
    await page.getByRole('button', { name: 'More for Jana Roth' }).click();
    await page.getByRole('menuitem', { name: 'Sign in as admin…' }).click();
    await page.getByLabel('Admin password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('link', { name: 'Machines' }).click();
    await page.getByText('coordinator', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'More for Jana Roth' }).click();
    await page.getByRole('menuitem', { name: 'Stop being admin' }).click();
    await page.getByRole('link', { name: 'Machines' }).waitFor({ state: 'detached' });
    expect(await statusOf(page, '/keys')).toBe(403);
    expect(complaints.filter(isUnexpected)).toEqual([]);
    await page.context().close();
  });
});
