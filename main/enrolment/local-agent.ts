/**
 * The agent of the coordinator's own PC: started as a child process, enrolled over the child's IPC channel, started again
 * when it dies. One that outlived an earlier coordinator is left running: it dials in by itself and keeps its models warm.
 */
import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { hasEnded, sendSignal } from '../../common/process-end.ts';
import type { Log } from '../../common/log.ts';
import { makeFolder } from '../../common/make-folder.ts';
import { runningAgent } from '../../common/running-agent.ts';
import { LocalEnrolment } from '../../contract/agent-api.ts';

interface LocalAgentOptions {
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
const stopWithinMs = 3_500;

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
    makeFolder(this.#folder, 0o700);
  }

  start(): void {
    if (this.#stopping) return;
    const survivor = this.#survivor();
    if (survivor === null) return this.#fork();
    if (this.#options.isConnected()) this.#aloneSince = Date.now();
    if (Date.now() - this.#aloneSince > survivorDialsWithinMs) sendSignal(survivor, 'SIGTERM');
    this.#later(survivorPollMs);
  }

  /** Ends the agent and waits until it is gone; one that does not end is killed. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#timer) clearTimeout(this.#timer);
    const pid = this.#child?.pid ?? this.#survivor();
    if (pid === null || pid === undefined) return;
    sendSignal(pid, 'SIGTERM');
    if (await hasEnded(pid, stopWithinMs)) return;
    sendSignal(pid, 'SIGKILL');
    if (!(await hasEnded(pid, stopWithinMs))) this.#options.log.error({ pid }, 'the agent of this PC cannot be ended');
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
      windowsHide: true,
    });
    const startedAt = Date.now();
    this.#child = child;
    child.on('message', (message) => this.#answer(child, message));
    child.once('error', (error) => {
      log.error({ err: error }, 'the agent of this PC cannot be started');
      // One that never started never exits.
      if (child.pid === undefined) this.#ended(startedAt, { code: null, signal: null });
    });
    child.once('exit', (code, exitSignal) => this.#ended(startedAt, { code, signal: exitSignal }));
  }

  #ended(startedAt: number, how: { code: number | null; signal: NodeJS.Signals | null }): void {
    this.#child = null;
    if (this.#stopping) return;
    if (Date.now() - startedAt > wellAfterMs) this.#pauseMs = firstPauseMs;
    this.#options.log.warn({ ...how, againInMs: this.#pauseMs }, 'the agent of this PC ended');
    this.#later(this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
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
    return runningAgent(this.#folder)?.pid ?? null;
  }
}
