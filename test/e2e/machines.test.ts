/** The Machines page in Chromium, over scripted offices: every state and every way by which a PC comes in. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { MachineView } from '../../contract/control-api.ts';
import { expectAccessible, openBrowser, visit } from '../support/browser.ts';
import { FakeControl } from '../support/fake-control/fake-control.ts';
import type { FakeOfficeName } from '../support/fake-control/fake-offices.ts';
import { until } from '../support/until.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** @param tickMs between two steps of what goes on by itself
 *  @param slow how long each answer of the office takes, in milliseconds */
async function open(
  office: FakeOfficeName,
  options: Parameters<typeof visit>[2] = {},
  tickMs = 40,
  slow: { slowMs?: number } = {},
) {
  const fake = new FakeControl({ office, tickMs, ...slow });
  const address = await fake.listen(0);
  onTestFinished(() => fake.close());
  const { page, complaints } = await visit(browser, `${address}/#/machines`, options);
  onTestFinished(() => page.context().close());
  await page.getByRole('heading', { level: 1, name: 'Machines' }).waitFor();
  const named = (name: string) => fake.state?.machines.find((machine) => machine.name === name);
  return { fake, page, complaints, named };
}

const gib = 1024 ** 3;

/** The machines, of which `name` may use `bytes` of each card. */
const withLimits = (machines: readonly MachineView[], name: string, bytes: number): MachineView[] =>
  machines.map((machine) =>
    machine.name === name
      ? { ...machine, limits: Object.fromEntries(machine.gpus.map(({ id }) => [id, bytes])) }
      : machine,
  );

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function fillIn(page: Page, password: string): Promise<void> {
  await page.getByText('First visit.').waitFor();
  await page.getByLabel('User there').fill('jana');
  await page.getByLabel('Password').fill(password);
  await button(page, 'It is the same, install').click();
}

