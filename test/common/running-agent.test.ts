import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { holdFileLock } from '../../common/file-lock.ts';
import { agentLockFile, agentPidFile, runningAgent } from '../../common/running-agent.ts';
import { tempDir } from '../support/temp-dir.ts';

it('an agent runs only while its folder is held, and only when it said which process it is', () => {
  const folder = tempDir();
  const letGo = holdFileLock(agentLockFile(folder));
  expect(runningAgent(folder)).toBeNull();
  writeFileSync(agentPidFile(folder), '{"pid":');
  expect(runningAgent(folder)).toBeNull();
  writeFileSync(agentPidFile(folder), '{"pid":4711,"startedAt":5}');
  expect(runningAgent(folder)).toEqual({ pid: 4711, startedAt: 5 });
  letGo?.();
  expect(runningAgent(folder)).toBeNull();
});
