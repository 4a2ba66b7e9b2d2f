/** The desktop's coordinator process as it was built, on plain Node in place of Electron's: what it is told of its PC and its serving. */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FromCoordinator, type ToCoordinator } from '../../main/electron/coordinator/coordinator-messages.ts';
import { readRunning } from '../../main/base/data-folder.ts';
import { quietOffice } from '../support/quiet-office.ts';
import { processesOf } from '../support/office-process.ts';
import { root } from '../support/source/source-files.ts';
import { programMs, until } from '../support/until.ts';

let child: ChildProcess;
let dataDir: string;
const heard: FromCoordinator[] = [];
const tell = (message: ToCoordinator): void => void child.send(message);
const serving = (): string | undefined => heard.filter((message) => message.type === 'status').at(-1)?.status.serving;
const machinesServing = (): number | undefined =>
  heard.filter((message) => message.type === 'status').at(-1)?.status.machinesServing;

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'aivailable-test-'));
  quietOffice(dataDir);
  const shim = path.join(root, 'test', 'support', 'desktop', 'parent-port.ts');
  const args = ['--data', dataDir, '--port', '0', '--agents-port', '0'];
  child = fork(path.join(root, 'dist', 'electron', 'coordinator-process.mjs'), args, {
    execArgv: ['--disable-warning=ExperimentalWarning', '--import', shim],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.on('message', (message) => heard.push(FromCoordinator.parse(message)));
  await until('the demo model serves', () => serving() === 'serving' && machinesServing() === 1, programMs);
});
afterAll(() => {
  child.kill('SIGKILL');
  for (const pid of processesOf(dataDir)) process.kill(pid, 'SIGKILL');
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

const answerStatus = async (): Promise<number> => {
  const { port, token } = readRunning(dataDir) ?? { port: 0, token: '' };
  const at = `http://127.0.0.1:${port}/control`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const post = (to: string, body: unknown) => fetch(to, { method: 'POST', headers, body: JSON.stringify(body) });
  const { id } = (await (await post(`${at}/conversations`, {})).json()) as { id: string };
  const asked = await post(`${at}/conversations/${id}/answers`, { model: 'demo', parentId: null, content: 'Hello' });
  const { answer } = (await asked.json()) as { answer: { id: string } };
  const frames = await (await fetch(`${at}/answers/${answer.id}`, { headers })).text();
  return frames.includes('office_paused') ? 503 : 200;
};

describe('the desktop’s coordinator', () => {
  it('gives its cards’ memory back before its PC sleeps, and loads again when it wakes up', async () => {
    tell({ type: 'power', event: 'sleep' });
    await until('its replica is gone', () => machinesServing() === 0, programMs);
    tell({ type: 'power', event: 'wake' });
    await until('it serves again', () => machinesServing() === 1, programMs);
  });

  it('takes no new request while it is paused, and its tray says so', async () => {
    expect(await answerStatus()).toBe(200);
    tell({ type: 'serve', on: false });
    await until('it is paused', () => serving() === 'paused', programMs);
    expect(await answerStatus()).toBe(503);
    tell({ type: 'serve', on: true });
    await until('it serves again', () => serving() === 'serving', programMs);
    expect(await answerStatus()).toBe(200);
  });

  it('says nothing of a model that merely came back: nobody waited for it', () => {
    expect(heard.filter((message) => message.type === 'notice')).toEqual([]);
  });
});
