/** Models of the simulation, in the shapes of open ones, and the cards that offices have. */
import type { Deployment, Variant } from '../../../contract/model.ts';
import { estimateMemory } from '../../../main/planner/memory.ts';
import type { ReplicaMemory, ReplicaSpec } from '../../../contract/replica.ts';
import { deployment, llamaFacts } from '../office-fixtures.ts';
import { gib } from '../a-gpu.ts';
import type { Ground } from './ground.ts';

/** Name, GB. */
export const cardKinds: readonly (readonly [string, number])[] = [
  ['NVIDIA GeForce GTX 1050 Ti', 4],
  ['NVIDIA GeForce GTX 1060 6GB', 6],
  ['NVIDIA GeForce GTX 1070', 8],
  ['NVIDIA GeForce GTX 1660 SUPER', 6],
  ['AMD Radeon RX 580', 8],
  ['NVIDIA GeForce GTX 1080 Ti', 11],
  ['NVIDIA GeForce RTX 3060', 12],
];

/** Name, billions of parameters, layers, width, KV heads. */
const shapes: readonly (readonly [string, number, number, number, number])[] = [
  ['llama-3.2-1b', 1.2, 16, 2048, 8],
  ['llama-3.2-3b', 3.2, 28, 3072, 8],
  ['qwen-2.5-7b', 7.6, 28, 3584, 4],
  ['mistral-7b', 7.2, 32, 4096, 8],
  ['qwen-2.5-3b', 3.1, 36, 2048, 2],
  ['phi-3.5-mini', 3.8, 32, 3072, 32],
  ['qwen-2.5-14b', 14.8, 48, 5120, 8],
  ['gemma-2b', 2.6, 26, 2304, 4],
];

/** Name, bits of a weight. */
const quantizations: readonly (readonly [string, number])[] = [
  ['Q8_0', 8.5],
  ['Q5_K_M', 5.75],
  ['Q4_K_M', 4.95],
];

const shaOf = (model: number, quantization: number): string =>
  (model * 16 + quantization + 1).toString(16).padStart(64, '0');

export const simVariants: readonly Variant[] = shapes.flatMap(([model, billions, layers, width, kvHeads], at) =>
  quantizations.map(([name, bits], place): Variant => {
    const bytes = Math.round((billions * 1e9 * bits) / 8);
    const facts = {
      ...llamaFacts,
      name: model,
      parameters: billions * 1e9,
      quantization: name,
      layers,
      embeddingLength: width,
      kvHeads: Array.from({ length: layers }, () => kvHeads),
      tensorBytes: bytes,
      trainedContext: 32_768,
    };
    return { sha256: shaOf(at, place), model, name, sizeBytes: bytes, demo: false, facts };
  }),
);

export const simModels: readonly string[] = shapes.map(([model]) => model);

/** A wish for a model, of any kind. @param size how many replicas it may have at most */
export function anyDeployment(ground: Ground, model: string, size: number): Deployment {
  const files = simVariants.filter((one) => one.model === model).map(({ sha256 }) => sha256);
  const min = ground.percent(85) ? ground.between(1, size) : 0;
  const slots = ground.between(1, 4);
  const onDemand = ground.percent(40);
  return deployment({
    id: model.replaceAll('.', '-'),
    model,
    variants: ground.percent(60) ? files : files.slice(ground.below(files.length)),
    contextLength: ground.some([2048, 4096, 8192]),
    slots: { min: slots, max: slots + ground.below(4) },
    replicas: { min: onDemand ? Math.min(1, min) : min, max: min + ground.below(3) + (min === 0 ? 1 : 0) },
    priority: ground.between(1, 10),
    idleMinutes: onDemand ? ground.some([1, 2, 10]) : null,
  });
}

/** What a replica really takes: a little less than the estimate, and the same each time. */
export function realMemory({ variant, contextLength, slots, gpuIds, estimateBytes }: ReplicaSpec): ReplicaMemory {
  const facts = simVariants.find(({ sha256 }) => sha256 === variant.sha256)?.facts;
  if (!facts) throw new RangeError(`no file ${variant.sha256}`);
  const share = 0.93 + (Number.parseInt(variant.sha256.slice(-2), 16) % 7) / 100;
  const { weightsBytes, cacheBytes, workBytes } = estimateMemory(facts, { contextLength, slots }, 'vulkan');
  // On several cards each has buffers of its own.
  const work = gpuIds.length > 1 ? Math.max(workBytes, estimateBytes - weightsBytes - cacheBytes) : workBytes;
  const [weights, cache, buffers] = [weightsBytes, cacheBytes, work].map((bytes) => Math.floor(bytes * share));
  return { weightsBytes: weights ?? 0, cacheBytes: cache ?? 0, workBytes: buffers ?? 0 };
}

/** Bytes that other programs hold: a desktop, a browser, sometimes a game. */
export const someOthers = (ground: Ground): number =>
  ground.percent(20) ? ground.between(1, 5) * gib : ground.between(1, 12) * Math.round(0.1 * gib);
