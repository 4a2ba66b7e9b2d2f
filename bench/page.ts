/**
 * npm run bench -- page: the window's page in Debian's Chromium, built as it is served.
 *
 * From a real coordinator: first paint, and when Chat and Machines can be used, with an empty and a full cache. Over a scripted office:
 * frames while four answers are written at 100 words a second each, beside the same pages at rest. With --minutes 60 instead what the
 * page and its process hold while answers are written for so long, without end, in a window that nobody inspects; --times 3 writes them
 * three times as fast, for a third of the time; --inspected: in a window whose network is inspected.
 */
import { parseArgs } from 'node:util';
import { chromiumProgram, openBrowser } from '../test/support/browser.ts';
import { FakeControl } from '../test/support/fake-control/fake-control.ts';
import { measureMemory, tokensPerSecond } from './parts/page-memory.ts';
import { measureStart } from './parts/page-start.ts';
import { measureStreams } from './parts/page-streams.ts';
import { machineWords, printReport, type Figure } from './report.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    times: { type: 'string', default: '1' },
    inspected: { type: 'boolean', default: false },
    json: { type: 'boolean' },
  },
});
/** A timer adds about one. */
const wordMs = Math.max(1, 1000 / (tokensPerSecond * Number(values.times)) - 1);
const fake = new FakeControl({ wordMs });
const address = await fake.listen(0);
try {
  const figures =
    values.minutes === undefined
      ? await measureVisits()
      : await measureMemory({ fake, address, minutes: Number(values.minutes), inspected: values.inspected });
  printReport({ name: 'page', machine: machineWords(), seed: null, figures });
} finally {
  await fake.close();
}

async function measureVisits(): Promise<Figure[]> {
  const browser = await openBrowser(chromiumProgram);
  try {
    return [...(await measureStart(browser)), ...(await measureStreams(browser, fake, address))];
  } finally {
    await browser.close();
  }
}
