/** The engine as the agent runs it: in processes of its own. */
import { fork } from 'node:child_process';
import type { Log } from '../../common/log.ts';
import { refuse } from '../../contract/problem.ts';
import { deviceEnvironment } from './device-environment.ts';
import type { Engine, LoadedReplica, LoadOrder } from './engine.ts';
import { RunnerOutput } from './runner-output.ts';
import { RunnerReplica } from './runner-replica.ts';

interface RunnerEngineOptions {
  /** The program of a runner. */
  readonly entry: string;
  /** Processor threads of each runner; 0 leaves the choice to the engine. */
  readonly maxThreads: number;
  readonly allowSoftwareGpu: boolean;
  /** How long a runner may take to answer a cancel before it is killed, in milliseconds. */
  readonly cancelPatienceMs?: number;
  readonly log: Log;
}

/**
 * One thread for the engine's own calls. With several, tokens of one batch are sampled at once, and llama.cpp puts its rows in order
 * at the first look: two that look at once get each other's row, and an answer begins with another's first word.
 */
const oneAtATime = { UV_THREADPOOL_SIZE: '1' };

/** The engine that runs each replica in its own process: a crash ends one replica, and its memory comes back. */
export class RunnerEngine implements Engine {
  readonly #options: RunnerEngineOptions;

  constructor(options: RunnerEngineOptions) {
    this.#options = options;
  }

  async load({ spec, file, gpus }: LoadOrder, signal: AbortSignal): Promise<LoadedReplica> {
    const { maxThreads, allowSoftwareGpu } = this.#options;
    const [first] = gpus;
    if (first === undefined) refuse('engine_unavailable', 'The replica names no device.');
    if (gpus.some((gpu) => gpu.backend !== first.backend)) {
      refuse('engine_unavailable', 'The replica names devices of different backends, and one engine process uses one.');
    }
    const replica = this.#start(spec.slots, deviceEnvironment(gpus));
    await replica.load(
      {
        type: 'load',
        file,
        backend: first.backend,
        devices: gpus.length,
        kind: spec.kind,
        contextLength: spec.contextLength,
        slots: spec.slots,
        maxThreads,
        allowSoftwareGpu,
      },
      signal,
    );
    return replica;
  }

  #start(slots: number, devices: Record<string, string>): RunnerReplica {
    const { entry, cancelPatienceMs, log } = this.#options;
    const child = fork(entry, [], {
      env: { ...process.env, ...devices, ...oneAtATime },
      execArgv: [],
      serialization: 'json',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const output = new RunnerOutput(log.child({ runner: child.pid }));
    for (const stream of [child.stdout, child.stderr]) if (stream) output.read(stream);
    return new RunnerReplica(child, { slots, lastWords: () => output.lastWords, cancelPatienceMs });
  }
}
