/** The window over HTTPS, in a Chromium whose user trusts the office's CA, against a real start. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { AccessView } from '../../contract/access.ts';
import { visit } from '../support/browser.ts';
import { openBrowserThatTrusts } from '../support/browser-that-trusts.ts';
import { runCommand, startSharedOffice, type SharedOffice } from '../support/office-process.ts';
import { tempDir } from '../support/temp-dir.ts';

let office: SharedOffice;
let ca: string;
let origin: string;

beforeAll(async () => {
  office = await startSharedOffice();
  const told = async (command: string) =>
    JSON.parse((await runCommand([command, '--data', office.dataDir, '--json'])).stdout) as unknown;
  ca = ((await told('ca')) as { path: string }).path;
  origin = `https://localhost:${AccessView.parse(await told('https')).https.port}`;
  await office.ready();
});
afterAll(() => office.end());

async function open(trusted: string | null): Promise<Browser> {
  const browser = await openBrowserThatTrusts(tempDir(), trusted);
  onTestFinished(() => browser.close());
  return browser;
}

it('opens in a browser that trusts the office, signs in by a cookie for HTTPS only, and answers', async () => {
  const browser = await open(ca);
  const link = `${origin}/?${new URL(office.running().link).searchParams.toString()}`;
  const { page, complaints } = await visit(browser, link);
  await page.getByRole('link', { name: 'API' }).click();
  await page.getByRole('heading', { level: 2, name: 'Encryption' }).waitFor();
  await page
    .getByText(
      `${origin.replace('localhost', await page.evaluate(async () => ((await (await fetch('/control/access')).json()) as { localName: string }).localName))}/v1`,
    )
    .waitFor();
  const cookies = await page.context().cookies();
  expect(cookies).toMatchObject([
    { name: `aivailable_session_${new URL(origin).port}`, secure: true, httpOnly: true, sameSite: 'Strict' },
  ]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download office-ca.crt' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('office-ca.crt');
  const response = await page.goto(`${origin}/`);
  expect(await response?.securityDetails()).toMatchObject({
    issuer: expect.stringContaining('AIvailable office CA') as string,
  });
  await page.getByRole('textbox').first().fill('What is the capital of Portugal?');
  await page.keyboard.press('Enter');
  await page.getByText('The capital of Portugal is Lisbon.').first().waitFor();
  expect(complaints).toEqual([]);
});

it('does not open in a browser that does not', async () => {
  const page = await (await (await open(null)).newContext()).newPage();
  await expect(page.goto(origin)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
});
