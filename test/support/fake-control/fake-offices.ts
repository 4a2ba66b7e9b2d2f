/** Offices to look at: the look's own, and one for each state that a page must show. */
import type { MachineView, ModelView, OfficeState, ReplicaView } from '../../../contract/control-api.ts';
import { problem } from '../../../contract/problem.ts';
import type { Gpu } from '../../../contract/hardware.ts';
import { aGpu, gib } from '../a-gpu.ts';
import { aModel } from '../a-model.ts';

const gb = (figure: number): number => Math.round(figure * gib);
const minutesAgo = (minutes: number): number => Date.now() - minutes * 60_000;

const gpu = (name: string, total: number, others: number, more: Partial<Gpu> = {}): Gpu =>
  aGpu({
    id: `vulkan:${name}`,
    name,
    totalBytes: gb(total),
    othersBytes: gb(others),
    temperatureC: null,
    ...more,
  });

const replica = (
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
  slots: 4,
  slotsBusy: 0,
  contextLength: 8192,
  tokensPerSecond: 0,
  tokensGenerated: 18_402,
  reason: 'the fastest card that holds 4 conversations of 8,192 tokens.',
  problem: null,
  ...more,
});

const machine = (name: string, gpus: Gpu[], replicas: ReplicaView[], more: Partial<MachineView> = {}): MachineView => ({
  id: name.toLowerCase(),
  name,
  thisPc: false,
  state: 'ready',
  since: minutesAgo(220),
  hardware: null,
  gpus,
  replicas,
  ...more,
});

const model = (
  [name, variant, code, colour]: readonly [string, string, string, number],
  size: number,
  readyOn: string[],
  more: Partial<ModelView> = {},
): ModelView => aModel({ name, code, colour, variant, sizeBytes: gb(size), state: 'ready', readyOn, ...more });

const qwen7 = ['qwen2.5-7b', 'Q4_K_M', 'Q7', 1] as const;
const llama3 = ['llama-3.2-3b', 'Q4_K_M', 'L3', 2] as const;
const gemma4 = ['gemma-3-4b', 'Q4_K_M', 'G4', 3] as const;
const nomic = ['nomic-embed', 'F16', 'NE', 4] as const;
const qwen14 = ['qwen2.5-14b', 'Q4_K_M', 'Q14', 5] as const;
const demo = ['demo', 'Q8_0', 'AD', 1] as const;

const office = (
  name: string,
  machines: MachineView[],
  models: ModelView[],
  more: Partial<OfficeState> = {},
): OfficeState => ({
  office: {
    name,
    version: '0.1.0',
    machineName: 'RECEPTION',
    startedAt: minutesAgo(220),
    addresses: ['192.168.10.12:8420', '192.168.10.58:8420'],
    serving: true,
    dataDir: null,
  },
  marginBytes: gb(0.3),
  machines,
  models,
  waiting: 0,
  ...more,
});

const cuda = { backend: 'cuda' } as const;

function linden(): OfficeState {
  const ti = gpu('GTX 1080 Ti', 11, 2.9, { ...cuda, temperatureC: 67 });
  const p2000 = gpu('Quadro P2000', 5, 0.3, { ...cuda, temperatureC: 41, index: 1 });
  const rx = gpu('RX 580', 8, 0.6, { temperatureC: 71 });
  const rtx = gpu('RTX 2060', 6, 0, cuda);
  const gtx = gpu('GTX 1060', 6, 0.9, { temperatureC: 48 });
  const gtx970 = gpu('GTX 970', 4, 0.2, {
    ...cuda,
    usable: false,
    reason: 'Its driver 390.77 is older than the engine needs (470).',
  });
  const two = { slots: 2 };
  return office(
    'Linden & Roth',
    [
      machine(
        'DESIGN-01',
        [ti, p2000],
        [
          replica(qwen7, ti, [4.1, 1.8, 0.4], { slotsBusy: 2, tokensPerSecond: 41 }),
          replica(llama3, p2000, [1.9, 0.9, 0.3], two),
        ],
        { state: 'answering' },
      ),
      machine('STUDIO-3', [rx], [replica(qwen7, rx, [4.1, 1.8, 0.4], { slotsBusy: 1, tokensPerSecond: 21 })], {
        state: 'answering',
      }),
      machine('ACCOUNTS-02', [rtx], [replica(qwen7, rtx, [4.1, 0.4, 0.4], { state: 'gone' })], {
        state: 'lost',
        since: minutesAgo(2),
      }),
      machine(
        'RECEPTION',
        [gtx],
        [replica(gemma4, gtx, [2.3, 0.6, 0.5], two), replica(nomic, gtx, [0.3, 0, 0.1], { slots: 1 })],
        { thisPc: true },
      ),
      machine('MEETING', [gtx970], []),
    ],
    [
      model(qwen7, 4.4, ['DESIGN-01', 'STUDIO-3']),
      model(llama3, 1.9, ['DESIGN-01'], { contextLength: 4096 }),
      model(gemma4, 2.3, ['RECEPTION']),
      model(nomic, 0.3, ['RECEPTION'], { contextLength: 2048 }),
      model(qwen14, 8.4, [], {
        state: 'refused',
        problem: {
          reason: 'Needs 9.9 GB on one card, the largest space is 7.8 GB: other programs use 2.9 GB.',
          effect: 'Requests for it are refused with this reason.',
          action: 'Choose a smaller variant, or free memory on DESIGN-01.',
        },
      }),
    ],
  );
}

