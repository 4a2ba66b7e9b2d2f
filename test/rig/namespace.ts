/** A network namespace: a PC’s own adapters, addresses and firewall, and the processes that run with them. */
import { until } from '../support/until.ts';
import { system, systemOrNothing } from './system.ts';

export class Namespace {
  readonly name: string;

  private constructor(name: string) {
    this.name = name;
  }

  static async make(name: string): Promise<Namespace> {
    await system('ip', 'netns', 'add', name);
    const made = new Namespace(name);
    await made.ip('link', 'set', 'lo', 'up');
    return made;
  }

  /** One that is there already. */
  static named(name: string): Namespace {
    return new Namespace(name);
  }

  static async list(): Promise<string[]> {
    const lines = (await system('ip', 'netns', 'list')).split('\n');
    return lines.map((line) => line.split(' ')[0] ?? '').filter((name) => name !== '');
  }

  /** `ip` inside of it. */
  ip(...args: readonly string[]): Promise<string> {
    return system('ip', '-n', this.name, ...args);
  }

  /** A program inside of it, to its end. */
  system(program: string, ...args: readonly string[]): Promise<string> {
    return system('ip', 'netns', 'exec', this.name, program, ...args);
  }

  /** Processes that run inside of it. */
  async pids(): Promise<number[]> {
    const lines = (await systemOrNothing('ip', 'netns', 'pids', this.name)).split('\n');
    return lines.filter((line) => line !== '').map(Number);
  }

  /** Ends every process in it at once and without a word, as a power cut does. */
  async kill(): Promise<void> {
    await until(`nothing runs in ${this.name}`, async () => {
      const pids = await this.pids();
      for (const pid of pids) endNow(pid);
      return pids.length === 0;
    });
  }

  /** Ends what runs in it, and it. */
  async remove(): Promise<void> {
    await this.kill();
    await systemOrNothing('ip', 'netns', 'delete', this.name);
  }
}

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in this moment.
  }
}
