/** The Machines page of offices with 60 and 200 graphics cards in Chromium: dense, grouped, zoomed and filtered. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/browser.ts';
import type { FakeOfficeName } from '../support/fake-control/fake-offices.ts';
import { scriptedWindow, type Visitor } from '../support/scripted-window.ts';

const openWindow = scriptedWindow();

async function open(office: FakeOfficeName, visitor: Visitor = {}) {
  const opened = await openWindow('/#/machines', { office }, visitor);
  await opened.page.getByRole('heading', { level: 1, name: 'Machines' }).waitFor();
  return opened;
}

const zoomTo = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).click();
async function groupBy(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Group the cards' }).click();
  await page.getByRole('option', { name, exact: true }).click();
}
const bars = (page: Page) => page.locator('.vmap .bar').count();

describe('the map of 60 cards', () => {
  it('is dense by itself, in two columns on one scale', async () => {
    const { page, complaints } = await open('college');
    expect(await bars(page)).toBe(60);
    expect(await page.locator('.dense-columns > div').count()).toBe(2);
    const widths = await page
      .locator('[aria-label^="RTX 3060, 12 GB"]')
      .evaluateAll((all) => [...new Set(all.map((bar) => bar.clientWidth))]);
    expect(widths).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  it('filters by what is typed after a slash, and by who needs a look', async () => {
    const { page } = await open('college');
    await page.locator('body').press('/');
    await page.keyboard.type('b101-0');
    await expect.poll(() => bars(page)).toBeLessThan(13);
    await page.keyboard.type(' nothing');
    await page.getByText('No machine, card or model is named like that.').waitFor();
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: '2 lost', exact: true }).click();
    await expect.poll(() => page.locator('.mname[data-stop]').count()).toBe(2);
  });

  it('groups by card, folds a group, and remembers both', async () => {
    const { page } = await open('college');
    await groupBy(page, 'By graphics card');
    const head = page.getByRole('button', { name: 'RTX 3060, 12 GB', exact: true });
    await page
      .getByText(/\d+ cards, \d+ GB: models use/)
      .first()
      .waitFor();
    const before = await bars(page);
    await head.click();
    await expect.poll(() => bars(page)).toBeLessThan(before);
    await page.reload();
    await head.waitFor();
    expect(await head.getAttribute('aria-expanded')).toBe('false');
  });

  it('is walked with the arrows, opens a block with Enter, and closes it with Escape', async () => {
    const { page } = await open('college');
    const first = page.locator('.vmap [data-stop]').first();
    await first.focus();
    await page.keyboard.press('ArrowRight');
    const stop = await page.evaluate(() => (document.activeElement as HTMLElement).dataset.stop);
    await page.keyboard.press('Enter');
    await page.locator('#replica-detail').getByText('Why here:').waitFor();
    await page.getByRole('figure', { name: /^Memory in use over the last hour: most/ }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('#replica-detail').count()).toBe(0);
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.stop)).toBe(stop);
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.stop)).not.toBe(stop);
    expect(await page.locator('.vmap [tabindex="0"]').count()).toBe(1);
  });

  it('says what lies under the pointer', async () => {
    const { page } = await open('college');
    await page.locator('.dense .rep').first().hover();
    await page
      .locator('.tip')
      .getByText(/^Weights .* working space/)
      .waitFor();
    await page
      .locator('.tip')
      .getByText(/\d+ °C, load \d+ %$/)
      .waitFor();
    await page.mouse.move(5, 5);
    await expect.poll(() => page.locator('.tip').count()).toBe(0);
  });

  it('pins, moves and drains what is open by its keys', async () => {
    const { page, fake } = await open('college');
    const block = page.locator('.dense .rep').first();
    const [machineId, gpuId] = (await block.getAttribute('data-stop'))?.split('/') ?? [];
    const pinned = () =>
      fake.state?.models.some(({ wishes }) => wishes?.pins.some((pin) => pin.machineId === machineId));
    await block.click();
    await page.keyboard.press('p');
    await page.getByRole('button', { name: 'Unpin', exact: true }).waitFor();
    expect(pinned()).toBe(true);
    await page.keyboard.press('m');
    await page.getByRole('dialog', { name: /^Move / }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('d');
    await page.getByRole('button', { name: 'Drain it', exact: true }).click();
    const limits = () => fake.state?.machines.find(({ id }) => id === machineId)?.limits;
    await expect.poll(() => limits()?.[gpuId ?? '']).toBe(0);
    await page.locator('#replica-detail').waitFor({ state: 'detached' });
  });

  it('limits a card, looks at what would be, and pauses a machine from its line', async () => {
    const { page, fake } = await open('college');
    const name = page.locator('.dense .mname[data-stop]').first();
    const id = await name.getAttribute('data-stop');
    const machine = () => fake.state?.machines.find((one) => one.id === id);
    await name.click();
    await page.getByRole('slider').first().press('ArrowLeft');
    await page.getByRole('button', { name: /^Share [\d.]+ GB$/ }).click();
    await expect.poll(() => Object.keys(machine()?.limits ?? {}).length).toBe(1);
    await page.getByRole('button', { name: 'What if it were off…' }).click();
    await page.getByRole('dialog').getByText('leaves LAB-07').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await expect.poll(() => machine()?.state).toBe('paused');
  });

  it('takes a block that is dragged to another card, and shows the plan first', async () => {
    const { page } = await open('college');
    const cornerOf = async (place: Locator) => (await place.boundingBox()) ?? { x: 0, y: 0 };
    const block = await cornerOf(page.locator('.dense .rep').first());
    const other = await cornerOf(page.locator('.dense [data-bar]').nth(9));
    await page.mouse.move(block.x + 6, block.y + 6);
    await page.mouse.down();
    await page.mouse.move(other.x + 30, other.y + 6, { steps: 4 });
    await page.locator('.held-over').waitFor();
    await page.mouse.up();
    await page.getByRole('dialog').waitFor();
    expect(await page.locator('.held-over').count()).toBe(0);
  });
});

it('shows 200 cards at once, without a scroll, and what is open above the window’s edge', async () => {
  const { page, complaints } = await open('campus');
  await zoomTo(page, 'Whole office');
  await page.locator('.vmap.all').waitFor();
  expect(await bars(page)).toBe(200);
  const lowest = Math.max(
    ...(await page.locator('.vmap .bar').evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().bottom))),
  );
  expect(lowest).toBeLessThanOrEqual(800);
  await page.locator('.dense .rep').first().click();
  const detail = await page.locator('#replica-detail').boundingBox();
  expect((detail?.y ?? 900) + (detail?.height ?? 0)).toBeLessThanOrEqual(800);
  expect(complaints).toEqual([]);
});

it('draws only the rows again whose machines changed', async () => {
  const { fake, page } = await open('campus');
  await page.evaluate(() => {
    const watch = { seen: new Set<Node>() };
    Object.assign(globalThis, { watch });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const row = (target instanceof Element ? target : target.parentElement)?.closest('.dmach');
        if (row) watch.seen.add(row);
      }
    }).observe(document.querySelector('.vmap')!, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });
  const machines = fake.state?.machines ?? [];
  // Each card is warmer or cooler, which the dense map does not show, and one has lost its models.
  fake.show({
    machines: machines.map((one, nth) => ({
      ...one,
      gpus: one.gpus.map((gpu) => ({ ...gpu, temperatureC: 33 })),
      replicas: nth === 0 ? [] : one.replicas,
    })),
  });
  const seen = () => page.evaluate(() => (globalThis as unknown as { watch: { seen: Set<Node> } }).watch.seen.size);
  await expect.poll(seen).toBe(1);
});

describe.each(['light', 'dark'] as const)('axe, in %s,', (colorScheme) => {
  it('finds no fault in any zoom, grouped, and with something open', async () => {
    const { page, complaints } = await open('college', { colorScheme });
    await expectAccessible(page, 'dense');
    await groupBy(page, 'By state');
    await expectAccessible(page, 'grouped');
    await page.locator('.dense .mname[data-stop]').nth(4).click();
    await page.getByRole('heading', { name: 'The last hour' }).waitFor();
    await expectAccessible(page, 'a machine is open');
    await zoomTo(page, 'Whole office');
    await expectAccessible(page, 'all');
    await zoomTo(page, 'Rows');
    await expectAccessible(page, 'rows');
    expect(complaints).toEqual([]);
  });
});

it.each([
  [900, 600],
  [390, 844],
])('fits a window of %i × %i', async (width, height) => {
  const { page } = await open('college', { viewport: { width, height } });
  for (const zoom of ['Dense', 'Whole office']) {
    await zoomTo(page, zoom);
    const wide = await page.evaluate(() =>
      Math.max(document.documentElement.scrollWidth, document.getElementById('main')!.scrollWidth),
    );
    expect(wide).toBeLessThanOrEqual(width);
  }
});
