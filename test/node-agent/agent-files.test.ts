import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { agentLockFile } from '../../common/running-agent.ts';
import { agentStatus, statusSentence } from '../../node-agent/agent-status.ts';
import { holdDataFolder } from '../../node-agent/hold-data-folder.ts';
import { leaveOffice } from '../../node-agent/leave-office.ts';
import { keepEnrolment } from '../../node-agent/link/enrolment.ts';
import { writePidFile } from '../../node-agent/pid-file.ts';
import { programPath } from '../../node-agent/program-path.ts';
import { tempDir } from '../support/temp-dir.ts';

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
  const unlock = holdDataFolder(folder);
  expect(() => holdDataFolder(folder)).toThrow(/Another agent runs/);
  unlock();
  holdDataFolder(folder)();
});

it('says why a data folder cannot be held, instead of taking it for one in use', () => {
  const folder = tempDir();
  writeFileSync(agentLockFile(folder), 'no lock at all'.repeat(100));
  expect(() => holdDataFolder(folder)).toThrow(/cannot be taken: file is not a database/);
});

it('believes a pid file only while the folder is held', async () => {
  const folder = tempDir();
  writePidFile(folder, 4_711);
  expect((await agentStatus(folder)).running).toBeNull();
  const unlock = holdDataFolder(folder);
  const status = await agentStatus(folder);
  expect(status.running?.pid).toBe(4_711);
  expect(statusSentence(status)).toMatch(/^The agent runs \(process 4711, since /);
  unlock();
  expect(statusSentence(await agentStatus(folder))).toBe('No agent runs, and this machine belongs to no office.');
});

it('leaves an office for which no agent runs', async () => {
  const folder = tempDir();
  keepEnrolment(folder, { address: '192.168.10.12', port: 8421, pin: 'ab'.repeat(32) });
  expect(await leaveOffice(folder)).toBe('This machine left its office. No agent ran.');
  expect(await leaveOffice(folder)).toBe('This machine belonged to no office. No agent ran.');
});
