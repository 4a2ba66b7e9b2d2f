import { fork } from 'node:child_process';
import type { Logger } from 'pino';
import { LineSplitter } from '../../contract/lines.ts';
import { refuse } from '../../contract/problem.ts';
import { deviceEnvironment } from './device-environment.ts';
import type { Engine, LoadedReplica, LoadOrder } from './engine.ts';
import { RunnerReplica } from './runner-replica.ts';

export interface RunnerEngineOptions {
  /** The program of a runner. */
  readonly entry: string;
  /** Processor threads of each runner; 0 leaves the choice to the engine. */
  readonly maxThreads: number;
  readonly allowSoftwareGpu: boolean;
  readonly log: Logger;
}

/** Lines of a runner's output that are kept for the reason of a crash. */
const lastWordLines = 3;

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
    const { entry, log } = this.#options;
    const child = fork(entry, [], {
      env: { ...process.env, ...devices },
      execArgv: [],
      serialization: 'json',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const lastWords: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      const lines = new LineSplitter();
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        for (const line of lines.push(chunk)) {
          log.info({ runner: child.pid }, line);
          lastWords.push(line);
          if (lastWords.length > lastWordLines) lastWords.shift();
        }
      });
    }
    return new RunnerReplica(child, slots, () => lastWords.join(' | '));
  }
}
