/** Programs that a bench starts, and ends again whatever happens. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

export class Processes implements AsyncDisposable {
  readonly #all: ChildProcess[] = [];

  /** Starts a program; resolves when it says "listening", or at once when it never says a word. */
  async start(command: string, args: readonly string[], { env = {}, speaks = true } = {}): Promise<ChildProcess> {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
    this.#all.push(child);
    if (!speaks) return child;
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => chunk.includes('listening') && resolve());
      child.once('exit', (code) => reject(new Error(`${command} ${args[0]} ended with ${code}`)));
    });
    return child;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(
      this.#all.map(
        (child) =>
          new Promise<void>((resolve) => {
            if (child.exitCode !== null || child.signalCode !== null) return resolve();
            child.once('exit', () => resolve());
            child.kill('SIGTERM');
          }),
      ),
    );
  }
}

/** Resident memory in MB. */
export const residentMb = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** Processor time of a process so far, in seconds: its own, in user and kernel mode. Linux counts it in hundredths. */
export function processorSeconds(pid: number): number {
  const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(afterName[11]) + Number(afterName[12])) / 100;
}
