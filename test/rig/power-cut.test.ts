/** Journey: a person reads an answer in the window when the PC that writes it goes; another one writes on, and the text is the same. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { demoModel } from '../../common/demo-model.ts';
import { expectAccessible, visit } from '../support/browser.ts';
import { ask } from '../support/chat-page.ts';
import { InSteps } from '../support/in-steps.ts';
import { processesOn } from '../support/processes-on.ts';
import type { RigAgent } from '../support/rig-agent.ts';
import { openBrowserOn } from '../support/rig-browser.ts';
import { RigFleet } from '../support/rig-fleet.ts';
import { shoot } from '../support/shots.ts';
import { programMs, until } from '../support/until.ts';

const question = 'tell me a story';
/** Characters, of some 350. */
const readBefore = 120;
/** The page draws what a step wrote; a step may also write nothing. */
const drawnWithinMs = 200;

let fleet: RigFleet;
let agents: RigAgent[];
let browser: Browser;
let page: Page;
let complaints: string[];
/** The answer that nobody disturbed. */
let whole: string;

beforeAll(async () => {
  fleet = await RigFleet.open();
  agents = [await fleet.join(1), await fleet.join(2)];
  const { id } = await fleet.office.serving('coordinator');
  await fleet.office.control('PATCH', `/control/machines/${id}`, { paused: true });
  await fleet.office.control('PUT', `/control/deployments/${demoModel.name}`, { replicas: { min: 2, max: 2 } });
  browser = await openBrowserOn(fleet.office.pc, fleet.rig.folder);
  ({ page, complaints } = await visit(browser, fleet.office.running().link));
  await ask(page, question);
  whole = await finished();
});
afterAll(async () => {
  await browser?.close();
  await fleet?.close();
});

/** The one that a fault befell. */
let off: RigAgent | null = null;
beforeEach(async () => {
  await off?.pc.plugCable();
  off?.start();
  await fleet.office.until('both PCs have the model', ({ models }) =>
    models.some(({ readyOn }) => readyOn.toSorted().join() === 'pc1,pc2'),
  );
});

const answer = () => page.getByRole('article');
const mark = () => answer().getByRole('note');
const shown = async (): Promise<string> => (await answer().locator('.blk').allTextContents()).join('');

/** Waits for the end of the answer. @returns its text */
async function finished(): Promise<string> {
  await answer().and(page.locator('[aria-busy="false"]')).locator('.blk').first().waitFor();
  return shown();
}

/** Waits until a part of the answer is read, which is written in steps meanwhile. @returns the machine that writes it */
async function readInPart(runners: InSteps): Promise<RigAgent> {
  await until(
    'a part of it is read',
    async () => {
      const { length } = await shown();
      runners.step();
      // Else a page that draws slowly is behind by so many steps that the answer is whole.
      await until('it is drawn', async () => (await shown()).length > length, drawnWithinMs).catch(() => undefined);
      return (await shown()).length > readBefore;
    },
    programMs,
  );
  const meta = await answer().locator('.meta').innerText();
  const writer = agents.find(({ pc }) => meta.includes(`on ${pc.name}`));
  if (!writer) throw new Error(`nobody writes it: ${meta}`);
  return writer;
}

it.for<[string, (writer: RigAgent) => unknown]>([
  ['agent is killed', (writer) => writer.signal('SIGKILL')],
  ['power is cut', ({ pc }) => pc.pullCable().then(() => pc.powerCut())],
])('an answer whose writer’s %s goes on elsewhere, word for word, and shows where', async ([, fault], { annotate }) => {
  const pids = await Promise.all(agents.map(({ pc }) => processesOn(pc, 'llama-runner')));
  const runners = new InSteps(pids.flat());
  try {
    await page
      .getByRole('link', { name: /New chat/ })
      .first()
      .click();
    await ask(page, question);
    off = await readInPart(runners);
    expect(whole.startsWith(await shown())).toBe(true);
    expect((await shown()).length).toBeLessThan(whole.length);
    await fault(off);
  } finally {
    runners.release();
  }
  const [other] = agents.filter((one) => one !== off);
  const said = `${off.pc.name} was lost. Continued on ${other?.pc.name} after`;
  await mark().getByText(said).waitFor();
  expect(await finished()).toBe(whole);
  await annotate(await mark().innerText());
  await shoot(page, 'continued', (scheme) => expectAccessible(page, `a continued answer, ${scheme}`));
  await page.reload();
  expect(await finished()).toBe(whole);
  expect(await mark().innerText()).toContain(said);
  expect(complaints).toEqual([]);
});
