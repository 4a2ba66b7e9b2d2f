/**
 * The agent of the coordinator's own PC: started as a child process, enrolled over the child's IPC channel, started again
 * when it dies. One that outlived an earlier coordinator is left running: it dials in by itself and keeps its models warm.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { LocalEnrolment } from '../../contract/agent-api.ts';
import type { Log } from '../base/log.ts';

export interface LocalAgentOptions {
  /** The agent's program. */
  readonly entry: string;
  readonly dataDir: string;
  /** The library's folder: files there need no copy. */
  readonly modelsDir: string;
  readonly maxThreads: number;
  readonly allowSoftwareGpu: boolean;
  /** Lets the machine in, and says where it dials. */
  readonly enrol: (machine: { machineId: string; hostName: string; certificate: string }) => {
    port: number;
    pin: string;
  };
  /** Whether the agent of this PC has its tunnel open. */
  readonly isConnected: () => boolean;
  readonly log: Log;
}

const firstPauseMs = 200;
const longestPauseMs = 10_000;
/** An agent that ran this long was well: the next pause is short again. */
const wellAfterMs = 30_000;
const survivorPollMs = 500;
/** A survivor that has not dialled in by then never will: it knows another address, say. */
const survivorDialsWithinMs = 15_000;
const stopWithinMs = 4_000;

export class LocalAgent {
  readonly #options: LocalAgentOptions;
  #child: ChildProcess | null = null;
  #timer: NodeJS.Timeout | null = null;
  #pauseMs = firstPauseMs;
  #stopping = false;
  /** Since when a survivor is without a tunnel. */
  #aloneSince = Date.now();

  constructor(options: LocalAgentOptions) {
    this.#options = options;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  start(): void {
    if (this.#stopping) return;
    const survivor = this.#survivor();
    if (survivor === null) return this.#fork();
    if (this.#options.isConnected()) this.#aloneSince = Date.now();
    if (Date.now() - this.#aloneSince > survivorDialsWithinMs) signal(survivor, 'SIGTERM');
    this.#later(survivorPollMs);
  }

  /** Ends the agent and waits until it is gone; one that does not end is killed. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#timer) clearTimeout(this.#timer);
    const pid = this.#child?.pid ?? this.#survivor();
    if (pid === null || pid === undefined) return;
    signal(pid, 'SIGTERM');
    const deadline = Date.now() + stopWithinMs;
    while (isAlive(pid)) {
      if (Date.now() > deadline) signal(pid, 'SIGKILL');
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  get #folder(): string {
    return path.join(this.#options.dataDir, 'agent');
  }

  #later(ms: number): void {
    this.#timer = setTimeout(() => this.start(), ms);
  }

  #fork(): void {
    const { entry, modelsDir, maxThreads, allowSoftwareGpu, log } = this.#options;
    const args = [
      'run',
      '--parent',
      '--data',
      this.#folder,
      '--models',
      modelsDir,
      '--max-threads',
      String(maxThreads),
    ];
    const child = fork(entry, allowSoftwareGpu ? [...args, '--allow-software-gpu'] : args, {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // A group of its own: Ctrl+C reaches the coordinator alone, which then stops the agent in order.
      detached: true,
    });
    const startedAt = Date.now();
    this.#child = child;
    child.on('message', (message) => this.#answer(child, message));
    child.once('error', (error) => log.error({ err: error }, 'the agent of this PC cannot be started'));
    child.once('exit', (code, exitSignal) => {
      this.#child = null;
      if (this.#stopping) return;
      if (Date.now() - startedAt > wellAfterMs) this.#pauseMs = firstPauseMs;
      log.warn({ code, signal: exitSignal, againInMs: this.#pauseMs }, 'the agent of this PC ended');
      this.#later(this.#pauseMs);
      this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
    });
  }

  #answer(child: ChildProcess, message: unknown): void {
    const read = LocalEnrolment.safeParse(message);
    if (!read.success || read.data.type !== 'enrol') return;
    const { machineId, hostName, certificate } = read.data;
    const { port, pin } = this.#options.enrol({ machineId, hostName, certificate });
    child.send({ type: 'enrolled', address: '127.0.0.1', port, pin } satisfies LocalEnrolment);
  }

  /** Process id of an agent that an earlier coordinator started and that still runs: it holds its folder's lock. */
  #survivor(): number | null {
    if (!isLocked(path.join(this.#folder, 'agent.lock'))) return null;
    try {
      return PidFile.parse(JSON.parse(readFileSync(path.join(this.#folder, 'agent.pid.json'), 'utf8'))).pid;
    } catch {
      return null;
    }
  }
}

const PidFile = z.object({ pid: z.int().positive() });

/** Whether a process holds the lock: a pid alone may long belong to another program. */
function isLocked(file: string): boolean {
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE; ROLLBACK;');
    return false;
  } catch {
    return true;
  } finally {
    lock.close();
  }
}

function signal(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
