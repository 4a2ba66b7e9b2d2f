/** Uninstalls from a process of its own, which outlives the agent. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { InstallRecord } from './install-record.ts';

export function detachedUninstall({ root, data }: InstallRecord): void {
  const program = path.join(root, 'current');
  const words = [path.join(program, 'agent', 'node-agent.mjs'), 'service', 'uninstall', '--purge', '--data', data];
  spawn(path.join(program, 'bin', 'node'), words, {
    cwd: path.parse(root).root,
    detached: true,
    stdio: 'ignore',
  }).unref();
}
