import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { _electron } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { processesOf } from '../support/office-process.ts';
import { root } from '../support/source/source-files.ts';
import { tempDir } from '../support/temp-dir.ts';
import { programMs, until } from '../support/until.ts';

const programs: Readonly<Record<string, string>> = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
};
const runtime = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
const hasScreen = process.platform !== 'linux' || process.env['DISPLAY'] !== undefined;
const missing =
  runtime === undefined
    ? 'ELECTRON_OVERRIDE_DIST_PATH names no Electron runtime'
    : hasScreen
      ? null
      : 'there is no screen (DISPLAY)';
const notRun = missing === null ? '' : ` (NOT RUN: ${missing})`;

if (missing !== null) console.warn(`NOT RUN: the desktop app in Electron: ${missing}.`);

describe.skipIf(missing !== null)(`the desktop app in Electron${notRun}`, () => {
  it('shows the office in its window, and ends everything when it quits', async () => {
    const dataDir = path.join(tempDir(), 'office');
    mkdirSync(dataDir);
    const executablePath = path.join(runtime ?? '', programs[process.platform] ?? 'electron');
    // Chromium's sandbox refuses to run for root.
    const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root, '--data', dataDir, '--port', '0'];
    const app = await _electron.launch({ executablePath, args, cwd: root });
    onTestFinished(() => {
      for (const pid of processesOf(dataDir)) process.kill(pid, 'SIGKILL');
    });

    const errors: string[] = [];
    const window = await app.firstWindow();
    window.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    window.on('pageerror', (error) => errors.push(error.message));

    await until('the page is titled', async () => (await window.title()) !== '', programMs);
    expect(new URL(window.url()).hostname).toBe('127.0.0.1');
    await window.getByRole('navigation').first().waitFor();
    const isShut = await window.evaluate(() => !('require' in globalThis) && !('process' in globalThis));
    expect(isShut).toBe(true);
    expect(await window.evaluate(() => 'desktop' in globalThis)).toBe(true);

    // A second start brings this window, at the page that its link names, and is gone.
    const link = [...args, 'aivailable://open/machines'];
    expect(await promisify(execFile)(executablePath, link, { cwd: root })).toBeDefined();
    await until('the link was followed', () => window.url().endsWith('#/machines'), programMs);
    // A model file is only put into the field.
    await promisify(execFile)(executablePath, [...args, '/nowhere/at all.gguf'], { cwd: root });
    await window.getByLabel(/^Path on/).waitFor();
    expect(await window.getByLabel(/^Path on/).inputValue()).toBe('/nowhere/at all.gguf');
    await window.keyboard.press('Escape');

    await window.getByRole('link', { name: 'Settings' }).click();
    await window.getByText('This copy is updated with git.').waitFor();
    await window.getByText('Only an installed app with its usual data folder can do that').waitFor();
    await window.getByRole('button', { name: 'Start…' }).click();
    await window.getByRole('button', { name: 'Copy the report' }).click();
    await window.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toContain('# AIvailable diagnostics');
    await window.keyboard.press('Escape');
    // What the page may not: other addresses, and what the app keeps for itself.
    expect(await window.evaluate(() => globalThis.open('file:///etc/passwd'))).toBe(null);
    const granted = await window.evaluate(
      async () => (await navigator.permissions.query({ name: 'geolocation' })).state,
    );
    expect(granted).not.toBe('granted');
    // The PC sleeps and wakes: its models leave, and come back.
    await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
    await window.getByText('Serving', { exact: true }).first().waitFor({ state: 'detached', timeout: programMs });
    await app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
    await window.getByText('Serving', { exact: true }).first().waitFor({ timeout: programMs });
    expect(errors).toEqual([]);

    await app.evaluate(({ app: inside }) => inside.quit());
    await until('every process is gone', () => processesOf(dataDir).length === 0, programMs);
  });
});
