/** The Models page, the deploy sheet and the map's what-if in Chromium, over scripted offices. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { WhatIfRequest } from '../../contract/deployments.ts';
import { expectAccessible, openBrowser, visit } from '../support/browser.ts';
import { FakeControl } from '../support/fake-control/fake-control.ts';
import type { FakeOfficeName } from '../support/fake-control/fake-offices.ts';
import { until } from '../support/until.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

interface Options {
  readonly at?: string;
  /** Between two steps of what goes on by itself. */
  readonly tickMs?: number;
  readonly visitor?: Parameters<typeof visit>[2];
}

async function open(office: FakeOfficeName, { at = '/models', tickMs = 600_000, visitor = {} }: Options = {}) {
  const fake = new FakeControl({ office, tickMs });
  const address = await fake.listen(0);
  onTestFinished(() => fake.close());
  const { page, complaints } = await visit(browser, `${address}/#${at}`, visitor);
  onTestFinished(() => page.context().close());
  await page.getByRole('heading', { level: 1 }).waitFor();
  const model = (name: string) => fake.state?.models.find((one) => one.name === name);
  return { fake, page, complaints, model };
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const row = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text }).first();
const planned = (page: Page) => page.getByText('Nothing is done yet').waitFor();

async function more(page: Page, model: string, item: string): Promise<void> {
  await button(page, `More for ${model}`).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function choose(page: Page, field: string, option: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option }).click();
}

/** What was asked of the planner, newest last. */
function plansAsked(page: Page): WhatIfRequest[] {
  const asked: WhatIfRequest[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/what-if')) asked.push(request.postDataJSON() as WhatIfRequest);
  });
  return asked;
}

