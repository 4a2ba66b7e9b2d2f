/** An agent on a PC of the rig that is not booted: the bundle's own program, started by hand, with a data folder of its own. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Pc } from '../rig/pc.ts';
import { runOn } from './run-on.ts';

const Status = z.object({
  running: z.object({ pid: z.int() }).nullable(),
  office: z.object({ name: z.string(), addresses: z.array(z.string()) }).nullable(),
  asks: z.array(z.object({ code: z.string().nullable(), officeName: z.string(), address: z.string() })),
});
type Status = z.infer<typeof Status>;

interface AgentSurroundings {
  readonly flags?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

export class RigAgent {
  readonly pc: Pc;
  readonly dataDir: string;
  readonly #node: string;
  readonly #program: string;
  readonly #flags: readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | null = null;

  /**
   * @param bundle the unpacked bundle @param folder for the data folders of agents
   * @param surroundings flags of each of its starts, and what it is started with
   */
  constructor(pc: Pc, bundle: string, folder: string, { flags = [], env = process.env }: AgentSurroundings = {}) {
    this.pc = pc;
    this.#flags = flags;
    this.#env = env;
    this.dataDir = path.join(folder, `agent-${pc.name}`);
    this.#node = path.join(bundle, 'bin', 'node');
    this.#program = path.join(bundle, 'agent', 'node-agent.mjs');
    mkdirSync(this.dataDir, { recursive: true, mode: 0o700 });
  }

  /** Starts it, for the first time or again. It ends with the rig. @param more flags of this start */
  start(...more: readonly string[]): void {
    const own = ['run', '--data', this.dataDir, ...this.#flags, ...more];
    this.#child = this.pc.run(this.#node, [this.#program, ...own], this.#env);
    this.#child.stdout?.resume();
    this.#child.stderr?.resume();
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Sends a signal to it. */
  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  /** Resolves when it has ended. */
  async ended(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }

  /** `agent join`, beside it or before it runs. @returns what it wrote */
  join(token: string, coordinator: string): Promise<string> {
    return this.#command('join', token, '--coordinator', coordinator);
  }

  async status(): Promise<Status> {
    return Status.parse(JSON.parse(await this.#command('status', '--json')));
  }

  #command(...args: readonly string[]): Promise<string> {
    return runOn(this.pc, this.#node, [this.#program, ...args, '--data', this.dataDir]);
  }
}
