/** The desktop's entry as it was built, with all that is bundled into it, over an Electron of paper: one life of the app. */
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktopCalls } from '../../contract/desktop.ts';
import { quietOffice } from '../support/quiet-office.ts';
import { processesOf } from '../support/office-process.ts';
import { root } from '../support/source/source-files.ts';
import { programMs, until } from '../support/until.ts';

interface Did {
  readonly did: string;
  readonly what: unknown;
}

let child: ChildProcess;
let dataDir: string;
let ended: Promise<number | null>;
const heard: Did[] = [];
const did = (what: string): unknown => heard.filter((one) => one.did === what).at(-1)?.what;
const loaded = (): string => {
  const url = did('load');
  return typeof url === 'string' ? url : '';
};

beforeAll(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'aivailable-test-'));
  quietOffice(dataDir);
  // The PC lost power while it was written.
  mkdirSync(path.join(dataDir, 'window'));
  writeFileSync(path.join(dataDir, 'window', 'window.json'), '{ "place": ');
  const args = ['--data', dataDir, '--port', '0', '--agents-port', '0', 'aivailable://open/machines'];
  child = fork(path.join(root, 'dist', 'electron', 'main.mjs'), args, {
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      '--import',
      path.join(root, 'test/support/desktop/fake-electron-hook.ts'),
    ],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.on('message', (message) => heard.push(message as Did));
  ended = new Promise((resolve) => child.once('exit', resolve));
});
afterAll(() => {
  child.kill('SIGKILL');
  for (const pid of processesOf(dataDir)) process.kill(pid, 'SIGKILL');
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

describe('the desktop’s entry', () => {
  it('opens the office in a shut-in window at the page of its link though its memory is damaged, and keeps crash reports here', async () => {
    await until('the window loads', () => loaded() !== '', programMs);
    expect(loaded()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?open=[\w-]+#\/machines$/);
    expect(did('window')).toMatchObject({ webPreferences: { sandbox: true, contextIsolation: true } });
    expect(did('crashes')).toEqual({ uploadToServer: false });
    expect(existsSync(path.join(dataDir, 'crashes'))).toBe(true);
  });

  it('answers its page, and says that a clone updates itself with git', async () => {
    const frame = { origin: new URL(loaded()).origin, parent: null };
    child.send({ of: 'page', say: desktopCalls, what: [frame, { do: 'look' }] });
    const answer = await until('it answers', () => did('answer'), programMs);
    expect(answer).toEqual({
      autostart: null,
      looksDaily: false,
      update: { name: 'off', why: 'This copy is updated with git.' },
    });
  });

  it('follows a second start', async () => {
    const argv = ['/opt/aivailable', '/srv/a model.gguf'];
    child.send({ of: 'app', say: 'second-instance', what: [{}, argv, '/'] });
    await until('the import is shown', () => loaded().includes('#/models/import/'), programMs);
  });

  it('ends with everything that it started', async () => {
    child.send({ of: 'quit', say: '', what: [] });
    expect(await ended).toBe(0);
    expect(processesOf(dataDir)).toEqual([]);
  });
});
