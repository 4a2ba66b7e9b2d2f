import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { agentStatus, statusSentence } from '../../node-agent/agent-status.ts';
import { agentVersion } from '../../node-agent/agent-version.ts';
import { lockDataFolder } from '../../node-agent/data-lock.ts';
import { writePidFile } from '../../node-agent/pid-file.ts';
import { programPath } from '../../node-agent/program-path.ts';
import { tempDir } from '../support/temp-dir.ts';

it('has the version of the product', () => {
  const text = readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8');
  expect(agentVersion).toBe((JSON.parse(text) as { version: string }).version);
});

it('finds its other programs in the source tree and beside the bundle', () => {
  const url = (file: string): string => pathToFileURL(path.resolve(file)).href;
  expect(programPath('./engine/llama-runner.ts', url('/app/node-agent/run-agent.ts'))).toBe(
    path.resolve('/app/node-agent/engine/llama-runner.ts'),
  );
  expect(programPath('./engine/llama-runner.ts', url('/app/dist/node-agent.mjs'))).toBe(
    path.resolve('/app/dist/llama-runner.mjs'),
  );
});

it('lets one process have a data folder, and the next when that one gives it back', () => {
  const folder = tempDir();
  const unlock = lockDataFolder(folder);
  expect(() => lockDataFolder(folder)).toThrow(/Another agent runs/);
  unlock();
  lockDataFolder(folder)();
});

it('believes a pid file only while the folder is held', async () => {
  const folder = tempDir();
  await writePidFile(folder, 4_711);
  expect((await agentStatus(folder)).running).toBeNull();
  const unlock = lockDataFolder(folder);
  const status = await agentStatus(folder);
  expect(status.running?.pid).toBe(4_711);
  expect(statusSentence(status)).toMatch(/^The agent runs \(process 4711, since /);
  unlock();
  expect(statusSentence(await agentStatus(folder))).toBe('No agent runs, and this machine belongs to no office.');
});
