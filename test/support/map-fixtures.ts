/** Cards and replicas as the window shows them, from figures in GB. */
import type { MachineView, OfficeState, ReplicaView } from '../../contract/control-api.ts';
import type { Gpu } from '../../contract/hardware.ts';
import { aGpu, gib } from './a-gpu.ts';

export const card = (totalGb: number, othersGb: number, more: Partial<Gpu> = {}): Gpu =>
  aGpu({
    id: 'vulkan:0',
    name: 'GTX 1080 Ti',
    totalBytes: Math.round(totalGb * gib),
    othersBytes: Math.round(othersGb * gib),
    temperatureC: null,
    ...more,
  });

export const replicaOf = (
  [weights, cache, work]: readonly [number, number, number],
  more: Partial<ReplicaView> = {},
): ReplicaView => ({
  replicaId: 'r1',
  model: 'qwen2.5-7b',
  variant: 'Q4_K_M',
  code: 'Q7',
  colour: 1,
  gpuIds: ['vulkan:0'],
  state: 'ready',
  since: 0,
  memory: { weightsBytes: weights * gib, cacheBytes: cache * gib, workBytes: work * gib },
  estimateBytes: null,
  layers: null,
  slots: 4,
  slotsBusy: 0,
  contextLength: 8192,
  tokensPerSecond: 0,
  tokensGenerated: 0,
  reason: '',
  problem: null,
  ...more,
});

export const machineOf = (
  name: string,
  gpus: Gpu[],
  replicas: ReplicaView[],
  more: Partial<MachineView> = {},
): MachineView => ({
  id: name,
  name,
  thisPc: false,
  state: 'ready',
  since: 0,
  address: '192.168.10.21',
  agentVersion: '0.1.0',
  hardware: null,
  gpus,
  limits: {},
  paused: false,
  userPause: null,
  hours: null,
  canWake: false,
  wakeWhenNeeded: false,
  notice: null,
  replicas,
  ...more,
});

export const officeOf = (machines: MachineView[], more: Partial<OfficeState> = {}): OfficeState => ({
  office: {
    name: 'Linden & Roth',
    welcome: 'done',
    version: '0.1.0',
    machineName: 'RECEPTION',
    startedAt: 0,
    addresses: ['192.168.10.12:8420'],
    serving: true,
    dataDir: null,
  },
  marginBytes: Math.round(0.3 * gib),
  internet: { bytesPerSecond: null, hours: null },
  courtesy: { keepAwake: true, makeRoom: true },
  machines,
  models: [],
  candidates: [],
  asks: [],
  installs: [],
  discovery: { adapters: [], scanning: null, checklist: [] },
  downloads: [],
  attached: [],
  copies: [],
  waiting: 0,
  ...more,
});
