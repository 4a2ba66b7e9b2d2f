import { spawn } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { hasEnded, sendSignal } from '../../common/process-end.ts';

function sleeper(): number {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  onTestFinished(() => void child.kill('SIGKILL'));
  return child.pid ?? 0;
}

it('a process that goes on has not ended, and one that was told to end has', async () => {
  const pid = sleeper();
  expect(await hasEnded(pid, 50)).toBe(false);
  sendSignal(pid, 'SIGKILL');
  expect(await hasEnded(pid, 5_000)).toBe(true);
  sendSignal(pid, 'SIGTERM');
});
