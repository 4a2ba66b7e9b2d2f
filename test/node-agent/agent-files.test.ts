import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { agentLockFile } from '../../common/running-agent.ts';
import { agentStatus, statusSentence } from '../../node-agent/commands/agent-status.ts';
import { holdDataFolder } from '../../node-agent/base/hold-data-folder.ts';
import { leaveOffice } from '../../node-agent/commands/leave-office.ts';
import { keepEnrolment } from '../../node-agent/link/enrolment.ts';
import { openIdentity } from '../../node-agent/link/identity.ts';
import { keepOpenAsks } from '../../node-agent/link/open-asks.ts';
import { writePidFile } from '../../node-agent/base/pid-file.ts';
import { programPath } from '../../node-agent/base/program-path.ts';
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
  expect(statusSentence(status)).toMatch(
    /^The agent runs \(process 4711, since .*\)\. This machine belongs to no office yet\.\nNo coordinator was found so far/,
  );
  unlock();
  expect(statusSentence(await agentStatus(folder))).toBe('No agent runs, and this machine belongs to no office.');
});

it('leaves an office for which no agent runs', async () => {
  const folder = tempDir();
  keepEnrolment(folder, { addresses: ['192.168.10.12:8421'], pin: 'ab'.repeat(32), officeName: 'Linden & Roth' });
  const { machineId } = await openIdentity(folder);
  expect(statusSentence(await agentStatus(folder))).toBe(
    'The agent does not run. It belongs to “Linden & Roth” at 192.168.10.12:8421.',
  );
  expect(await leaveOffice(folder)).toBe('This machine left its office. No agent ran.');
  // It comes back with a key of its own, whoever else has the old one.
  expect((await openIdentity(folder)).machineId).not.toBe(machineId);
  expect(await leaveOffice(folder)).toBe('This machine belonged to no office. No agent ran.');
});

it('shows the codes of the agent that asks to be let in', async () => {
  const folder = tempDir();
  writePidFile(folder, 4_711);
  keepOpenAsks(folder, [{ officeName: 'Linden & Roth', address: '192.168.10.12:8421', code: '48-KITE' }]);
  // Of an agent that was killed: nobody waits with it.
  expect((await agentStatus(folder)).asks).toEqual([]);
  const unlock = holdDataFolder(folder);
  expect(statusSentence(await agentStatus(folder))).toMatch(
    /\nCode 48-KITE for “Linden & Roth” \(192\.168\.10\.12:8421\)$/,
  );
  keepOpenAsks(folder, [{ officeName: 'Linden & Roth', address: '192.168.10.12:8421', code: null }]);
  expect(statusSentence(await agentStatus(folder))).toContain('“Linden & Roth” (192.168.10.12:8421) said no');
  unlock();
});
