/** Loads a model onto its devices, and says what it took. */
import { setTimeout as wait } from 'node:timers/promises';
import {
  getLlama,
  type Llama,
  type LlamaContext,
  type LlamaContextSequence,
  type LlamaEmbeddingContext,
  type LlamaModel,
  type LlamaRankingContext,
  LlamaLogLevel,
} from 'node-llama-cpp';
import { ProblemError, refuse } from '../../contract/problem.ts';
import type { GpuProof, ReplicaMemory } from '../../contract/replica.ts';
import { openEmbeddingContext } from './embedding-context.ts';
import { proveGpuOnly } from './gpu-proof.ts';
import { loadFailure } from './load-failure.ts';
import { type ContextBytes, contextBytesOf } from './load-log.ts';
import { measuredMemory } from './measured-memory.ts';
import { openRankingContext } from './ranking-context.ts';
import type { RunnerLoad } from './runner-ipc.ts';

/** A model in memory, what it works with, and what was found out while it was loaded. */
interface LlamaLoaded {
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly work:
    | { readonly kind: 'chat'; readonly sequences: readonly LlamaContextSequence[] }
    | { readonly kind: 'embedding'; readonly context: LlamaEmbeddingContext }
    | { readonly kind: 'reranker'; readonly context: LlamaRankingContext };
  readonly memory: ReplicaMemory;
  readonly proof: GpuProof | null;
}

/** Lines that llama.cpp writes while it loads; more than any model needs, and an end to it. */
const maxLines = 5_000;
/** The log comes some milliseconds after the load. */
const logPatienceMs = 2_000;
const logPauseMs = 2;
const failureLogMs = 200;

/**
 * Loads a model as ordered, all of it on the GPU unless the backend is the processor.
 * @param say gets llama.cpp's warnings and errors
 * @throws ProblemError with the reason
 */
export async function llamaLoad(order: RunnerLoad, say: (line: string) => void): Promise<LlamaLoaded> {
  const lines: string[] = [];
  const complaints: string[] = [];
  const logger = (level: LlamaLogLevel, message: string): void => {
    for (const line of message.split('\n').filter((each) => each.trim() !== '')) {
      if (lines.length < maxLines) lines.push(line);
      if (level !== LlamaLogLevel.error && level !== LlamaLogLevel.fatal && level !== LlamaLogLevel.warn) continue;
      if (complaints.length < maxLines) complaints.push(line);
      say(line);
    }
  };
  try {
    const llama = await openLlama(order, logger);
    const usedBefore = (await llama.getVramState()).used;
    const model = await llama.loadModel({ modelPath: order.file, gpuLayers: order.backend === 'cpu' ? 0 : 'max' });
    const { work, took } = await open(order, model);
    const said = await contextBytes(lines);
    const grown = (await llama.getVramState()).used - usedBefore;
    const memory = measuredMemory({
      onGpu: order.backend !== 'cpu',
      model: model.memoryUsage,
      context: took ?? { vram: said?.all.onGpu ?? 0, ram: said?.all.offGpu ?? 0 },
      cacheBytes: (order.backend === 'cpu' ? said?.cache.offGpu : said?.cache.onGpu) ?? 0,
      grown,
    });
    const proof = order.backend === 'cpu' ? null : await prove(order, llama, model, said?.cache.offGpu ?? null);
    llama.logLevel = LlamaLogLevel.warn;
    return { llama, model, work, memory, proof };
  } catch (error) {
    // The thrown error often says only that it failed; the reason is in the log, which comes later.
    if (!(error instanceof ProblemError)) await wait(failureLogMs);
    throw new ProblemError(loadFailure(error, complaints), { cause: error });
  }
}

async function openLlama(order: RunnerLoad, logger: (level: LlamaLogLevel, message: string) => void): Promise<Llama> {
  const llama = await getLlama({
    gpu: order.backend === 'cpu' ? false : order.backend,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    maxThreads: order.maxThreads,
    // The planner keeps its own margin, which the admin can see.
    vramPadding: 0,
    logLevel: LlamaLogLevel.info,
    logger,
  });
  if (order.backend !== 'cpu' && (!llama.supportsGpuOffloading || (await llama.getGpuDeviceNames()).length === 0)) {
    refuse('engine_unavailable', `The engine finds no ${order.backend} device that it can use.`);
  }
  return llama;
}

async function prove(
  order: RunnerLoad,
  llama: Llama,
  model: LlamaModel,
  cacheBytesOffGpu: number | null,
): Promise<GpuProof> {
  const verdict = proveGpuOnly({
    backend: order.backend,
    supportsGpuOffloading: llama.supportsGpuOffloading,
    deviceNames: await llama.getGpuDeviceNames(),
    devicesWanted: order.devices,
    layersOnGpu: model.gpuLayers,
    layers: model.fileInsights.totalLayers,
    cacheBytesOffGpu,
    allowSoftwareGpu: order.allowSoftwareGpu,
  });
  if ('refusal' in verdict) throw new ProblemError(verdict.refusal);
  return verdict.proof;
}

/** @returns what it took, too; null of a context for vectors or scores, which does not say so itself */
async function open(
  { kind, contextLength, slots }: RunnerLoad,
  model: LlamaModel,
): Promise<{ work: LlamaLoaded['work']; took: LlamaContext['memoryUsage'] | null }> {
  if (kind === 'embedding') {
    return { work: { kind, context: await openEmbeddingContext(model, contextLength) }, took: null };
  }
  if (kind === 'reranker') {
    return { work: { kind, context: await openRankingContext(model, contextLength) }, took: null };
  }
  const context = await model.createContext({
    contextSize: contextLength,
    sequences: slots,
    // llama.cpp asks the device. Left to its wrapper, gemma2 and some others would write all scores down: the estimate counts on it.
    flashAttention: 'auto',
    failedCreationRemedy: false,
  });
  return { work: { kind, sequences: openSequences(context, slots) }, took: context.memoryUsage };
}

/** Waits for the log, which llama.cpp hands over on another thread. */
async function contextBytes(lines: readonly string[]): Promise<ContextBytes | null> {
  const end = performance.now() + logPatienceMs;
  for (;;) {
    const said = contextBytesOf(lines);
    if (said !== null || performance.now() > end) return said;
    await wait(logPauseMs);
  }
}

function openSequences(context: LlamaContext, slots: number): LlamaContextSequence[] {
  // The token budget keeps every answer inside the context; if it ever did not, dropping tokens silently would be worse.
  const strategy = (): never =>
    refuse('context_length_exceeded', 'The conversation is longer than the context of this model.');
  return Array.from({ length: slots }, () => context.getSequence({ contextShift: { strategy } }));
}
