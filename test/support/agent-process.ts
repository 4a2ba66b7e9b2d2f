/** The node agent as a user starts it: a process of its own. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** As it is built: to start the sources takes four times as long. */
const program = path.resolve(import.meta.dirname, '../../dist/node-agent.mjs');
const scriptedRunner = path.resolve(import.meta.dirname, 'engine/scripted-runner.ts');

/** Starts `agent run` on a data folder, with no look around in the network. It is ended with the test. */
export function runAgentOn(data: string, more: readonly string[] = []): ChildProcess {
  const child = fork(program, ['run', '--data', data, '--no-discovery', '--runner', scriptedRunner, ...more], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Runs another command of the agent to its end. @param input what it reads from its standard input */
export async function agentCommand(
  args: readonly string[],
  input = '',
): Promise<{ code: number | null; said: string }> {
  const child = fork(program, args, { execArgv: [], stdio: ['pipe', 'pipe', 'pipe', 'ipc'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdin?.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

const tables = ['tcp', 'tcp6', 'udp', 'udp6'];
/** TCP's state of a socket that listens, in hex; UDP has none that does. */
const listening = '0A';

/** The sockets of a process that would take something from the network: "tcp 0100007F:20E5". */
export function portsOf(pid: number): string[] {
  const own = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        const [, inode] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? [];
        return inode ? [inode] : [];
      } catch {
        return [];
      }
    }),
  );
  return tables.flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(
        ([, , , state, , , , , , inode]) => own.has(inode ?? '') && (table.startsWith('udp') || state === listening),
      )
      .map(([, address]) => `${table} ${address}`),
  );
}
