/** What scripted offices are made of, from figures in GB and minutes. */
import { bytesInWords } from '../../../contract/bytes-in-words.ts';
import type { MachineView, ModelView, OfficeState, ReplicaView } from '../../../contract/control-api.ts';
import type { CopyView } from '../../../contract/copies.ts';
import type { Gpu, Hardware } from '../../../contract/hardware.ts';
import type { DownloadView } from '../../../contract/library.ts';
import { totalBytes } from '../../../contract/replica.ts';
import { aGpu, gib } from '../a-gpu.ts';
import { aModel } from '../a-model.ts';
import { machineOf } from '../map-fixtures.ts';
import { listening } from './found-parts.ts';

/** Usually. */
const marginGb = 0.3;

export const gb = (figure: number): number => Math.round(figure * gib);
export const minutesAgo = (minutes: number): number => Date.now() - minutes * 60_000;

export const gpu = (name: string, total: number, others: number, more: Partial<Gpu> = {}): Gpu =>
  aGpu({
    id: `vulkan:${name}`,
    name,
    totalBytes: gb(total),
    othersBytes: gb(others),
    temperatureC: null,
    ...more,
  });

export const replica = (
  [model, variant, code, colour]: readonly [string, string, string, number],
  on: Gpu,
  [weights, cache, work]: readonly [number, number, number],
  more: Partial<ReplicaView> = {},
): ReplicaView => ({
  replicaId: `${code.toLowerCase()}-${on.name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`,
  model,
  variant,
  code,
  colour,
  gpuIds: [on.id],
  state: 'ready',
  since: minutesAgo(220),
  memory: { weightsBytes: gb(weights), cacheBytes: gb(cache), workBytes: gb(work) },
  estimateBytes: gb(weights + cache + work + 0.1),
  layers: { onGpu: 29, all: 29 },
  slots: 4,
  slotsBusy: 0,
  contextLength: 8192,
  tokensPerSecond: 0,
  tokensGenerated: 18_402,
  reason: '',
  problem: null,
  ...more,
});

export const machine = (
  name: string,
  gpus: Gpu[],
  replicas: ReplicaView[],
  more: Partial<MachineView> = {},
): MachineView =>
  machineOf(
    name,
    gpus,
    replicas.map((one) => ({ ...one, reason: one.reason || whyHere(name, gpus, one, replicas) })),
    {
      id: name.toLowerCase(),
      since: minutesAgo(220),
      hardware: hardware(name, 'win32', 'Windows 11 Pro 23H2'),
      ...more,
    },
  );

/** As the planner says it. */
function whyHere(name: string, gpus: readonly Gpu[], one: ReplicaView, all: readonly ReplicaView[]): string {
  const card = gpus.find(({ id }) => one.gpuIds.includes(id));
  if (!card) return '';
  const beside = all.filter((other) => other !== one && other.gpuIds.includes(card.id)).map(({ model: its }) => its);
  const others = beside.length > 0 ? `beside ${beside.toSorted().join(' and ')} ` : '';
  const room = bytesInWords(Math.max(0, card.totalBytes - card.othersBytes - gb(marginGb)));
  return `${name} has ${room} for models on ${card.name} after the margin; ${others}this takes ${bytesInWords(totalBytes(one.memory))} of it.`;
}

export const hardware = (hostName: string, platform: Hardware['platform'], osName: string): Hardware => ({
  hostName,
  platform,
  osName,
  arch: 'x64',
  cpu: 'Intel Core i5-7500',
  cores: 4,
  memoryBytes: 16 * gib,
});

export const model = (
  [name, variant, code, colour]: readonly [string, string, string, number],
  size: number,
  readyOn: string[],
  more: Partial<ModelView> = {},
): ModelView =>
  aModel({
    name,
    code,
    colour,
    variant,
    sizeBytes: gb(size),
    state: 'ready',
    readyOn,
    planned: readyOn.length,
    variants: [{ name: variant, sizeBytes: gb(size), allowed: true }],
    ...more,
  });

export const wishes = (
  [least, most]: readonly [number, number],
  priority: number,
  slots = 4,
): NonNullable<ModelView['wishes']> => ({
  slots: { min: slots, max: slots },
  replicas: { min: least, max: most },
  priority,
  pins: [],
  idleMinutes: null,
});

export const download = (
  name: string,
  quantization: string,
  [arrived, total]: readonly [number, number],
  more: Partial<DownloadView> = {},
): DownloadView => ({
  id: `download-${name}-${quantization}`.toLowerCase(),
  model: name,
  quantization,
  repo: `bartowski/${name}-GGUF`,
  files: 1,
  state: 'paused',
  since: minutesAgo(8),
  doneBytes: gb(arrived),
  totalBytes: gb(total),
  bytesPerSecond: 0,
  secondsLeft: null,
  retryAt: null,
  problem: null,
  ...more,
});

export const copy = (
  name: string,
  to: string,
  [sent, total]: readonly [number, number],
  more: Partial<CopyView> = {},
): CopyView => ({
  id: `copy-${name}-${to}`.toLowerCase(),
  model: name,
  variant: 'Q4_K_M',
  sha256: '5e1c07d2'.repeat(8),
  machineId: to.toLowerCase(),
  machine: to,
  purpose: 'ahead',
  state: 'sending',
  doneBytes: gb(sent),
  totalBytes: gb(total),
  bytesPerSecond: 0,
  secondsLeft: null,
  retryAt: null,
  problem: null,
  ...more,
});

export const qwen7 = ['qwen2.5-7b-instruct', 'Q4_K_M', 'Q7', 1] as const;
export const llama3 = ['llama-3.2-3b-instruct', 'Q4_K_M', 'L3', 2] as const;
export const gemma4 = ['gemma-3-4b-it', 'Q4_K_M', 'G4', 3] as const;
export const nomic = ['nomic-embed-text-v1.5', 'F16', 'NE', 4] as const;
export const qwen14 = ['qwen2.5-14b-instruct', 'Q4_K_M', 'Q14', 5] as const;
export const demo = ['demo', 'Q8_0', 'AD', 1] as const;

export const office = (
  name: string,
  machines: MachineView[],
  models: ModelView[],
  more: Partial<OfficeState> = {},
): OfficeState => ({
  office: {
    name,
    welcome: 'done',
    version: '0.1.0',
    machineName: 'RECEPTION',
    startedAt: minutesAgo(220),
    addresses: ['192.168.10.12:8420', '192.168.10.58:8420'],
    serving: true,
    dataDir: null,
  },
  marginBytes: gb(marginGb),
  internet: { bytesPerSecond: null, hours: null },
  courtesy: { keepAwake: true, makeRoom: true },
  machines,
  models,
  candidates: [],
  asks: [],
  installs: [],
  discovery: listening,
  downloads: [],
  attached: [],
  copies: [],
  waiting: 0,
  ...more,
});