function onlyProcessor(): OfficeState {
  const cpu = gpu('Intel Core i5-6500', 1, 0, { id: 'cpu', backend: 'cpu' });
  const tiny = replica(demo, cpu, [0.0027, 0.006, 0.02], {
    slots: 2,
    contextLength: 2048,
    reason: 'no graphics card is here, and the demo model may run on the processor.',
  });
  return office(
    'This office',
    [machine('RECEPTION', [cpu], [tiny], { thisPc: true })],
    [model(demo, 0.0027, ['RECEPTION'], { demo: true, contextLength: 2048 })],
    { marginBytes: gb(0.1) },
  );
}

function loading(): OfficeState {
  const rx = gpu('AMD Radeon RX 580 Series', 8, 0.6, { temperatureC: 52, oursBytes: gb(2.5) });
  const gtx = gpu('NVIDIA GeForce GTX 1060 6GB', 5.9, 0.9, { temperatureC: 48, oursBytes: gb(3.4) });
  const intel = gpu('Intel HD Graphics 530', 2, 0.4, {
    usable: false,
    reason: 'It has no memory of its own.',
    index: 1,
  });
  return office(
    'Linden & Roth',
    [
      machine('STUDIO-3', [rx, intel], [replica(qwen7, rx, [4.1, 1.8, 0.4], { state: 'loading', since: Date.now() })]),
      machine(
        'RECEPTION',
        [gtx],
        [replica(gemma4, gtx, [2.3, 0.6, 0.5], { state: 'draining', slots: 2, slotsBusy: 1 })],
        {
          thisPc: true,
          state: 'answering',
        },
      ),
      machine('PLOTTER-PC', [], [], { state: 'joining' }),
    ],
    [model(qwen7, 4.4, [], { state: 'loading' }), model(gemma4, 2.3, ['RECEPTION'])],
    { waiting: 1 },
  );
}

function refused(): OfficeState {
  const gtx = gpu('GTX 1060', 6, 4.1);
  const crashed = problem('engine_crashed', 'The Vulkan driver 537.13 lost the device 3 times since 10:20.');
  return office(
    'Linden & Roth',
    [
      machine('RECEPTION', [gtx], [replica(llama3, gtx, [1.1, 0.3, 0.1], { state: 'failed', problem: crashed })], {
        thisPc: true,
      }),
    ],
    [
      model(llama3, 1.9, [], {
        state: 'refused',
        problem: {
          reason: crashed.message,
          effect: 'Requests for it are refused; that card is tried again in 5 minutes.',
          action: 'Update the driver of RECEPTION’s GTX 1060.',
        },
      }),
      model(qwen14, 8.4, [], {
        state: 'refused',
        problem: {
          reason: 'Needs 9.9 GB on one card, the largest space is 1.6 GB.',
          effect: 'Requests for it are refused with this reason.',
          action: 'Choose a smaller variant.',
        },
      }),
    ],
  );
}

/** By the name that ?office= takes. */
export const fakeOffices = {
  linden,
  processor: onlyProcessor,
  loading,
  refused,
  empty: () => office('Linden & Roth', [], []),
} as const satisfies Record<string, () => OfficeState>;

export type FakeOfficeName = keyof typeof fakeOffices;
