/** The last word on a device: the demo model is loaded on it, and writes something. */
import type { Log } from '../../common/log.ts';
import { bytesInWords } from '../../contract/bytes-in-words.ts';
import type { ProbeRequest, ProbeResult } from '../../contract/agent-api.ts';
import type { GenerateRequest } from '../../contract/generate.ts';
import type { Gpu } from '../../contract/hardware.ts';
import { ProblemError, refuse } from '../../contract/problem.ts';
import type { Engine, LoadedReplica } from '../engine/engine.ts';

/** A file of the demo model that is what its hash says. */
export interface DemoFile {
  readonly file: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

interface DeviceProbeParts {
  readonly engine: Engine;
  /** Null: it is not on this machine. */
  readonly demoModel: (signal: AbortSignal) => Promise<DemoFile | null>;
  /** Called when a probe begins and when its memory is given back. */
  readonly onChange: () => void;
  readonly log: Log;
  /** How long the whole may take, in milliseconds. */
  readonly limitMs?: number;
}

const tokens = 24;
/** Enough for the longest prompt of a request. */
const contextLength = 1_024;
/** What the demo model takes beside its file: cache, graph, pipelines. Less than the margin that the planner keeps free. */
const besidesFileBytes = 160 * 1024 * 1024;
/** A first use may compile shaders for most of a minute; the coordinator waits two. */
const usualLimitMs = 100_000;

/** Probes devices, one at a time. It takes no slot of any replica and no memory that one of them holds. */
export class DeviceProbe {
  readonly #parts: DeviceProbeParts;
  #device: string | null = null;

  constructor(parts: DeviceProbeParts) {
    this.#parts = parts;
  }

  /** The id of the device that is being probed: memory there is on the move. */
  get device(): string | null {
    return this.#device;
  }

  /**
   * Loads the demo model on one device alone, lets it write some tokens greedily, and gives the memory back.
   * @param gpus the devices of this machine, with their memory now
   * @throws ProblemError probe_failed, with the reason
   */
  async probe({ gpuId, prompt }: ProbeRequest, gpus: readonly Gpu[], signal: AbortSignal): Promise<ProbeResult> {
    if (this.#device !== null) {
      refuse('probe_failed', 'Another test runs on this machine.', { action: 'Try again in a minute.' });
    }
    this.#device = gpuId;
    this.#parts.onChange();
    const limit = AbortSignal.timeout(this.#parts.limitMs ?? usualLimitMs);
    try {
      return await this.#run(deviceOf(gpuId, gpus), prompt, AbortSignal.any([signal, limit]));
    } catch (error) {
      signal.throwIfAborted();
      if (limit.aborted) {
        refuse(
          'probe_failed',
          `The test took longer than ${Math.round((this.#parts.limitMs ?? usualLimitMs) / 1000)} s.`,
        );
      }
      if (!(error instanceof ProblemError)) throw error;
      const { code, message } = error.problem;
      if (code === 'probe_failed') throw error;
      this.#parts.log.warn({ err: error, gpuId }, 'a probe failed');
      return refuse('probe_failed', message);
    } finally {
      this.#device = null;
      this.#parts.onChange();
    }
  }

  async #run(gpu: Gpu, prompt: string, signal: AbortSignal): Promise<ProbeResult> {
    const { engine, demoModel } = this.#parts;
    const demo = await demoModel(signal);
    if (demo === null) {
      refuse('probe_failed', 'The demo model is not on this machine.', {
        action: 'Update or reinstall the agent, which brings it.',
      });
    }
    const estimateBytes = demo.sizeBytes + besidesFileBytes;
    checkRoom(gpu, estimateBytes);
    const began = performance.now();
    const replica = await engine.load(
      {
        spec: {
          replicaId: 'probe',
          deploymentId: 'probe',
          model: 'demo',
          variant: { sha256: demo.sha256, name: 'demo', sizeBytes: demo.sizeBytes },
          gpuIds: [gpu.id],
          shares: [],
          kind: 'chat',
          contextLength,
          slots: 1,
          estimateBytes,
        },
        file: demo.file,
        gpus: [gpu],
      },
      signal,
    );
    const loadMs = performance.now() - began;
    // A device that hangs answers no cancel: the end of its process does.
    const giveUp = (): void => void replica.unload();
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      // Two tokens compile what is compiled at the first use.
      await write(replica, prompt, 2, signal);
      return { ...(await write(replica, prompt, tokens, signal)), loadMs };
    } finally {
      signal.removeEventListener('abort', giveUp);
      await replica.unload();
    }
  }
}

function deviceOf(gpuId: string, gpus: readonly Gpu[]): Gpu {
  const gpu = gpus.find(({ id }) => id === gpuId);
  if (!gpu) {
    refuse('probe_failed', `This machine has no device ${gpuId}.`, {
      action: 'Choose one of its devices.',
    });
  }
  if (!gpu.usable) refuse('probe_failed', gpu.reason ?? `${gpu.name} cannot be used.`);
  return gpu;
}

function checkRoom({ name, totalBytes, oursBytes, othersBytes }: Gpu, needBytes: number): void {
  const freeBytes = Math.max(0, totalBytes - oursBytes - othersBytes);
  if (freeBytes >= needBytes) return;
  const [need, free] = [bytesInWords(needBytes), bytesInWords(freeBytes)];
  const holders = `models hold ${bytesInWords(oursBytes)} and other programs ${bytesInWords(othersBytes)}`;
  refuse('probe_failed', `The test needs ${need} on ${name}, and ${free} are free: ${holders}.`, {
    action: 'Look at the tokens per second of the models that run there, or pause the machine first.',
  });
}

/** The first tokens of an answer, with their rate after the first one. */
async function write(
  replica: LoadedReplica,
  prompt: string,
  maxTokens: number,
  signal: AbortSignal,
): Promise<Omit<ProbeResult, 'loadMs'>> {
  const times: number[] = [];
  let text = '';
  for await (const frame of replica.generate(requestFor(prompt, maxTokens), signal)) {
    if (frame.type === 'error') throw new ProblemError(frame.problem);
    if (frame.type === 'token') times.push(performance.now());
    if (frame.type === 'token' || frame.type === 'end') text += frame.text;
  }
  signal.throwIfAborted();
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  if (times.length === 0) refuse('probe_failed', 'The demo model was loaded and wrote nothing.');
  return { text, tokensPerSecond: seconds > 0 ? (times.length - 1) / seconds : 0 };
}

const requestFor = (prompt: string, maxTokens: number): GenerateRequest => ({
  requestId: 'probe',
  epoch: 0,
  input: { kind: 'chat', messages: [{ role: 'user', content: prompt }] },
  soFar: [],
  maxTokens,
  sampling: { temperature: 0, topP: 1, topK: 0, minP: 0, seed: 0 },
  stop: [],
  grammar: null,
});