describe('a PC that is installed from here', () => {
  it('is asked for its fingerprint first, and shows each step until it is part of the office', async () => {
    const { page, complaints, named } = await open('linden');
    const sent: string[] = [];
    page.on('request', (request) => void (request.method() === 'POST' && sent.push(new URL(request.url()).pathname)));
    await button(page, 'Install on PLOTTER-PC…').click();
    await page.getByText('SHA256:p9Xq4mZtuVb2hK7sWcQe81LyoNf3RjTdgA6vXk0bE5M').waitFor();
    await page.getByText('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub').waitFor();
    await fillIn(page, 'pa55');
    await page.getByText('87 MB arrived whole.').waitFor();
    await page.getByText('PLOTTER-PC is part of the office').waitFor();
    expect(sent).toEqual(['/control/machines/host-key', '/control/machines/installs']);
    await page.getByRole('dialog').getByText('Close', { exact: true }).click();
    await until('it stands on the map', () => named('PLOTTER-PC')?.state === 'ready');
    await page.getByRole('heading', { name: 'PLOTTER-PC' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('leaves no card behind when the dialog was closed by a key after the end', async () => {
    const { page, fake } = await open('linden');
    await button(page, 'Install on PLOTTER-PC…').click();
    await fillIn(page, 'pa55');
    await page.getByText('PLOTTER-PC is part of the office').waitFor();
    await page.keyboard.press('Escape');
    await until('nobody has to dismiss it', () => fake.state?.installs.length === 0);
  });

  it('goes on when the dialog is closed: on its card, and where it will stand on the map', async () => {
    const { page, fake } = await open('linden', {}, 60_000);
    await button(page, 'Install on PLOTTER-PC…').click();
    await fillIn(page, 'pa55');
    await page.getByText('Connecting to 192.168.10.27 as jana.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('progressbar', { name: 'PLOTTER-PC joins' }).waitFor();
    await button(page, 'Cancel the installation on PLOTTER-PC').click();
    await page.getByText('Stopped by you; it was undone').waitFor();
    await button(page, 'Dismiss PLOTTER-PC').click();
    await button(page, 'Install on PLOTTER-PC…').waitFor();
    expect(fake.state?.installs).toEqual([]);
  });

  it('says why it failed, and keeps no password', async () => {
    const { page } = await open('linden');
    await button(page, 'Install on PLOTTER-PC…').click();
    await fillIn(page, 'wrong');
    await page.getByRole('alert').getByText('The user “jana” was not let in with this password.').waitFor();
    await button(page, 'Try again').click();
    expect(await page.getByLabel('Password').inputValue()).toBe('');
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('wrong');
  });

  it('is not installed when it shows another fingerprint than before', async () => {
    const { page, fake } = await open('linden');
    await button(page, 'Add machine').click();
    await page.getByLabel('PC', { exact: true }).fill('changed-pc');
    await page.getByLabel('Password').fill('pa55');
    await button(page, 'Continue').click();
    await page.getByText('This is not the changed-pc of the last visit').waitFor();
    expect(await page.getByRole('button', { name: /install/i }).count()).toBe(0);
    await page.getByLabel('Password').press('Enter');
    expect(fake.state?.installs).toEqual([]);
    await button(page, 'It was set up anew, forget the old key').click();
    await page.getByText('First visit.').waitFor();
  });

  it('is not installed by a double click that was meant for the fingerprint', async () => {
    const { page, fake } = await open('linden');
    await button(page, 'Add machine').click();
    await page.getByLabel('PC', { exact: true }).fill('10.0.0.3');
    await page.getByLabel('User there').fill('jana');
    await page.getByLabel('Password').fill('pa55');
    await button(page, 'Continue').dblclick();
    await button(page, 'It is the same, install').waitFor();
    await button(page, 'It is the same, install').dispatchEvent('click', { detail: 2 });
    expect(await page.getByLabel('Password').inputValue()).toBe('pa55');
    expect(fake.state?.installs).toEqual([]);
  });

  it('says what is missing in the form', async () => {
    const { page, fake } = await open('linden');
    await button(page, 'Add machine').click();
    await button(page, 'Continue').click();
    await page.getByText('A host name or address, such as').waitFor();
    await page.getByLabel('PC', { exact: true }).fill('none');
    await button(page, 'Continue').click();
    await page.getByRole('alert').getByText('is there, but nothing answers on its port 22').waitFor();
    expect(fake.state?.installs).toEqual([]);
  });
});

it('gives a command for the other PC, and says when that PC is there', async () => {
  const { page, named } = await open('linden');
  await button(page, 'Add machine').click();
  await page.getByRole('tab', { name: /command/ }).click();
  await page.getByText(/Works once, for 9 min \d+ s/).waitFor();
  await page.getByLabel('Command', { exact: true }).getByText('AIV1.').waitFor();
  await page.getByRole('radio', { name: 'macOS' }).click();
  await page.getByText('npm run bundle -- mac-arm64').waitFor();
  await page.getByText('LAPTOP-7 is here.').waitFor();
  expect(named('LAPTOP-7')?.address).toBe('192.168.10.77');
});

describe('a PC that asks', () => {
  it('is let in when the codes are the same', async () => {
    const { page, fake } = await open('linden');
    await button(page, 'Compare code of STUDIO-1').click();
    await page.getByRole('dialog').getByText('48-KITE').waitFor();
    await button(page, 'Same code, add STUDIO-1').click();
    await page.getByRole('heading', { name: 'STUDIO-1' }).waitFor();
    expect(fake.state?.asks).toEqual([]);
  });

  it('is sent away when they differ, and cannot be let in before there is a code', async () => {
    const { page, named, fake } = await open('adding', {}, 60_000);
    await button(page, 'Compare code of STUDIO-2').click();
    await page.getByText('being computed', { exact: true }).waitFor();
    expect(await button(page, 'Same code, add STUDIO-2').count()).toBe(0);
    await page.getByRole('radio', { name: 'STUDIO-1' }).click();
    await page.getByText('It shows the same machine id as').waitFor();
    await button(page, 'The codes differ').click();
    await until('it is gone', () => fake.state?.asks.length === 1);
    expect(named('STUDIO-1')).toBeUndefined();
  });
});

describe('a machine', () => {
  it('opens by the keyboard from the map, and closes by Escape to where it was', async () => {
    const { page } = await open('linden');
    const name = button(page, 'DESIGN-01');
    await name.focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain('qwen2.5-7b');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'About DESIGN-01' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await name.evaluate((own) => own === document.activeElement)).toBe(true);
    expect(await page.getByRole('region', { name: 'About DESIGN-01' }).count()).toBe(0);
  });

  it('is limited, given hours, tested, renamed and removed from its detail', async () => {
    const { page, named } = await open('linden');
    await button(page, 'DESIGN-01').click();
    await page.getByLabel('GTX 1080 Ti', { exact: true }).fill('4');
    await page.getByText('what is too much finishes its answers').waitFor();
    await button(page, 'Share 4.0 GB').click();
    await until('the limit is kept', () => Object.values(named('DESIGN-01')?.limits ?? {}).length === 2);
    await button(page, 'Test GTX 1080 Ti').click();
    await page.getByText('The capital of Portugal is Lisbon.').waitFor();
    await page.getByRole('radio', { name: 'At these times' }).click();
    await button(page, 'Mon').click();
    await button(page, 'Keep these hours').click();
    await until('the hours are kept', () => named('DESIGN-01')?.hours?.days.join() === '2,3,4,5');
    await button(page, 'Rename…').click();
    await page.getByLabel('Name in this office').fill('DRAWING');
    await button(page, 'Rename').click();
    await button(page, 'DRAWING').waitFor();
    await button(page, 'Remove…').click();
    await page.getByText('It finishes 2 running answers').waitFor();
    await page.keyboard.press('Escape');
    await button(page, 'Remove…').click();
    await button(page, 'Remove DRAWING').click();
    await until('it is gone', () => named('DRAWING') === undefined);
  });

  it('shares all of a card that is no whole number of steps, and never more than it has', async () => {
    const { page, fake, named } = await open('linden', {}, 60_000);
    const limited = withLimits(fake.state?.machines ?? [], 'DESIGN-01', 4 * gib);
    const total = Math.round(7.9 * gib);
    fake.show({
      machines: limited.map((one) => ({ ...one, gpus: one.gpus.map((gpu) => ({ ...gpu, totalBytes: total })) })),
    });
    await button(page, 'DESIGN-01').click();
    const slider = page.getByRole('slider', { name: 'Share of GTX 1080 Ti in GB' });
    const figure = page.getByLabel('GTX 1080 Ti', { exact: true });
    await until('its limit shows', async () => (await figure.inputValue()) === '4');
    const before = Object.keys(named('DESIGN-01')?.limits ?? {}).length;
    await slider.press('End');
    await button(page, 'Share all of it').waitFor();
    expect([await figure.inputValue(), await slider.getAttribute('aria-valuetext')]).toEqual(['7.9', '7.9 GB']);
    await slider.press('ArrowLeft');
    await button(page, 'Share 7.5 GB').waitFor();
    await slider.press('ArrowRight');
    await button(page, 'Share all of it').click();
    await until('it has no limit', () => Object.keys(named('DESIGN-01')?.limits ?? {}).length === before - 1);
  });

  it('is tested to the end while what it shares changes, which is then shown', async () => {
    const { page, fake } = await open('linden', {}, 60_000, { slowMs: 1500 });
    await button(page, 'DESIGN-01').click();
    const share = page.getByLabel('GTX 1080 Ti', { exact: true });
    const before = await share.inputValue();
    await share.fill('4');
    const asItWas = fake.state?.machines ?? [];
    // Told a moment before the test's answer, which takes as long from its click on.
    fake.show({ machines: withLimits(asItWas, 'DESIGN-01', 6 * gib) });
    await button(page, 'Test GTX 1080 Ti').click();
    await until('the new limit shows', async () => (await share.inputValue()) === '6');
    await page.getByText('The capital of Portugal is Lisbon.').waitFor();
    fake.show({ machines: asItWas });
    // And not the 4 that were never kept.
    await until('the old limit shows', async () => (await share.inputValue()) === before);
  });

  it('is paused and resumed', async () => {
    const { page, named } = await open('linden');
    await button(page, 'STUDIO-3').click();
    await button(page, 'Pause').click();
    await button(page, 'Resume STUDIO-3').click();
    await until('it serves', () => named('STUDIO-3')?.state === 'ready');
  });

  it('is woken when it sleeps, now and by the office itself', async () => {
    const { page, named } = await open('linden');
    await button(page, 'ACCOUNTS-02').click();
    await page.getByRole('switch', { name: 'Wake it when it is needed' }).click();
    await until('it may be woken', () => named('ACCOUNTS-02')?.wakeWhenNeeded);
    await page
      .getByRole('region', { name: 'About ACCOUNTS-02' })
      .getByRole('button', { name: 'Wake ACCOUNTS-02' })
      .click();
    await page.getByText('Called. A PC takes about a minute to start.').waitFor();
    await until('it came', () => named('ACCOUNTS-02')?.state === 'ready');
  });

  it('gets a new agent where its own is too old or too new', async () => {
    const { page, named } = await open('states');
    await button(page, 'Update its agent').click();
    await until('it is updated', () => named('CAD-2')?.agentVersion === '0.1.0');
  });
});

describe('a replica on the map', () => {
  it('says what it measured, and is pinned and let go, moved and drained by its keys', async () => {
    const { page, fake, named } = await open('linden');
    const pins = () => fake.state?.models.find(({ name }) => name === 'qwen2.5-7b-instruct')?.wishes?.pins.length ?? 0;
    await page.locator('.rep').first().click();
    const detail = page.locator('#replica-detail');
    await detail.getByText('Weights, all 29 layers on the GPU').waitFor();
    await detail.getByText('Measured (estimate was 6.4)').waitFor();
    await detail.getByText('Drain finishes 2 running answers first.').waitFor();
    const before = pins();
    await page.keyboard.press('p');
    await button(page, 'Unpin').waitFor();
    expect(pins()).toBe(before + 1);
    await page.keyboard.press('p');
    await button(page, 'Pin here').waitFor();
    expect(pins()).toBe(before);
    await page.keyboard.press('m');
    await page.getByRole('dialog', { name: 'Move qwen2.5-7b-instruct' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('d');
    const sheet = page.getByRole('dialog', { name: 'Drain GTX 1080 Ti of DESIGN-01' });
    await sheet.getByText('leaves DESIGN-01. It answers on').waitFor();
    await button(page, 'Drain it').click();
    await until('the card shares nothing', () => Object.values(named('DESIGN-01')?.limits ?? {}).includes(0));
    await detail.waitFor({ state: 'detached' });
  });

  it('is described under the pointer, in lines', async () => {
    const { page } = await open('linden');
    await page.locator('.rep').first().hover();
    await page.locator('.tip').getByText('2 of 4 conversations in use, 41 tokens/s').waitFor();
    await button(page, 'DESIGN-01').hover();
    await expect.poll(() => page.locator('.tip').count()).toBe(0);
  });
});

it.each([900, 1280])('shows every fact of the table in a window of %i', async (width) => {
  const { page } = await open('linden', { viewport: { width, height: 700 } });
  await page.getByRole('radio', { name: 'Table' }).click();
  const row = page.getByRole('row', { name: /DESIGN-01/ });
  for (const fact of ['2 answers running', '11 GB', 'qwen2.5-7b', '6.3 GB', '2.9', '1.5 GB', '41', '67 °C'])
    await row.getByText(fact).first().waitFor();
  const frame = page.locator('.machine-table');
  expect(await frame.evaluate((own) => own.scrollWidth - own.clientWidth)).toBe(0);
});

it('sorts the table by a column, and remembers it with the view', async () => {
  const { page } = await open('linden');
  const first = () => page.getByRole('rowheader').first().getByRole('button').innerText();
  await page.getByRole('radio', { name: 'Table' }).click();
  await button(page, 'Machine').click();
  expect(await first()).toBe('ACCOUNTS-02');
  await button(page, 'Machine').click();
  await page.reload();
  expect(await page.getByRole('columnheader', { name: 'Machine' }).getAttribute('aria-sort')).toBe('descending');
  expect(await first()).toBe('STUDIO-3');
});

it('says what to do when no PC answers, and looks through the network', async () => {
  const { page, fake } = await open('alone');
  await page.getByText('Connect all PCs to the office’s own network').waitFor();
  await page.getByText('Not used. It is a VPN or a tunnel').waitFor();
  await page.getByLabel('Address of the PC').fill('10.0.0.9');
  await button(page, 'Add by address').click();
  await button(page, 'Install on 10.0.0.9…').waitFor();
  await button(page, 'A PC is missing?').click();
  await button(page, 'Look through the network').click();
  await button(page, 'Install on BACK-OFFICE…').waitFor();
  expect(fake.state?.candidates.map(({ sources }) => sources.join())).toEqual(['by hand', 'network scan']);
});

const dialogs: [string, (page: Page) => Promise<unknown>][] = [
  ['the form', (page) => button(page, 'Install on PLOTTER-PC…').click()],
  ['the command', (page) => page.getByRole('tab', { name: /command/ }).click()],
  ['the code', (page) => page.getByRole('tab', { name: /asks/ }).click()],
];

describe.each(['light', 'dark'] as const)('axe, in %s,', (colorScheme) => {
  it.each(['linden', 'states', 'adding', 'alone'] as const)('finds no fault in the office %s', async (office) => {
    const { page, complaints } = await open(office, { colorScheme }, 60_000);
    await expectAccessible(page, 'map');
    await button(page, 'RECEPTION').click();
    await expectAccessible(page, 'detail');
    await page.getByRole('radio', { name: 'Table' }).click();
    await expectAccessible(page, 'table');
    expect(complaints).toEqual([]);
  });

  it('finds no fault in the dialogs', async () => {
    const { page } = await open('linden', { colorScheme }, 60_000);
    for (const [name, show] of dialogs) {
      await show(page);
      await expectAccessible(page, name);
    }
    await page.keyboard.press('Escape');
    await button(page, 'DESIGN-01').click();
    await button(page, 'Remove…').click();
    await expectAccessible(page, 'remove');
  });
});

it('fits a phone, with the dialog over its whole width', async () => {
  const { page } = await open('adding', { viewport: { width: 390, height: 844 }, hasTouch: true }, 60_000);
  const width = () =>
    page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.getElementById('main')!.scrollWidth));
  await page.getByRole('radio', { name: 'Table' }).click();
  expect(await width()).toBeLessThanOrEqual(390);
  await page.getByRole('radio', { name: 'Map' }).click();
  await button(page, 'DESIGN-01').click();
  expect(await width()).toBeLessThanOrEqual(390);
  await expectAccessible(page, 'phone');
  await button(page, 'Add machine').click();
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    expect(await width()).toBeLessThanOrEqual(390);
    const box = await page.getByRole('dialog').boundingBox();
    expect([box?.x, box?.width]).toEqual([0, 390]);
    await expectAccessible(page, 'dialog on a phone');
  }
});