describe('the models in use', () => {
  it('say where they run, why there, and why one does not', async () => {
    const { page, complaints } = await open('linden');
    await row(page, 'qwen2.5-7b-instruct').getByText('On two PCs, so either may be switched off.').waitFor();
    expect(await row(page, 'qwen2.5-7b-instruct').innerText()).toMatch(/DESIGN-01 GTX 1080 Ti, STUDIO-3 RX 580/);
    await row(page, 'Needs 9.9 GB on one card')
      .getByRole('button', { name: /^Try Q3_K_M/ })
      .waitFor();
    expect(complaints).toEqual([]);
  });

  it('are counted, with those that rest until somebody asks for them', async () => {
    const { page, fake } = await open('linden');
    const models = fake.state?.models ?? [];
    fake.show({
      models: models.map((one) => (one.name === 'gemma-3-4b-it' ? { ...one, state: 'unloaded', readyOn: [] } : one)),
    });
    await row(page, 'gemma-3-4b-it').getByText('Not loaded now.').waitFor();
    const listed = await page.getByRole('list', { name: 'Models in use' }).getByRole('heading').count();
    expect(await page.getByRole('tab', { name: /^In use/ }).innerText()).toBe(`In use ${listed}`);
  });

  it('are switched off after the plan was seen, and deployed again', async () => {
    const { page, model } = await open('linden');
    await more(page, 'gemma-3-4b-it', 'Switch off…');
    await page.getByText('leaves RECEPTION. It runs nowhere then.').waitFor();
    expect(model('gemma-3-4b-it')?.state).toBe('ready');
    await button(page, 'Switch off gemma-3-4b-it').click();
    await button(page, 'Deploy gemma-3-4b-it…').click();
    await button(page, 'Deploy').click();
    await until('it is wished for again', () => model('gemma-3-4b-it')?.wishes != null);
  });

  it('are removed after a question', async () => {
    const { page, model } = await open('linden');
    await more(page, 'gemma-3-4b-it', 'Remove…');
    await page.getByText('Its files are deleted from this office and from every machine').waitFor();
    await page.keyboard.press('Escape');
    expect(model('gemma-3-4b-it')).toBeDefined();
    await more(page, 'gemma-3-4b-it', 'Remove…');
    await button(page, 'Remove gemma-3-4b-it').click();
    await until('it is gone', () => model('gemma-3-4b-it') === undefined);
  });

  it('can be handled with the keyboard alone', async () => {
    const { page } = await open('linden');
    await page.getByRole('tab', { name: /In use/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await row(page, 'qwen2.5-coder-7b-instruct').waitFor();
    await page.keyboard.press('/');
    await page.getByRole('searchbox').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('coder');
    await row(page, 'qwen2.5-7b-instruct').waitFor({ state: 'detached' });
    await button(page, 'Deploy qwen2.5-coder-7b-instruct…').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Priority' }).focus();
    await page.keyboard.press('Enter');
    // A list that is still opening hears no key.
    const taken = page.locator('[data-highlighted]');
    await page.getByRole('option').and(taken).waitFor();
    await page.keyboard.press('End');
    await page.getByRole('option').last().and(taken).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Before 5 models').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const focused = page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(await focused).toBe('Deploy qwen2.5-coder-7b-instruct…');
  });
});

describe('what is on its way', () => {
  it('is paused, goes on, and is cancelled', async () => {
    const { page, fake } = await open('linden');
    const name = 'mistral-7b-instruct-v0.3 Q4_K_M';
    await page.getByText(/2\.9 of 4\.1 GB from the internet, 6\.1 MB\/s, 3 min left/).waitFor();
    await button(page, `Pause ${name}`).click();
    await page.getByText('Paused at 2.9 of 4.1 GB').waitFor();
    await button(page, `Resume ${name}`).click();
    await page.getByText('Others come first').waitFor();
    await button(page, `Cancel ${name}`).click();
    await button(page, 'Cancel llama-3.2-3b-instruct to STUDIO-3').click();
    await until('nothing is on its way', () => fake.state?.downloads.length === 0 && fake.state.copies.length === 0);
    await page.getByRole('heading', { name: 'On the way' }).waitFor({ state: 'detached' });
  });

  it('says why it failed, and is tried again', async () => {
    const { page, fake } = await open('models');
    await page.getByText('The file needs 1.5 GB, and the disk of RECEPTION has 1.1 GB free.').waitFor();
    await button(page, 'Try again qwen2.5-coder-7b-instruct Q4_K_M').click();
    await until('it is queued', () =>
      fake.state?.downloads.some(({ model, state }) => model === 'qwen2.5-coder-7b-instruct' && state === 'queued'),
    );
  });

  it('arrives by itself and stands in use', async () => {
    const { page, model } = await open('linden', { tickMs: 20 });
    await page.getByRole('list', { name: 'Models in use' }).getByText('mistral-7b-instruct-v0.3').waitFor();
    expect(model('mistral-7b-instruct-v0.3')?.wishes).not.toBeNull();
  });
});

describe('the catalogue', () => {
  it('is searched, kept to a purpose, and to what fits now', async () => {
    const { page } = await open('linden', { at: '/models/catalogue' });
    const shown = () => page.getByRole('list', { name: 'Catalogue' }).getByRole('heading').allInnerTexts();
    await button(page, 'qwen2.5-7b-instruct').waitFor();
    await page.getByRole('radio', { name: 'Search' }).click();
    expect(await shown()).toEqual(['nomic-embed-text-v1.5', 'bge-m3']);
    await page.getByRole('radio', { name: 'All' }).click();
    await page.getByRole('switch', { name: 'Only what fits now' }).click();
    await button(page, 'qwen2.5-7b-instruct').waitFor({ state: 'detached' });
    expect(await shown()).toContain('llama-3.2-1b-instruct');
    await page.getByRole('searchbox').fill('no such model');
    await page.getByText('No model of the catalogue is like that.').waitFor();
  });

  it('says what one may do with a model, and what each quantization needs', async () => {
    const { page } = await open('linden', { at: '/models/catalogue' });
    await button(page, 'gemma-3-4b-it').click();
    await page.getByText('On conditions: free, but for what Google’s list').waitFor();
    await choose(page, 'Quantization of qwen2.5-14b-instruct', /Q8_0/);
    await row(page, 'Long texts and careful reasoning').getByText('Fits on no card').waitFor();
    expect(await page.getByRole('button', { name: /^Try Q\d_K_M of qwen2\.5-14b-instruct…$/ }).count()).toBe(1);
  });

  it('leads to what is here, and says what comes', async () => {
    const { page } = await open('linden', { at: '/models/catalogue' });
    await row(page, 'mistral-7b-instruct-v0.3').getByText('On the way').waitFor();
    await button(page, 'Open qwen2.5-7b-instruct').click();
    await page.getByRole('list', { name: 'Models in use' }).waitFor();
    expect(page.url()).toMatch(/#\/models$/);
  });

  it('disables what fits nowhere, with the reason beside it', async () => {
    const { page } = await open('processor', { at: '/models/catalogue' });
    expect(await button(page, 'Deploy bge-m3…').isDisabled()).toBe(true);
    await row(page, 'bge-m3').getByText('this office has no graphics card that can be used').waitFor();
  });
});

describe('the deploy sheet', () => {
  it('shows what would change, then downloads and deploys', async () => {
    const { page, fake, complaints } = await open('linden', { at: '/models/catalogue' });
    await button(page, 'Deploy llama-3.1-8b-instruct…').click();
    await choose(page, 'Priority', /First/);
    await page.getByText('DESIGN-01 takes llama-3.1-8b-instruct').waitFor();
    await page.getByText('If STUDIO-3 is switched off, qwen2.5-7b-instruct is loaded anew').waitFor();
    await page.getByRole('group', { name: /DESIGN-01, GTX 1080 Ti.*would be placed/ }).waitFor();
    await page.getByRole('radio', { name: 'Now' }).click();
    await page.getByRole('group', { name: /DESIGN-01, GTX 1080 Ti.*would leave/ }).waitFor();
    await button(page, 'Download and deploy').click();
    await page.getByRole('progressbar', { name: 'llama-3.1-8b-instruct Q4_K_M' }).waitFor();
    expect(fake.state?.downloads.map(({ model }) => model)).toContain('llama-3.1-8b-instruct');
    expect(complaints).toEqual([]);
  });

  it('asks the planner once for what was chosen in one go, and the newest answer counts', async () => {
    const { page } = await open('linden', { at: '/models/catalogue' });
    await button(page, 'Deploy llama-3.1-8b-instruct…').click();
    await planned(page);
    const asked = plansAsked(page);
    await page.getByText('Advanced').click();
    const most = page.getByRole('spinbutton', { name: 'Replicas, at most' });
    await most.focus();
    // The page's time stands still while the keys are pressed: on a busy PC that could take longer than its patience.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 1_000);
    for (let press = 0; press < 4; press += 1) await page.keyboard.press('ArrowUp');
    await page.clock.runFor(1_000);
    await until('a plan is asked for', () => asked.length > 0);
    expect(asked.map(({ changes }) => changes[0])).toEqual([
      expect.objectContaining({ kind: 'deploy', wishes: expect.objectContaining({ replicas: { min: 1, max: 5 } }) }),
    ]);
  });

  it('says in its place why there is no plan, and goes on with the next one', async () => {
    const { page, complaints } = await open('linden', { at: '/models/catalogue' });
    await button(page, 'Deploy llama-3.1-8b-instruct…').click();
    await choose(page, 'Context of a conversation', /131,072/);
    await page.getByRole('alert').getByText('takes a context of 100,000 tokens at most').waitFor();
    await choose(page, 'Context of a conversation', /^4,096/);
    await planned(page);
    // The browser itself notes a refused request.
    expect(complaints.filter((one) => !one.includes('400'))).toEqual([]);
  });

  it('changes only what was changed: ranges, files, pins', async () => {
    const { page, model } = await open('models');
    const sent: unknown[] = [];
    page.on('request', (request) => void (request.method() === 'PUT' && sent.push(request.postDataJSON())));
    await more(page, 'qwen2.5-7b-instruct', 'Change…');
    expect(await button(page, 'Change').isDisabled()).toBe(true);
    await page.getByText('Advanced').click();
    await page.getByRole('spinbutton', { name: 'Replicas, at least' }).fill('1');
    await page.getByRole('checkbox', { name: /Q5_K_M/ }).uncheck();
    await button(page, 'Unpin from STUDIO-3, RX 580').click();
    await button(page, 'Change').click();
    await until('it is changed', () => model('qwen2.5-7b-instruct')?.wishes?.replicas.min === 1);
    expect(sent).toEqual([{ quantizations: ['Q4_K_M'], replicas: { min: 1, max: 3 }, pins: [] }]);
  });
});

describe('a file of one’s own', () => {
  it('is taken in from a folder, with why another one was left out', async () => {
    const { page, model } = await open('linden');
    await button(page, 'Import a file…').click();
    await button(page, 'Take in').click();
    await page.getByText('A .gguf file, or a folder with some in it.').waitFor();
    await page.getByLabel('Path on RECEPTION').fill('/srv/missing');
    await page.keyboard.press('Enter');
    await page.getByText('Nothing was taken in, 1 file left out').waitFor();
    await page.getByText('There is no file /srv/missing.').waitFor();
    await page.getByLabel('Path on RECEPTION').fill('/srv/folder');
    await page.keyboard.press('Enter');
    await page.getByText('2 models taken in, 1 file left out').waitFor();
    await page.getByText('The file is not a GGUF file.').waitFor();
    await page.getByRole('dialog').getByText('Close', { exact: true }).click();
    await page.getByRole('list', { name: 'Models in use' }).getByText('teuken-7b-instruct').waitFor();
    expect(model('own-letters-3b')).toBeDefined();
  });

  const drop = (page: Page, ...names: string[]) =>
    page.locator('.models').evaluate((body, all) => {
      const dataTransfer = new DataTransfer();
      for (const name of all) dataTransfer.items.add(new File(['GGUF'], name));
      for (const type of ['dragover', 'drop'])
        body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    }, names);

  async function openDesktop() {
    const { page, model } = await open('linden');
    await page.addInitScript(() => {
      const pathOf = ({ name }: File): string => `/home/jana/${name}`;
      Object.assign(globalThis, { desktop: { pathOf } });
    });
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    return { page, model };
  }

  it('is asked for by its path when it was dropped into a browser', async () => {
    const { page } = await open('linden');
    await drop(page, 'folder-of-mine.gguf');
    await page.getByText('A browser does not tell where a dropped file lies').waitFor();
    expect(await page.getByLabel('Path on RECEPTION').inputValue()).toBe('');
  });

  it('is taken in at once when it was dropped into the desktop’s own window', async () => {
    const { page } = await openDesktop();
    await drop(page, 'folder-of-mine.gguf');
    await page.getByText('2 models taken in, 1 file left out').waitFor();
    expect(await page.getByLabel('Path on RECEPTION').inputValue()).toBe('/home/jana/folder-of-mine.gguf');
  });

  it('is taken in with those dropped with it, though its dialog is closed and one of them is bad', async () => {
    const { page, model } = await openDesktop();
    const first = Promise.withResolvers<void>();
    await page.route('**/control/models/import', async (route) => {
      await first.promise;
      await route.continue();
    });
    await drop(page, 'none.gguf', 'missing.gguf', 'folder-of-mine.gguf');
    await page.getByText('it goes on when this is closed').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    first.resolve();
    await until('the last one is here', () => model('own-letters-3b') !== undefined);
    await button(page, 'Import a file…').click();
    await page.getByText('2 models taken in, 3 files left out').waitFor();
    await page.getByText('There is no file /home/jana/missing.gguf.').waitFor();
    await page.getByRole('dialog').getByText('Close', { exact: true }).click();
    await button(page, 'Import a file…').click();
    await page.getByLabel('Path on RECEPTION').waitFor();
    expect(await page.getByText('taken in,').count()).toBe(0);
  });
});

describe('the map', () => {
  const middleOf = async (page: Page, role: 'button' | 'group', name: RegExp): Promise<[number, number]> => {
    const box = await page.getByRole(role, { name }).first().boundingBox();
    return [box!.x + box!.width / 2, box!.y + box!.height / 2];
  };
  const cardOf = (fake: FakeControl, model: string) =>
    fake.state?.machines.find(({ replicas }) => replicas.some((one) => one.model === model))?.name;

  it('shows the plan when a block is dragged to another card, and moves it when that is meant', async () => {
    const { page, fake, complaints } = await open('linden', { at: '/machines' });
    await page.mouse.move(...(await middleOf(page, 'button', /^gemma/)));
    await page.mouse.down();
    await page.mouse.move(...(await middleOf(page, 'group', /^RX 580/)), { steps: 5 });
    await page.locator('.held-over').waitFor();
    await page.mouse.up();
    await page.getByRole('heading', { name: 'Move gemma-3-4b-it' }).waitFor();
    await page.getByText('STUDIO-3 takes gemma-3-4b-it').waitFor();
    expect(cardOf(fake, 'gemma-3-4b-it')).toBe('RECEPTION');
    expect(await page.getByRole('region', { name: /gemma/ }).count()).toBe(0);
    await button(page, 'Move it').click();
    await until('it stands there', () => cardOf(fake, 'gemma-3-4b-it') === 'STUDIO-3');
    expect(complaints).toEqual([]);
  });

  it('lets go of a block at Escape, and where no card is', async () => {
    const { page } = await open('linden', { at: '/machines' });
    for (const end of ['Escape', 'nowhere'] as const) {
      await page.mouse.move(...(await middleOf(page, 'button', /^gemma/)));
      await page.mouse.down();
      if (end === 'Escape') {
        await page.mouse.move(...(await middleOf(page, 'group', /^RX 580/)), { steps: 5 });
        await page.keyboard.press('Escape');
      } else {
        await page.mouse.move(400, 780, { steps: 5 });
      }
      await page.mouse.up();
      expect(await page.getByRole('dialog').count()).toBe(0);
    }
    await page.getByRole('button', { name: /^gemma/ }).click();
    await page.getByRole('region', { name: /gemma/ }).waitFor();
  });

  it('moves a block by the keyboard: M while its detail is open, then a card of the list', async () => {
    const { page, fake } = await open('linden', { at: '/machines' });
    await page.getByRole('button', { name: /^gemma/ }).focus();
    await page.keyboard.press('m');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('m');
    await page.getByText('Choose first; the plan is shown here before anything is done.').waitFor();
    expect(await button(page, 'Move it').isDisabled()).toBe(true);
    await choose(page, 'From RECEPTION, GTX 1060 to', /DESIGN-01, Quadro P2000/);
    await page.getByText('llama-3.2-3b-instruct leaves DESIGN-01').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(cardOf(fake, 'gemma-3-4b-it')).toBe('RECEPTION');
  });

  it('shows what happens when a PC is switched off, and pauses it when that is meant', async () => {
    const { page, fake } = await open('linden', { at: '/machines' });
    const asked = plansAsked(page);
    await button(page, 'STUDIO-3').click();
    await button(page, 'What if it were off…').click();
    await page.getByText('qwen2.5-7b-instruct leaves STUDIO-3').waitFor();
    expect(asked[0]).toEqual({ changes: [{ kind: 'remove', machine: 'studio-3' }] });
    await button(page, 'Pause STUDIO-3').click();
    await until('it is paused', () => fake.state?.machines.find(({ name }) => name === 'STUDIO-3')?.paused === true);
  });
});

it('offers no model for search in the chat', async () => {
  const { page } = await open('linden', { at: '/chat' });
  await page.keyboard.press('Control+l');
  await page.getByRole('option', { name: /qwen2.5-7b-instruct/ }).waitFor();
  expect(await page.getByRole('option', { name: /nomic/ }).count()).toBe(0);
});

const sheets: [string, string, (page: Page) => Promise<unknown>][] = [
  ['the deploy sheet', '/models/catalogue', (page) => button(page, 'Deploy llama-3.1-8b-instruct…').click()],
  ['the plan of a move', '/machines', (page) => page.getByRole('button', { name: /^gemma/ }).click()],
];

describe.each(['light', 'dark'] as const)('axe, in %s,', (colorScheme) => {
  it.each(['linden', 'models', 'empty'] as const)('finds no fault in the office %s', async (office) => {
    const { page, complaints } = await open(office, { visitor: { colorScheme } });
    await expectAccessible(page, 'in use');
    await page.getByRole('tab', { name: 'Catalogue' }).click();
    await button(page, 'gemma-3-4b-it').click();
    await expectAccessible(page, 'catalogue');
    expect(complaints).toEqual([]);
  });

  it.each(sheets)('finds no fault in %s', async (name, at, show) => {
    const { page } = await open('linden', { at, visitor: { colorScheme } });
    await show(page);
    if (at === '/machines') {
      await button(page, 'Move…').click();
      await choose(page, 'From RECEPTION, GTX 1060 to', /RX 580/);
    } else {
      await page.getByText('Advanced').click();
    }
    await planned(page);
    await expectAccessible(page, name);
    await page.getByRole('radio', { name: 'Now' }).click();
    await expectAccessible(page, `${name}, now`);
  });

  it('finds no fault in the import', async () => {
    const { page } = await open('linden', { visitor: { colorScheme } });
    await button(page, 'Import a file…').click();
    await page.getByLabel('Path on RECEPTION').fill('/srv/folder');
    await page.keyboard.press('Enter');
    await page.getByText('left out').waitFor();
    await expectAccessible(page, 'import');
  });
});

describe.each([
  ['a small window', { width: 900, height: 600 }],
  ['a phone', { width: 390, height: 844 }],
] as const)('on %s', (where, viewport) => {
  it('nothing is wider than the page, and the sheet fits', async () => {
    const { page } = await open('models', { visitor: { viewport, hasTouch: viewport.width < 500 } });
    const width = () =>
      page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.getElementById('main')!.scrollWidth));
    const most = viewport.width < 500 ? viewport.width : viewport.width - 200;
    expect(await page.evaluate(() => document.getElementById('main')!.scrollWidth)).toBeLessThanOrEqual(most);
    await page.getByRole('tab', { name: 'Catalogue' }).click();
    await button(page, 'gemma-3-4b-it').click();
    expect(await page.evaluate(() => document.getElementById('main')!.scrollWidth)).toBeLessThanOrEqual(most);
    await expectAccessible(page, where);
    await button(page, 'Deploy llama-3.1-8b-instruct…').click();
    await planned(page);
    expect(await width()).toBeLessThanOrEqual(viewport.width);
    const box = await page.getByRole('dialog').boundingBox();
    expect(box!.x + box!.width).toBe(viewport.width);
    await expectAccessible(page, `sheet on ${where}`);
  });
});
