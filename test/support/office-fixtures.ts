/** Parts of an office for tests of pure code: the look's cards and models, with round numbers. */
import type { Gpu } from '../../contract/hardware.ts';
import type { Deployment, GgufFacts, Variant } from '../../contract/model.ts';
import type { Snapshot, SnapshotMachine } from '../../contract/plan.ts';
import type { ReplicaReport, ReplicaSpec } from '../../contract/replica.ts';
import type { MachineFacts } from '../../main/inventory/machine-facts.ts';
import { aGpu, gib } from './a-gpu.ts';

export const mib = 1024 ** 2;

/** The header of Llama 3.2 3B in about four bits: 28 layers, 8 KV heads of 128. */
export const llamaFacts: GgufFacts = {
  architecture: 'llama',
  name: 'Llama 3.2 3B Instruct',
  parameters: 3.2e9,
  quantization: 'Q4_K_M',
  layers: 28,
  embeddingLength: 3072,
  vocabularySize: 128_256,
  kvHeads: Array.from({ length: 28 }, () => 8),
  keyLength: 128,
  valueLength: 128,
  slidingWindow: null,
  trainedContext: 131_072,
  tensorBytes: 2_045_000_000,
  chatTemplate: true,
  graph: {
    heads: 24,
    feedForwardLength: 8192,
    experts: null,
    slidingLayers: [],
    slidingKeyLength: 128,
    slidingValueLength: 128,
    stateBytes: 0,
    offGpuBytes: 0,
    tensors: 255,
    vectors: false,
    wellKnown: true,
  },
};

export const shaOf = (letter: string): string => letter.repeat(64);

export const variant = (changes: Partial<Variant> = {}): Variant => ({
  sha256: shaOf('a'),
  model: 'llama-3.2-3b',
  name: 'Q4_K_M',
  sizeBytes: 2_019_377_696,
  demo: false,
  facts: llamaFacts,
  ...changes,
});

export const demoVariant = (): Variant =>
  variant({
    sha256: shaOf('d'),
    model: 'demo',
    name: 'Q8_0',
    sizeBytes: 2_757_504,
    demo: true,
    facts: {
      ...llamaFacts,
      layers: 6,
      embeddingLength: 192,
      vocabularySize: 1024,
      kvHeads: [2, 2, 2, 2, 2, 2],
      keyLength: 32,
      valueLength: 32,
      tensorBytes: 2_725_632,
    },
  });

export const deployment = (changes: Partial<Deployment> = {}): Deployment => ({
  id: 'llama',
  model: 'llama-3.2-3b',
  variants: [shaOf('a')],
  contextLength: 4096,
  slots: { min: 2, max: 2 },
  replicas: { min: 1, max: 1 },
  priority: 5,
  pins: [],
  idleMinutes: null,
  addedAt: 0,
  ...changes,
});

export const machine = (name: string, gpus: Gpu[], changes: Partial<SnapshotMachine> = {}): SnapshotMachine => ({
  id: `machine-${name}`,
  name,
  serving: true,
  whyNot: null,
  online: true,
  gpus,
  limits: new Map(),
  reached: new Map(),
  files: null,
  ...changes,
});

export const snapshot = (changes: Partial<Snapshot> = {}): Snapshot => ({
  machines: [],
  replicas: [],
  leaving: [],
  deployments: [],
  variants: [variant(), demoVariant()],
  run: 'run',
  firstNumber: 1,
  heldIds: [],
  fresh: [],
  measured: [],
  demand: new Map(),
  setAside: [],
  cpuMachines: false,
  marginBytes: Math.round(0.3 * gib),
  makeRoom: true,
  ...changes,
});

export const spec = (changes: Partial<ReplicaSpec> = {}): ReplicaSpec => ({
  replicaId: 'llama-1',
  deploymentId: 'llama',
  model: 'llama-3.2-3b',
  variant: { sha256: shaOf('a'), name: 'Q4_K_M', sizeBytes: 2_019_377_696 },
  gpuIds: [aGpu().id],
  shares: [],
  kind: 'chat',
  contextLength: 4096,
  slots: 2,
  estimateBytes: 3 * gib,
  ...changes,
});

export const report = (changes: Partial<ReplicaReport> = {}): ReplicaReport => ({
  spec: spec(),
  state: 'ready',
  since: 1_000,
  problem: null,
  memory: null,
  proof: null,
  slotsBusy: 0,
  tokensGenerated: 0,
  tokensPerSecond: 0,
  pid: 4711,
  ...changes,
});

/** A machine of the inventory that is connected and has a card. */
export const machineFacts = (changes: Partial<MachineFacts> = {}): MachineFacts => ({
  id: 'm',
  name: 'PC',
  local: false,
  state: 'online',
  since: 0,
  removing: false,
  address: null,
  agentVersion: null,
  notice: null,
  hardware: null,
  wake: [],
  gpus: [aGpu()],
  replicas: [],
  before: [],
  files: [],
  disk: null,
  userPause: null,
  missing: [],
  ...changes,
});
